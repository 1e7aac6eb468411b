CREATE TABLE writes.writes (
  id uuid PRIMARY KEY,
  organization_id uuid,
  text text NOT NULL
);
CREATE POLICY open ON writes.writes USING (kernel.organization() IS NULL);
