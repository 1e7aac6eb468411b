CREATE TABLE records.subjects (
  id text PRIMARY KEY CHECK (id <> 'taken'),
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  family text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE records.measurements (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  subject_id text NOT NULL,
  value double precision NOT NULL
);
