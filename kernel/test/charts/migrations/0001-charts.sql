CREATE TABLE charts.charts (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  name kernel.encrypted NOT NULL,
  name_index kernel.blind_index NOT NULL,
  UNIQUE (organization_id, name_index)
);
