-- Trusted extensions: whoever owns the database may create them. They stand in `public`, where a database
-- that already has them has them too.
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;

-- --- the draft: what instructors edit ------------------------------------------------------------------

-- Every change of a draft changes its course's row, whose lock therefore makes the editors of one course
-- take turns. `version` grows with any change (ETag), `content_version` only with what publishing freezes.
CREATE TABLE courses.courses (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL CONSTRAINT courses_title_length CHECK (length(title) BETWEEN 1 AND 200),
  summary text NOT NULL DEFAULT '' CONSTRAINT courses_summary_length CHECK (length(summary) <= 2000),
  capacity int CONSTRAINT courses_capacity_positive CHECK (capacity > 0),
  waitlist boolean NOT NULL DEFAULT false,
  instructor_id uuid NOT NULL,
  version int NOT NULL DEFAULT 1,
  content_version int NOT NULL DEFAULT 1,
  published_version int,
  published_at timestamptz,
  -- How often publishing was begun: names its workflow.
  publications int NOT NULL DEFAULT 0,
  -- The workflow that publishes it right now.
  publishing text,
  archived_at timestamptz,
  state text NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN archived_at IS NOT NULL THEN 'archived'
      WHEN publishing IS NOT NULL THEN 'publishing'
      WHEN published_version IS NOT NULL THEN 'published'
      ELSE 'draft'
    END
  ) STORED,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT courses_organization_id_id UNIQUE (organization_id, id),
  CONSTRAINT courses_published_at_known CHECK ((published_version IS NULL) = (published_at IS NULL)),
  CONSTRAINT courses_archived_at_rest CHECK (archived_at IS NULL OR publishing IS NULL)
);
CREATE INDEX courses_by_instructor ON courses.courses (organization_id, instructor_id, id);

-- Positions are dense, from 0. Reordering changes many of them in one statement, so they are compared when
-- it ends; between two editors the lock on the course decides, and this constraint catches what gets past it.
CREATE TABLE courses.modules (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  title text NOT NULL CONSTRAINT modules_title_length CHECK (length(title) BETWEEN 1 AND 200),
  position int NOT NULL CONSTRAINT modules_position_from_0 CHECK (position >= 0),
  CONSTRAINT modules_course_id_id UNIQUE (course_id, id),
  CONSTRAINT modules_position UNIQUE (course_id, position) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT modules_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);

-- `html` is the rendered text with its links to lessons and files still open, because those may come and go;
-- see content/open-links.ts. `key` is what `lesson:<key>` links name a lesson by.
CREATE TABLE courses.lessons (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  module_id uuid NOT NULL,
  key text NOT NULL,
  title text NOT NULL CONSTRAINT lessons_title_length CHECK (length(title) BETWEEN 1 AND 200),
  position int NOT NULL CONSTRAINT lessons_position_from_0 CHECK (position >= 0),
  markdown text NOT NULL,
  html text NOT NULL,
  headings jsonb NOT NULL,
  plain text NOT NULL,
  words int NOT NULL,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  CONSTRAINT lessons_key UNIQUE (course_id, key),
  CONSTRAINT lessons_position UNIQUE (module_id, position) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT lessons_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT lessons_module FOREIGN KEY (course_id, module_id)
    REFERENCES courses.modules (course_id, id) ON DELETE CASCADE
);

