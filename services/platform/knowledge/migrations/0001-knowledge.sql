-- Trusted extensions, as courses has them: for words that were mistyped.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

-- One row an organization: what BM25 needs to know of the whole, and the turn of those who write. Who changes
-- passages, postings or words locks it first.
CREATE TABLE knowledge.indexes (
  organization_id uuid PRIMARY KEY DEFAULT kernel.organization(),
  -- Grows with every change of what can be found.
  version bigint NOT NULL DEFAULT 0,
  -- See ANALYSIS in analysis.ts.
  analysis int NOT NULL,
  passages int NOT NULL DEFAULT 0 CONSTRAINT indexes_passages CHECK (passages >= 0),
  -- Words in all passages.
  words bigint NOT NULL DEFAULT 0 CONSTRAINT indexes_words CHECK (words >= 0),
  -- Numbers of passages are given out once, so that whoever reads postings and passages one after the other
  -- never takes one for another.
  next_number int NOT NULL DEFAULT 0
);

-- Courses of which a version is, or is being, indexed; fed by events, and asked for before anything is shown.
CREATE TABLE knowledge.courses (
  course_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  -- The version that can be found; 0 while there is none.
  version int NOT NULL DEFAULT 0,
  archived boolean NOT NULL DEFAULT false,
  workflow_id text,
  indexed_at timestamptz
);
CREATE INDEX courses_newest ON knowledge.courses (organization_id, course_id);

-- A lesson as published, or a document: what passages are cut from.
CREATE TABLE knowledge.sources (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  kind text NOT NULL CONSTRAINT sources_kind CHECK (kind IN ('lesson', 'document')),
  type text NOT NULL,
  course_id uuid,
  title text NOT NULL,
  -- Title of the lesson's module; null for a document.
  section text,
  -- SHA-256 of the text that was indexed.
  digest text NOT NULL,
  visibility text NOT NULL CONSTRAINT sources_visibility CHECK (visibility IN ('organization', 'members', 'instructors')),
  CONSTRAINT sources_lesson CHECK (kind <> 'lesson' OR (course_id IS NOT NULL AND visibility = 'organization')),
  CONSTRAINT sources_members CHECK (visibility <> 'members' OR course_id IS NOT NULL)
);
CREATE INDEX sources_by_course ON knowledge.sources (organization_id, course_id);

CREATE TABLE knowledge.passages (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  source_id uuid NOT NULL CONSTRAINT passages_source REFERENCES knowledge.sources ON DELETE CASCADE,
  number int NOT NULL,
  ordinal int NOT NULL,
  start_byte int NOT NULL,
  end_byte int NOT NULL,
  headings text[] NOT NULL,
  text text NOT NULL,
  -- SHA-256 of title, headings and text: the same content is the same passage.
  hash bytea NOT NULL,
  first_page int,
  last_page int,
  start_ms int,
  end_ms int,
  CONSTRAINT passages_number UNIQUE (organization_id, number),
  CONSTRAINT passages_span CHECK (0 <= start_byte AND start_byte < end_byte)
);
CREATE INDEX passages_by_source ON knowledge.passages (source_id, ordinal);
CREATE INDEX passages_by_hash ON knowledge.passages (organization_id, hash);

-- Which passages have a term: 4 bytes each, by segments of 4,096 passages (index/bm25.ts).
CREATE TABLE knowledge.postings (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  term text COLLATE "C" NOT NULL,
  segment int NOT NULL,
  entries bytea NOT NULL,
  PRIMARY KEY (organization_id, term, segment)
) WITH (toast_tuple_target = 8160, fillfactor = 80);
-- As they are, and in the row unless half of a segment has the term: they are read far more often than they
-- would be worth compressing.
ALTER TABLE knowledge.postings ALTER COLUMN entries SET STORAGE EXTERNAL;

-- Words as they are spelt, with the number of passages that have them: what a mistyped one may have meant.
CREATE TABLE knowledge.words (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  word text COLLATE "C" NOT NULL,
  uses int NOT NULL CONSTRAINT words_uses CHECK (uses > 0),
  PRIMARY KEY (organization_id, word)
) WITH (fillfactor = 70);
CREATE INDEX words_trigrams ON knowledge.words USING gin (word public.gin_trgm_ops);

-- What a passage means to a model, by its content: the same content is asked for once.
CREATE TABLE knowledge.vectors (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  model text NOT NULL,
  hash bytea NOT NULL,
  -- float32, little-endian, of length 1.
  vector bytea NOT NULL,
  PRIMARY KEY (organization_id, model, hash)
);
ALTER TABLE knowledge.vectors ALTER COLUMN vector SET STORAGE EXTERNAL;

-- What a run of the pipeline has made so far; removed when it ends.
CREATE TABLE knowledge.staged_sources (
  workflow_id text NOT NULL,
  source_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  position int NOT NULL,
  type text NOT NULL,
  title text NOT NULL,
  section text,
  digest text NOT NULL,
  -- Null where the source is indexed with this text already.
  text text,
  -- Where pages and captions begin in the text (extract/extracted.ts).
  marks jsonb,
  PRIMARY KEY (workflow_id, source_id)
);
-- It stays for seconds: compressing it would take a tenth of the time of indexing.
ALTER TABLE knowledge.staged_sources ALTER COLUMN text SET STORAGE EXTERNAL;
CREATE TABLE knowledge.staged_passages (
  workflow_id text NOT NULL,
  source_id uuid NOT NULL,
  ordinal int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  start_byte int NOT NULL,
  end_byte int NOT NULL,
  headings text[] NOT NULL,
  text text NOT NULL,
  hash bytea NOT NULL,
  first_page int,
  last_page int,
  start_ms int,
  end_ms int,
  PRIMARY KEY (workflow_id, source_id, ordinal),
  CONSTRAINT staged_passages_source FOREIGN KEY (workflow_id, source_id)
    REFERENCES knowledge.staged_sources ON DELETE CASCADE
);

-- The nearest words that passages have, for words that none has: two letters swapped count as one error, like
-- one wrong, missing or too many. Reads past row-level security, because `%` is not leakproof and would use no
-- index under it; says the organization itself.
CREATE FUNCTION knowledge.near_words(typed text) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET pg_trgm.similarity_threshold = 0.25 ROWS 3 AS $$
  WITH swapped AS MATERIALIZED (
    SELECT overlay(typed PLACING substr(typed, i + 1, 1) || substr(typed, i, 1) FROM i FOR 2) AS word
      FROM generate_series(1, length(typed) - 1) AS i
  ), candidates AS (
    SELECT w.word, w.uses, 1 AS errors
      FROM knowledge.words w
     WHERE w.organization_id = kernel.organization() AND w.word IN (SELECT word FROM swapped)
    UNION ALL
    SELECT w.word, w.uses, levenshtein_less_equal(typed, w.word, 2)
      FROM knowledge.words w
     WHERE w.organization_id = kernel.organization() AND w.word % typed
  )
  SELECT word
    FROM candidates
   WHERE errors <= CASE WHEN length(typed) <= 5 THEN 1 ELSE 2 END
   GROUP BY word
   ORDER BY min(errors), similarity(word, typed) DESC, max(uses) DESC, word
   LIMIT 3
$$;
COMMENT ON FUNCTION knowledge.near_words IS 'security definer: % uses no index under a policy; says the organization itself';
REVOKE EXECUTE ON FUNCTION knowledge.near_words(text) FROM PUBLIC;
