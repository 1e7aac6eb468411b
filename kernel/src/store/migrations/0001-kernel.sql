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
  RETURN coalesce(current_setting('kernos.scope', true) = 'platform', false);

-- The outbox: one row a message, in the transaction of the change it reports.
-- `xid` is the writing transaction. A reader that remembers a position alone loses rows, because positions
-- are given out before the commit; see relay.ts.
CREATE SEQUENCE kernel.outbox_position;
-- A type, because a CHECK would be read anew for every row: a quarter of what the row costs.
CREATE TYPE kernel.message_kind AS ENUM ('event', 'task', 'workflow');
CREATE TABLE kernel.outbox (
  position bigint NOT NULL DEFAULT nextval('kernel.outbox_position'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id uuid NOT NULL,
  kind kernel.message_kind NOT NULL,
  type text NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  organization_id uuid,
  -- The person in whose unit of work it was sent.
  actor_id uuid DEFAULT kernel.actor(),
  time timestamptz NOT NULL,
  data jsonb NOT NULL,
  traceparent text NOT NULL
) PARTITION BY RANGE (logged_at);  -- by maintenance.ts, as all that are kept in partitions here
CREATE INDEX outbox_xid_position ON kernel.outbox (xid, position);
CREATE INDEX outbox_by_position ON kernel.outbox (position);
CREATE INDEX outbox_organization ON kernel.outbox (organization_id, position);
-- Trace ids of ours begin with the time, so that this grows at its end.
CREATE INDEX outbox_trace ON kernel.outbox (substr(traceparent, 4, 32));

-- Which messages a consumer has finished: written with its effects, so they happen once. `span_id` is what the
-- messages that it sent meanwhile name as their cause. A part stays as long as the log of its day, or a message of it
-- among the deliveries.
CREATE TABLE kernel.inbox (
  consumer text NOT NULL,
  message_id uuid NOT NULL,
  logged_at timestamptz NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  duration_ms real,
  attempts smallint NOT NULL DEFAULT 1,
  span_id text,
  PRIMARY KEY (consumer, message_id, logged_at)
) PARTITION BY RANGE (logged_at);

-- What began a trace (a request that changes something, a job by the clock) and the calls between services.
-- Written in batches after the fact and bounded, see spans.ts: a record to look at, nothing relies on it.
CREATE TABLE kernel.spans (
  started_at timestamptz NOT NULL,
  trace_id text NOT NULL,
  span_id text NOT NULL,
  parent_id text,
  organization_id uuid,
  kind text NOT NULL CHECK (kind IN ('request', 'call', 'schedule')),
  service text NOT NULL,
  name text NOT NULL,
  method text,
  route text,
  status int,
  actor_id uuid,
  duration_ms real NOT NULL,
  error text
) PARTITION BY RANGE (started_at);
CREATE INDEX spans_trace ON kernel.spans (trace_id);
CREATE INDEX spans_organization ON kernel.spans (organization_id, started_at DESC) WHERE kind = 'request';

-- What administrators did or tried to do; see audit.ts. Rows are only ever added.
CREATE TABLE kernel.audit (
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  organization_id uuid,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'service', 'anonymous')),
  actor_id uuid,
  actor_name text,
  roles text[] NOT NULL,
  call text NOT NULL,
  title text NOT NULL,
  params jsonb NOT NULL,
  body jsonb NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  status int NOT NULL,
  error text,
  address text,
  trace_id text NOT NULL,
  -- The elevated purpose that it was done under, such as 'break-glass'.
  purpose text
) PARTITION BY RANGE (at);
CREATE INDEX audit_organization ON kernel.audit (organization_id, id DESC);

-- Not even the owner changes a row by mistake or through a hole in a statement. What is too old goes with its
-- whole partition.
CREATE FUNCTION kernel.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON kernel.audit
  FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON kernel.audit
  FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();

