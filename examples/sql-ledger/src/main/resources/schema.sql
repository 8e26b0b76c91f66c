-- Run at every start; changes nothing that exists.

-- Each version of a record that the feed has delivered, once.
CREATE TABLE IF NOT EXISTS mdr_version (
  message_uuid text NOT NULL,
  -- MessageDetailRecord.fingerprint(): a hash of the content
  fingerprint text NOT NULL,
  -- the order in which versions arrived
  number bigint GENERATED ALWAYS AS IDENTITY,
  first_seen timestamptz NOT NULL DEFAULT now(),
  -- what read it: live, backfill or recheck of the feed, or close
  sweep text,
  state text,
  total_amount numeric,
  message_updated_time timestamptz,
  record jsonb NOT NULL,
  PRIMARY KEY (message_uuid, fingerprint)
);

-- The latest version of each record. Empty texts are NULL here; the column record has all fields as Plivo sent them.
CREATE TABLE IF NOT EXISTS mdr (
  message_uuid text PRIMARY KEY,
  fingerprint text NOT NULL,
  message_time timestamptz,
  message_sent_time timestamptz,
  message_updated_time timestamptz,
  direction text,
  type text,
  state text,
  from_number text,
  to_number text,
  units integer,
  total_rate numeric,
  total_amount numeric,
  carrier_fees_rate numeric,
  carrier_fees numeric,
  error_code text,
  error_message text,
  destination_country text,
  destination_network text,
  mcc text,
  mnc text,
  powerpack_id text,
  replaced_sender text,
  tendlc_campaign_id text,
  tendlc_registration_status text,
  conversation_id text,
  conversation_origin text,
  record jsonb NOT NULL,
  -- when the first version of the record was stored, and when this one was
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  -- when a closing found that Plivo no longer has the record; the views leave it out
  unlisted_since timestamptz
);

CREATE INDEX IF NOT EXISTS mdr_message_time ON mdr (message_time);

-- What each closing of a day or month found.
CREATE TABLE IF NOT EXISTS receipt (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  period text NOT NULL,
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  -- when reading began, and when the tables were compared
  started timestamptz NOT NULL,
  finished timestamptz NOT NULL,
  requests bigint NOT NULL,
  -- of the period, in mdr after the repair, without records that Plivo no longer has
  records bigint NOT NULL,
  units bigint NOT NULL,
  total_amount numeric NOT NULL,
  carrier_fees numeric NOT NULL,
  -- records without a total_amount
  unpriced bigint NOT NULL,
  -- SHA-256 of the lines "uuid fingerprint" in the order of the uuids
  digest text NOT NULL,
  -- records that were different and are repaired, by kind
  missing bigint NOT NULL,
  outdated bigint NOT NULL,
  altered bigint NOT NULL,
  listed_again bigint NOT NULL,
  version_missing bigint NOT NULL,
  version_altered bigint NOT NULL,
  unlisted bigint NOT NULL,
  -- records that the ledger wrote while Plivo was read, which are not compared
  changed_meanwhile bigint NOT NULL
);
