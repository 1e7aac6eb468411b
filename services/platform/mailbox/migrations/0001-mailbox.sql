CREATE TABLE mailbox.letters (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  recipient text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX letters_newest ON mailbox.letters (organization_id, created_at DESC, id DESC);
CREATE INDEX letters_created_at ON mailbox.letters (created_at);

CREATE POLICY organization ON mailbox.letters USING (organization_id = kernel.organization());
-- The schedule that throws old letters away belongs to no organization.
CREATE POLICY purge_read ON mailbox.letters FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge ON mailbox.letters FOR DELETE USING (kernel.is_platform());
