-- Accounts stand above organizations, so most tables say themselves who may see a row: the person it is
-- about (kernel.actor()), or a call that had to be made before anybody was known (kernel.is_platform()).

CREATE TABLE identity.organizations (
  id uuid PRIMARY KEY,
  -- Only of organizations that the system itself must find again, e.g. `demo`.
  key text CONSTRAINT organizations_key_key UNIQUE,
  name text NOT NULL,
  created_by uuid,
  -- For members who chose none of their own.
  time_zone text NOT NULL DEFAULT 'UTC',
  locale text NOT NULL DEFAULT 'en',
  created_at timestamptz NOT NULL
);
CREATE INDEX organizations_created_by ON identity.organizations (created_by);

CREATE TABLE identity.accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL CONSTRAINT accounts_email_key UNIQUE,
  name text NOT NULL,
  email_verified_at timestamptz,
  -- The organization that answers for the account: emails about it go to that one's mailbox and to no other.
  home_organization_id uuid NOT NULL REFERENCES identity.organizations,
  -- The one they acted for last, to begin with at the next sign-in.
  last_organization_id uuid REFERENCES identity.organizations,
  -- Null: the organization's.
  time_zone text,
  locale text,
  created_at timestamptz NOT NULL
);

-- A person who leaves keeps the row, so that old rosters still have a name; `removed_at` is the end.
CREATE TABLE identity.memberships (
  organization_id uuid NOT NULL REFERENCES identity.organizations,
  account_id uuid NOT NULL REFERENCES identity.accounts,
  roles text[] NOT NULL CONSTRAINT memberships_roles CHECK (cardinality(roles) > 0),
  joined_at timestamptz NOT NULL,
  -- Access tokens made up to this instant hold other roles than these.
  changed_at timestamptz,
  removed_at timestamptz,
  CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, account_id)
);
CREATE INDEX memberships_account ON identity.memberships (account_id);

CREATE FUNCTION identity.keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two admins who take each other's role away at once wait here for one another.
  PERFORM FROM identity.organizations WHERE id = OLD.organization_id FOR UPDATE;
  IF NOT EXISTS (
    SELECT FROM identity.memberships
     WHERE organization_id = OLD.organization_id AND removed_at IS NULL AND 'admin' = ANY (roles)
  ) THEN
    RAISE EXCEPTION 'an organization keeps at least one admin'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_last_admin';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_an_admin AFTER UPDATE OF roles, removed_at ON identity.memberships
  FOR EACH ROW WHEN (
    OLD.removed_at IS NULL AND 'admin' = ANY (OLD.roles)
    AND (NEW.removed_at IS NOT NULL OR NOT 'admin' = ANY (NEW.roles))
  ) EXECUTE FUNCTION identity.keep_an_admin();

CREATE TABLE identity.credentials (
  account_id uuid PRIMARY KEY REFERENCES identity.accounts ON DELETE CASCADE,
  password_hash text NOT NULL,
  changed_at timestamptz NOT NULL
);

-- One sign-in. A page of ours holds it by a cookie, everybody else by refresh tokens; never both.
CREATE TABLE identity.sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts ON DELETE CASCADE,
  organization_id uuid REFERENCES identity.organizations,
  cookie_hash text CONSTRAINT sessions_cookie_key UNIQUE,
  user_agent text,
  address text,
  -- Who signed in from here before is not held up by strangers who guess elsewhere.
  address_block text NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  idle_expires_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX sessions_account ON identity.sessions (account_id, last_seen_at DESC, id DESC);
CREATE INDEX sessions_idle_expires_at ON identity.sessions (idle_expires_at);

-- A session's refresh tokens are one family. Rotated ones stay while it lives, or reuse would not be noticed.
CREATE TABLE identity.refresh_tokens (
  token_hash text PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  rotated_at timestamptz,
  successor_hash text
);
CREATE INDEX refresh_tokens_session ON identity.refresh_tokens (session_id);

