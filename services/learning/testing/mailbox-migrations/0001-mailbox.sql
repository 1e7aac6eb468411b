CREATE TABLE mailbox.letters (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  "to" text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL
);
