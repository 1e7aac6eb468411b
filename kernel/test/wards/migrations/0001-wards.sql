CREATE TABLE wards.postings (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  user_id uuid NOT NULL,
  facility text NOT NULL,
  PRIMARY KEY (organization_id, user_id, facility)
);
