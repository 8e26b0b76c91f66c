-- Run at every start; changes nothing that exists.

-- Each version of a record that the feed has delivered, once.
CREATE TABLE IF NOT EXISTS mdr_version (
  message_uuid text NOT NULL,
  -- MessageDetailRecord.fingerprint(): a hash of the content
  fingerprint text NOT NULL,
  -- the order in which versions arrived
  number bigint GENERATED ALWAYS AS IDENTITY,
  first_seen timestamptz NOT NULL DEFAULT now(),
  -- the part of the feed that read it: live, backfill or recheck
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
  last_seen timestamptz NOT NULL
);

CREATE INDEX IF NOT EXISTS mdr_message_time ON mdr (message_time);
