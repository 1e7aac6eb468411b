-- What the policies of every service compare. Settings are empty strings, not NULL, once a transaction
-- has set them, hence nullif.
CREATE FUNCTION kernel.organization() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('kernos.organization', true), '')::uuid;

CREATE FUNCTION kernel.actor() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('kernos.actor', true), '')::uuid;

CREATE FUNCTION kernel.is_platform() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_setting('kernos.scope', true) = 'platform';

-- The outbox: one row a message, in the transaction of the change it reports.
-- `xid` is the writing transaction. A reader that orders by position alone loses rows, because positions
-- are given out before the commit; see relay.ts.
CREATE SEQUENCE kernel.outbox_position;
CREATE TABLE kernel.outbox (
  position bigint NOT NULL DEFAULT nextval('kernel.outbox_position'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('event', 'task', 'workflow')),
  type text NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  organization_id uuid,
  time timestamptz NOT NULL,
  data jsonb NOT NULL,
  traceparent text NOT NULL
) PARTITION BY RANGE (logged_at);
CREATE INDEX outbox_xid_position ON kernel.outbox (xid, position);

-- Which messages a consumer has finished: written with its effects, so they happen once.
CREATE TABLE kernel.inbox (
  consumer text NOT NULL,
  message_id uuid NOT NULL,
  logged_at timestamptz NOT NULL,
  PRIMARY KEY (consumer, message_id, logged_at)
) PARTITION BY RANGE (logged_at);

-- Makes the partitions of the days from today to `days` ahead, for both.
CREATE FUNCTION kernel.ensure_partitions(days int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  day date;
  parent text;
BEGIN
  FOR day IN SELECT (now() AT TIME ZONE 'UTC')::date + n FROM generate_series(-1, days) AS n LOOP
    FOREACH parent IN ARRAY ARRAY['outbox', 'inbox'] LOOP
      IF to_regclass(format('kernel.%I', parent || '_' || to_char(day, 'YYYYMMDD'))) IS NULL THEN
        EXECUTE format(
          'CREATE TABLE kernel.%I PARTITION OF kernel.%I FOR VALUES FROM (%L) TO (%L)',
          parent || '_' || to_char(day, 'YYYYMMDD'), parent,
          day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00'
        );
      END IF;
    END LOOP;
  END LOOP;
END $$;
SELECT kernel.ensure_partitions(7);

-- How far a consumer has read. Every row with xid < lo is done; while `hi` is set, so are those of
-- [lo, hi) up to `position`.
CREATE TABLE kernel.consumers (
  name text PRIMARY KEY,
  types text[] NOT NULL,
  lo xid8 NOT NULL DEFAULT '0',
  hi xid8,
  position bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Messages that failed at a consumer: tried again until they succeed or are dead. They carry the whole
-- message, so that dropping an old partition loses none.
CREATE TABLE kernel.deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  consumer text NOT NULL,
  message_id uuid NOT NULL,
  position bigint NOT NULL,
  logged_at timestamptz NOT NULL,
  key text NOT NULL,
  organization_id uuid,
  message jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'dead')),
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  error text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (consumer, message_id)
);
CREATE INDEX deliveries_due ON kernel.deliveries (consumer, next_attempt_at) WHERE state = 'waiting';

-- Replies recorded under an Idempotency-Key, in the transaction of the change they answered.
CREATE TABLE kernel.replies (
  actor text NOT NULL,
  key text NOT NULL,
  call text NOT NULL,
  organization_id uuid,
  fingerprint bytea NOT NULL,
  status int,
  body jsonb,
  headers jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor, key)
);
CREATE INDEX replies_created_at ON kernel.replies (created_at);

-- Runs of workflows and the recorded result of each step.
CREATE TABLE kernel.workflows (
  id text PRIMARY KEY,
  name text NOT NULL,
  organization_id uuid,
  started_by uuid,
  input jsonb NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'succeeded', 'failed')),
  error jsonb,
  started_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX workflows_started_at ON kernel.workflows (organization_id, started_at DESC);
CREATE TABLE kernel.workflow_steps (
  workflow_id text NOT NULL REFERENCES kernel.workflows ON DELETE CASCADE,
  step text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('do', 'undo')),
  status text NOT NULL CHECK (status IN ('running', 'done', 'failed')),
  result jsonb,
  error jsonb,
  attempts int NOT NULL DEFAULT 1,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (workflow_id, step, direction)
);

-- Services write these through the kernel's statements, under their own roles.
ALTER TABLE kernel.replies ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.replies
  USING (organization_id IS NOT DISTINCT FROM kernel.organization())
  WITH CHECK (organization_id IS NOT DISTINCT FROM kernel.organization());
ALTER TABLE kernel.workflows ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.workflows
  USING (organization_id IS NOT DISTINCT FROM kernel.organization() OR kernel.is_platform())
  WITH CHECK (organization_id IS NOT DISTINCT FROM kernel.organization() OR kernel.is_platform());
ALTER TABLE kernel.workflow_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.workflow_steps
  USING (EXISTS (SELECT FROM kernel.workflows w WHERE w.id = workflow_id));
