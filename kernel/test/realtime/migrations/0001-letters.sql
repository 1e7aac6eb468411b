CREATE TABLE letters.readers (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  reader_id uuid NOT NULL,
  last bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (organization_id, reader_id)
);
CREATE TABLE letters.entries (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  reader_id uuid NOT NULL,
  sequence bigint NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (organization_id, reader_id, sequence)
);
