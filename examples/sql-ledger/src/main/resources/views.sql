-- Run at every start. Days and months are those of UTC. Amounts are in the currency of the account. Records that Plivo no longer
-- has are left out.

-- All dimensions. amount is Plivo's charge, carrier_fees is the carriers' surcharge, which Plivo states apart from it.
CREATE OR REPLACE VIEW cost AS
SELECT (message_time AT TIME ZONE 'UTC')::date AS day,
       direction,
       destination_country AS country,
       type,
       destination_network AS carrier,
       from_number AS sender,
       tendlc_campaign_id AS campaign,
       count(*) AS messages,
       sum(units) AS units,
       sum(total_amount) AS amount,
       sum(carrier_fees) AS carrier_fees
FROM mdr WHERE unlisted_since IS NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7;

CREATE OR REPLACE VIEW cost_by_day AS
SELECT day, sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY day ORDER BY day;

-- The others are by month, which is the first day of the month.
CREATE OR REPLACE VIEW cost_by_month AS
SELECT date_trunc('month', day::timestamp)::date AS month,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1 ORDER BY 1;

CREATE OR REPLACE VIEW cost_by_direction AS
SELECT date_trunc('month', day::timestamp)::date AS month, direction,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE VIEW cost_by_country AS
SELECT date_trunc('month', day::timestamp)::date AS month, country,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE VIEW cost_by_type AS
SELECT date_trunc('month', day::timestamp)::date AS month, type,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE VIEW cost_by_carrier AS
SELECT date_trunc('month', day::timestamp)::date AS month, carrier,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE VIEW cost_by_sender AS
SELECT date_trunc('month', day::timestamp)::date AS month, sender,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

CREATE OR REPLACE VIEW cost_by_campaign AS
SELECT date_trunc('month', day::timestamp)::date AS month, campaign,
       sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount, sum(carrier_fees) AS carrier_fees
FROM cost GROUP BY 1, 2 ORDER BY 1, 2;

-- Outbound messages. The rate is the part of those with a result (delivered, read, undelivered, failed) that arrived; carriers
-- without receipts leave messages in the state sent.
CREATE OR REPLACE VIEW delivery_rate AS
SELECT day, country, messages, delivered, not_delivered, messages - delivered - not_delivered AS without_result,
       round(100.0 * delivered / nullif(delivered + not_delivered, 0), 1) AS delivered_percent
FROM (
  SELECT (message_time AT TIME ZONE 'UTC')::date AS day,
         destination_country AS country,
         count(*) AS messages,
         count(*) FILTER (WHERE state IN ('delivered', 'read')) AS delivered,
         count(*) FILTER (WHERE state IN ('undelivered', 'failed', 'rejected')) AS not_delivered
  FROM mdr WHERE direction = 'outbound' AND unlisted_since IS NULL GROUP BY 1, 2) AS counted
ORDER BY day, country;

-- 000 means no error.
CREATE OR REPLACE VIEW error_codes AS
SELECT error_code, error_message, direction, destination_country AS country, count(*) AS messages,
       min(message_time) AS first_message, max(message_time) AS last_message
FROM mdr WHERE error_code <> '000' AND unlisted_since IS NULL
GROUP BY error_code, error_message, direction, destination_country
ORDER BY messages DESC;

-- Each change of a total_amount after the first reading of the record.
CREATE OR REPLACE VIEW price_changes AS
SELECT message_uuid, state_before, state, amount_before, amount, amount - amount_before AS difference, seen
FROM (
  SELECT message_uuid, number, state, total_amount AS amount, first_seen AS seen,
         lag(state) OVER versions AS state_before, lag(total_amount) OVER versions AS amount_before,
         lag(number) OVER versions AS number_before
  FROM mdr_version
  WINDOW versions AS (PARTITION BY message_uuid ORDER BY message_updated_time NULLS FIRST, number)) AS version
WHERE number_before IS NOT NULL AND amount IS DISTINCT FROM amount_before
ORDER BY seen, number;