CREATE TABLE identity.one_time_tokens (
  token_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts ON DELETE CASCADE,
  purpose text NOT NULL CONSTRAINT one_time_tokens_purpose CHECK (purpose IN ('verify-email', 'reset-password')),
  -- The address that a link to verify it went to: it becomes the account's where it is another one.
  email text CONSTRAINT one_time_tokens_email CHECK ((email IS NOT NULL) = (purpose = 'verify-email')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX one_time_tokens_account ON identity.one_time_tokens (account_id, purpose, created_at DESC);
CREATE INDEX one_time_tokens_expires_at ON identity.one_time_tokens (expires_at);

-- The secret must be readable, or no code could be checked: guard the database and its backups accordingly.
CREATE TABLE identity.second_factors (
  account_id uuid PRIMARY KEY REFERENCES identity.accounts ON DELETE CASCADE,
  secret text NOT NULL,
  -- The 30-second step of the last code that was accepted: a code works once.
  used_step bigint,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz
);
CREATE TABLE identity.recovery_codes (
  code_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts ON DELETE CASCADE
);
CREATE INDEX recovery_codes_account ON identity.recovery_codes (account_id);

CREATE TABLE identity.lockouts (
  key text PRIMARY KEY,
  failures int NOT NULL,
  last_failure_at timestamptz
);
CREATE INDEX lockouts_last_failure_at ON identity.lockouts (last_failure_at);

CREATE TABLE identity.signing_keys (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  private_jwk jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz
);

-- What access tokens that were given out must no longer be honoured for, until the last of them expires.
CREATE TABLE identity.revocations (
  key text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX revocations_at ON identity.revocations (at);

CREATE TABLE identity.invitations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization() REFERENCES identity.organizations,
  email text NOT NULL,
  roles text[] NOT NULL CONSTRAINT invitations_roles CHECK (cardinality(roles) > 0),
  token_hash text NOT NULL CONSTRAINT invitations_token_key UNIQUE,
  invited_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX invitations_open ON identity.invitations (organization_id, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_created_at ON identity.invitations (organization_id, created_at DESC, id DESC);

-- Who sees what.

CREATE POLICY read ON identity.memberships FOR SELECT
  USING (organization_id = kernel.organization() OR account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY change ON identity.memberships FOR UPDATE
  USING (organization_id = kernel.organization() OR kernel.is_platform());
CREATE POLICY add ON identity.memberships FOR INSERT WITH CHECK (kernel.is_platform());

CREATE POLICY read ON identity.organizations FOR SELECT
  USING (
    id = kernel.organization() OR kernel.is_platform()
    OR EXISTS (
      SELECT FROM identity.memberships m
       WHERE m.organization_id = organizations.id AND m.account_id = kernel.actor() AND m.removed_at IS NULL
    )
  );
CREATE POLICY change ON identity.organizations FOR UPDATE
  USING (id = kernel.organization() OR kernel.is_platform());
CREATE POLICY add ON identity.organizations FOR INSERT WITH CHECK (kernel.is_platform());

-- Members see one another, and those who were members.
CREATE POLICY read ON identity.accounts FOR SELECT
  USING (
    id = kernel.actor() OR kernel.is_platform()
    OR EXISTS (
      SELECT FROM identity.memberships m
       WHERE m.organization_id = kernel.organization() AND m.account_id = accounts.id
    )
  );
CREATE POLICY change ON identity.accounts FOR UPDATE USING (id = kernel.actor() OR kernel.is_platform());
CREATE POLICY add ON identity.accounts FOR INSERT WITH CHECK (kernel.is_platform());

CREATE POLICY own ON identity.credentials USING (account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY own ON identity.sessions USING (account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY own ON identity.one_time_tokens USING (account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY own ON identity.second_factors USING (account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY own ON identity.recovery_codes USING (account_id = kernel.actor() OR kernel.is_platform());
CREATE POLICY platform ON identity.refresh_tokens USING (kernel.is_platform());
CREATE POLICY platform ON identity.signing_keys USING (kernel.is_platform());

-- Counters belong to nobody: their keys are hashes of what was typed, by whoever it was.
CREATE POLICY counted ON identity.lockouts USING (kernel.is_platform() OR kernel.actor() IS NOT NULL);

CREATE POLICY read ON identity.revocations FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge ON identity.revocations FOR DELETE USING (kernel.is_platform());
-- Whoever signs out, or is made to; nobody can tell from a key whom it is about.
CREATE POLICY add ON identity.revocations FOR INSERT
  WITH CHECK (kernel.actor() IS NOT NULL OR kernel.organization() IS NOT NULL OR kernel.is_platform());

CREATE POLICY organization ON identity.invitations
  USING (organization_id = kernel.organization() OR kernel.is_platform());
