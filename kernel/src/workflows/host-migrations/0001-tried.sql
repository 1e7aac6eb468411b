CREATE TABLE tried.effects (
  position bigserial,
  run text NOT NULL,
  step text NOT NULL,
  direction text NOT NULL,
  input jsonb
);
CREATE POLICY everybody ON tried.effects USING (kernel.is_platform() OR kernel.organization() IS NOT NULL);
