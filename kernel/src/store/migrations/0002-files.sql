-- Files that are kept in the database (engines/postgres-files.ts). A version is one content; its name says which is
-- there now. One that is being written is nobody's for a day; one that was replaced stays for an hour, for readers.
CREATE TABLE kernel.file_versions (
  id uuid PRIMARY KEY,
  removable_after timestamptz DEFAULT now() + interval '1 day'
);
CREATE INDEX file_versions_removable ON kernel.file_versions (removable_after) WHERE removable_after IS NOT NULL;

CREATE TABLE kernel.file_pieces (
  version_id uuid NOT NULL REFERENCES kernel.file_versions ON DELETE CASCADE,
  number int NOT NULL,
  bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 262144),
  PRIMARY KEY (version_id, number)
);
-- Photographs and archives are compressed already.
ALTER TABLE kernel.file_pieces ALTER bytes SET STORAGE EXTERNAL;

CREATE TABLE kernel.files (
  name text PRIMARY KEY CHECK (length(name) <= 512),
  version_id uuid NOT NULL UNIQUE REFERENCES kernel.file_versions
);

CREATE FUNCTION kernel.keep_file_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE kernel.file_versions SET removable_after = now() + interval '1 hour' WHERE id = OLD.version_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE kernel.file_versions SET removable_after = NULL WHERE id = NEW.version_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON kernel.files
  FOR EACH ROW EXECUTE FUNCTION kernel.keep_file_version();
