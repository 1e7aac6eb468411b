-- Who asked for an elevated purpose, why, and until when. Of one session: nobody else's browser is elevated with it.
CREATE TABLE identity.elevations (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES identity.organizations,
  user_id uuid NOT NULL REFERENCES identity.accounts ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
  purpose text NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
  began_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (until > began_at AND until <= began_at + interval '12 hours')
);
CREATE UNIQUE INDEX elevations_open ON identity.elevations (session_id, purpose) WHERE ended_at IS NULL;
CREATE POLICY own ON identity.elevations USING (organization_id = kernel.organization() OR kernel.is_platform());