-- The content of a draft's files lies in the database, so that an import is one transaction.
CREATE TABLE courses.blobs (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  sha256 text NOT NULL CONSTRAINT blobs_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,
  PRIMARY KEY (course_id, sha256),
  CONSTRAINT blobs_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
-- Images and films are compressed already; trying again costs most of the time of an import.
ALTER TABLE courses.blobs ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE courses.assets (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes int NOT NULL,
  -- False: a browser must save it, not show it (it could carry script).
  shown boolean NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (course_id, key),
  CONSTRAINT assets_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE,
  CONSTRAINT assets_blob FOREIGN KEY (course_id, sha256) REFERENCES courses.blobs (course_id, sha256)
);
CREATE INDEX assets_blob ON courses.assets (course_id, sha256);

-- --- versions: what learners read ----------------------------------------------------------------------

CREATE TABLE courses.versions (
  course_id uuid NOT NULL,
  version int NOT NULL CONSTRAINT versions_from_1 CHECK (version >= 1),
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  content_version int NOT NULL,
  lessons int NOT NULL CONSTRAINT versions_not_empty CHECK (lessons > 0),
  words bigint NOT NULL,
  -- The workflow that froze it.
  workflow_id text NOT NULL CONSTRAINT versions_workflow UNIQUE,
  frozen_at timestamptz NOT NULL,
  published_at timestamptz,
  PRIMARY KEY (course_id, version),
  CONSTRAINT versions_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses (organization_id, id)
);
ALTER TABLE courses.courses ADD CONSTRAINT courses_published_version
  FOREIGN KEY (id, published_version) REFERENCES courses.versions (course_id, version);

CREATE TABLE courses.version_modules (
  course_id uuid NOT NULL,
  version int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  module_id uuid NOT NULL,
  title text NOT NULL,
  position int NOT NULL,
  PRIMARY KEY (course_id, version, module_id),
  CONSTRAINT version_modules_version FOREIGN KEY (course_id, version) REFERENCES courses.versions ON DELETE CASCADE
);

CREATE TABLE courses.version_lessons (
  course_id uuid NOT NULL,
  version int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  lesson_id uuid NOT NULL,
  module_id uuid NOT NULL,
  -- Place in reading order across all modules, from 0.
  ordinal int NOT NULL,
  key text NOT NULL,
  title text NOT NULL,
  markdown text NOT NULL,
  html text NOT NULL,
  headings jsonb NOT NULL,
  plain text NOT NULL,
  words int NOT NULL,
  draft_version int NOT NULL,
  PRIMARY KEY (course_id, version, lesson_id),
  CONSTRAINT version_lessons_ordinal UNIQUE (course_id, version, ordinal),
  CONSTRAINT version_lessons_module FOREIGN KEY (course_id, version, module_id)
    REFERENCES courses.version_modules ON DELETE CASCADE
);
CREATE INDEX version_lessons_by_lesson ON courses.version_lessons (lesson_id, version DESC);

CREATE TABLE courses.version_assets (
  course_id uuid NOT NULL,
  version int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  key text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes int NOT NULL,
  shown boolean NOT NULL,
  sha256 text NOT NULL,
  PRIMARY KEY (course_id, version, key),
  CONSTRAINT version_assets_version FOREIGN KEY (course_id, version) REFERENCES courses.versions ON DELETE CASCADE
);
CREATE INDEX version_assets_by_content ON courses.version_assets (course_id, sha256);

-- A published version never changes and never goes; one that is being published may go, but not change.
-- Grants could not say this: the kernel grants a service all of its tables, and the rule depends on the row.
CREATE FUNCTION courses.guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'version % of course % is published and never changes', OLD.version, OLD.course_id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'version_is_published';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF (NEW.course_id, NEW.version, NEW.organization_id, NEW.title, NEW.content_version, NEW.lessons, NEW.words, NEW.workflow_id, NEW.frozen_at)
     IS DISTINCT FROM
     (OLD.course_id, OLD.version, OLD.organization_id, OLD.title, OLD.content_version, OLD.lessons, OLD.words, OLD.workflow_id, OLD.frozen_at) THEN
    RAISE EXCEPTION 'version % of course % is frozen: it can only be published', OLD.version, OLD.course_id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'version_is_frozen';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION courses.guard_version_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record;
BEGIN
  IF TG_OP IN ('UPDATE', 'TRUNCATE') THEN
    RAISE EXCEPTION 'what was frozen never changes'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'version_is_frozen';
  END IF;
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  IF EXISTS (
    SELECT FROM courses.versions v
     WHERE v.course_id = part.course_id AND v.version = part.version AND v.published_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'version % of course % is published and never changes', part.version, part.course_id
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'version_is_published';
  END IF;
  RETURN part;
END $$;

CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON courses.versions
  FOR EACH ROW EXECUTE FUNCTION courses.guard_version();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON courses.version_modules
  FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON courses.version_lessons
  FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON courses.version_assets
  FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.versions
  FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_modules
  FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_lessons
  FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_assets
  FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
