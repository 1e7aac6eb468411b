-- Chinese, Japanese, Thai and their like set no spaces between words, so a sentence was one word, with whatever Latin
-- word stood in it. Each of their letters becomes a word; what is looked for in them is a phrase of letters.

-- A letter of such a script, as a class of a regular expression: Thai, Lao, Myanmar, Khmer, kana, Han (also beyond the
-- first plane). Hangul has spaces, but joins words to their endings.
CREATE FUNCTION courses.unspaced_letters() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN E'\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3041-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF66-\uFF9F\U00020000-\U0003FFFF';

-- The text with a mark around each of those letters: of Unicode's private use, so that taking it out again gives the
-- text as it was.
CREATE FUNCTION courses.spaced(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(words, '([' || courses.unspaced_letters() || '])', E'\uE002\\1\uE002', 'g');

-- A search with each run of such letters as a phrase. Who set quotes meant a phrase already.
CREATE FUNCTION courses.spaced_search(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN strpos(words, '"') > 0 THEN translate(courses.spaced(words), E'\uE002', ' ')
    ELSE translate(courses.spaced(regexp_replace(words, '([' || courses.unspaced_letters() || ']{2,})', ' "\1" ', 'g')), E'\uE002', ' ')
    END;

CREATE OR REPLACE FUNCTION courses.spellings(words text) RETURNS SETOF text LANGUAGE sql IMMUTABLE ROWS 10 AS $$
  SELECT lexeme FROM unnest(to_tsvector('courses.spelling', courses.spaced(words))) WHERE courses.can_be_meant(lexeme)
$$;

DROP INDEX courses.searchable_courses_terms;
ALTER TABLE courses.searchable_courses DROP COLUMN terms;
ALTER TABLE courses.searchable_courses ADD COLUMN terms tsvector NOT NULL GENERATED ALWAYS AS (
  setweight(to_tsvector('courses.words', courses.spaced(title)), 'A')
  || setweight(to_tsvector('courses.words', courses.spaced(summary)), 'B') || content
) STORED;
CREATE INDEX searchable_courses_terms ON courses.searchable_courses USING gin (organization_id, terms);

-- As it was, but for the search being read by its letters. A phrase in a title needs no lesson.
CREATE OR REPLACE FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET pg_trgm.similarity_threshold = 0.25 AS $$
DECLARE
  last_word text := courses.last_word(courses.spaced_search(words));
  longer tsquery := courses.longer_words(last_word, editor, edits_all);
  goes_on boolean := courses.shows_word(longer, editor, edits_all);
  typed text;
  lexeme tsquery;
  meant tsquery;
  -- Guessing costs some milliseconds a word, and who typed a page of them did not mistype a search.
  guesses int := 8;
BEGIN
  exact := websearch_to_tsquery('courses.words', courses.spaced_search(words));
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

-- What was published before this: lessons in such scripts, and the courses that have them.
UPDATE courses.searchable_lessons s
   SET terms = setweight(to_tsvector('courses.words', courses.spaced(l.title)), 'C')
               || to_tsvector('courses.words', courses.spaced(left(l.plain, 150000)))
  FROM courses.courses c JOIN courses.version_lessons l ON l.course_id = c.id AND l.version = c.published_version
 WHERE s.course_id = c.id AND s.lesson_id = l.lesson_id
   AND (l.title || left(l.plain, 150000)) ~ ('[' || courses.unspaced_letters() || ']');
UPDATE courses.searchable_courses s
   SET content = s.content || (
     SELECT array_to_tsvector(array_agg(DISTINCT t.lexeme))
       FROM courses.searchable_lessons l, unnest(l.terms) t
      WHERE l.course_id = s.course_id AND (t.lexeme ~ ('^[' || courses.unspaced_letters() || ']$') OR t.lexeme ~ '^[a-z0-9]+$'))
 WHERE EXISTS (SELECT FROM courses.searchable_lessons l, unnest(l.terms) t
                WHERE l.course_id = s.course_id AND t.lexeme ~ ('^[' || courses.unspaced_letters() || ']$'));
