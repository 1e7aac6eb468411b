-- More than are taken: of the nearest, only those count that whoever asks may read.
CREATE OR REPLACE FUNCTION knowledge.near_words(typed text) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET pg_trgm.similarity_threshold = 0.25 ROWS 12 AS $$
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
   LIMIT 12
$$;
