-- A number gets texts once its owner sent back the code that came to it. Numbers that were given before had none.
ALTER TABLE notifications.people ADD COLUMN phone_confirmed_at timestamptz;
CREATE TABLE notifications.phone_codes (
  person_id uuid PRIMARY KEY,
  phone text NOT NULL,
  code_hash text NOT NULL,
  sent_at timestamptz NOT NULL,
  tries int NOT NULL DEFAULT 0
);
CREATE POLICY own ON notifications.phone_codes
  USING (person_id = kernel.actor() OR kernel.actor() IS NULL OR kernel.is_platform());

-- Texts that an organization sent in a month, codes included.
CREATE TABLE notifications.texts (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  month date NOT NULL,
  sent int NOT NULL,
  PRIMARY KEY (organization_id, month)
);
