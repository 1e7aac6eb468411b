-- Search over courses; why it is built this way: docs/decisions/0007-typo-tolerant-search.md.

CREATE TEXT SEARCH CONFIGURATION courses.words (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION courses.words
  ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.english_stem;

-- The same words, but each as it is spelt: a stem tells too little of what was mistyped.
CREATE TEXT SEARCH CONFIGURATION courses.spelling (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION courses.spelling
  ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.simple;

-- One row a course, from its creation: `title` and `summary` take effect at once, `content` (what the lessons
-- of the newest version say, as bare words) with publishing. Whether a reader may find it says courses.courses.
CREATE TABLE courses.searchable_courses (
  course_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  summary text NOT NULL,
  content tsvector NOT NULL DEFAULT '',
  terms tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('courses.words', title), 'A') || setweight(to_tsvector('courses.words', summary), 'B') || content
  ) STORED,
  CONSTRAINT searchable_courses_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX searchable_courses_terms ON courses.searchable_courses USING gin (organization_id, terms);

-- One row a lesson of the newest version, with places of words, which only phrases need.
CREATE TABLE courses.searchable_lessons (
  course_id uuid NOT NULL,
  lesson_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  terms tsvector NOT NULL,
  PRIMARY KEY (course_id, lesson_id),
  CONSTRAINT searchable_lessons_course FOREIGN KEY (course_id)
    REFERENCES courses.searchable_courses ON DELETE CASCADE
);
CREATE INDEX searchable_lessons_terms ON courses.searchable_lessons USING gin (organization_id, terms);

-- The words an organization's courses use: what a mistyped one may have meant. A word without `draft_of` was
-- published once, and stays. One with it stands in the title or summary of a course that never was, so it is
-- for that course's editors alone: correcting somebody with it would tell them that it is there.
CREATE TABLE courses.vocabulary (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  -- Compared byte by byte, so that an index tells which words begin like another.
  word text COLLATE "C" NOT NULL,
  draft_of uuid,
  CONSTRAINT vocabulary_word UNIQUE NULLS NOT DISTINCT (organization_id, word, draft_of),
  CONSTRAINT vocabulary_draft_of FOREIGN KEY (organization_id, draft_of)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX vocabulary_of_drafts ON courses.vocabulary (organization_id, draft_of) WHERE draft_of IS NOT NULL;
CREATE INDEX vocabulary_trigrams ON courses.vocabulary USING gin (organization_id, word public.gin_trgm_ops);

-- Words that can be mistyped and meant: letters only, neither too short to guess nor absurdly long.
CREATE FUNCTION courses.can_be_meant(word text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN word ~ '^[[:alpha:]]{4,40}$';
CREATE FUNCTION courses.spellings(words text) RETURNS SETOF text LANGUAGE sql IMMUTABLE ROWS 10 AS $$
  SELECT lexeme FROM unnest(to_tsvector('courses.spelling', words)) WHERE courses.can_be_meant(lexeme)
$$;

-- Whether a course has a word: a published one, or one that this viewer edits (see `Viewer` in rules.ts).
CREATE FUNCTION courses.shows_word(lexeme tsquery, editor uuid, edits_all boolean) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM courses.searchable_courses s JOIN courses.courses c ON c.id = s.course_id
     WHERE s.organization_id = kernel.organization() AND s.terms @@ lexeme
       AND ((c.published_version IS NOT NULL AND c.archived_at IS NULL) OR edits_all OR c.instructor_id = editor)
  )
$$;

-- How well something matches: what has the very words is worth one more than what only goes on like the last.
CREATE FUNCTION courses.rank(terms tsvector, query tsquery, exact tsquery) RETURNS real LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN terms @@ exact THEN 1 + ts_rank(terms, exact) ELSE ts_rank(terms, query) END;

-- The next three read past row-level security, because `@@` and `%` are not leakproof and PostgreSQL then uses
-- no index for them under a policy. They say the organization themselves.

-- Courses that match, best first is for the caller to say: those that match `exact` too come before all others.
-- Only phrases need the lessons' own rows.
CREATE FUNCTION courses.matching(query tsquery, exact tsquery) RETURNS TABLE (course_id uuid, rank real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 50 AS $$
  SELECT found.course_id, max(found.rank)
    FROM (
      SELECT s.course_id, courses.rank(s.terms, query, exact) AS rank
        FROM courses.searchable_courses s
       WHERE s.organization_id = kernel.organization() AND s.terms @@ query
      UNION ALL
      SELECT l.course_id, courses.rank(l.terms, query, exact)
        FROM courses.searchable_lessons l
       WHERE l.organization_id = kernel.organization() AND l.terms @@ query AND query::text LIKE '%<%'
    ) found
   GROUP BY found.course_id
$$;
COMMENT ON FUNCTION courses.matching IS 'security definer: @@ uses no index under a policy; says the organization itself';

-- Lessons that match, likewise.
CREATE FUNCTION courses.matching_lessons(query tsquery, exact tsquery)
  RETURNS TABLE (course_id uuid, lesson_id uuid, rank real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp ROWS 100 AS $$
  SELECT l.course_id, l.lesson_id, courses.rank(l.terms, query, exact)
    FROM courses.searchable_lessons l
   WHERE l.organization_id = kernel.organization() AND l.terms @@ query
$$;
COMMENT ON FUNCTION courses.matching_lessons IS 'security definer: @@ uses no index under a policy; says the organization itself';

-- The query a person most likely meant. `exact` has what they typed: a word that no published course has is joined
-- by the nearest words of courses that this viewer may see, for the query goes back to them in a cursor. `query` is
-- the same, but the last word may also be the beginning of another. Quotes, `or` and `-` work as in web search.
CREATE FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET pg_trgm.similarity_threshold = 0.25 AS $$
DECLARE
  last_word text := courses.last_word(words);
  longer tsquery := courses.longer_words(last_word, editor, edits_all);
  goes_on boolean := courses.shows_word(longer, editor, edits_all);
  typed text;
  lexeme tsquery;
  meant tsquery;
  -- Guessing costs some milliseconds a word, and who typed a page of them did not mistype a search.
  guesses int := 8;
BEGIN
  exact := websearch_to_tsquery('courses.words', words);
  FOR typed IN SELECT * FROM courses.spellings(words) LOOP
    -- Not mistyped, but not finished.
    CONTINUE WHEN goes_on AND typed = last_word;
    lexeme := plainto_tsquery('courses.words', typed);
    CONTINUE WHEN courses.shows_word(lexeme, NULL, false);
    EXIT WHEN guesses = 0;
    guesses := guesses - 1;
    meant := lexeme;
    FOR typed IN SELECT * FROM courses.near_words(typed, editor, edits_all) LOOP
      meant := meant || plainto_tsquery('courses.words', typed);
    END LOOP;
    exact := ts_rewrite(exact, lexeme, meant);
  END LOOP;
  query := exact;
  IF goes_on THEN
    lexeme := plainto_tsquery('courses.words', last_word);
    query := ts_rewrite(exact, lexeme, lexeme || longer);
  END IF;
END $$;
COMMENT ON FUNCTION courses.forgiving_query IS 'security definer: % uses no index under a policy; says the organization itself';

-- The last word of a search where nothing follows it, as it is spelt: it may be unfinished. Null where there is none
-- of two letters and more, and for words of no meaning.
CREATE FUNCTION courses.last_word(words text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT lexeme FROM unnest(to_tsvector('courses.spelling', substring(words FROM '(?:^|\s)([[:alnum:]]{2,40})$')))
   WHERE numnode(plainto_tsquery('courses.words', lexeme)) = 1 LIMIT 1
$$;

-- Words that begin like one: whatever stem does, and those whose stem is shorter than what was typed of them
-- ("generato" is of "generator", which is found by "generat"), as far as the viewer may see where they stand.
CREATE FUNCTION courses.longer_words(typed text, editor uuid, edits_all boolean) RETURNS tsquery
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  longer tsquery := CASE WHEN typed IS NOT NULL THEN format('%L:*', typed)::tsquery END;
  stem tsquery;
BEGIN
  FOR stem IN
    WITH begun AS MATERIALIZED (
      SELECT DISTINCT plainto_tsquery('courses.words', v.word) AS stem
        FROM courses.vocabulary v
       WHERE v.organization_id = kernel.organization() AND v.word > typed AND v.word < typed || chr(1114111)
         AND NOT starts_with((ts_lexize('pg_catalog.english_stem', v.word))[1], typed)
         AND (v.draft_of IS NULL OR EXISTS (
           SELECT FROM courses.courses c
            WHERE c.organization_id = kernel.organization() AND c.id = v.draft_of
              AND (edits_all OR c.instructor_id = editor)))
       LIMIT 20
    )
    SELECT begun.stem FROM begun WHERE courses.shows_word(begun.stem, editor, edits_all) LIMIT 3
  LOOP
    longer := longer || stem;
  END LOOP;
  RETURN longer;
END $$;

-- The three nearest words: two letters swapped count as one error, like one letter wrong, missing or too many.
-- Whose a word is decides before nearness does, and is asked of the spelling: two words with one stem, one of
-- them in a stranger's draft, are two words.
CREATE FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) RETURNS SETOF text
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp ROWS 3 AS $$
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
  ), near AS MATERIALIZED (
    SELECT word
      FROM candidates
     WHERE errors <= CASE WHEN length(typed) <= 4 THEN 1 WHEN length(typed) <= 8 THEN 2 ELSE 3 END
       AND (draft_of IS NULL OR EXISTS (
         SELECT FROM courses.courses c
          WHERE c.organization_id = kernel.organization() AND c.id = draft_of
            AND (edits_all OR c.instructor_id = editor)))
     GROUP BY word
     ORDER BY min(errors), similarity(word, typed) DESC, word
  )
  -- Read in their order, so that the dear question is asked of few.
  SELECT word FROM near WHERE courses.shows_word(plainto_tsquery('courses.words', word), editor, edits_all) LIMIT 3
$$;

-- Reading past row-level security is for this service alone.
REVOKE EXECUTE ON FUNCTION courses.matching(tsquery, tsquery), courses.matching_lessons(tsquery, tsquery),
  courses.forgiving_query(text, uuid, boolean) FROM PUBLIC;
