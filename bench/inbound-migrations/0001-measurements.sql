CREATE TABLE measurements.measurements (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  source text NOT NULL,
  sequence bigint NOT NULL,
  value double precision NOT NULL
);
CREATE TABLE measurements.readings (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  id text NOT NULL,
  value double precision NOT NULL
);
-- What the limit of the bench writes to.
CREATE TABLE measurements.plain (LIKE measurements.measurements INCLUDING DEFAULTS);
