CREATE TABLE notes.notes (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  text text NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE TABLE notes.copies (
  note_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  n int NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
