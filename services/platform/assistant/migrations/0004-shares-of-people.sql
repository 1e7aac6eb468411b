-- As they were sent: jsonb gives keys in an order of its own, and whoever reads an answer again gets the same bytes.
ALTER TABLE assistant.events ALTER COLUMN data TYPE json;

-- What one person may take of the models in a day; null: what the installation says.
ALTER TABLE assistant.budgets ADD COLUMN person_daily_tokens bigint
  CONSTRAINT budgets_person_daily_tokens CHECK (person_daily_tokens >= 0);
ALTER TABLE assistant.reservations ADD COLUMN person_id uuid;

-- What people took, by day (UTC); days that are over are swept away.
CREATE TABLE assistant.person_usage (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  person_id uuid NOT NULL DEFAULT kernel.actor(),
  day date NOT NULL,
  tokens bigint NOT NULL,
  PRIMARY KEY (organization_id, person_id, day)
);
CREATE INDEX person_usage_day ON assistant.person_usage (day);
ALTER TABLE assistant.person_usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON assistant.person_usage USING (organization_id = kernel.organization() OR kernel.is_platform());
