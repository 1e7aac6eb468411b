-- Websites that are read as a whole.
CREATE TABLE knowledge.sites (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  address text NOT NULL,
  course_id uuid,
  visibility text NOT NULL,
  page_limit int NOT NULL CONSTRAINT sites_page_limit CHECK (page_limit BETWEEN 1 AND 500),
  state text NOT NULL DEFAULT 'waiting' CONSTRAINT sites_state CHECK (state IN ('waiting', 'working', 'ready', 'failed')),
  -- Counts the times it was read; the workflow of each is named after it.
  revision int NOT NULL DEFAULT 0,
  workflow_id text,
  error jsonb,
  skipped jsonb NOT NULL DEFAULT '[]',
  refresh_hours int,
  refreshed_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL,
  CONSTRAINT sites_members CHECK (visibility <> 'members' OR course_id IS NOT NULL)
);
CREATE INDEX sites_newest ON knowledge.sites (organization_id, id DESC);

-- What instructors add. Once it can be found, knowledge.sources has a row of the same id.
CREATE TABLE knowledge.documents (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  -- True: a person chose the title, so that the one in the file does not replace it.
  titled boolean NOT NULL,
  type text,
  file_name text,
  address text,
  course_id uuid,
  site_id uuid CONSTRAINT documents_site REFERENCES knowledge.sites ON DELETE CASCADE,
  visibility text NOT NULL CONSTRAINT documents_visibility CHECK (visibility IN ('organization', 'members', 'instructors')),
  state text NOT NULL DEFAULT 'waiting' CONSTRAINT documents_state CHECK (state IN ('waiting', 'working', 'ready', 'failed')),
  -- Counts the times it was worked on; only the newest may change what can be found.
  revision int NOT NULL DEFAULT 1,
  workflow_id text,
  error jsonb,
  bytes int,
  pages int,
  notices jsonb NOT NULL DEFAULT '[]',
  -- As it was taken out of the file that can be found now; offsets of passages point into it.
  text text,
  -- What the server said of the file at the address, for asking whether it is new.
  etag text,
  refresh_hours int,
  refreshed_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT documents_members CHECK (visibility <> 'members' OR course_id IS NOT NULL)
);
CREATE INDEX documents_newest ON knowledge.documents (organization_id, id DESC);
CREATE INDEX documents_of_site ON knowledge.documents (site_id) WHERE site_id IS NOT NULL;
CREATE UNIQUE INDEX documents_page ON knowledge.documents (site_id, address) WHERE site_id IS NOT NULL;

-- The file itself, until it is replaced or its document is deleted: in the database, so that deleting is one
-- transaction, and nothing is left behind.
CREATE TABLE knowledge.files (
  document_id uuid PRIMARY KEY CONSTRAINT files_document REFERENCES knowledge.documents ON DELETE CASCADE,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  content bytea NOT NULL
);
ALTER TABLE knowledge.files ALTER COLUMN content SET STORAGE EXTERNAL;

-- Organizations in which an address is to be looked at again. A schedule belongs to no organization, so it
-- reads past row-level security; it learns nothing but their ids.
CREATE FUNCTION knowledge.due_organizations(at timestamptz) RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT due.organization_id FROM (
    SELECT d.organization_id, d.refresh_hours, coalesce(d.refreshed_at, d.created_at) AS since, d.state
      FROM knowledge.documents d WHERE d.refresh_hours IS NOT NULL AND d.site_id IS NULL
    UNION ALL
    SELECT s.organization_id, s.refresh_hours, coalesce(s.refreshed_at, s.created_at), s.state
      FROM knowledge.sites s WHERE s.refresh_hours IS NOT NULL
  ) due
  WHERE due.state IN ('ready', 'failed') AND due.since + due.refresh_hours * interval '1 hour' <= at
$$;
COMMENT ON FUNCTION knowledge.due_organizations IS 'security definer: a schedule belongs to no organization; gives ids of organizations alone';
REVOKE EXECUTE ON FUNCTION knowledge.due_organizations(timestamptz) FROM PUBLIC;
