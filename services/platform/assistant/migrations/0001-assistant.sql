-- Questions and answers belong to who asked. Everything about one goes with its conversation: that is how
-- deleting is kept simple enough to be complete.

CREATE TABLE assistant.conversations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  owner_id uuid NOT NULL DEFAULT kernel.actor(),
  title text NOT NULL,
  course_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX conversations_of_owner ON assistant.conversations (organization_id, owner_id, updated_at DESC, id DESC);

CREATE TABLE assistant.answers (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  owner_id uuid NOT NULL DEFAULT kernel.actor(),
  conversation_id uuid NOT NULL CONSTRAINT answers_conversation REFERENCES assistant.conversations (id) ON DELETE CASCADE,
  idempotency_key text,
  request_hash bytea NOT NULL,
  question text NOT NULL,
  understood text,
  kind text NOT NULL,
  level text NOT NULL,
  course_id uuid,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed')),
  stop_requested boolean NOT NULL DEFAULT false,
  -- By the database's clock: whether a run that nobody hears of still lives is decided by one clock alone.
  alive_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  text text NOT NULL DEFAULT '',
  -- What `done` tells, and what "why" tells beyond it; both null while it runs.
  outcome jsonb,
  inside jsonb,
  failure jsonb,
  helpful boolean,
  feedback_why text,
  shared boolean NOT NULL DEFAULT false,
  feedback_at timestamptz,
  created_at timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX answers_of_conversation ON assistant.answers (conversation_id, created_at, id);
CREATE UNIQUE INDEX answers_once ON assistant.answers (organization_id, owner_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX answers_running ON assistant.answers (owner_id) WHERE state = 'running';
CREATE INDEX answers_with_feedback ON assistant.answers (organization_id, feedback_at DESC, id DESC)
  WHERE feedback_at IS NOT NULL;

CREATE TABLE assistant.events (
  answer_id uuid NOT NULL CONSTRAINT events_answer REFERENCES assistant.answers (id) ON DELETE CASCADE,
  seq integer NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  name text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (answer_id, seq)
);

-- The sweep of runs whose process died belongs to no one organization.
ALTER TABLE assistant.answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON assistant.answers USING (organization_id = kernel.organization() OR kernel.is_platform());
ALTER TABLE assistant.events ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON assistant.events USING (organization_id = kernel.organization() OR kernel.is_platform());

-- An answer that may be given again. It goes with the answer, so nothing of a deleted conversation stays.
CREATE TABLE assistant.cache (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  key bytea NOT NULL,
  answer_id uuid NOT NULL CONSTRAINT cache_answer REFERENCES assistant.answers (id) ON DELETE CASCADE,
  PRIMARY KEY (organization_id, key)
);
CREATE INDEX cache_of_answer ON assistant.cache (answer_id);

CREATE TABLE assistant.budgets (
  organization_id uuid PRIMARY KEY DEFAULT kernel.organization(),
  monthly_tokens bigint CHECK (monthly_tokens >= 0),
  monthly_cost numeric CHECK (monthly_cost >= 0)
);

CREATE TABLE assistant.usage (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  month date NOT NULL,
  model text NOT NULL,
  requests bigint NOT NULL,
  prompt_tokens bigint NOT NULL,
  completion_tokens bigint NOT NULL,
  cost numeric NOT NULL,
  PRIMARY KEY (organization_id, month, model)
);

-- What running requests may still take. A process that dies leaves its reservation to expire.
CREATE TABLE assistant.reservations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  tokens bigint NOT NULL,
  cost numeric NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX reservations_of_organization ON assistant.reservations (organization_id);

CREATE TABLE assistant.templates (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  kind text NOT NULL,
  level text,
  version integer NOT NULL,
  text text NOT NULL,
  note text NOT NULL,
  active boolean NOT NULL DEFAULT false,
  created_by uuid NOT NULL DEFAULT kernel.actor(),
  created_at timestamptz NOT NULL,
  CONSTRAINT templates_version UNIQUE NULLS NOT DISTINCT (organization_id, kind, level, version)
);
CREATE UNIQUE INDEX templates_one_active ON assistant.templates (organization_id, kind, coalesce(level, ''))
  WHERE active;

CREATE TABLE assistant.evaluations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  a uuid NOT NULL,
  b uuid NOT NULL,
  questions jsonb NOT NULL,
  -- Who asked for it: it reads what they may read.
  viewer jsonb NOT NULL,
  measures jsonb,
  created_at timestamptz NOT NULL
);
CREATE INDEX evaluations_newest ON assistant.evaluations (organization_id, created_at DESC, id DESC);

CREATE TABLE assistant.evaluated (
  evaluation_id uuid NOT NULL REFERENCES assistant.evaluations (id) ON DELETE CASCADE,
  ordinal integer NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  a jsonb NOT NULL,
  b jsonb NOT NULL,
  PRIMARY KEY (evaluation_id, ordinal)
);

-- The hash is all there is of a key. It is looked up before anybody is known, so by the platform.
CREATE TABLE assistant.keys (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  owner_id uuid NOT NULL DEFAULT kernel.actor(),
  name text NOT NULL,
  prefix text NOT NULL,
  hash bytea NOT NULL CONSTRAINT keys_hash UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX keys_of_owner ON assistant.keys (organization_id, owner_id, created_at DESC, id DESC);
ALTER TABLE assistant.keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON assistant.keys USING (organization_id = kernel.organization() OR kernel.is_platform());
