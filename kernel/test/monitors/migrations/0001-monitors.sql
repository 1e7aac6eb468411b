CREATE TABLE monitors.gateways (
  credential text PRIMARY KEY,
  organization_id uuid NOT NULL
);
ALTER TABLE monitors.gateways ENABLE ROW LEVEL SECURITY;
CREATE POLICY gateways ON monitors.gateways USING (kernel.is_platform());

-- Without constraints: what is written twice is here twice.
CREATE TABLE monitors.results (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  key text NOT NULL,
  value text NOT NULL
);
CREATE TABLE monitors.observations (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  source text NOT NULL,
  sequence bigint NOT NULL,
  value double precision NOT NULL
);
