CREATE TABLE stays.stays (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  facility text NOT NULL,
  guest text NOT NULL
);
CREATE POLICY of_the_facility ON stays.stays USING (
  organization_id = kernel.organization() AND (
    kernel.is_service()
    OR facility = ANY (kernel.attribute('facility'))
    OR kernel.purpose() = 'break-glass' AND kernel.has_role('doctor')
  )
);