-- How far a consumer has read. Every row that the snapshot `seen` sees is done (the first one sees none); while
-- `until` is set, so are those that it sees up to `position`.
CREATE TABLE kernel.consumers (
  name text PRIMARY KEY,
  types text[] NOT NULL,
  -- All that it ever took: a type that is new to it may have to be fetched from the beginning.
  known text[] NOT NULL DEFAULT '{}',
  seen pg_snapshot NOT NULL DEFAULT '1:1:',
  until pg_snapshot,
  position bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION kernel.has_read(c kernel.consumers, xid xid8, "position" bigint) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN pg_visible_in_snapshot(xid, c.seen)
      OR coalesce(pg_visible_in_snapshot(xid, c.until) AND "position" <= c."position", false);

-- For a consumer whose batch commits with its cursor, under the role of its service. Of two readers that took
-- up at one place (the lead changed hands) the second fails here, and so does what it did.
CREATE FUNCTION kernel.advance_consumer(
  consumer text, was_seen text, was_until text, was_position bigint,
  to_seen text, to_until text, to_position bigint
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE kernel.consumers
     SET seen = to_seen::pg_snapshot, until = to_until::pg_snapshot, position = to_position, updated_at = now()
   WHERE name = consumer AND seen::text = was_seen AND until::text IS NOT DISTINCT FROM was_until
     AND position = was_position;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another reader has moved the cursor of %', consumer USING CONSTRAINT = 'consumers_cursor';
  END IF;
END $$;

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
  state text NOT NULL CHECK (state IN ('waiting', 'dead', 'discarded')),
  attempts int NOT NULL DEFAULT 0,
  -- Null while it waits behind an earlier one of its key.
  next_attempt_at timestamptz DEFAULT now(),
  error text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (consumer, message_id)
);
CREATE INDEX deliveries_due ON kernel.deliveries (consumer, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX deliveries_key ON kernel.deliveries (consumer, key, position) WHERE state = 'waiting';
CREATE INDEX deliveries_message ON kernel.deliveries (message_id);
CREATE INDEX deliveries_logged_at ON kernel.deliveries (logged_at);
CREATE INDEX deliveries_dead ON kernel.deliveries (organization_id, updated_at DESC) WHERE state <> 'waiting';

-- Where a consumer goes on. A new one begins now, or at the beginning of the log where it wants all of it. Of the types
-- that it wants from the beginning and has not taken before, what its cursor has passed is put among its deliveries:
-- an older release may have read the log meanwhile.
CREATE FUNCTION kernel.take_up(consumer text, message_kind kernel.message_kind, takes text[], from_now text[])
  RETURNS kernel.consumers LANGUAGE plpgsql AS $$
DECLARE
  c kernel.consumers;
  fresh text[];
BEGIN
  INSERT INTO kernel.consumers (name, types, seen)
    VALUES (consumer, takes, CASE WHEN takes && from_now THEN pg_current_snapshot() ELSE '1:1:' END)
    ON CONFLICT (name) DO NOTHING;
  SELECT * INTO c FROM kernel.consumers WHERE name = consumer FOR UPDATE;
  fresh := ARRAY(SELECT t FROM unnest(takes) AS t WHERE t <> ALL (c.known) AND t <> ALL (from_now));
  IF fresh <> '{}' THEN
    INSERT INTO kernel.deliveries
      (consumer, message_id, position, logged_at, key, organization_id, message, state, next_attempt_at)
    SELECT consumer, o.id, o.position, date_trunc('milliseconds', o.logged_at), o.key, o.organization_id,
           jsonb_build_object('position', o.position,
             'loggedAt', to_char(o.logged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'id', o.id, 'kind', o.kind, 'type', o.type, 'source', o.source, 'key', o.key,
             'organizationId', o.organization_id, 'actorId', o.actor_id,
             'time', to_char(o.time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'data', o.data, 'traceparent', o.traceparent),
           'waiting', NULL
      FROM kernel.outbox o
     WHERE o.kind = message_kind AND o.type = ANY (fresh) AND kernel.has_read(c, o.xid, o.position)
    ON CONFLICT DO NOTHING;
  END IF;
  IF c.types <> takes OR NOT c.known @> takes THEN
    UPDATE kernel.consumers SET types = takes, known = ARRAY(SELECT DISTINCT unnest(c.known || takes))
     WHERE name = consumer RETURNING * INTO c;
  END IF;
  RETURN c;
END $$;

-- Replies recorded under an Idempotency-Key, in the transaction of the change they answered.
CREATE TABLE kernel.replies (
  actor text NOT NULL,
  key text NOT NULL,
  call text NOT NULL,
  organization_id uuid,
  fingerprint bytea NOT NULL,
  status int,
  body jsonb,
  headers jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL DEFAULT now(),
  -- A person may act for several organizations, and for none.
  CONSTRAINT replies_key UNIQUE NULLS NOT DISTINCT (actor, key, organization_id)
);
CREATE INDEX replies_created_at ON kernel.replies (created_at);

-- Runs of workflows. `token` is of the one who carries a run on now: nobody else's records are taken, so that of two
-- who take themselves for the only one (the lead changed hands) one alone has effects.
CREATE TABLE kernel.workflows (
  id text PRIMARY KEY,
  name text NOT NULL,
  organization_id uuid,
  started_by uuid,
  -- The run that waits for this one, as a child of it.
  parent_id text,
  input jsonb NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled')),
  -- Set while it is still running, it is being undone because of this.
  error jsonb,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  traceparent text NOT NULL,
  -- When to carry it on, at the latest, by the system's clock.
  wake_at timestamptz NOT NULL,
  token uuid,
  -- Nobody has carried it on yet.
  fresh boolean NOT NULL DEFAULT true,
  -- How often whoever carried it on was lost in the midst of it.
  lost int NOT NULL DEFAULT 0,
  -- How many signals, ends of children and requests to cancel have reached it: a run that goes to sleep and has not
  -- seen the last of them is woken at once.
  news int NOT NULL DEFAULT 0,
  -- Who asked for it to be cancelled: an actor.
  cancelled_by jsonb
);
CREATE INDEX workflows_started_at ON kernel.workflows (organization_id, started_at DESC, id DESC);
CREATE INDEX workflows_due ON kernel.workflows (fresh, wake_at) WHERE status = 'running';
CREATE INDEX workflows_parent ON kernel.workflows (parent_id) WHERE parent_id IS NOT NULL;

-- What a run called, in its order: steps, and what it waits for. Read back, it is the memory of the run.
CREATE TABLE kernel.workflow_steps (
  workflow_id text NOT NULL REFERENCES kernel.workflows ON DELETE CASCADE,
  -- The how manieth call of the run it is, from 0.
  call int NOT NULL,
  direction text NOT NULL CHECK (direction IN ('do', 'undo')),
  kind text NOT NULL CHECK (kind IN ('step', 'timer', 'signal', 'child')),
  -- Name of the step, the signal or the child's workflow.
  step text NOT NULL,
  -- `failed` with `until` is tried again then.
  status text NOT NULL CHECK (status IN ('running', 'waiting', 'done', 'failed')),
  input jsonb,
  result jsonb,
  error jsonb,
  attempts int NOT NULL,
  until timestamptz,
  -- The how manieth of the run's calls to end, in which order their ends are told to it again.
  ended_as int,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  span_id text,
  PRIMARY KEY (workflow_id, call, direction)
);

-- Records a call, for whoever holds the token of its run, once: what is done stays as it is. Runs in the transaction
-- of what the step does, under the role of its service, and fails it where it may not record.
CREATE FUNCTION kernel.record_step(holder uuid, entry jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r kernel.workflow_steps := jsonb_populate_record(NULL::kernel.workflow_steps, entry);
BEGIN
  INSERT INTO kernel.workflow_steps AS s
  SELECT (r).* FROM kernel.workflows w WHERE w.id = r.workflow_id AND w.token = holder AND w.status = 'running'
  ON CONFLICT (workflow_id, call, direction) DO UPDATE SET
    status = excluded.status, result = excluded.result, error = excluded.error, attempts = excluded.attempts,
    until = excluded.until, ended_as = excluded.ended_as, ended_at = excluded.ended_at, span_id = excluded.span_id
  WHERE s.status <> 'done';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another has carried on the run %', r.workflow_id USING CONSTRAINT = 'workflow_steps_holder';
  END IF;
END $$;

-- What was sent to runs that wait for it, or will. A call that got one has its id in its result.
CREATE TABLE kernel.workflow_signals (
  id uuid PRIMARY KEY,
  workflow_id text NOT NULL REFERENCES kernel.workflows ON DELETE CASCADE,
  position bigint NOT NULL,
  name text NOT NULL,
  payload jsonb NOT NULL,
  sent_at timestamptz NOT NULL
);
CREATE INDEX workflow_signals_run ON kernel.workflow_signals (workflow_id, position);

-- Jobs by the clock. Every instant up to `done_until` is done or given up; `due_at` and what follows tell of the last run.
CREATE TABLE kernel.schedules (
  name text PRIMARY KEY,
  done_until timestamptz NOT NULL,
  wake_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('running', 'succeeded', 'failed')),
  error_code text,
  runs int NOT NULL DEFAULT 0,
  failures int NOT NULL DEFAULT 0
);

-- In the transaction of a job: it took place for this instant, and for no instant twice.
CREATE FUNCTION kernel.record_tick(schedule text, due timestamptz, at timestamptz) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE kernel.schedules
     SET done_until = due, due_at = due, ended_at = at, outcome = 'succeeded', error_code = NULL, attempts = 0
   WHERE name = schedule AND done_until < due;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another has run % for %', schedule, due USING CONSTRAINT = 'schedules_done_until';
  END IF;
END $$;
