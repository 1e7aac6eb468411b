CREATE TABLE mailbox.emails (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  recipient text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX emails_newest ON mailbox.emails (organization_id, created_at DESC, id DESC);
CREATE INDEX emails_created_at ON mailbox.emails (created_at);

CREATE POLICY organization ON mailbox.emails USING (organization_id = kernel.organization());
-- The schedule that throws old emails away belongs to no organization.
CREATE POLICY purge_read ON mailbox.emails FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge ON mailbox.emails FOR DELETE USING (kernel.is_platform());
