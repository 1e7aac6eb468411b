-- Words are compared as formats/terms.ts compares them, in whichever language: terms are made there, and stored here.
-- What was indexed before is found as it was until it is indexed anew; a schedule sees to that, a course at a time.

ALTER TABLE courses.searchable_courses
  ALTER COLUMN terms DROP EXPRESSION,
  ALTER COLUMN terms SET DEFAULT '',
  -- What title and summary say; `terms` is this and `content`.
  ADD COLUMN described tsvector NOT NULL DEFAULT '',
  -- By which analysis; 0: by the text search configurations that there were before.
  ADD COLUMN analysis int NOT NULL DEFAULT 0;
CREATE INDEX searchable_courses_analysis ON courses.searchable_courses (analysis);

-- Courses that another analysis than today's indexed, some of them. A schedule belongs to no organization, so it reads
-- past row-level security; it learns nothing but ids.
CREATE FUNCTION courses.analysed_otherwise(today int) RETURNS TABLE (organization_id uuid, course_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 100 AS $$
  SELECT s.organization_id, s.course_id FROM courses.searchable_courses s
   WHERE s.analysis < today OR s.analysis > today LIMIT 100
$$;
COMMENT ON FUNCTION courses.analysed_otherwise IS 'security definer: a schedule belongs to no organization; gives ids alone';

DROP FUNCTION courses.forgiving_query(text, uuid, boolean);
DROP FUNCTION courses.last_word(text);
DROP FUNCTION courses.longer_words(text, uuid, boolean);
DROP FUNCTION courses.near_words(text, uuid, boolean);
DROP FUNCTION courses.spellings(text);
DROP FUNCTION courses.can_be_meant(text);
DROP FUNCTION courses.spaced_search(text);
DROP FUNCTION courses.spaced(text);
DROP FUNCTION courses.unspaced_letters();
DROP TEXT SEARCH CONFIGURATION courses.words;
DROP TEXT SEARCH CONFIGURATION courses.spelling;

-- Whether a word of the vocabulary may be told to a viewer (see `Viewer` in rules.ts).
CREATE FUNCTION courses.may_be_told(draft_of uuid, editor uuid, edits_all boolean) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT draft_of IS NULL OR EXISTS (
    SELECT FROM courses.courses c
     WHERE c.organization_id = kernel.organization() AND c.id = draft_of AND (edits_all OR c.instructor_id = editor))
$$;

-- The next three read past row-level security, as those of 0002 do: `@@` and `%` use no index under a policy.

-- Of each of some searches, whether a course that this viewer may see has what it looks for.
CREATE FUNCTION courses.shown(searches text[], editor uuid, edits_all boolean) RETURNS boolean[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(courses.shows_word(search::tsquery, editor, edits_all) ORDER BY place), '{}')
    FROM unnest(searches) WITH ORDINALITY AS s (search, place)
$$;
COMMENT ON FUNCTION courses.shown IS 'security definer: @@ uses no index under a policy; says the organization itself';

-- Words that go on like one and are not much longer: their stems may be shorter than what was typed of them.
CREATE FUNCTION courses.begun_words(typed text, editor uuid, edits_all boolean) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(word), '{}') FROM (
    SELECT DISTINCT v.word, length(v.word) FROM courses.vocabulary v
     WHERE v.organization_id = kernel.organization() AND v.word > typed AND v.word < typed || chr(1114111)
       AND length(v.word) <= length(typed) + 8 AND courses.may_be_told(v.draft_of, editor, edits_all)
     ORDER BY length(v.word), v.word LIMIT 100
  ) begun
$$;
COMMENT ON FUNCTION courses.begun_words IS 'security definer: an index tells who may see a word; says the organization itself';

-- The nearest words, nearest first: two letters swapped count as one error, like one letter wrong, missing or too many.
-- Whose a word is decides before nearness does, and is asked of the spelling: two words with one stem, one of them in
-- a stranger's draft, are two words.
CREATE FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET pg_trgm.similarity_threshold = 0.25 AS $$
  WITH swapped AS MATERIALIZED (
    SELECT overlay(typed PLACING substr(typed, i + 1, 1) || substr(typed, i, 1) FROM i FOR 2) AS word
      FROM generate_series(1, length(typed) - 1) AS i
  ), candidates AS (
    SELECT v.word, v.draft_of, 1 AS errors
      FROM courses.vocabulary v
     WHERE v.organization_id = kernel.organization() AND v.word IN (SELECT word FROM swapped)
    UNION ALL
    SELECT v.word, v.draft_of, levenshtein_less_equal(typed, v.word, 3)
      FROM courses.vocabulary v
     WHERE v.organization_id = kernel.organization() AND v.word % typed
  )
  SELECT coalesce(array_agg(word ORDER BY errors, alike DESC, word), '{}') FROM (
    SELECT word, min(errors) AS errors, similarity(word, typed) AS alike
      FROM candidates
     WHERE errors <= CASE WHEN length(typed) <= 4 THEN 1 WHEN length(typed) <= 8 THEN 2 ELSE 3 END
       AND courses.may_be_told(draft_of, editor, edits_all)
     GROUP BY word
     ORDER BY 2, 3 DESC, 1 LIMIT 20
  ) near
$$;
COMMENT ON FUNCTION courses.near_words IS 'security definer: % uses no index under a policy; says the organization itself';

REVOKE EXECUTE ON FUNCTION courses.analysed_otherwise(int), courses.shown(text[], uuid, boolean),
  courses.begun_words(text, uuid, boolean), courses.near_words(text, uuid, boolean) FROM PUBLIC;
