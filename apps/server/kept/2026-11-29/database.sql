SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA analytics;
ALTER SCHEMA analytics OWNER TO kernos;
CREATE SCHEMA assistant;
ALTER SCHEMA assistant OWNER TO kernos;
CREATE SCHEMA courses;
ALTER SCHEMA courses OWNER TO kernos;
CREATE SCHEMA enrollments;
ALTER SCHEMA enrollments OWNER TO kernos;
CREATE SCHEMA identity;
ALTER SCHEMA identity OWNER TO kernos;
CREATE SCHEMA kernel;
ALTER SCHEMA kernel OWNER TO kernos;
CREATE SCHEMA knowledge;
ALTER SCHEMA knowledge OWNER TO kernos;
CREATE SCHEMA mailbox;
ALTER SCHEMA mailbox OWNER TO kernos;
CREATE SCHEMA notifications;
ALTER SCHEMA notifications OWNER TO kernos;
CREATE SCHEMA operations;
ALTER SCHEMA operations OWNER TO kernos;
CREATE SCHEMA progress;
ALTER SCHEMA progress OWNER TO kernos;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;
COMMENT ON EXTENSION fuzzystrmatch IS 'determine similarities and distance between strings';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';
CREATE DOMAIN kernel.blind_index AS bytea
	CONSTRAINT blind_index_check CHECK ((octet_length(VALUE) = 16));
ALTER DOMAIN kernel.blind_index OWNER TO kernos;
CREATE DOMAIN kernel.encrypted AS bytea
	CONSTRAINT encrypted_check CHECK (((octet_length(VALUE) >= 45) AND (get_byte(VALUE, 0) = 1)));
ALTER DOMAIN kernel.encrypted OWNER TO kernos;
CREATE TYPE kernel.message_kind AS ENUM (
    'event',
    'task',
    'workflow'
);
ALTER TYPE kernel.message_kind OWNER TO kernos;
CREATE FUNCTION courses.can_be_meant(word text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (word ~ '^[[:alpha:]]{4,40}$'::text);
ALTER FUNCTION courses.can_be_meant(word text) OWNER TO kernos;
CREATE FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET "pg_trgm.similarity_threshold" TO '0.25'
    AS $$
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
ALTER FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery) OWNER TO kernos;
COMMENT ON FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery) IS 'security definer: % uses no index under a policy; says the organization itself';
CREATE FUNCTION courses.guard_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
ALTER FUNCTION courses.guard_version() OWNER TO kernos;
CREATE FUNCTION courses.guard_version_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
ALTER FUNCTION courses.guard_version_part() OWNER TO kernos;
CREATE FUNCTION courses.last_word(words text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
  SELECT lexeme FROM unnest(to_tsvector('courses.spelling', substring(words FROM '(?:^|\s)([[:alnum:]]{2,40})$')))
   WHERE numnode(plainto_tsquery('courses.words', lexeme)) = 1 LIMIT 1
$_$;
ALTER FUNCTION courses.last_word(words text) OWNER TO kernos;
CREATE FUNCTION courses.longer_words(typed text, editor uuid, edits_all boolean) RETURNS tsquery
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION courses.longer_words(typed text, editor uuid, edits_all boolean) OWNER TO kernos;
CREATE FUNCTION courses.matching(query tsquery, exact tsquery) RETURNS TABLE(course_id uuid, rank real)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION courses.matching(query tsquery, exact tsquery) OWNER TO kernos;
COMMENT ON FUNCTION courses.matching(query tsquery, exact tsquery) IS 'security definer: @@ uses no index under a policy; says the organization itself';
CREATE FUNCTION courses.matching_lessons(query tsquery, exact tsquery) RETURNS TABLE(course_id uuid, lesson_id uuid, rank real)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  SELECT l.course_id, l.lesson_id, courses.rank(l.terms, query, exact)
    FROM courses.searchable_lessons l
   WHERE l.organization_id = kernel.organization() AND l.terms @@ query
$$;
ALTER FUNCTION courses.matching_lessons(query tsquery, exact tsquery) OWNER TO kernos;
COMMENT ON FUNCTION courses.matching_lessons(query tsquery, exact tsquery) IS 'security definer: @@ uses no index under a policy; says the organization itself';
CREATE FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) RETURNS SETOF text
    LANGUAGE sql STABLE ROWS 3
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) OWNER TO kernos;
CREATE FUNCTION courses.rank(terms tsvector, query tsquery, exact tsquery) RETURNS real
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (terms @@ exact) THEN ((1)::double precision + ts_rank(terms, exact)) ELSE (ts_rank(terms, query))::double precision END;
ALTER FUNCTION courses.rank(terms tsvector, query tsquery, exact tsquery) OWNER TO kernos;
CREATE FUNCTION courses.shows_word(lexeme tsquery, editor uuid, edits_all boolean) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
  SELECT EXISTS (
    SELECT FROM courses.searchable_courses s JOIN courses.courses c ON c.id = s.course_id
     WHERE s.organization_id = kernel.organization() AND s.terms @@ lexeme
       AND ((c.published_version IS NOT NULL AND c.archived_at IS NULL) OR edits_all OR c.instructor_id = editor)
  )
$$;
ALTER FUNCTION courses.shows_word(lexeme tsquery, editor uuid, edits_all boolean) OWNER TO kernos;
CREATE FUNCTION courses.spellings(words text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE ROWS 10
    AS $$
  SELECT lexeme FROM unnest(to_tsvector('courses.spelling', words)) WHERE courses.can_be_meant(lexeme)
$$;
ALTER FUNCTION courses.spellings(words text) OWNER TO kernos;
CREATE FUNCTION identity.keep_an_admin() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- Two admins who take each other's role away at once wait here for one another.
  PERFORM FROM identity.organizations WHERE id = OLD.organization_id FOR UPDATE;
  IF NOT EXISTS (
    SELECT FROM identity.memberships
     WHERE organization_id = OLD.organization_id AND removed_at IS NULL AND 'admin' = ANY (roles)
  ) THEN
    RAISE EXCEPTION 'an organization keeps at least one admin'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_last_admin';
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION identity.keep_an_admin() OWNER TO kernos;
CREATE FUNCTION kernel.actor() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('kernos.actor'::text, true), ''::text))::uuid;
ALTER FUNCTION kernel.actor() OWNER TO kernos;
CREATE FUNCTION kernel.admit_service(role name) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA kernel TO %I', role);
  EXECUTE format('GRANT USAGE ON SEQUENCE kernel.outbox_position TO %I', role);
  EXECUTE format(
    'GRANT INSERT (id, kind, type, source, key, organization_id, time, data, traceparent) ON kernel.outbox TO %I', role);
  EXECUTE format('GRANT INSERT ON kernel.inbox, kernel.replies, kernel.audit TO %I', role);
  -- Not the token of whoever carries a run on.
  EXECUTE format('GRANT INSERT, SELECT (id, name, organization_id) ON kernel.workflows TO %I', role);
  EXECUTE format('GRANT SELECT ON kernel.schedules TO %I', role);
  EXECUTE format(
    'GRANT UPDATE (done_until, due_at, ended_at, outcome, error_code, attempts) ON kernel.schedules TO %I', role);
  EXECUTE format('GRANT INSERT (consumer, message_id, reply) ON kernel.received TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON kernel.received_marks TO %I', role);
  EXECUTE format('GRANT SELECT ON kernel.consumers TO %I', role);
  EXECUTE format('GRANT UPDATE (seen, until, position, updated_at) ON kernel.consumers TO %I', role);
END $$;
ALTER FUNCTION kernel.admit_service(role name) OWNER TO kernos;
CREATE FUNCTION kernel.advance_consumer(consumer text, was_seen text, was_until text, was_position bigint, to_seen text, to_until text, to_position bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE kernel.consumers
     SET seen = to_seen::pg_snapshot, until = to_until::pg_snapshot, position = to_position, updated_at = now()
   WHERE name = consumer AND seen::text = was_seen AND until::text IS NOT DISTINCT FROM was_until
     AND position = was_position;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another reader has moved the cursor of %', consumer USING CONSTRAINT = 'consumers_cursor';
  END IF;
END $$;
ALTER FUNCTION kernel.advance_consumer(consumer text, was_seen text, was_until text, was_position bigint, to_seen text, to_until text, to_position bigint) OWNER TO kernos;
CREATE FUNCTION kernel.attribute(name text) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(string_to_array(((NULLIF(current_setting('kernos.attributes'::text, true), ''::text))::json ->> name), ','::text), '{}'::text[]);
ALTER FUNCTION kernel.attribute(name text) OWNER TO kernos;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE kernel.consumers (
    name text NOT NULL,
    types text[] NOT NULL,
    known text[] DEFAULT '{}'::text[] NOT NULL,
    seen pg_snapshot DEFAULT '1:1:'::pg_snapshot NOT NULL,
    until pg_snapshot,
    "position" bigint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE kernel.consumers OWNER TO kernos;
CREATE FUNCTION kernel.has_read(c kernel.consumers, xid xid8, "position" bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (pg_visible_in_snapshot(xid, (c).seen) OR COALESCE((pg_visible_in_snapshot(xid, (c).until) AND ("position" <= (c)."position")), false));
ALTER FUNCTION kernel.has_read(c kernel.consumers, xid xid8, "position" bigint) OWNER TO kernos;
CREATE FUNCTION kernel.has_role(role text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (role = ANY (string_to_array(current_setting('kernos.roles'::text, true), ','::text)));
ALTER FUNCTION kernel.has_role(role text) OWNER TO kernos;
CREATE FUNCTION kernel.service() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN starts_with((CURRENT_USER)::text, 'kernos_'::text) THEN substr((CURRENT_USER)::text, 8) ELSE NULL::text END;
ALTER FUNCTION kernel.service() OWNER TO kernos;
CREATE FUNCTION kernel.is_own(name text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(((name = kernel.service()) OR starts_with(name, (kernel.service() || '.'::text))), false);
ALTER FUNCTION kernel.is_own(name text) OWNER TO kernos;
CREATE FUNCTION kernel.is_platform() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((current_setting('kernos.scope'::text, true) = 'platform'::text), false);
ALTER FUNCTION kernel.is_platform() OWNER TO kernos;
CREATE FUNCTION kernel.is_service() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (current_setting('kernos.actor_kind'::text, true) = 'service'::text);
ALTER FUNCTION kernel.is_service() OWNER TO kernos;
CREATE FUNCTION kernel.keep_file_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE kernel.file_versions SET removable_after = now() + interval '1 hour' WHERE id = OLD.version_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE kernel.file_versions SET removable_after = NULL WHERE id = NEW.version_id;
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION kernel.keep_file_version() OWNER TO kernos;
CREATE FUNCTION kernel.move_marks(listener text, sources text[], was bigint[], reached bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  moved int;
  made int;
BEGIN
  UPDATE kernel.received_marks m SET sequence = o.reached
    FROM unnest(sources, was, reached) AS o (source, was, reached)
   WHERE m.consumer = listener AND m.organization_id = kernel.organization() AND m.source = o.source
     AND m.sequence = o.was;
  GET DIAGNOSTICS moved = ROW_COUNT;
  INSERT INTO kernel.received_marks (consumer, source, sequence)
  SELECT listener, o.source, o.reached FROM unnest(sources, was, reached) AS o (source, was, reached) WHERE o.was IS NULL
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS made = ROW_COUNT;
  IF moved + made <> cardinality(sources) THEN
    RAISE EXCEPTION 'another has moved the marks of %', listener USING CONSTRAINT = 'received_marks_moved';
  END IF;
END $$;
ALTER FUNCTION kernel.move_marks(listener text, sources text[], was bigint[], reached bigint[]) OWNER TO kernos;
CREATE FUNCTION kernel.organization() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('kernos.organization'::text, true), ''::text))::uuid;
ALTER FUNCTION kernel.organization() OWNER TO kernos;
CREATE FUNCTION kernel.purpose() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('kernos.purpose'::text, true), ''::text);
ALTER FUNCTION kernel.purpose() OWNER TO kernos;
CREATE FUNCTION kernel.record_step(holder uuid, entry jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  r kernel.workflow_steps := jsonb_populate_record(NULL::kernel.workflow_steps, entry);
BEGIN
  INSERT INTO kernel.workflow_steps AS s
  SELECT (r).* FROM kernel.workflows w WHERE w.id = r.workflow_id AND w.token = holder AND w.status = 'running'
  ON CONFLICT (workflow_id, call, direction) DO UPDATE SET
    status = excluded.status, result = excluded.result, error = excluded.error, attempts = excluded.attempts,
    until = excluded.until, ended_as = excluded.ended_as, ended_at = excluded.ended_at, span_id = excluded.span_id
  WHERE s.status <> 'done';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another has carried on the run %', r.workflow_id USING CONSTRAINT = 'workflow_steps_holder';
  END IF;
END $$;
ALTER FUNCTION kernel.record_step(holder uuid, entry jsonb) OWNER TO kernos;
CREATE FUNCTION kernel.record_tick(schedule text, due timestamp with time zone, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  UPDATE kernel.schedules
     SET done_until = due, due_at = due, ended_at = at, outcome = 'succeeded', error_code = NULL, attempts = 0
   WHERE name = schedule AND done_until < due;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'another has run % for %', schedule, due USING CONSTRAINT = 'schedules_done_until';
  END IF;
END $$;
ALTER FUNCTION kernel.record_tick(schedule text, due timestamp with time zone, at timestamp with time zone) OWNER TO kernos;
CREATE FUNCTION kernel.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
ALTER FUNCTION kernel.refuse_change() OWNER TO kernos;
CREATE FUNCTION kernel.take_up(consumer text, message_kind kernel.message_kind, takes text[], from_now text[]) RETURNS kernel.consumers
    LANGUAGE plpgsql
    AS $$
DECLARE
  c kernel.consumers;
  fresh text[];
BEGIN
  INSERT INTO kernel.consumers (name, types, seen)
    VALUES (consumer, takes, CASE WHEN takes && from_now THEN pg_current_snapshot() ELSE '1:1:' END)
    ON CONFLICT (name) DO NOTHING;
  SELECT * INTO c FROM kernel.consumers WHERE name = consumer FOR UPDATE;
  fresh := ARRAY(SELECT t FROM unnest(takes) AS t WHERE t <> ALL (c.known) AND t <> ALL (from_now));
  IF fresh <> '{}' THEN
    INSERT INTO kernel.deliveries
      (consumer, message_id, position, logged_at, key, organization_id, message, state, next_attempt_at)
    SELECT consumer, o.id, o.position, date_trunc('milliseconds', o.logged_at), o.key, o.organization_id,
           jsonb_build_object('position', o.position,
             'loggedAt', to_char(o.logged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'id', o.id, 'kind', o.kind, 'type', o.type, 'source', o.source, 'key', o.key,
             'organizationId', o.organization_id, 'actorId', o.actor_id,
             'time', to_char(o.time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'data', o.data, 'traceparent', o.traceparent),
           'waiting', NULL
      FROM kernel.outbox o
     WHERE o.kind = message_kind AND o.type = ANY (fresh) AND kernel.has_read(c, o.xid, o.position)
    ON CONFLICT DO NOTHING;
  END IF;
  IF c.types <> takes OR NOT c.known @> takes THEN
    UPDATE kernel.consumers SET types = takes, known = ARRAY(SELECT DISTINCT unnest(c.known || takes))
     WHERE name = consumer RETURNING * INTO c;
  END IF;
  RETURN c;
END $$;
ALTER FUNCTION kernel.take_up(consumer text, message_kind kernel.message_kind, takes text[], from_now text[]) OWNER TO kernos;
CREATE FUNCTION knowledge.due_organizations(at timestamp with time zone) RETURNS TABLE(organization_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT DISTINCT due.organization_id FROM (
    SELECT d.organization_id, d.refresh_hours, coalesce(d.refreshed_at, d.created_at) AS since, d.state
      FROM knowledge.documents d WHERE d.refresh_hours IS NOT NULL AND d.site_id IS NULL
    UNION ALL
    SELECT s.organization_id, s.refresh_hours, coalesce(s.refreshed_at, s.created_at), s.state
      FROM knowledge.sites s WHERE s.refresh_hours IS NOT NULL
  ) due
  WHERE due.state IN ('ready', 'failed') AND due.since + due.refresh_hours * interval '1 hour' <= at
$$;
ALTER FUNCTION knowledge.due_organizations(at timestamp with time zone) OWNER TO kernos;
COMMENT ON FUNCTION knowledge.due_organizations(at timestamp with time zone) IS 'security definer: a schedule belongs to no organization; gives ids of organizations alone';
CREATE FUNCTION knowledge.near_words(typed text) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 3
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET "pg_trgm.similarity_threshold" TO '0.25'
    AS $$
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
ALTER FUNCTION knowledge.near_words(typed text) OWNER TO kernos;
COMMENT ON FUNCTION knowledge.near_words(typed text) IS 'security definer: % uses no index under a policy; says the organization itself';
CREATE TEXT SEARCH CONFIGURATION courses.spelling (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR asciiword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR word WITH public.unaccent, simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR numword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR url WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR host WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR sfloat WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR version WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR hword_numpart WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR hword_part WITH public.unaccent, simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR hword_asciipart WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR numhword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR asciihword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR hword WITH public.unaccent, simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR url_path WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR file WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR "float" WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR "int" WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling
    ADD MAPPING FOR uint WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.spelling OWNER TO kernos;
CREATE TEXT SEARCH CONFIGURATION courses.words (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR asciiword WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR word WITH public.unaccent, english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR numword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR url WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR host WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR sfloat WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR version WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR hword_numpart WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR hword_part WITH public.unaccent, english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR hword_asciipart WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR numhword WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR asciihword WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR hword WITH public.unaccent, english_stem;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR url_path WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR file WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR "float" WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR "int" WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words
    ADD MAPPING FOR uint WITH simple;
ALTER TEXT SEARCH CONFIGURATION courses.words OWNER TO kernos;
CREATE TABLE analytics.activity (
    organization_id uuid NOT NULL,
    year smallint NOT NULL,
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    quarters bytea NOT NULL
)
WITH (fillfactor='80');
ALTER TABLE analytics.activity OWNER TO kernos;
CREATE TABLE analytics.counts (
    organization_id uuid NOT NULL,
    type text NOT NULL,
    course_id uuid NOT NULL,
    day date NOT NULL,
    upto integer[] NOT NULL
)
WITH (fillfactor='80');
ALTER TABLE analytics.counts OWNER TO kernos;
CREATE TABLE analytics.courses (
    organization_id uuid NOT NULL,
    course_id uuid NOT NULL,
    version integer NOT NULL,
    instructor_id uuid,
    lesson_ids uuid[] NOT NULL,
    title text,
    titled_at timestamp with time zone,
    titled_by uuid,
    archived boolean NOT NULL,
    moved_at timestamp with time zone,
    moved_by uuid
);
ALTER TABLE analytics.courses OWNER TO kernos;
CREATE TABLE analytics.deliveries (
    organization_id uuid NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    delivered integer[] NOT NULL,
    failed integer[] NOT NULL
)
WITH (fillfactor='80');
ALTER TABLE analytics.deliveries OWNER TO kernos;
CREATE TABLE analytics.enrollments (
    organization_id uuid NOT NULL,
    enrollment_id uuid NOT NULL,
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    waitlisted_at timestamp with time zone,
    enrolled_at timestamp with time zone,
    withdrawn_at timestamp with time zone
);
ALTER TABLE analytics.enrollments OWNER TO kernos;
CREATE TABLE analytics.facts (
    event_id uuid NOT NULL,
    logged_at timestamp with time zone NOT NULL,
    "time" timestamp with time zone NOT NULL,
    organization_id uuid,
    type text NOT NULL,
    source text NOT NULL,
    actor_id uuid,
    subject text NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb NOT NULL
)
PARTITION BY RANGE (logged_at);
ALTER TABLE analytics.facts OWNER TO kernos;
CREATE TABLE analytics.facts_202609 (
    event_id uuid CONSTRAINT facts_event_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT facts_logged_at_not_null NOT NULL,
    "time" timestamp with time zone CONSTRAINT facts_time_not_null NOT NULL,
    organization_id uuid,
    type text CONSTRAINT facts_type_not_null NOT NULL,
    source text CONSTRAINT facts_source_not_null NOT NULL,
    actor_id uuid,
    subject text CONSTRAINT facts_subject_not_null NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb CONSTRAINT facts_data_not_null NOT NULL
);
ALTER TABLE analytics.facts_202609 OWNER TO kernos;
CREATE TABLE analytics.facts_202610 (
    event_id uuid CONSTRAINT facts_event_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT facts_logged_at_not_null NOT NULL,
    "time" timestamp with time zone CONSTRAINT facts_time_not_null NOT NULL,
    organization_id uuid,
    type text CONSTRAINT facts_type_not_null NOT NULL,
    source text CONSTRAINT facts_source_not_null NOT NULL,
    actor_id uuid,
    subject text CONSTRAINT facts_subject_not_null NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb CONSTRAINT facts_data_not_null NOT NULL
);
ALTER TABLE analytics.facts_202610 OWNER TO kernos;
CREATE TABLE analytics.facts_202611 (
    event_id uuid CONSTRAINT facts_event_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT facts_logged_at_not_null NOT NULL,
    "time" timestamp with time zone CONSTRAINT facts_time_not_null NOT NULL,
    organization_id uuid,
    type text CONSTRAINT facts_type_not_null NOT NULL,
    source text CONSTRAINT facts_source_not_null NOT NULL,
    actor_id uuid,
    subject text CONSTRAINT facts_subject_not_null NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb CONSTRAINT facts_data_not_null NOT NULL
);
ALTER TABLE analytics.facts_202611 OWNER TO kernos;
CREATE TABLE analytics.facts_202612 (
    event_id uuid CONSTRAINT facts_event_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT facts_logged_at_not_null NOT NULL,
    "time" timestamp with time zone CONSTRAINT facts_time_not_null NOT NULL,
    organization_id uuid,
    type text CONSTRAINT facts_type_not_null NOT NULL,
    source text CONSTRAINT facts_source_not_null NOT NULL,
    actor_id uuid,
    subject text CONSTRAINT facts_subject_not_null NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb CONSTRAINT facts_data_not_null NOT NULL
);
ALTER TABLE analytics.facts_202612 OWNER TO kernos;
CREATE TABLE analytics.facts_202701 (
    event_id uuid CONSTRAINT facts_event_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT facts_logged_at_not_null NOT NULL,
    "time" timestamp with time zone CONSTRAINT facts_time_not_null NOT NULL,
    organization_id uuid,
    type text CONSTRAINT facts_type_not_null NOT NULL,
    source text CONSTRAINT facts_source_not_null NOT NULL,
    actor_id uuid,
    subject text CONSTRAINT facts_subject_not_null NOT NULL,
    course_id uuid,
    lesson_id uuid,
    learner_id uuid,
    data jsonb CONSTRAINT facts_data_not_null NOT NULL
);
ALTER TABLE analytics.facts_202701 OWNER TO kernos;
CREATE TABLE analytics.journeys (
    organization_id uuid NOT NULL,
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    enrolled_at timestamp with time zone,
    lessons integer NOT NULL,
    last_lesson_id uuid,
    last_lesson_at timestamp with time zone,
    last_lesson_by uuid,
    last_active_at timestamp with time zone,
    percent integer,
    percent_at timestamp with time zone,
    percent_by uuid,
    completed_at timestamp with time zone
)
WITH (fillfactor='80');
ALTER TABLE analytics.journeys OWNER TO kernos;
CREATE TABLE analytics.lessons (
    organization_id uuid NOT NULL,
    course_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    completed integer NOT NULL
)
WITH (fillfactor='80');
ALTER TABLE analytics.lessons OWNER TO kernos;
CREATE TABLE analytics.measurements (
    organization_id uuid NOT NULL,
    metric text NOT NULL,
    at timestamp with time zone NOT NULL,
    event_id uuid NOT NULL,
    value double precision NOT NULL,
    unit text NOT NULL,
    dimensions jsonb NOT NULL
);
ALTER TABLE analytics.measurements OWNER TO kernos;
CREATE TABLE assistant.answers (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    owner_id uuid DEFAULT kernel.actor() NOT NULL,
    conversation_id uuid NOT NULL,
    idempotency_key text,
    request_hash bytea NOT NULL,
    question text NOT NULL,
    understood text,
    kind text NOT NULL,
    level text NOT NULL,
    course_id uuid,
    state text DEFAULT 'running'::text NOT NULL,
    stop_requested boolean DEFAULT false NOT NULL,
    alive_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    outcome jsonb,
    inside jsonb,
    failure jsonb,
    helpful boolean,
    feedback_why text,
    shared boolean DEFAULT false NOT NULL,
    feedback_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT answers_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
ALTER TABLE assistant.answers OWNER TO kernos;
CREATE TABLE assistant.budgets (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    monthly_tokens bigint,
    monthly_cost numeric,
    CONSTRAINT budgets_monthly_cost_check CHECK ((monthly_cost >= (0)::numeric)),
    CONSTRAINT budgets_monthly_tokens_check CHECK ((monthly_tokens >= 0))
);
ALTER TABLE assistant.budgets OWNER TO kernos;
CREATE TABLE assistant.cache (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    key bytea NOT NULL,
    answer_id uuid NOT NULL
);
ALTER TABLE assistant.cache OWNER TO kernos;
CREATE TABLE assistant.conversations (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    owner_id uuid DEFAULT kernel.actor() NOT NULL,
    title text NOT NULL,
    course_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
ALTER TABLE assistant.conversations OWNER TO kernos;
CREATE TABLE assistant.evaluated (
    evaluation_id uuid NOT NULL,
    ordinal integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    a jsonb NOT NULL,
    b jsonb NOT NULL
);
ALTER TABLE assistant.evaluated OWNER TO kernos;
CREATE TABLE assistant.evaluations (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    a uuid NOT NULL,
    b uuid NOT NULL,
    questions jsonb NOT NULL,
    viewer jsonb NOT NULL,
    measures jsonb,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE assistant.evaluations OWNER TO kernos;
CREATE TABLE assistant.events (
    answer_id uuid NOT NULL,
    seq integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    name text NOT NULL,
    data jsonb NOT NULL
);
ALTER TABLE assistant.events OWNER TO kernos;
CREATE TABLE assistant.keys (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    owner_id uuid DEFAULT kernel.actor() NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone
);
ALTER TABLE assistant.keys OWNER TO kernos;
CREATE TABLE assistant.reservations (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    tokens bigint NOT NULL,
    cost numeric NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
ALTER TABLE assistant.reservations OWNER TO kernos;
CREATE TABLE assistant.templates (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    kind text NOT NULL,
    level text,
    version integer NOT NULL,
    text text NOT NULL,
    note text NOT NULL,
    active boolean DEFAULT false NOT NULL,
    created_by uuid DEFAULT kernel.actor() NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE assistant.templates OWNER TO kernos;
CREATE TABLE assistant.usage (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    day date CONSTRAINT usage_month_not_null NOT NULL,
    model text NOT NULL,
    requests bigint NOT NULL,
    prompt_tokens bigint NOT NULL,
    completion_tokens bigint NOT NULL,
    cost numeric NOT NULL
);
ALTER TABLE assistant.usage OWNER TO kernos;
CREATE TABLE courses.assets (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    shown boolean NOT NULL,
    sha256 text NOT NULL
);
ALTER TABLE courses.assets OWNER TO kernos;
CREATE TABLE courses.blobs (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT blobs_sha256_hex CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
ALTER TABLE ONLY courses.blobs ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE courses.blobs OWNER TO kernos;
CREATE TABLE courses.courses (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    capacity integer,
    waitlist boolean DEFAULT false NOT NULL,
    instructor_id uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    content_version integer DEFAULT 1 NOT NULL,
    published_version integer,
    published_at timestamp with time zone,
    publications integer DEFAULT 0 NOT NULL,
    publishing text,
    archived_at timestamp with time zone,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (archived_at IS NOT NULL) THEN 'archived'::text
    WHEN (publishing IS NOT NULL) THEN 'publishing'::text
    WHEN (published_version IS NOT NULL) THEN 'published'::text
    ELSE 'draft'::text
END) STORED NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT courses_archived_at_rest CHECK (((archived_at IS NULL) OR (publishing IS NULL))),
    CONSTRAINT courses_capacity_positive CHECK ((capacity > 0)),
    CONSTRAINT courses_published_at_known CHECK (((published_version IS NULL) = (published_at IS NULL))),
    CONSTRAINT courses_summary_length CHECK ((length(summary) <= 2000)),
    CONSTRAINT courses_title_length CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
ALTER TABLE courses.courses OWNER TO kernos;
CREATE TABLE courses.lessons (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    module_id uuid NOT NULL,
    key text NOT NULL,
    title text NOT NULL,
    "position" integer NOT NULL,
    markdown text NOT NULL,
    html text NOT NULL,
    headings jsonb NOT NULL,
    plain text NOT NULL,
    words integer NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT lessons_position_from_0 CHECK (("position" >= 0)),
    CONSTRAINT lessons_title_length CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
ALTER TABLE courses.lessons OWNER TO kernos;
CREATE TABLE courses.modules (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    title text NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT modules_position_from_0 CHECK (("position" >= 0)),
    CONSTRAINT modules_title_length CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
ALTER TABLE courses.modules OWNER TO kernos;
CREATE TABLE courses.removed_lessons (
    id uuid CONSTRAINT lessons_id_not_null NOT NULL,
    organization_id uuid DEFAULT kernel.organization() CONSTRAINT lessons_organization_id_not_null NOT NULL,
    course_id uuid CONSTRAINT lessons_course_id_not_null NOT NULL,
    module_id uuid CONSTRAINT lessons_module_id_not_null NOT NULL,
    key text CONSTRAINT lessons_key_not_null NOT NULL,
    title text CONSTRAINT lessons_title_not_null NOT NULL,
    "position" integer CONSTRAINT lessons_position_not_null NOT NULL,
    markdown text CONSTRAINT lessons_markdown_not_null NOT NULL,
    html text CONSTRAINT lessons_html_not_null NOT NULL,
    headings jsonb CONSTRAINT lessons_headings_not_null NOT NULL,
    plain text CONSTRAINT lessons_plain_not_null NOT NULL,
    words integer CONSTRAINT lessons_words_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT lessons_version_not_null NOT NULL,
    updated_at timestamp with time zone CONSTRAINT lessons_updated_at_not_null NOT NULL,
    with_module boolean NOT NULL,
    removed_by uuid DEFAULT kernel.actor() NOT NULL,
    removed_at timestamp with time zone NOT NULL
);
ALTER TABLE courses.removed_lessons OWNER TO kernos;
CREATE TABLE courses.removed_modules (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    title text NOT NULL,
    "position" integer NOT NULL,
    removed_by uuid DEFAULT kernel.actor() NOT NULL,
    removed_at timestamp with time zone NOT NULL
);
ALTER TABLE courses.removed_modules OWNER TO kernos;
CREATE TABLE courses.revisions (
    lesson_id uuid NOT NULL,
    revision integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    author_id uuid DEFAULT kernel.actor() NOT NULL,
    title text NOT NULL,
    markdown text NOT NULL,
    words integer NOT NULL,
    added_lines integer NOT NULL,
    removed_lines integer NOT NULL,
    restored_from integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT revisions_from_1 CHECK ((revision >= 1)),
    CONSTRAINT revisions_lines CHECK (((added_lines >= 0) AND (removed_lines >= 0))),
    CONSTRAINT revisions_restored_from CHECK ((restored_from < revision))
);
ALTER TABLE courses.revisions OWNER TO kernos;
CREATE TABLE courses.searchable_courses (
    course_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    content tsvector DEFAULT ''::tsvector NOT NULL,
    terms tsvector GENERATED ALWAYS AS (((setweight(to_tsvector('courses.words'::regconfig, title), 'A'::"char") || setweight(to_tsvector('courses.words'::regconfig, summary), 'B'::"char")) || content)) STORED NOT NULL
);
ALTER TABLE courses.searchable_courses OWNER TO kernos;
CREATE TABLE courses.searchable_lessons (
    course_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    terms tsvector NOT NULL
);
ALTER TABLE courses.searchable_lessons OWNER TO kernos;
CREATE TABLE courses.version_assets (
    course_id uuid NOT NULL,
    version integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    shown boolean NOT NULL,
    sha256 text NOT NULL
);
ALTER TABLE courses.version_assets OWNER TO kernos;
CREATE TABLE courses.version_lessons (
    course_id uuid NOT NULL,
    version integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    lesson_id uuid NOT NULL,
    module_id uuid NOT NULL,
    ordinal integer NOT NULL,
    key text NOT NULL,
    title text NOT NULL,
    markdown text NOT NULL,
    html text NOT NULL,
    headings jsonb NOT NULL,
    plain text NOT NULL,
    words integer NOT NULL,
    draft_version integer NOT NULL
);
ALTER TABLE courses.version_lessons OWNER TO kernos;
CREATE TABLE courses.version_modules (
    course_id uuid NOT NULL,
    version integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    module_id uuid NOT NULL,
    title text NOT NULL,
    "position" integer NOT NULL
);
ALTER TABLE courses.version_modules OWNER TO kernos;
CREATE TABLE courses.versions (
    course_id uuid NOT NULL,
    version integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    content_version integer NOT NULL,
    lessons integer NOT NULL,
    words bigint NOT NULL,
    workflow_id text NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    CONSTRAINT versions_from_1 CHECK ((version >= 1)),
    CONSTRAINT versions_not_empty CHECK ((lessons > 0))
);
ALTER TABLE courses.versions OWNER TO kernos;
CREATE TABLE courses.vocabulary (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    word text NOT NULL COLLATE pg_catalog."C",
    draft_of uuid
);
ALTER TABLE courses.vocabulary OWNER TO kernos;
CREATE TABLE enrollments.courses (
    course_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    instructor_id uuid NOT NULL,
    title text NOT NULL,
    lessons integer NOT NULL,
    state text NOT NULL,
    capacity integer,
    waitlist boolean NOT NULL,
    seats_taken integer,
    over_capacity integer DEFAULT 0 NOT NULL,
    waiting integer DEFAULT 0 NOT NULL,
    tickets integer DEFAULT 0 NOT NULL,
    CONSTRAINT courses_counted CHECK (((capacity IS NULL) = (seats_taken IS NULL))),
    CONSTRAINT courses_no_free_seat_while_somebody_waits CHECK (((waiting = 0) OR ((waiting > 0) AND ((state <> 'published'::text) OR COALESCE((seats_taken >= capacity), false))))),
    CONSTRAINT courses_state CHECK ((state = ANY (ARRAY['published'::text, 'archived'::text]))),
    CONSTRAINT courses_within_capacity CHECK (((capacity > 0) AND (seats_taken >= 0) AND (over_capacity >= 0) AND (seats_taken <= (capacity + over_capacity))))
)
WITH (fillfactor='50');
ALTER TABLE enrollments.courses OWNER TO kernos;
CREATE TABLE enrollments.enrollments (
    course_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    learner_id uuid NOT NULL,
    status text NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    ticket integer,
    CONSTRAINT enrollments_status CHECK ((status = ANY (ARRAY['active'::text, 'waitlisted'::text, 'withdrawn'::text]))),
    CONSTRAINT enrollments_ticket CHECK (
CASE status
    WHEN 'active'::text THEN (ticket IS NULL)
    WHEN 'waitlisted'::text THEN (ticket IS NOT NULL)
    ELSE true
END),
    CONSTRAINT enrollments_withdrawn CHECK (((status = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
);
ALTER TABLE enrollments.enrollments OWNER TO kernos;
CREATE TABLE enrollments.learner_progress (
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    completed integer NOT NULL,
    total integer NOT NULL,
    percent integer NOT NULL,
    active_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    CONSTRAINT learner_progress_completed CHECK (((completed >= 0) AND (completed <= total))),
    CONSTRAINT learner_progress_percent CHECK (((percent >= 0) AND (percent <= 100)))
);
ALTER TABLE enrollments.learner_progress OWNER TO kernos;
CREATE TABLE enrollments.people (
    user_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    name text NOT NULL
);
ALTER TABLE enrollments.people OWNER TO kernos;
CREATE TABLE identity.accounts (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    email_verified_at timestamp with time zone,
    home_organization_id uuid NOT NULL,
    last_organization_id uuid,
    time_zone text,
    locale text,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE identity.accounts OWNER TO kernos;
CREATE TABLE identity.credentials (
    account_id uuid NOT NULL,
    password_hash text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
ALTER TABLE identity.credentials OWNER TO kernos;
CREATE TABLE identity.elevations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    purpose text NOT NULL,
    reason text NOT NULL,
    began_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT elevations_check CHECK (((until > began_at) AND (until <= (began_at + '12:00:00'::interval)))),
    CONSTRAINT elevations_reason_check CHECK (((length(reason) >= 10) AND (length(reason) <= 500)))
);
ALTER TABLE identity.elevations OWNER TO kernos;
CREATE TABLE identity.invitations (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    email text NOT NULL,
    roles text[] NOT NULL,
    token_hash text NOT NULL,
    invited_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT invitations_roles CHECK ((cardinality(roles) > 0))
);
ALTER TABLE identity.invitations OWNER TO kernos;
CREATE TABLE identity.lockouts (
    key text NOT NULL,
    failures integer NOT NULL,
    last_failure_at timestamp with time zone
);
ALTER TABLE identity.lockouts OWNER TO kernos;
CREATE TABLE identity.memberships (
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    roles text[] NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    removed_at timestamp with time zone,
    CONSTRAINT memberships_roles CHECK ((cardinality(roles) > 0))
);
ALTER TABLE identity.memberships OWNER TO kernos;
CREATE TABLE identity.one_time_tokens (
    token_hash text NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    email text,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT one_time_tokens_email CHECK (((email IS NOT NULL) = (purpose = 'verify-email'::text))),
    CONSTRAINT one_time_tokens_purpose CHECK ((purpose = ANY (ARRAY['verify-email'::text, 'reset-password'::text])))
);
ALTER TABLE identity.one_time_tokens OWNER TO kernos;
CREATE TABLE identity.organizations (
    id uuid NOT NULL,
    key text,
    name text NOT NULL,
    created_by uuid,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    locale text DEFAULT 'en'::text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE identity.organizations OWNER TO kernos;
CREATE TABLE identity.recovery_codes (
    code_hash text NOT NULL,
    account_id uuid NOT NULL
);
ALTER TABLE identity.recovery_codes OWNER TO kernos;
CREATE TABLE identity.refresh_tokens (
    token_hash text NOT NULL,
    session_id uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    rotated_at timestamp with time zone,
    successor_hash text
);
ALTER TABLE identity.refresh_tokens OWNER TO kernos;
CREATE TABLE identity.revocations (
    key text NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE identity.revocations OWNER TO kernos;
CREATE TABLE identity.second_factors (
    account_id uuid NOT NULL,
    secret text NOT NULL,
    used_step bigint,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);
ALTER TABLE identity.second_factors OWNER TO kernos;
CREATE TABLE identity.sessions (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    organization_id uuid,
    cookie_hash text,
    user_agent text,
    address text,
    address_block text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    idle_expires_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
ALTER TABLE identity.sessions OWNER TO kernos;
CREATE TABLE identity.signing_keys (
    kid text NOT NULL,
    public_jwk jsonb NOT NULL,
    private_jwk jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone
);
ALTER TABLE identity.signing_keys OWNER TO kernos;
CREATE TABLE kernel.audit (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    organization_id uuid,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text,
    roles text[] NOT NULL,
    call text NOT NULL,
    title text NOT NULL,
    params jsonb NOT NULL,
    body jsonb NOT NULL,
    outcome text NOT NULL,
    status integer NOT NULL,
    error text,
    address text,
    trace_id text NOT NULL,
    purpose text,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'service'::text, 'anonymous'::text]))),
    CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
)
PARTITION BY RANGE (at);
ALTER TABLE kernel.audit OWNER TO kernos;
CREATE TABLE kernel.audit_202611 (
    id uuid CONSTRAINT audit_id_not_null NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT audit_at_not_null NOT NULL,
    organization_id uuid,
    actor_kind text CONSTRAINT audit_actor_kind_not_null NOT NULL,
    actor_id uuid,
    actor_name text,
    roles text[] CONSTRAINT audit_roles_not_null NOT NULL,
    call text CONSTRAINT audit_call_not_null NOT NULL,
    title text CONSTRAINT audit_title_not_null NOT NULL,
    params jsonb CONSTRAINT audit_params_not_null NOT NULL,
    body jsonb CONSTRAINT audit_body_not_null NOT NULL,
    outcome text CONSTRAINT audit_outcome_not_null NOT NULL,
    status integer CONSTRAINT audit_status_not_null NOT NULL,
    error text,
    address text,
    trace_id text CONSTRAINT audit_trace_id_not_null NOT NULL,
    purpose text,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'service'::text, 'anonymous'::text]))),
    CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
);
ALTER TABLE kernel.audit_202611 OWNER TO kernos;
CREATE TABLE kernel.audit_202612 (
    id uuid CONSTRAINT audit_id_not_null NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT audit_at_not_null NOT NULL,
    organization_id uuid,
    actor_kind text CONSTRAINT audit_actor_kind_not_null NOT NULL,
    actor_id uuid,
    actor_name text,
    roles text[] CONSTRAINT audit_roles_not_null NOT NULL,
    call text CONSTRAINT audit_call_not_null NOT NULL,
    title text CONSTRAINT audit_title_not_null NOT NULL,
    params jsonb CONSTRAINT audit_params_not_null NOT NULL,
    body jsonb CONSTRAINT audit_body_not_null NOT NULL,
    outcome text CONSTRAINT audit_outcome_not_null NOT NULL,
    status integer CONSTRAINT audit_status_not_null NOT NULL,
    error text,
    address text,
    trace_id text CONSTRAINT audit_trace_id_not_null NOT NULL,
    purpose text,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'service'::text, 'anonymous'::text]))),
    CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
);
ALTER TABLE kernel.audit_202612 OWNER TO kernos;
CREATE TABLE kernel.deliveries (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    consumer text NOT NULL,
    message_id uuid NOT NULL,
    "position" bigint NOT NULL,
    logged_at timestamp with time zone NOT NULL,
    key text NOT NULL,
    organization_id uuid,
    message jsonb NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now(),
    error text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'dead'::text, 'discarded'::text])))
);
ALTER TABLE kernel.deliveries OWNER TO kernos;
CREATE TABLE kernel.file_pieces (
    version_id uuid NOT NULL,
    number integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT file_pieces_bytes_check CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 262144)))
);
ALTER TABLE ONLY kernel.file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE kernel.file_pieces OWNER TO kernos;
CREATE TABLE kernel.file_versions (
    id uuid NOT NULL,
    removable_after timestamp with time zone DEFAULT (now() + '1 day'::interval)
);
ALTER TABLE kernel.file_versions OWNER TO kernos;
CREATE TABLE kernel.files (
    name text NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT files_name_check CHECK ((length(name) <= 512))
);
ALTER TABLE kernel.files OWNER TO kernos;
CREATE TABLE kernel.inbox (
    consumer text NOT NULL,
    message_id uuid NOT NULL,
    logged_at timestamp with time zone NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 NOT NULL,
    span_id text
)
PARTITION BY RANGE (logged_at);
ALTER TABLE kernel.inbox OWNER TO kernos;
CREATE TABLE kernel.inbox_20261128 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261128 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261129 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261129 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261130 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261130 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261201 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261201 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261202 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261202 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261203 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261203 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261204 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261204 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261205 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261205 OWNER TO kernos;
CREATE TABLE kernel.inbox_20261206 (
    consumer text CONSTRAINT inbox_consumer_not_null NOT NULL,
    message_id uuid CONSTRAINT inbox_message_id_not_null NOT NULL,
    logged_at timestamp with time zone CONSTRAINT inbox_logged_at_not_null NOT NULL,
    handled_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT inbox_handled_at_not_null NOT NULL,
    duration_ms real,
    attempts smallint DEFAULT 1 CONSTRAINT inbox_attempts_not_null NOT NULL,
    span_id text
);
ALTER TABLE kernel.inbox_20261206 OWNER TO kernos;
CREATE TABLE kernel.migrations (
    service text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE kernel.migrations OWNER TO kernos;
CREATE TABLE kernel.organization_keys (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    purpose text NOT NULL,
    wrapped bytea NOT NULL,
    active_from timestamp with time zone NOT NULL,
    CONSTRAINT organization_keys_purpose_check CHECK ((purpose = ANY (ARRAY['data'::text, 'index'::text])))
);
ALTER TABLE kernel.organization_keys OWNER TO kernos;
CREATE SEQUENCE kernel.outbox_position
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE kernel.outbox_position OWNER TO kernos;
CREATE TABLE kernel.outbox (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    id uuid NOT NULL,
    kind kernel.message_kind NOT NULL,
    type text NOT NULL,
    source text NOT NULL,
    key text NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone NOT NULL,
    data jsonb NOT NULL,
    traceparent text NOT NULL
)
PARTITION BY RANGE (logged_at);
ALTER TABLE kernel.outbox OWNER TO kernos;
CREATE TABLE kernel.outbox_20261128 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261128 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261129 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261129 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261130 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261130 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261201 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261201 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261202 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261202 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261203 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261203 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261204 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261204 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261205 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261205 OWNER TO kernos;
CREATE TABLE kernel.outbox_20261206 (
    "position" bigint DEFAULT nextval('kernel.outbox_position'::regclass) CONSTRAINT outbox_position_not_null NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() CONSTRAINT outbox_xid_not_null NOT NULL,
    logged_at timestamp with time zone DEFAULT clock_timestamp() CONSTRAINT outbox_logged_at_not_null NOT NULL,
    id uuid CONSTRAINT outbox_id_not_null NOT NULL,
    kind kernel.message_kind CONSTRAINT outbox_kind_not_null NOT NULL,
    type text CONSTRAINT outbox_type_not_null NOT NULL,
    source text CONSTRAINT outbox_source_not_null NOT NULL,
    key text CONSTRAINT outbox_key_not_null NOT NULL,
    organization_id uuid,
    actor_id uuid DEFAULT kernel.actor(),
    "time" timestamp with time zone CONSTRAINT outbox_time_not_null NOT NULL,
    data jsonb CONSTRAINT outbox_data_not_null NOT NULL,
    traceparent text CONSTRAINT outbox_traceparent_not_null NOT NULL
);
ALTER TABLE kernel.outbox_20261206 OWNER TO kernos;
CREATE UNLOGGED TABLE kernel.rate_counts (
    key text NOT NULL,
    count integer NOT NULL,
    ends_at timestamp with time zone NOT NULL
);
ALTER TABLE kernel.rate_counts OWNER TO kernos;
CREATE TABLE kernel.received (
    consumer text NOT NULL,
    message_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    reply kernel.encrypted
);
ALTER TABLE kernel.received OWNER TO kernos;
CREATE TABLE kernel.received_marks (
    consumer text NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    source text NOT NULL,
    sequence bigint NOT NULL
);
ALTER TABLE kernel.received_marks OWNER TO kernos;
CREATE TABLE kernel.replies (
    actor text NOT NULL,
    key text NOT NULL,
    call text NOT NULL,
    organization_id uuid,
    fingerprint bytea NOT NULL,
    status integer,
    body jsonb,
    headers jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE kernel.replies OWNER TO kernos;
CREATE TABLE kernel.schedules (
    name text NOT NULL,
    done_until timestamp with time zone NOT NULL,
    wake_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome text,
    error_code text,
    runs integer DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    CONSTRAINT schedules_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text])))
);
ALTER TABLE kernel.schedules OWNER TO kernos;
CREATE TABLE kernel.secret_check (
    is_only_row boolean DEFAULT true NOT NULL,
    fingerprint bytea NOT NULL,
    CONSTRAINT secret_check_is_only_row_check CHECK (is_only_row)
);
ALTER TABLE kernel.secret_check OWNER TO kernos;
CREATE TABLE kernel.spans (
    started_at timestamp with time zone NOT NULL,
    trace_id text NOT NULL,
    span_id text NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text NOT NULL,
    service text NOT NULL,
    name text NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
)
PARTITION BY RANGE (started_at);
ALTER TABLE kernel.spans OWNER TO kernos;
CREATE TABLE kernel.spans_20261128 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261128 OWNER TO kernos;
CREATE TABLE kernel.spans_20261129 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261129 OWNER TO kernos;
CREATE TABLE kernel.spans_20261130 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261130 OWNER TO kernos;
CREATE TABLE kernel.spans_20261201 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261201 OWNER TO kernos;
CREATE TABLE kernel.spans_20261202 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261202 OWNER TO kernos;
CREATE TABLE kernel.spans_20261203 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261203 OWNER TO kernos;
CREATE TABLE kernel.spans_20261204 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261204 OWNER TO kernos;
CREATE TABLE kernel.spans_20261205 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261205 OWNER TO kernos;
CREATE TABLE kernel.spans_20261206 (
    started_at timestamp with time zone CONSTRAINT spans_started_at_not_null NOT NULL,
    trace_id text CONSTRAINT spans_trace_id_not_null NOT NULL,
    span_id text CONSTRAINT spans_span_id_not_null NOT NULL,
    parent_id text,
    organization_id uuid,
    kind text CONSTRAINT spans_kind_not_null NOT NULL,
    service text CONSTRAINT spans_service_not_null NOT NULL,
    name text CONSTRAINT spans_name_not_null NOT NULL,
    method text,
    route text,
    status integer,
    actor_id uuid,
    duration_ms real CONSTRAINT spans_duration_ms_not_null NOT NULL,
    error text,
    CONSTRAINT spans_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'call'::text, 'schedule'::text])))
);
ALTER TABLE kernel.spans_20261206 OWNER TO kernos;
CREATE TABLE kernel.workflow_signals (
    id uuid NOT NULL,
    workflow_id text NOT NULL,
    "position" bigint NOT NULL,
    name text NOT NULL,
    payload jsonb NOT NULL,
    sent_at timestamp with time zone NOT NULL
);
ALTER TABLE kernel.workflow_signals OWNER TO kernos;
CREATE TABLE kernel.workflow_steps (
    workflow_id text NOT NULL,
    call integer NOT NULL,
    direction text NOT NULL,
    kind text NOT NULL,
    step text NOT NULL,
    status text NOT NULL,
    input jsonb,
    result jsonb,
    error jsonb,
    attempts integer NOT NULL,
    until timestamp with time zone,
    ended_as integer,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    span_id text,
    CONSTRAINT workflow_steps_direction_check CHECK ((direction = ANY (ARRAY['do'::text, 'undo'::text]))),
    CONSTRAINT workflow_steps_kind_check CHECK ((kind = ANY (ARRAY['step'::text, 'timer'::text, 'signal'::text, 'child'::text]))),
    CONSTRAINT workflow_steps_status_check CHECK ((status = ANY (ARRAY['running'::text, 'waiting'::text, 'done'::text, 'failed'::text])))
);
ALTER TABLE kernel.workflow_steps OWNER TO kernos;
CREATE TABLE kernel.workflows (
    id text NOT NULL,
    name text NOT NULL,
    organization_id uuid,
    started_by uuid,
    parent_id text,
    input jsonb NOT NULL,
    status text DEFAULT 'running'::text NOT NULL,
    error jsonb,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    traceparent text NOT NULL,
    wake_at timestamp with time zone NOT NULL,
    token uuid,
    fresh boolean DEFAULT true NOT NULL,
    lost integer DEFAULT 0 NOT NULL,
    news integer DEFAULT 0 NOT NULL,
    cancelled_by jsonb,
    CONSTRAINT workflows_status_check CHECK ((status = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE kernel.workflows OWNER TO kernos;
CREATE TABLE knowledge.courses (
    course_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    archived boolean DEFAULT false NOT NULL,
    workflow_id text,
    indexed_at timestamp with time zone
);
ALTER TABLE knowledge.courses OWNER TO kernos;
CREATE TABLE knowledge.documents (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    titled boolean NOT NULL,
    type text,
    file_name text,
    address text,
    course_id uuid,
    site_id uuid,
    visibility text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    workflow_id text,
    error jsonb,
    bytes integer,
    pages integer,
    notices jsonb DEFAULT '[]'::jsonb NOT NULL,
    text text,
    etag text,
    refresh_hours integer,
    refreshed_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT documents_members CHECK (((visibility <> 'members'::text) OR (course_id IS NOT NULL))),
    CONSTRAINT documents_state CHECK ((state = ANY (ARRAY['waiting'::text, 'working'::text, 'ready'::text, 'failed'::text]))),
    CONSTRAINT documents_visibility CHECK ((visibility = ANY (ARRAY['organization'::text, 'members'::text, 'instructors'::text])))
);
ALTER TABLE knowledge.documents OWNER TO kernos;
CREATE TABLE knowledge.files (
    document_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    content bytea NOT NULL
);
ALTER TABLE ONLY knowledge.files ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE knowledge.files OWNER TO kernos;
CREATE TABLE knowledge.indexes (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    analysis integer NOT NULL,
    passages integer DEFAULT 0 NOT NULL,
    words bigint DEFAULT 0 NOT NULL,
    next_number integer DEFAULT 0 NOT NULL,
    CONSTRAINT indexes_passages CHECK ((passages >= 0)),
    CONSTRAINT indexes_words CHECK ((words >= 0))
);
ALTER TABLE knowledge.indexes OWNER TO kernos;
CREATE TABLE knowledge.passages (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    source_id uuid NOT NULL,
    number integer NOT NULL,
    ordinal integer NOT NULL,
    start_byte integer NOT NULL,
    end_byte integer NOT NULL,
    headings text[] NOT NULL,
    text text NOT NULL,
    hash bytea NOT NULL,
    first_page integer,
    last_page integer,
    start_ms integer,
    end_ms integer,
    CONSTRAINT passages_span CHECK (((0 <= start_byte) AND (start_byte < end_byte)))
);
ALTER TABLE knowledge.passages OWNER TO kernos;
CREATE TABLE knowledge.postings (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    term text NOT NULL COLLATE pg_catalog."C",
    segment integer NOT NULL,
    entries bytea NOT NULL
)
WITH (toast_tuple_target='8160', fillfactor='80');
ALTER TABLE ONLY knowledge.postings ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE knowledge.postings OWNER TO kernos;
CREATE TABLE knowledge.sites (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    address text NOT NULL,
    course_id uuid,
    visibility text NOT NULL,
    page_limit integer NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    revision integer DEFAULT 0 NOT NULL,
    workflow_id text,
    error jsonb,
    skipped jsonb DEFAULT '[]'::jsonb NOT NULL,
    refresh_hours integer,
    refreshed_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT sites_members CHECK (((visibility <> 'members'::text) OR (course_id IS NOT NULL))),
    CONSTRAINT sites_page_limit CHECK (((page_limit >= 1) AND (page_limit <= 500))),
    CONSTRAINT sites_state CHECK ((state = ANY (ARRAY['waiting'::text, 'working'::text, 'ready'::text, 'failed'::text])))
);
ALTER TABLE knowledge.sites OWNER TO kernos;
CREATE TABLE knowledge.sources (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    kind text NOT NULL,
    type text NOT NULL,
    course_id uuid,
    title text NOT NULL,
    section text,
    digest text NOT NULL,
    visibility text NOT NULL,
    CONSTRAINT sources_kind CHECK ((kind = ANY (ARRAY['lesson'::text, 'document'::text]))),
    CONSTRAINT sources_lesson CHECK (((kind <> 'lesson'::text) OR ((course_id IS NOT NULL) AND (visibility = 'organization'::text)))),
    CONSTRAINT sources_members CHECK (((visibility <> 'members'::text) OR (course_id IS NOT NULL))),
    CONSTRAINT sources_visibility CHECK ((visibility = ANY (ARRAY['organization'::text, 'members'::text, 'instructors'::text])))
);
ALTER TABLE knowledge.sources OWNER TO kernos;
CREATE TABLE knowledge.staged_passages (
    workflow_id text NOT NULL,
    source_id uuid NOT NULL,
    ordinal integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    start_byte integer NOT NULL,
    end_byte integer NOT NULL,
    headings text[] NOT NULL,
    text text NOT NULL,
    hash bytea NOT NULL,
    first_page integer,
    last_page integer,
    start_ms integer,
    end_ms integer
);
ALTER TABLE knowledge.staged_passages OWNER TO kernos;
CREATE TABLE knowledge.staged_sources (
    workflow_id text NOT NULL,
    source_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    "position" integer NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    section text,
    digest text NOT NULL,
    text text,
    marks jsonb
);
ALTER TABLE ONLY knowledge.staged_sources ALTER COLUMN text SET STORAGE EXTERNAL;
ALTER TABLE knowledge.staged_sources OWNER TO kernos;
CREATE TABLE knowledge.vectors (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    model text NOT NULL,
    hash bytea NOT NULL,
    vector bytea NOT NULL
);
ALTER TABLE ONLY knowledge.vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE knowledge.vectors OWNER TO kernos;
CREATE TABLE knowledge.words (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    word text NOT NULL COLLATE pg_catalog."C",
    uses integer NOT NULL,
    CONSTRAINT words_uses CHECK ((uses > 0))
)
WITH (fillfactor='70');
ALTER TABLE knowledge.words OWNER TO kernos;
CREATE TABLE mailbox.emails (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE mailbox.emails OWNER TO kernos;
CREATE TABLE notifications.choices (
    person_id uuid NOT NULL,
    kind text NOT NULL,
    channels jsonb DEFAULT '{}'::jsonb NOT NULL,
    pace text
);
ALTER TABLE notifications.choices OWNER TO kernos;
CREATE TABLE notifications.counters (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    recipient_id uuid NOT NULL,
    last integer NOT NULL
);
ALTER TABLE notifications.counters OWNER TO kernos;
CREATE TABLE notifications.deliveries (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    event_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    channel text NOT NULL,
    device_id uuid,
    kind text NOT NULL,
    recipient_name text NOT NULL,
    address text,
    locale text NOT NULL,
    data jsonb NOT NULL,
    path text,
    state text NOT NULL,
    gathered boolean DEFAULT false NOT NULL,
    digest_id uuid,
    attempts integer DEFAULT 0 NOT NULL,
    reason text,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    sent_at timestamp with time zone,
    leased_until timestamp with time zone,
    CONSTRAINT deliveries_due CHECK (((state = 'waiting'::text) = (due_at IS NOT NULL))),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'sent'::text, 'kept'::text, 'bundled'::text, 'parked'::text])))
);
ALTER TABLE notifications.deliveries OWNER TO kernos;
CREATE TABLE notifications.devices (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    endpoint text NOT NULL,
    p256dh text NOT NULL,
    auth text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE notifications.devices OWNER TO kernos;
CREATE TABLE notifications.endpoints (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    secret text,
    previous_secret text,
    previous_until timestamp with time zone,
    events text[] NOT NULL,
    paused boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT endpoints_type_check CHECK ((type = ANY (ARRAY['webhook'::text, 'slack'::text])))
);
ALTER TABLE notifications.endpoints OWNER TO kernos;
CREATE TABLE notifications.inbox (
    id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    recipient_id uuid NOT NULL,
    sequence integer NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    path text,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    archived_at timestamp with time zone
);
ALTER TABLE notifications.inbox OWNER TO kernos;
CREATE TABLE notifications.keys (
    name text NOT NULL,
    value jsonb NOT NULL
);
ALTER TABLE notifications.keys OWNER TO kernos;
CREATE TABLE notifications.memberships (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    membership_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text NOT NULL,
    CONSTRAINT memberships_state_check CHECK ((state = ANY (ARRAY['waitlisted'::text, 'active'::text, 'withdrawn'::text])))
);
ALTER TABLE notifications.memberships OWNER TO kernos;
CREATE TABLE notifications.people (
    person_id uuid NOT NULL,
    phone text,
    quiet_from text,
    quiet_to text,
    digest_hour integer DEFAULT 8 NOT NULL,
    digest_weekday integer DEFAULT 1 NOT NULL,
    CONSTRAINT people_quiet_hours CHECK (((quiet_from IS NULL) = (quiet_to IS NULL)))
);
ALTER TABLE notifications.people OWNER TO kernos;
CREATE TABLE notifications.subjects (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    subject_id uuid NOT NULL,
    title text NOT NULL,
    owner_id uuid NOT NULL
);
ALTER TABLE notifications.subjects OWNER TO kernos;
CREATE TABLE notifications.templates (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    locale text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    action text NOT NULL
);
ALTER TABLE notifications.templates OWNER TO kernos;
CREATE TABLE notifications.tries (
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    delivery_id uuid NOT NULL,
    attempt integer NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    outcome text NOT NULL,
    reason text,
    CONSTRAINT tries_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'kept'::text, 'later'::text, 'parked'::text])))
);
ALTER TABLE notifications.tries OWNER TO kernos;
CREATE TABLE progress.certificates (
    code text NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    course_version integer NOT NULL,
    course_title text NOT NULL,
    lessons integer NOT NULL,
    learner_name text,
    issued_at timestamp with time zone NOT NULL
);
ALTER TABLE progress.certificates OWNER TO kernos;
CREATE TABLE progress.completions (
    learner_id uuid NOT NULL,
    course_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_version integer NOT NULL,
    completed_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT completions_undone CHECK ((undone_at >= completed_at))
);
ALTER TABLE progress.completions OWNER TO kernos;
CREATE TABLE progress.courses (
    course_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    version integer NOT NULL,
    published_at timestamp with time zone NOT NULL,
    archived boolean DEFAULT false NOT NULL
);
ALTER TABLE progress.courses OWNER TO kernos;
CREATE TABLE progress.enrollments (
    enrollment_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    active boolean NOT NULL
);
ALTER TABLE progress.enrollments OWNER TO kernos;
CREATE TABLE progress.lessons (
    lesson_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL
);
ALTER TABLE progress.lessons OWNER TO kernos;
CREATE TABLE progress.notes (
    learner_id uuid DEFAULT kernel.actor() NOT NULL,
    lesson_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    text text NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_text_length CHECK ((length(text) <= 20000)),
    CONSTRAINT notes_version_from_1 CHECK ((version >= 1))
);
ALTER TABLE progress.notes OWNER TO kernos;
CREATE TABLE progress.positions (
    learner_id uuid DEFAULT kernel.actor() NOT NULL,
    lesson_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_id uuid NOT NULL,
    fraction double precision NOT NULL,
    anchor text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT positions_fraction CHECK (((fraction >= (0)::double precision) AND (fraction <= (1)::double precision)))
)
WITH (fillfactor='70');
ALTER TABLE progress.positions OWNER TO kernos;
CREATE TABLE progress.records (
    course_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    course_version integer NOT NULL,
    completed integer DEFAULT 0 NOT NULL,
    total integer NOT NULL,
    percent integer DEFAULT 0 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    last_lesson_id uuid,
    completed_at timestamp with time zone,
    CONSTRAINT records_completed CHECK (((completed >= 0) AND (completed <= total))),
    CONSTRAINT records_percent CHECK ((((percent >= 0) AND (percent <= 100)) AND ((percent = 100) = ((completed = total) AND (total > 0)))))
);
ALTER TABLE progress.records OWNER TO kernos;
CREATE TABLE progress.versions (
    course_id uuid NOT NULL,
    version integer NOT NULL,
    organization_id uuid DEFAULT kernel.organization() NOT NULL,
    title text NOT NULL,
    lesson_ids uuid[] NOT NULL
);
ALTER TABLE progress.versions OWNER TO kernos;
ALTER TABLE ONLY analytics.facts ATTACH PARTITION analytics.facts_202609 FOR VALUES FROM ('2026-09-01 00:00:00+00') TO ('2026-10-01 00:00:00+00');
ALTER TABLE ONLY analytics.facts ATTACH PARTITION analytics.facts_202610 FOR VALUES FROM ('2026-10-01 00:00:00+00') TO ('2026-11-01 00:00:00+00');
ALTER TABLE ONLY analytics.facts ATTACH PARTITION analytics.facts_202611 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY analytics.facts ATTACH PARTITION analytics.facts_202612 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
ALTER TABLE ONLY analytics.facts ATTACH PARTITION analytics.facts_202701 FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00');
ALTER TABLE ONLY kernel.audit ATTACH PARTITION kernel.audit_202611 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY kernel.audit ATTACH PARTITION kernel.audit_202612 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261128 FOR VALUES FROM ('2026-11-28 00:00:00+00') TO ('2026-11-29 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261129 FOR VALUES FROM ('2026-11-29 00:00:00+00') TO ('2026-11-30 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261202 FOR VALUES FROM ('2026-12-02 00:00:00+00') TO ('2026-12-03 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261203 FOR VALUES FROM ('2026-12-03 00:00:00+00') TO ('2026-12-04 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261204 FOR VALUES FROM ('2026-12-04 00:00:00+00') TO ('2026-12-05 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261205 FOR VALUES FROM ('2026-12-05 00:00:00+00') TO ('2026-12-06 00:00:00+00');
ALTER TABLE ONLY kernel.inbox ATTACH PARTITION kernel.inbox_20261206 FOR VALUES FROM ('2026-12-06 00:00:00+00') TO ('2026-12-07 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261128 FOR VALUES FROM ('2026-11-28 00:00:00+00') TO ('2026-11-29 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261129 FOR VALUES FROM ('2026-11-29 00:00:00+00') TO ('2026-11-30 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261202 FOR VALUES FROM ('2026-12-02 00:00:00+00') TO ('2026-12-03 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261203 FOR VALUES FROM ('2026-12-03 00:00:00+00') TO ('2026-12-04 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261204 FOR VALUES FROM ('2026-12-04 00:00:00+00') TO ('2026-12-05 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261205 FOR VALUES FROM ('2026-12-05 00:00:00+00') TO ('2026-12-06 00:00:00+00');
ALTER TABLE ONLY kernel.outbox ATTACH PARTITION kernel.outbox_20261206 FOR VALUES FROM ('2026-12-06 00:00:00+00') TO ('2026-12-07 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261128 FOR VALUES FROM ('2026-11-28 00:00:00+00') TO ('2026-11-29 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261129 FOR VALUES FROM ('2026-11-29 00:00:00+00') TO ('2026-11-30 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261202 FOR VALUES FROM ('2026-12-02 00:00:00+00') TO ('2026-12-03 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261203 FOR VALUES FROM ('2026-12-03 00:00:00+00') TO ('2026-12-04 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261204 FOR VALUES FROM ('2026-12-04 00:00:00+00') TO ('2026-12-05 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261205 FOR VALUES FROM ('2026-12-05 00:00:00+00') TO ('2026-12-06 00:00:00+00');
ALTER TABLE ONLY kernel.spans ATTACH PARTITION kernel.spans_20261206 FOR VALUES FROM ('2026-12-06 00:00:00+00') TO ('2026-12-07 00:00:00+00');
INSERT INTO analytics.activity VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 2026, '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '\x001e72f9');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'user.registered', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.member_added', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.created', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'course.published', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enrollment.created', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enrollment.created', '01a227ad-cfe3-7279-acac-e177d2a322d2', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'knowledge.indexed', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'rag.query_processed', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'user.authenticated', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson.completed', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'course.completed', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'progress.updated', '00000000-0000-0000-0000-000000000000', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'course.completed', '01a227ad-cfe3-7279-acac-e177d2a322d2', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.counts VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson.completed', '01a227ad-cfe3-7279-acac-e177d2a322d2', '2026-11-29', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}');
INSERT INTO analytics.courses VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7f7-72fc-83de-8e8296b838ee', '{01a227ad-c966-729c-bf38-f44f37d78356,01a227ad-c966-729c-bf38-fb13e628f0c9,01a227ad-c966-729c-bf38-ff478ad25cd6,01a227ad-c966-729c-bf39-0328eea4eac4,01a227ad-c966-729c-bf39-04aa8e799683,01a227ad-c966-729c-bf39-0b960c1bfd36}', 'Welcome to Kernos', '2026-11-29 14:20:30.773+00', '01a227ad-cac7-754e-9fae-7819459d009e', false, '2026-11-29 14:20:30.773+00', '01a227ad-cac7-754e-9fae-7819459d009e');
INSERT INTO analytics.courses VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7f7-72fc-83de-8e8296b838ee', '{01a227ad-d099-7583-ba82-59712897f3d9}', 'A draft that nobody has published', '2026-11-29 14:20:33.235+00', '01a227ad-d453-7355-8adc-931a9f67f47b', false, '2026-11-29 14:20:33.235+00', '01a227ad-d453-7355-8adc-931a9f67f47b');
INSERT INTO analytics.deliveries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '2026-11-29', 'organization.joined', 'in-app', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3}', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}');
INSERT INTO analytics.deliveries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '2026-11-29', 'learning.enrolled', 'in-app', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}');
INSERT INTO analytics.deliveries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '2026-11-29', 'teaching.learner-enrolled', 'in-app', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}');
INSERT INTO analytics.deliveries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '2026-11-29', 'learning.completed', 'in-app', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}');
INSERT INTO analytics.deliveries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '2026-11-29', 'teaching.learner-completed', 'in-app', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}', '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}');
INSERT INTO analytics.enrollments VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, '2026-11-29 14:20:33.495+00', NULL);
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b7e3-75c7-8e24-b404ba786bce', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:25.953+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.created', 'identity', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, NULL, '{"name": "Demo", "createdBy": null, "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b7ed-7642-9410-e60b0edab4ab', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:25.963+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.registered', 'identity', NULL, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, NULL, NULL, '{"name": "Ada Admin", "roles": ["admin", "instructor", "learner"], "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b7ed-7642-9410-e894ed41bbbe', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:25.965+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.member_added', 'identity', NULL, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, NULL, NULL, '{"name": "Ada Admin", "roles": ["admin", "instructor", "learner"], "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b80b-73eb-9131-04a2ae28ec99', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:25.994+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.registered', 'identity', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"name": "Ines Instructor", "roles": ["instructor", "learner"], "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b80b-73eb-9131-0b31b8c20181', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:25.995+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.member_added', 'identity', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"name": "Ines Instructor", "roles": ["instructor", "learner"], "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b818-7609-be70-78c14f8763ee', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.007+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.registered', 'identity', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"name": "Lea Learner", "roles": ["learner"], "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b818-7609-be70-7c11fa8eae1c', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.008+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'organization.member_added', 'identity', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"name": "Lea Learner", "roles": ["learner"], "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b993-7118-ae05-6e7d88d2f780', '2026-11-29 14:20:26.391+00', '2026-11-29 14:20:26.383+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, NULL, NULL, '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-1ee6383d68e4", "recipientId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b993-7118-ae05-708ec75605ec', '2026-11-29 14:20:26.391+00', '2026-11-29 14:20:26.387+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-22caecf2e218", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-b993-7118-ae05-77a7d03a62e9', '2026-11-29 14:20:26.391+00', '2026-11-29 14:20:26.387+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-26cf75fbfac5", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-cac7-754e-9fae-7819459d009e', '2026-11-29 14:20:30.794+00', '2026-11-29 14:20:30.773+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'course.published', 'courses', NULL, '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c93b-70a6-941f-6c6aec6164c5', NULL, NULL, '{"title": "Welcome to Kernos", "version": 1, "capacity": null, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "waitlist": false, "lessonIds": ["01a227ad-c966-729c-bf38-f44f37d78356", "01a227ad-c966-729c-bf38-fb13e628f0c9", "01a227ad-c966-729c-bf38-ff478ad25cd6", "01a227ad-c966-729c-bf39-0328eea4eac4", "01a227ad-c966-729c-bf39-04aa8e799683", "01a227ad-c966-729c-bf39-0b960c1bfd36"], "instructorId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-cdef-73c2-a13e-14947e135e7c', '2026-11-29 14:20:31.688+00', '2026-11-29 14:20:31.593+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.authenticated', 'identity', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"method": "password", "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "sessionId": "01a227ad-cda5-7692-9fab-6b53ebad47f0"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-cfe0-7404-b1c9-47e10d1b8aac', '2026-11-29 14:20:32.097+00', '2026-11-29 14:20:32.095+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'knowledge.indexed', 'knowledge', NULL, '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c93b-70a6-941f-6c6aec6164c5', NULL, NULL, '{"kind": "course", "changed": 6, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "passages": 6, "sourceId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "indexVersion": 1}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d453-7355-8adc-931a9f67f47b', '2026-11-29 14:20:33.239+00', '2026-11-29 14:20:33.235+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'course.published', 'courses', NULL, '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-cfe3-7279-acac-e177d2a322d2', NULL, NULL, '{"title": "A draft that nobody has published", "version": 1, "capacity": null, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "waitlist": false, "lessonIds": ["01a227ad-d099-7583-ba82-59712897f3d9"], "instructorId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d460-7765-ac9d-e6aeb0c45fe4', '2026-11-29 14:20:33.331+00', '2026-11-29 14:20:33.248+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.authenticated', 'identity', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"method": "password", "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "sessionId": "01a227ad-d453-7355-8adc-8ee12b0b7df3"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d558-76f9-8e37-97b4ec58460e', '2026-11-29 14:20:33.496+00', '2026-11-29 14:20:33.495+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'enrollment.created', 'enrollments', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-cfe3-7279-acac-e177d2a322d2', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "enrollmentId": "01a227ad-d556-70b7-9ef9-445c7601a6a7"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d69f-77d9-a2b4-19b6b540d73d', '2026-11-29 14:20:33.868+00', '2026-11-29 14:20:33.823+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"kind": "learning.enrolled", "channel": "in-app", "sequence": 2, "deliveryId": "01a227ad-d69d-734b-8896-9a9236ccfb25", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d6cb-77c1-a33a-f098a92a14a3', '2026-11-29 14:20:33.868+00', '2026-11-29 14:20:33.867+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"kind": "teaching.learner-enrolled", "channel": "in-app", "sequence": 2, "deliveryId": "01a227ad-d6c9-7583-be43-afdf18ab399e", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d6e4-7508-8794-5d9a5ed26eaf', '2026-11-29 14:20:33.893+00', '2026-11-29 14:20:33.892+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'knowledge.indexed', 'knowledge', NULL, '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-cfe3-7279-acac-e177d2a322d2', NULL, NULL, '{"kind": "course", "changed": 1, "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "passages": 1, "sourceId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "indexVersion": 2}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d89f-70a8-84c3-cc1270856920', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.304+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson.completed', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "lessonId": "01a227ad-d099-7583-ba82-59712897f3d9", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "courseVersion": 1}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d8a4-7310-9d02-100f6180f01f', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.339+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'progress.updated', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-cfe3-7279-acac-e177d2a322d2', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{"total": 1, "percent": 100, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "completed": 1, "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "updatedAt": "2026-11-29T14:20:34.335Z", "completedAt": "2026-11-29T14:20:34.335Z"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d8ab-74ec-ad99-f768a689e101', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.346+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'course.completed', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-cfe3-7279-acac-e177d2a322d2', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "courseVersion": 1, "certificateCode": "VEHP6-4WJBB-KB4VT-35BGK"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d913-7086-8e77-b181146bdc72', '2026-11-29 14:20:34.496+00', '2026-11-29 14:20:34.451+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', NULL, NULL, NULL, '{"kind": "learning.completed", "channel": "in-app", "sequence": 3, "deliveryId": "01a227ad-d90f-726f-a64f-10320034627e", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d934-7632-b686-2b362444eea6', '2026-11-29 14:20:34.496+00', '2026-11-29 14:20:34.484+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'notification.delivered', 'notifications', NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, NULL, NULL, '{"kind": "teaching.learner-completed", "channel": "in-app", "sequence": 3, "deliveryId": "01a227ad-d933-7541-8234-7d83f886af12", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-d9ff-735e-9164-aedf63d98eb6', '2026-11-29 14:20:34.689+00', '2026-11-29 14:20:34.687+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'knowledge.indexed', 'knowledge', NULL, '01a227ad-d227-77ae-8f54-1124d05395c1', NULL, NULL, NULL, '{"kind": "document", "changed": 1, "version": null, "courseId": null, "passages": 1, "sourceId": "01a227ad-d227-77ae-8f54-1124d05395c1", "indexVersion": 3}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-da30-7081-a9ab-7e405679d614', '2026-11-29 14:20:34.737+00', '2026-11-29 14:20:34.735+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'rag.query_processed', 'assistant', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-d8d5-73c1-92a8-600038e506df', NULL, NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{"kind": "explain", "mode": "nothing-found", "model": null, "cached": false, "source": "ask", "queryId": "01a227ad-d8d5-73c1-92a8-600038e506df", "totalMs": 156.9, "courseId": null, "passages": 0, "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "modeReason": "no-model", "retrieveMs": 75.3, "answerLength": 118, "firstTokenMs": null, "promptTokens": 0, "questionLength": 24, "completionTokens": 0, "supportedSentences": 0, "unsupportedSentences": 0}');
INSERT INTO analytics.facts_202611 VALUES ('01a227ad-dc51-72e3-84ea-241ec9bd9de5', '2026-11-29 14:20:35.284+00', '2026-11-29 14:20:35.281+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'user.authenticated', 'identity', NULL, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, NULL, NULL, '{"method": "password", "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "sessionId": "01a227ad-dc47-7724-aff7-f2a2479b643f"}');
INSERT INTO analytics.journeys VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:33.495+00', 1, '01a227ad-d099-7583-ba82-59712897f3d9', '2026-11-29 14:20:34.304+00', '01a227ad-d89f-70a8-84c3-cc1270856920', '2026-11-29 14:20:34.346+00', 100, '2026-11-29 14:20:34.339+00', '01a227ad-d8a4-7310-9d02-100f6180f01f', '2026-11-29 14:20:34.346+00');
INSERT INTO analytics.lessons VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d099-7583-ba82-59712897f3d9', 1);
INSERT INTO assistant.answers VALUES ('01a227ad-d8d5-73c1-92a8-600038e506df', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-d8d5-73c1-92a8-6468ee9a3d38', NULL, '\x4863cabf80fa1a7bc451cf482f6792e034506ede6277e0e2e6200b088a2c881c', 'How do I begin a course?', 'How do I begin a course?', 'explain', 'beginner', NULL, 'done', false, '2026-11-29 14:20:34.727771+00', 'I found nothing about this in what you may read. Other words may help; or ask about something that your courses treat.', '{"mode": "nothing-found", "text": "I found nothing about this in what you may read. Other words may help; or ask about something that your courses treat.", "model": null, "cached": false, "finish": "complete", "passages": [], "sentences": [], "modeReason": "no-model"}', '{"usage": {"cost": 0, "estimated": false, "promptTokens": 0, "completionTokens": 0}, "prompt": null, "timings": {"totalMs": 156.9, "promptMs": null, "retrieveMs": 75.3, "firstTokenMs": null, "understandMs": 0.1}, "template": null, "considered": [{"n": null, "id": "01a227ad-cde7-7721-8fe6-8a8b034bff43", "end": 954, "text": "# Welcome\n\nKernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six\nlessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it\nexplains.\n\nYou signed in as one of three people, or as yourself:\n\n| who | may |\n|---|---|\n| a **learner** | find courses, enroll, read, complete lessons, get a certificate |\n| an **instructor** | make courses, publish them, see who is enrolled |\n| an **administrator** | manage people and roles, and look after the system |\n\nOne person can have several of these roles, and other ones in another organization.\n\nThe rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds\nanything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.\n\nGo on with [finding a course](lesson:01-learning/02-finding-a-course).", "found": {"bm25": 0.8627291348658495, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.8627291348658495}], "context": 0.6901833057403565, "similarity": null, "vectorRank": null, "lexicalRank": 1, "rerankScore": null}, "score": 1.552912437915802, "start": 0, "title": "Welcome", "excerpt": "# Welcome\n\nKernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six\nlessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it\nexplains.\n\nYou signed in as one of three…", "leftOut": "off-topic", "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "headings": [], "lessonId": "01a227ad-c966-729c-bf38-f44f37d78356", "documentId": null}, {"n": null, "id": "01a227ad-cde7-7721-8fe6-9b29f7b88ea5", "end": 952, "text": "# Publishing, and changing a published course\n\nPublishing freezes the draft as a version that never changes again. It happens in steps that you can watch:\ncheck the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine\nloses power between two of them, it goes on from there when it is back.\n\nAfter that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next\nversion.\n\n**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.\n\nYou decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If\nyou add seats, the first in line get them.\n\nTo end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can\nbe restored.\n\nYou can take a course with you as well: the export is a zip of Markdown files that imports to the same course.", "found": {"bm25": 0.8145656785405537, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.8145656785405537}], "context": 0.6516525268554688, "similarity": null, "vectorRank": null, "lexicalRank": 2, "rerankScore": null}, "score": 1.4662181854248049, "start": 0, "title": "Publishing, and changing a published course", "excerpt": "# Publishing, and changing a published course\n\nPublishing freezes the draft as a version that never changes again. It happens in steps that you can watch:\ncheck the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine\nloses power…", "leftOut": "off-topic", "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "headings": [], "lessonId": "01a227ad-c966-729c-bf39-04aa8e799683", "documentId": null}, {"n": null, "id": "01a227ad-cde7-7721-8fe6-92fa4252c151", "end": 914, "text": "# Reading, completing, and the certificate\n\nRead a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your\nown, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:\n\n- **how far you are**, as a share of all lessons, from 0 to 100 %;\n- **where to go on**: **Home** leads back to the line where you stopped;\n- **which version you read**. When the instructor publishes a new version of the course, your progress does not\n  fall behind your back.\n\nCompleting a lesson twice changes nothing, so there is nothing to be careful about.\n\nWith the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that\nanyone you give it to can open to see that it is real. They need no account for that.\n\nIf you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).", "found": {"bm25": 0.7961835891064672, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.7961835891064672}], "context": 0.6369468688964844, "similarity": null, "vectorRank": null, "lexicalRank": 3, "rerankScore": null}, "score": 1.43313045501709, "start": 0, "title": "Reading, completing, and the certificate", "excerpt": "# Reading, completing, and the certificate\n\nRead a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your\nown, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:\n\n- **how…", "leftOut": "off-topic", "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "headings": [], "lessonId": "01a227ad-c966-729c-bf38-ff478ad25cd6", "documentId": null}, {"n": null, "id": "01a227ad-cde7-7721-8fe6-94f351132060", "end": 961, "text": "# Making a course out of what you have\n\nA course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,\nyou have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.\n\nFolders become modules, files become lessons. Their order comes from the numbers in front of their names\n(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from\nlesson to lesson, and images come along.\n\nWhat cannot be kept is never dropped in silence: the report names every file and every link, with the reason.\n\nThe result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as\nyou go, and every earlier state of a lesson can be brought back. Should somebody else\nsave the same lesson while you write, you are told before anything is lost.\n\nThen [publish it](lesson:02-teaching/02-publishing).", "found": {"bm25": 0.7605148791541588, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.7605148791541588}], "context": 0.6084118843078614, "similarity": null, "vectorRank": null, "lexicalRank": 4, "rerankScore": null}, "score": 1.368926739692688, "start": 0, "title": "Making a course out of what you have", "excerpt": "# Making a course out of what you have\n\nA course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,\nyou have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.\n\nFolders become…", "leftOut": "off-topic", "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "headings": [], "lessonId": "01a227ad-c966-729c-bf39-0328eea4eac4", "documentId": null}, {"n": null, "id": "01a227ad-cde7-7721-8fe6-8c85e7de9608", "end": 841, "text": "# Finding a course and taking a seat\n\n**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of\nthe lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.\n\nA course may have a limited number of seats. When you enroll, one of three things happens:\n\n- **There is a seat.** It is yours at once, and a welcome is in your inbox.\n- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;\n  there is nothing you need to do.\n- **It is full.** You are told so, and nothing else changes.\n\nYou can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for\nthe day you come back.\n\nNext: [reading and completing](lesson:01-learning/03-reading-and-completing).", "found": {"bm25": 0.715609032234119, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.715609032234119}], "context": 0.572487211227417, "similarity": null, "vectorRank": null, "lexicalRank": 5, "rerankScore": null}, "score": 1.2880962252616883, "start": 0, "title": "Finding a course and taking a seat", "excerpt": "# Finding a course and taking a seat\n\n**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of\nthe lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.\n\nA course may have a limited…", "leftOut": "off-topic", "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "headings": [], "lessonId": "01a227ad-c966-729c-bf38-fb13e628f0c9", "documentId": null}], "understood": "How do I begin a course?", "indexVersion": "2", "understoodBy": "as-asked"}', NULL, NULL, NULL, false, NULL, '2026-11-29 14:20:34.396+00', '2026-11-29 14:20:34.731+00');
INSERT INTO assistant.budgets VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 12345, NULL);
INSERT INTO assistant.conversations VALUES ('01a227ad-d8d5-73c1-92a8-6468ee9a3d38', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'How do I begin a course?', NULL, '2026-11-29 14:20:34.389+00', '2026-11-29 14:20:34.389+00');
INSERT INTO assistant.events VALUES ('01a227ad-d8d5-73c1-92a8-600038e506df', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'retrieved', '{"answerId": "01a227ad-d8d5-73c1-92a8-600038e506df", "passages": [], "understood": "How do I begin a course?", "conversationId": "01a227ad-d8d5-73c1-92a8-6468ee9a3d38"}');
INSERT INTO assistant.events VALUES ('01a227ad-d8d5-73c1-92a8-600038e506df', 2, '01a227ad-b7b6-740f-89db-755a29eebc45', 'token', '{"text": "I found nothing about this in what you may read. Other words may help; or ask about something that your courses treat."}');
INSERT INTO assistant.events VALUES ('01a227ad-d8d5-73c1-92a8-600038e506df', 3, '01a227ad-b7b6-740f-89db-755a29eebc45', 'done', '{"answer": {"id": "01a227ad-d8d5-73c1-92a8-600038e506df", "kind": "explain", "mode": "nothing-found", "text": "I found nothing about this in what you may read. Other words may help; or ask about something that your courses treat.", "level": "beginner", "model": null, "state": "done", "cached": false, "finish": "complete", "failure": null, "courseId": null, "feedback": null, "passages": [], "question": "How do I begin a course?", "createdAt": "2026-11-29T14:20:34.396Z", "sentences": [], "finishedAt": "2026-11-29T14:20:34.625Z", "modeReason": "no-model", "conversationId": "01a227ad-d8d5-73c1-92a8-6468ee9a3d38"}}');
INSERT INTO assistant.keys VALUES ('01a227ad-daf4-77b5-9412-0bb652c83269', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'Kept', 'kernos--AdEMd', '\xf63aa90d70472196b9b4a638fcee56ed2cc5372f61cc1ce9a12f31994267417c', '2026-11-29 14:20:34.933+00', NULL, NULL);
INSERT INTO courses.assets VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 'kept.txt', 'kept.txt', 'text/plain', 38, true, '3c1ae7b9a6987a369531b0e4ded44416f94c35b7eea594b05c35642f1242621e');
INSERT INTO courses.blobs VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '3c1ae7b9a6987a369531b0e4ded44416f94c35b7eea594b05c35642f1242621e', '\x44727569647320627265776564206265657220756e64657220627269676874206d6f6f6e732e');
INSERT INTO courses.courses VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', '', NULL, false, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 3, 1, 1, '2026-11-29 14:20:30.687+00', 1, NULL, NULL, DEFAULT, '2026-11-29 14:20:30.395+00', '2026-11-29 14:20:30.687+00');
INSERT INTO courses.courses VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', '', NULL, false, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 7, 5, 1, '2026-11-29 14:20:33.095+00', 1, NULL, NULL, DEFAULT, '2026-11-29 14:20:32.099+00', '2026-11-29 14:20:33.095+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf38-f44f37d78356', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-82412c27b8db', '01-learning/01-welcome', 'Welcome', 0, '# Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
| who | may |
|---|---|
| a **learner** | find courses, enroll, read, complete lessons, get a certificate |
| an **instructor** | make courses, publish them, see who is enrolled |
| an **administrator** | manage people and roles, and look after the system |
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with [finding a course](lesson:01-learning/02-finding-a-course).
', '<h1 id="user-content-welcome">Welcome</h1>
<p>Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.</p>
<p>You signed in as one of three people, or as yourself:</p>
<table>
<thead>
<tr>
<th>who</th>
<th>may</th>
</tr>
</thead>
<tbody>
<tr>
<td>a <strong>learner</strong></td>
<td>find courses, enroll, read, complete lessons, get a certificate</td>
</tr>
<tr>
<td>an <strong>instructor</strong></td>
<td>make courses, publish them, see who is enrolled</td>
</tr>
<tr>
<td>an <strong>administrator</strong></td>
<td>manage people and roles, and look after the system</td>
</tr>
</tbody>
</table>
<p>One person can have several of these roles, and other ones in another organization.</p>
<p>The rail at the left shows where you can go; on a phone it is the bar at the bottom. <strong>Ctrl K</strong> (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.</p>
<p>Go on with <a href="kernos:lesson/01-learning/02-finding-a-course">finding a course</a>.</p>', '[{"id": "user-content-welcome", "text": "Welcome", "depth": 1}]', 'Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
who
may
a learner
find courses, enroll, read, complete lessons, get a certificate
an instructor
make courses, publish them, see who is enrolled
an administrator
manage people and roles, and look after the system
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. Ctrl K (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with finding a course.', 160, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf38-fb13e628f0c9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-82412c27b8db', '01-learning/02-finding-a-course', 'Finding a course and taking a seat', 1, '# Finding a course and taking a seat
**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
- **There is a seat.** It is yours at once, and a welcome is in your inbox.
- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;
  there is nothing you need to do.
- **It is full.** You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: [reading and completing](lesson:01-learning/03-reading-and-completing).
', '<h1 id="user-content-finding-a-course-and-taking-a-seat">Finding a course and taking a seat</h1>
<p><strong>Catalog</strong> lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.</p>
<p>A course may have a limited number of seats. When you enroll, one of three things happens:</p>
<ul>
<li><strong>There is a seat.</strong> It is yours at once, and a welcome is in your inbox.</li>
<li><strong>It is full and keeps a waitlist.</strong> You get a place on it. When somebody leaves, the first in line moves up;
there is nothing you need to do.</li>
<li><strong>It is full.</strong> You are told so, and nothing else changes.</li>
</ul>
<p>You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.</p>
<p>Next: <a href="kernos:lesson/01-learning/03-reading-and-completing">reading and completing</a>.</p>', '[{"id": "user-content-finding-a-course-and-taking-a-seat", "text": "Finding a course and taking a seat", "depth": 1}]', 'Finding a course and taking a seat
Catalog lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
There is a seat. It is yours at once, and a welcome is in your inbox.
It is full and keeps a waitlist. You get a place on it. When somebody leaves, the first in line moves up;
there is nothing you need to do.
It is full. You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: reading and completing.', 145, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf38-ff478ad25cd6', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-82412c27b8db', '01-learning/03-reading-and-completing', 'Reading, completing, and the certificate', 2, '# Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
- **how far you are**, as a share of all lessons, from 0 to 100 %;
- **where to go on**: **Home** leads back to the line where you stopped;
- **which version you read**. When the instructor publishes a new version of the course, your progress does not
  fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).
', '<h1 id="user-content-reading-completing-and-the-certificate">Reading, completing, and the certificate</h1>
<p>Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:</p>
<ul>
<li><strong>how far you are</strong>, as a share of all lessons, from 0 to 100 %;</li>
<li><strong>where to go on</strong>: <strong>Home</strong> leads back to the line where you stopped;</li>
<li><strong>which version you read</strong>. When the instructor publishes a new version of the course, your progress does not
fall behind your back.</li>
</ul>
<p>Completing a lesson twice changes nothing, so there is nothing to be careful about.</p>
<p>With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.</p>
<p>If you also teach, go on with <a href="kernos:lesson/02-teaching/01-making-a-course">making a course</a>.</p>', '[{"id": "user-content-reading-completing-and-the-certificate", "text": "Reading, completing, and the certificate", "depth": 1}]', 'Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
how far you are, as a share of all lessons, from 0 to 100 %;
where to go on: Home leads back to the line where you stopped;
which version you read. When the instructor publishes a new version of the course, your progress does not
fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with making a course.', 160, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf39-0328eea4eac4', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-85873458307d', '02-teaching/01-making-a-course', 'Making a course out of what you have', 0, '# Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then [publish it](lesson:02-teaching/02-publishing).
', '<h1 id="user-content-making-a-course-out-of-what-you-have">Making a course out of what you have</h1>
<p>A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open <strong>Studio</strong>, choose <em>Import a course</em>, and drop the folder, or a zip of it.</p>
<p>Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(<code>01-intro.md</code>, <code>02-next.md</code>), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.</p>
<p>What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.</p>
<p>The result is a <strong>draft</strong> that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.</p>
<p>Then <a href="kernos:lesson/02-teaching/02-publishing">publish it</a>.</p>', '[{"id": "user-content-making-a-course-out-of-what-you-have", "text": "Making a course out of what you have", "depth": 1}]', 'Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open Studio, choose Import a course, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(01-intro.md, 02-next.md), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a draft that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then publish it.', 167, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf39-04aa8e799683', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-85873458307d', '02-teaching/02-publishing', 'Publishing, and changing a published course', 1, '# Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.
', '<h1 id="user-content-publishing-and-changing-a-published-course">Publishing, and changing a published course</h1>
<p>Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.</p>
<p>After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.</p>
<p><strong>Learners</strong> shows who is in and how far they are, as it happens; <strong>Figures</strong> shows where people stop.</p>
<p>You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.</p>
<p>To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.</p>
<p>You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.</p>', '[{"id": "user-content-publishing-and-changing-a-published-course", "text": "Publishing, and changing a published course", "depth": 1}]', 'Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
Learners shows who is in and how far they are, as it happens; Figures shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.', 178, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-c966-729c-bf39-0b960c1bfd36', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c957-71e6-bbcc-8a2b25088cb9', '03-running/01-looking-after-kernos', 'Looking after Kernos', 0, '# Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
`npm start`, and its data lies in `.kernos` beside it (or where `KERNOS_DATA` says).
**System** shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. **Audit** has what administrators did. The command line says the same:
```sh
npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
```
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under *Dead letters* or with `npm run kernos -- dead-letters replay <id>`.
Letters go out once a mail server is set up (`SMTP_HOST` and its kin, see `kernos config`). Until then they are kept in
the mailbox under **Messages**, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set `DATABASE_URL`.
', '<h1 id="user-content-looking-after-kernos">Looking after Kernos</h1>
<p>This lesson is for administrators. Everything here is one program and one folder: the program started with
<code>npm start</code>, and its data lies in <code>.kernos</code> beside it (or where <code>KERNOS_DATA</code> says).</p>
<p><strong>System</strong> shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. <strong>Audit</strong> has what administrators did. The command line says the same:</p>
<pre><code class="language-sh">npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
</code></pre>
<p>A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under <em>Dead letters</em> or with <code>npm run kernos -- dead-letters replay &#x3C;id></code>.</p>
<p>Letters go out once a mail server is set up (<code>SMTP_HOST</code> and its kin, see <code>kernos config</code>). Until then they are kept in
the mailbox under <strong>Messages</strong>, which only administrators of the organization can read; pass them on.</p>
<p>To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set <code>DATABASE_URL</code>.</p>', '[{"id": "user-content-looking-after-kernos", "text": "Looking after Kernos", "depth": 1}]', 'Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
npm start, and its data lies in .kernos beside it (or where KERNOS_DATA says).
System shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. Audit has what administrators did. The command line says the same:
npm run kernos -- config # every setting, and what it is for
npm run kernos -- services # what runs
npm run kernos -- outbox # how far each part has read what happened
npm run kernos -- dead-letters list # what could not be done, and why
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under Dead letters or with npm run kernos -- dead-letters replay <id>.
Letters go out once a mail server is set up (SMTP_HOST and its kin, see kernos config). Until then they are kept in
the mailbox under Messages, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set DATABASE_URL.', 210, 1, '2026-11-29 14:20:30.438+00');
INSERT INTO courses.lessons VALUES ('01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d053-706a-81e4-fe071d716e52', 'one-lesson', 'One lesson', 0, 'Druids brewed beer under bright moons.', '<p>Druids brewed beer under bright moons.</p>', '[]', 'Druids brewed beer under bright moons.', 6, 2, '2026-11-29 14:20:32.406+00');
INSERT INTO courses.modules VALUES ('01a227ad-c957-71e6-bbcc-82412c27b8db', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Learning', 0);
INSERT INTO courses.modules VALUES ('01a227ad-c957-71e6-bbcc-85873458307d', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Teaching', 1);
INSERT INTO courses.modules VALUES ('01a227ad-c957-71e6-bbcc-8a2b25088cb9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Running', 2);
INSERT INTO courses.modules VALUES ('01a227ad-d053-706a-81e4-fe071d716e52', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 'One module', 0);
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf38-f44f37d78356', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Welcome', '# Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
| who | may |
|---|---|
| a **learner** | find courses, enroll, read, complete lessons, get a certificate |
| an **instructor** | make courses, publish them, see who is enrolled |
| an **administrator** | manage people and roles, and look after the system |
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with [finding a course](lesson:01-learning/02-finding-a-course).
', 160, 21, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf38-fb13e628f0c9', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Finding a course and taking a seat', '# Finding a course and taking a seat
**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
- **There is a seat.** It is yours at once, and a welcome is in your inbox.
- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;
  there is nothing you need to do.
- **It is full.** You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: [reading and completing](lesson:01-learning/03-reading-and-completing).
', 145, 17, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf38-ff478ad25cd6', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Reading, completing, and the certificate', '# Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
- **how far you are**, as a share of all lessons, from 0 to 100 %;
- **where to go on**: **Home** leads back to the line where you stopped;
- **which version you read**. When the instructor publishes a new version of the course, your progress does not
  fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).
', 160, 17, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf39-0328eea4eac4', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Making a course out of what you have', '# Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then [publish it](lesson:02-teaching/02-publishing).
', 167, 17, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf39-04aa8e799683', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Publishing, and changing a published course', '# Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.
', 178, 19, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-c966-729c-bf39-0b960c1bfd36', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Looking after Kernos', '# Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
`npm start`, and its data lies in `.kernos` beside it (or where `KERNOS_DATA` says).
**System** shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. **Audit** has what administrators did. The command line says the same:
```sh
npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
```
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under *Dead letters* or with `npm run kernos -- dead-letters replay <id>`.
Letters go out once a mail server is set up (`SMTP_HOST` and its kin, see `kernos config`). Until then they are kept in
the mailbox under **Messages**, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set `DATABASE_URL`.
', 210, 23, 0, NULL, '2026-11-29 14:20:30.438+00', '2026-11-29 14:20:30.438+00');
INSERT INTO courses.revisions VALUES ('01a227ad-d099-7583-ba82-59712897f3d9', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'One lesson', '[Kept](kept.txt)', 1, 1, 0, NULL, '2026-11-29 14:20:32.283+00', '2026-11-29 14:20:32.283+00');
INSERT INTO courses.revisions VALUES ('01a227ad-d099-7583-ba82-59712897f3d9', 2, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'One lesson', 'Druids brewed beer under bright moons.', 6, 1, 1, NULL, '2026-11-29 14:20:32.409+00', '2026-11-29 14:20:32.409+00');
INSERT INTO courses.searchable_courses VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', '', '''0'' ''01-intro.md'' ''02-next.md'' ''100'' ''account'' ''add'' ''administr'' ''along'' ''alreadi'' ''also'' ''anoth'' ''answer'' ''anyon'' ''anyth'' ''archiv'' ''arrow'' ''asid'' ''ask'' ''audit'' ''back'' ''bar'' ''becom'' ''behind'' ''besid'' ''bottom'' ''brought'' ''came'' ''cannot'' ''care'' ''carri'' ''catalog'' ''caus'' ''certif'':16C ''chang'':27C ''check'' ''choos'' ''clock'' ''colour'' ''come'' ''command'' ''complet'':13C ''config'' ''copi'' ''could'' ''cours'':7C,19C,30C ''ctrl'' ''data'' ''databas'' ''day'' ''dead'' ''dead-lett'' ''decid'' ''done'' ''draft'' ''drop'' ''earlier'' ''edit'' ''effect'' ''els'' ''end'' ''enrol'' ''error'' ''event'' ''everi'' ''everyth'' ''explain'' ''export'' ''fail'' ''fall'' ''far'' ''figur'' ''file'' ''find'':5C ''first'' ''folder'' ''foot'' ''forgiv'' ''freez'' ''front'' ''full'' ''get'' ''give'' ''go'' ''goe'' ''grow'' ''guid'' ''happen'' ''head'' ''home'' ''host'' ''imag'' ''import'' ''inbox'' ''index'' ''instructor'' ''job'' ''k'' ''keep'' ''kept'' ''kerno'':33C ''key'' ''kin'' ''languag'' ''last'' ''lead'' ''learn'':1C ''learner'' ''leav'' ''left'' ''lesson'' ''letter'' ''lie'' ''like'' ''limit'' ''line'' ''link'' ''list'' ''look'':31C ''lose'' ''lost'' ''mac'' ''machin'' ''mail'' ''mailbox'' ''make'':17C ''manag'' ''mani'' ''mark'' ''markdown'' ''may'' ''mend'' ''messag'' ''minut'' ''miss'' ''modul'' ''move'' ''name'' ''need'' ''never'' ''new'' ''next'' ''note'' ''noth'' ''npm'' ''number'' ''one'' ''open'' ''order'' ''organ'' ''outbox'' ''page'' ''part'' ''pass'' ''pdf'' ''peac'' ''peopl'' ''person'' ''phone'' ''place'' ''postgresql'' ''power'' ''program'' ''progress'' ''publish'':25C,29C ''put'' ''quot'' ''rail'' ''read'':12C ''readi'' ''real'' ''reason'' ''rememb'' ''replay'' ''report'' ''request'' ''restor'' ''result'' ''role'' ''round'' ''run'':3C ''save'' ''say'' ''search'' ''seat'':11C ''see'' ''server'' ''servic'' ''set'' ''sever'' ''share'' ''short'' ''show'' ''sign'' ''silenc'' ''six'' ''smtp'' ''somebodi'' ''start'' ''state'' ''step'' ''stop'' ''store'' ''studio'' ''summari'' ''system'' ''take'':9C ''teach'':2C ''ten'' ''text'' ''thing'' ''three'' ''time'' ''titl'' ''told'' ''trace'' ''tri'' ''turn'' ''twice'' ''two'' ''type'' ''url'' ''use'' ''version'' ''wait'' ''waitlist'' ''watch'' ''way'' ''welcom'':4C ''well'' ''whenev'' ''whether'' ''whole'' ''withdraw'' ''work'' ''workflow'' ''write'' ''wrong'' ''zip''', DEFAULT);
INSERT INTO courses.searchable_courses VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', '', '''beer'' ''brew'' ''bright'' ''druid'' ''lesson'':4C ''modul'':2C ''moon'' ''one'':1C,3C', DEFAULT);
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf38-f44f37d78356', '01a227ad-b7b6-740f-89db-755a29eebc45', '''administr'':85 ''alreadi'':45 ''also'':33 ''anoth'':107 ''anyth'':136 ''bar'':125 ''bottom'':128 ''care'':19 ''certif'':73 ''colour'':150 ''command'':140 ''complet'':69 ''cours'':22,35,66,77,138,161 ''ctrl'':129 ''enrol'':67,83 ''explain'':49 ''find'':65,135,159 ''foot'':145 ''get'':71 ''go'':118,156 ''grow'':14 ''guid'':25 ''instructor'':75 ''k'':130,134 ''kerno'':3 ''languag'':151 ''learn'':8 ''learner'':64 ''left'':113 ''lesson'':27,70,139 ''like'':36 ''look'':91 ''mac'':133 ''make'':76 ''manag'':86 ''may'':62 ''minut'':30 ''name'':142 ''one'':54,95,105 ''organ'':108 ''page'':137 ''peopl'':57,87 ''person'':96 ''phone'':121 ''place'':6 ''publish'':78 ''rail'':110,148 ''read'':41,68 ''role'':89,102 ''see'':80 ''sever'':99 ''short'':21 ''show'':114 ''sign'':51 ''six'':26 ''system'':94 ''teach'':10 ''ten'':29 ''three'':56 ''use'':46 ''way'':154 ''welcom'':1C,2 ''work'':16');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf38-fb13e628f0c9', '01a227ad-b7b6-740f-89db-755a29eebc45', '''back'':148 ''catalog'':15 ''chang'':122 ''come'':147 ''complet'':140,152 ''cours'':3C,10,19,51 ''day'':145 ''els'':121 ''enrol'':61 ''error'':37 ''find'':1C,8 ''first'':100 ''forgiv'':35 ''full'':85,114 ''get'':91 ''goe'':131 ''happen'':66 ''inbox'':82 ''keep'':87 ''kept'':142 ''leav'':98 ''lesson'':33 ''letter'':39 ''like'':128 ''limit'':55 ''line'':102 ''list'':16 ''look'':24 ''mani'':41 ''may'':52 ''miss'':43 ''move'':103 ''need'':109 ''next'':134,149 ''noth'':107,120 ''number'':56 ''one'':42,62 ''organ'':22 ''person'':135 ''place'':93 ''publish'':18 ''read'':150 ''round'':49 ''search'':23 ''seat'':7C,14,58,70,130 ''somebodi'':97 ''summari'':27 ''take'':5C,12 ''text'':30 ''thing'':65 ''three'':64 ''titl'':26 ''told'':117 ''two'':45 ''type'':36 ''waitlist'':89 ''way'':48 ''welcom'':78 ''whenev'':126 ''withdraw'':125 ''wrong'':47');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf38-ff478ad25cd6', '01a227ad-b7b6-740f-89db-755a29eebc45', '''0'':64 ''100'':66 ''account'':153 ''also'':158 ''answer'':41 ''anyon'':137 ''arrow'':20 ''ask'':36 ''back'':73,101 ''behind'':99 ''besid'':25 ''care'':114 ''carri'':133 ''certif'':5C,10,126 ''chang'':106 ''come'':49 ''complet'':2C,7,18,102,123 ''cours'':44,93,121,165 ''fall'':98 ''far'':54 ''give'':139 ''go'':69,160 ''home'':71 ''instructor'':86 ''keep'':30 ''kerno'':51 ''key'':21 ''last'':118 ''lead'':72 ''lesson'':13,62,104,119 ''line'':76 ''link'':135 ''make'':163 ''mark'':15 ''need'':151 ''new'':89 ''note'':31 ''noth'':107,111 ''open'':143 ''page'':24 ''pdf'':131 ''progress'':95 ''publish'':87 ''quot'':42 ''read'':1C,6,11,40,83 ''readi'':128 ''real'':149 ''rememb'':52 ''see'':145 ''share'':59 ''show'':46 ''stop'':79 ''teach'':159 ''text'':27 ''turn'':22 ''twice'':105 ''version'':81,90');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf39-0328eea4eac4', '01a227ad-b7b6-740f-89db-755a29eebc45', '''01-intro.md'':71 ''02-next.md'':72 ''administr'':123 ''along'':93 ''alreadi'':38 ''anyth'':163 ''back'':148 ''becom'':55,58,84 ''brought'':147 ''cannot'':95 ''chang'':125 ''choos'':41 ''come'':62,92 ''cours'':3C,6,13,37,44 ''draft'':118 ''drop'':46,100 ''earlier'':140 ''els'':151 ''everi'':106,109,139 ''file'':33,57,81,83,107 ''first'':77 ''folder'':30,48,54 ''front'':67 ''go'':137 ''head'':78 ''imag'':91 ''import'':42 ''kept'':97 ''lesson'':17,20,59,87,89,127,129,144,155 ''link'':79,85,110 ''lost'':165 ''make'':1C,4 ''markdown'':24,32 ''modul'':15,56 ''name'':70,105 ''never'':99 ''note'':27 ''number'':65 ''open'':39 ''order'':61 ''publish'':167 ''reason'':113 ''report'':104 ''result'':115 ''save'':134,152 ''see'':124 ''silenc'':102 ''somebodi'':150 ''state'':141 ''studio'':40 ''text'':22 ''titl'':74 ''told'':161 ''type'':132 ''write'':158 ''zip'':51');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf39-04aa8e799683', '01a227ad-b7b6-740f-89db-755a29eebc45', '''add'':131 ''archiv'':143,157 ''back'':67 ''catalog'':49,148 ''chang'':3C,9,22 ''check'':32 ''cours'':6C,12,142,158,166,184 ''decid'':109 ''draft'':16,34,71 ''edit'':75 ''effect'':126 ''end'':140 ''enrol'':153 ''export'':172 ''far'':97 ''figur'':103 ''file'':39,178 ''first'':134 ''freez'':14,35 ''get'':137 ''goe'':60 ''happen'':25,102 ''import'':180 ''index'':40 ''keep'':154 ''learner'':79,90 ''leav'':146 ''line'':136 ''lose'':53 ''machin'':52 ''mani'':111 ''markdown'':177 ''never'':21 ''next'':88 ''noth'':81 ''peac'':78 ''peopl'':106 ''power'':54 ''publish'':1C,5C,7,11,13,86 ''put'':45 ''restor'':161 ''search'':44 ''seat'':112,132 ''see'':80 ''show'':91,104 ''step'':27 ''stop'':107 ''store'':37 ''take'':125,164 ''time'':123 ''two'':56 ''version'':19,89 ''waitlist'':120 ''watch'':31 ''well'':170 ''whether'':116 ''zip'':175');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-c966-729c-bf39-0b960c1bfd36', '01a227ad-b7b6-740f-89db-755a29eebc45', '''administr'':11,69,189 ''asid'':133 ''audit'':66 ''back'':199 ''besid'':32 ''came'':63 ''caus'':142 ''clock'':53 ''command'':72 ''config'':80,176 ''copi'':206 ''could'':114 ''data'':28,37 ''databas'':218 ''dead'':110,148,156 ''dead-lett'':109,155 ''done'':117 ''error'':136 ''event'':56 ''everi'':55,81 ''everyth'':12 ''fail'':123 ''far'':99 ''folder'':19,208 ''go'':160 ''happen'':105 ''host'':170 ''job'':50 ''kept'':181 ''kerno'':3C,6,31,36,79,90,96,108,154,175 ''kin'':173 ''lesson'':8 ''letter'':111,149,157,159 ''lie'':29 ''line'':73 ''list'':112 ''look'':1C,4 ''lost'':139 ''mail'':164 ''mailbox'':184 ''mend'':140 ''messag'':46,121,186 ''minut'':130 ''move'':210 ''noth'':137 ''npm'':24,77,88,94,106,152 ''one'':15,18 ''organ'':192 ''outbox'':97 ''part'':101 ''pass'':195 ''postgresql'':213 ''program'':16,21 ''read'':103,194 ''replay'':158 ''request'':45 ''run'':78,89,93,95,107,153 ''say'':38,74 ''see'':174 ''server'':165 ''servic'':91 ''set'':82,132,167,217 ''show'':40 ''smtp'':169 ''start'':22,25 ''stop'':203 ''system'':39,202 ''trace'':60 ''tri'':125,144 ''two'':129 ''url'':219 ''wait'':48 ''whole'':59 ''workflow'':49');
INSERT INTO courses.searchable_lessons VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', '''beer'':5 ''brew'':4 ''bright'':7 ''druid'':3 ''lesson'':2C ''moon'':8 ''one'':1C');
INSERT INTO courses.version_assets VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'kept.txt', 'kept.txt', 'text/plain', 38, true, '3c1ae7b9a6987a369531b0e4ded44416f94c35b7eea594b05c35642f1242621e');
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-f44f37d78356', '01a227ad-c957-71e6-bbcc-82412c27b8db', 0, '01-learning/01-welcome', 'Welcome', '# Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
| who | may |
|---|---|
| a **learner** | find courses, enroll, read, complete lessons, get a certificate |
| an **instructor** | make courses, publish them, see who is enrolled |
| an **administrator** | manage people and roles, and look after the system |
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with [finding a course](lesson:01-learning/02-finding-a-course).
', '<h1 id="user-content-welcome">Welcome</h1>
<p>Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.</p>
<p>You signed in as one of three people, or as yourself:</p>
<table>
<thead>
<tr>
<th>who</th>
<th>may</th>
</tr>
</thead>
<tbody>
<tr>
<td>a <strong>learner</strong></td>
<td>find courses, enroll, read, complete lessons, get a certificate</td>
</tr>
<tr>
<td>an <strong>instructor</strong></td>
<td>make courses, publish them, see who is enrolled</td>
</tr>
<tr>
<td>an <strong>administrator</strong></td>
<td>manage people and roles, and look after the system</td>
</tr>
</tbody>
</table>
<p>One person can have several of these roles, and other ones in another organization.</p>
<p>The rail at the left shows where you can go; on a phone it is the bar at the bottom. <strong>Ctrl K</strong> (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.</p>
<p>Go on with <a href="/lessons/01a227ad-c966-729c-bf38-fb13e628f0c9">finding a course</a>.</p>', '[{"id": "user-content-welcome", "text": "Welcome", "depth": 1}]', 'Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
who
may
a learner
find courses, enroll, read, complete lessons, get a certificate
an instructor
make courses, publish them, see who is enrolled
an administrator
manage people and roles, and look after the system
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. Ctrl K (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with finding a course.', 160, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-fb13e628f0c9', '01a227ad-c957-71e6-bbcc-82412c27b8db', 1, '01-learning/02-finding-a-course', 'Finding a course and taking a seat', '# Finding a course and taking a seat
**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
- **There is a seat.** It is yours at once, and a welcome is in your inbox.
- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;
  there is nothing you need to do.
- **It is full.** You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: [reading and completing](lesson:01-learning/03-reading-and-completing).
', '<h1 id="user-content-finding-a-course-and-taking-a-seat">Finding a course and taking a seat</h1>
<p><strong>Catalog</strong> lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.</p>
<p>A course may have a limited number of seats. When you enroll, one of three things happens:</p>
<ul>
<li><strong>There is a seat.</strong> It is yours at once, and a welcome is in your inbox.</li>
<li><strong>It is full and keeps a waitlist.</strong> You get a place on it. When somebody leaves, the first in line moves up;
there is nothing you need to do.</li>
<li><strong>It is full.</strong> You are told so, and nothing else changes.</li>
</ul>
<p>You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.</p>
<p>Next: <a href="/lessons/01a227ad-c966-729c-bf38-ff478ad25cd6">reading and completing</a>.</p>', '[{"id": "user-content-finding-a-course-and-taking-a-seat", "text": "Finding a course and taking a seat", "depth": 1}]', 'Finding a course and taking a seat
Catalog lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
There is a seat. It is yours at once, and a welcome is in your inbox.
It is full and keeps a waitlist. You get a place on it. When somebody leaves, the first in line moves up;
there is nothing you need to do.
It is full. You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: reading and completing.', 145, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-ff478ad25cd6', '01a227ad-c957-71e6-bbcc-82412c27b8db', 2, '01-learning/03-reading-and-completing', 'Reading, completing, and the certificate', '# Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
- **how far you are**, as a share of all lessons, from 0 to 100 %;
- **where to go on**: **Home** leads back to the line where you stopped;
- **which version you read**. When the instructor publishes a new version of the course, your progress does not
  fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).
', '<h1 id="user-content-reading-completing-and-the-certificate">Reading, completing, and the certificate</h1>
<p>Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:</p>
<ul>
<li><strong>how far you are</strong>, as a share of all lessons, from 0 to 100 %;</li>
<li><strong>where to go on</strong>: <strong>Home</strong> leads back to the line where you stopped;</li>
<li><strong>which version you read</strong>. When the instructor publishes a new version of the course, your progress does not
fall behind your back.</li>
</ul>
<p>Completing a lesson twice changes nothing, so there is nothing to be careful about.</p>
<p>With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.</p>
<p>If you also teach, go on with <a href="/lessons/01a227ad-c966-729c-bf39-0328eea4eac4">making a course</a>.</p>', '[{"id": "user-content-reading-completing-and-the-certificate", "text": "Reading, completing, and the certificate", "depth": 1}]', 'Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
how far you are, as a share of all lessons, from 0 to 100 %;
where to go on: Home leads back to the line where you stopped;
which version you read. When the instructor publishes a new version of the course, your progress does not
fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with making a course.', 160, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-0328eea4eac4', '01a227ad-c957-71e6-bbcc-85873458307d', 3, '02-teaching/01-making-a-course', 'Making a course out of what you have', '# Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then [publish it](lesson:02-teaching/02-publishing).
', '<h1 id="user-content-making-a-course-out-of-what-you-have">Making a course out of what you have</h1>
<p>A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open <strong>Studio</strong>, choose <em>Import a course</em>, and drop the folder, or a zip of it.</p>
<p>Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(<code>01-intro.md</code>, <code>02-next.md</code>), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.</p>
<p>What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.</p>
<p>The result is a <strong>draft</strong> that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.</p>
<p>Then <a href="/lessons/01a227ad-c966-729c-bf39-04aa8e799683">publish it</a>.</p>', '[{"id": "user-content-making-a-course-out-of-what-you-have", "text": "Making a course out of what you have", "depth": 1}]', 'Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open Studio, choose Import a course, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(01-intro.md, 02-next.md), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a draft that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then publish it.', 167, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-04aa8e799683', '01a227ad-c957-71e6-bbcc-85873458307d', 4, '02-teaching/02-publishing', 'Publishing, and changing a published course', '# Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.
', '<h1 id="user-content-publishing-and-changing-a-published-course">Publishing, and changing a published course</h1>
<p>Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.</p>
<p>After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.</p>
<p><strong>Learners</strong> shows who is in and how far they are, as it happens; <strong>Figures</strong> shows where people stop.</p>
<p>You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.</p>
<p>To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.</p>
<p>You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.</p>', '[{"id": "user-content-publishing-and-changing-a-published-course", "text": "Publishing, and changing a published course", "depth": 1}]', 'Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
Learners shows who is in and how far they are, as it happens; Figures shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.', 178, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-0b960c1bfd36', '01a227ad-c957-71e6-bbcc-8a2b25088cb9', 5, '03-running/01-looking-after-kernos', 'Looking after Kernos', '# Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
`npm start`, and its data lies in `.kernos` beside it (or where `KERNOS_DATA` says).
**System** shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. **Audit** has what administrators did. The command line says the same:
```sh
npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
```
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under *Dead letters* or with `npm run kernos -- dead-letters replay <id>`.
Letters go out once a mail server is set up (`SMTP_HOST` and its kin, see `kernos config`). Until then they are kept in
the mailbox under **Messages**, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set `DATABASE_URL`.
', '<h1 id="user-content-looking-after-kernos">Looking after Kernos</h1>
<p>This lesson is for administrators. Everything here is one program and one folder: the program started with
<code>npm start</code>, and its data lies in <code>.kernos</code> beside it (or where <code>KERNOS_DATA</code> says).</p>
<p><strong>System</strong> shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. <strong>Audit</strong> has what administrators did. The command line says the same:</p>
<pre><code class="language-sh">npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
</code></pre>
<p>A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under <em>Dead letters</em> or with <code>npm run kernos -- dead-letters replay &#x3C;id></code>.</p>
<p>Letters go out once a mail server is set up (<code>SMTP_HOST</code> and its kin, see <code>kernos config</code>). Until then they are kept in
the mailbox under <strong>Messages</strong>, which only administrators of the organization can read; pass them on.</p>
<p>To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set <code>DATABASE_URL</code>.</p>', '[{"id": "user-content-looking-after-kernos", "text": "Looking after Kernos", "depth": 1}]', 'Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
npm start, and its data lies in .kernos beside it (or where KERNOS_DATA says).
System shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. Audit has what administrators did. The command line says the same:
npm run kernos -- config # every setting, and what it is for
npm run kernos -- services # what runs
npm run kernos -- outbox # how far each part has read what happened
npm run kernos -- dead-letters list # what could not be done, and why
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under Dead letters or with npm run kernos -- dead-letters replay <id>.
Letters go out once a mail server is set up (SMTP_HOST and its kin, see kernos config). Until then they are kept in
the mailbox under Messages, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set DATABASE_URL.', 210, 1);
INSERT INTO courses.version_lessons VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-d053-706a-81e4-fe071d716e52', 0, 'one-lesson', 'One lesson', 'Druids brewed beer under bright moons.', '<p>Druids brewed beer under bright moons.</p>', '[]', 'Druids brewed beer under bright moons.', 6, 2);
INSERT INTO courses.version_modules VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c957-71e6-bbcc-82412c27b8db', 'Learning', 0);
INSERT INTO courses.version_modules VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c957-71e6-bbcc-85873458307d', 'Teaching', 1);
INSERT INTO courses.version_modules VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c957-71e6-bbcc-8a2b25088cb9', 'Running', 2);
INSERT INTO courses.version_modules VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d053-706a-81e4-fe071d716e52', 'One module', 0);
INSERT INTO courses.versions VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', 1, 6, 1020, 'publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', '2026-11-29 14:20:30.585+00', '2026-11-29 14:20:30.687+00');
INSERT INTO courses.versions VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', 5, 1, 6, 'publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', '2026-11-29 14:20:32.679+00', '2026-11-29 14:20:33.095+00');
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'about', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'account', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'administrator', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'administrators', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'after', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'again', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'along', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'already', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'also', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'another', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'answers', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anyone', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anything', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'archive', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'archived', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'arrow', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'aside', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'audit', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'back', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'become', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'before', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'behind', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'beside', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'between', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'both', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bottom', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brought', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'came', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cannot', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'care', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'careful', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'carries', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'catalog', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cause', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'certificate', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'change', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'changes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'changing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'check', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'choose', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'clock', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'colours', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'come', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'comes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'command', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'commands', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'complete', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'completed', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'completing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'config', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'copy', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'could', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'course', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'courses', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ctrl', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'data', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'database', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'dead', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'decide', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'does', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'doing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'done', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'draft', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'drop', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'dropped', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'each', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'earlier', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'edit', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'effect', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'else', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enroll', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enrolled', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'error', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'errors', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'event', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'every', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'everything', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'explains', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'export', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fails', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fall', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'figures', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'file', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'files', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'find', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'finding', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'finds', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'first', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'folder', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'folders', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'foot', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'forgives', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'freeze', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'freezes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'from', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'front', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'full', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'give', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'goes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'grows', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'guide', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'happened', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'happens', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'have', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'heading', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'here', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'home', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'host', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'images', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'import', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'imports', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'inbox', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'index', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'instructor', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'into', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'jobs', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keep', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keeps', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kept', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kernos', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keys', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'language', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'last', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'leads', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learn', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learner', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learners', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learning', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'leaves', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'left', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lessons', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'letter', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'letters', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lies', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'like', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'limited', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'line', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'link', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'links', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'list', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lists', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'look', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'looking', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'looks', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'loses', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lost', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'machine', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mail', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mailbox', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'make', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'making', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'manage', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'many', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mark', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'markdown', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mend', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'message', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'messages', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'minutes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'missing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'modules', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'move', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'moves', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'name', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'names', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'need', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'never', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'next', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'notes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'nothing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'number', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'numbers', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'once', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ones', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'only', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'open', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'order', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'organization', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'other', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'outbox', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pages', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'part', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pass', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'peace', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'people', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'person', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'phone', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'place', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'postgresql', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'power', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'program', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'progress', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publish', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'published', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publishes', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publishing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'quote', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'rail', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'read', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'reading', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ready', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'real', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'reason', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'remembers', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'replay', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'report', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'requests', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'restored', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'result', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'roles', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'round', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'running', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'runs', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'same', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'save', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'saved', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'says', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'search', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'seat', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'seats', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'server', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'services', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'setting', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'several', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'share', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'short', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'should', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'show', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'shows', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'signed', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'silence', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'smtp', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'somebody', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'start', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'started', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'state', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'steps', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'stop', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'stopped', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'store', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'studio', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'summaries', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'system', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'take', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'taking', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'teach', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'teaching', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'text', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'that', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'their', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'them', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'then', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'there', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'these', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'they', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'things', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'this', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'those', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'three', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'time', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'titles', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'told', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'trace', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'tried', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'turn', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'twice', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'type', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'typing', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'under', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'until', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'using', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'version', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wait', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'waitlist', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'watch', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'welcome', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'well', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'what', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'when', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whenever', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'where', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whether', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'which', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'while', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whole', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'with', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'withdraw', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'work', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'workflows', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'write', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wrong', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'your', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'yours', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'yourself', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'beer', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brewed', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bright', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'druids', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'module', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'moons', NULL);
INSERT INTO courses.vocabulary VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'nobody', NULL);
INSERT INTO enrollments.courses VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'Welcome to Kernos', 6, 'published', NULL, false, NULL, 0, 0, 0);
INSERT INTO enrollments.courses VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'A draft that nobody has published', 1, 'published', NULL, false, NULL, 0, 0, 0);
INSERT INTO enrollments.enrollments VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'active', '2026-11-29 14:20:33.494+00', NULL, NULL);
INSERT INTO enrollments.learner_progress VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', 1, 1, 100, '2026-11-29 14:20:34.335+00', '2026-11-29 14:20:34.335+00');
INSERT INTO enrollments.people VALUES ('01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Ines Instructor');
INSERT INTO enrollments.people VALUES ('01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Ada Admin');
INSERT INTO enrollments.people VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Lea Learner');
INSERT INTO identity.accounts VALUES ('01a227ad-b7e3-75c7-8e24-bb73dcc24345', 'admin@demo.kernos', 'Ada Admin', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, NULL, '2026-11-29 14:20:25.955+00');
INSERT INTO identity.accounts VALUES ('01a227ad-b7f7-72fc-83de-8e8296b838ee', 'instructor@demo.kernos', 'Ines Instructor', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, NULL, '2026-11-29 14:20:25.975+00');
INSERT INTO identity.accounts VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'learner@demo.kernos', 'Lea Learner', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, NULL, '2026-11-29 14:20:25.996+00');
INSERT INTO identity.credentials VALUES ('01a227ad-b7e3-75c7-8e24-bb73dcc24345', '$argon2id$v=19$m=19456,t=2,p=1$QyC/+wdPntMWbn7HbkeDaA$ECci6WOVQQsWcbRImPVzFQ9TW8p3mociVrM//NxR5OI', '2026-11-29 14:20:25.957+00');
INSERT INTO identity.credentials VALUES ('01a227ad-b7f7-72fc-83de-8e8296b838ee', '$argon2id$v=19$m=19456,t=2,p=1$zZ3KV54aRc4cux01scKyKA$jSZYTLmbpq2/dj/vplElUt4gSY7qsvMEIJwzWDlGZfk', '2026-11-29 14:20:25.981+00');
INSERT INTO identity.credentials VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '$argon2id$v=19$m=19456,t=2,p=1$UczxYKntdoaeDh+Qla07Pg$vy36LJNshpc6+OBIyfM7mPbwBv1x2Uj/xrJ5AEZjWGg', '2026-11-29 14:20:25.998+00');
INSERT INTO identity.invitations VALUES ('01a227ad-dc63-75ac-b03b-7224b88ff5b3', '01a227ad-b7b6-740f-89db-755a29eebc45', 'invited@example.org', '{learner}', '7531df7d47e8e6e78796d5e669cfeb029db7a3a726f947b673293b38ed5d20ec', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '2026-11-29 14:20:35.298+00', '2026-12-06 14:20:35.298+00', NULL, NULL);
INSERT INTO identity.lockouts VALUES ('account:T6EStnP4uR0RMFWWG5Ug6cP740_Labq8LHuc2iFEISs', 0, NULL);
INSERT INTO identity.lockouts VALUES ('pair:T6EStnP4uR0RMFWWG5Ug6cP740_Labq8LHuc2iFEISs:127.0.0.1', 0, NULL);
INSERT INTO identity.lockouts VALUES ('account:xTgsE1F5zZczgtZZFziR3bN1STx4w1klGGTQlN3HwdA', 0, NULL);
INSERT INTO identity.lockouts VALUES ('pair:xTgsE1F5zZczgtZZFziR3bN1STx4w1klGGTQlN3HwdA:127.0.0.1', 0, NULL);
INSERT INTO identity.lockouts VALUES ('address:127.0.0.1', 0, NULL);
INSERT INTO identity.lockouts VALUES ('account:QkPR8H2OBj8rHDhKTqLKhVTg_eLOp8yksmvO_iHMvjc', 0, NULL);
INSERT INTO identity.lockouts VALUES ('pair:QkPR8H2OBj8rHDhKTqLKhVTg_eLOp8yksmvO_iHMvjc:127.0.0.1', 0, NULL);
INSERT INTO identity.memberships VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '{admin,instructor,learner}', '2026-11-29 14:20:25.959+00', NULL, NULL);
INSERT INTO identity.memberships VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '{instructor,learner}', '2026-11-29 14:20:25.986+00', NULL, NULL);
INSERT INTO identity.memberships VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '{learner}', '2026-11-29 14:20:26.007+00', NULL, NULL);
INSERT INTO identity.one_time_tokens VALUES ('ba0ab4fd05d2f93315a2e20c4e0324fbaa9c49292c31280a0e537a846579425a', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 'verify-email', 'admin@demo.kernos', '2026-11-29 14:20:25.965+00', '2026-11-30 14:20:25.965+00', NULL);
INSERT INTO identity.one_time_tokens VALUES ('005005595e0571ae7c0517c544378782d1873e68923960f51624e18921e8c8f6', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'verify-email', 'instructor@demo.kernos', '2026-11-29 14:20:25.995+00', '2026-11-30 14:20:25.995+00', NULL);
INSERT INTO identity.one_time_tokens VALUES ('df665cc22be7979bac6035bb455461ca9ba9cbb04a5b37ac3a5e87470df26406', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'verify-email', 'learner@demo.kernos', '2026-11-29 14:20:26.008+00', '2026-11-30 14:20:26.008+00', NULL);
INSERT INTO identity.organizations VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'demo', 'Demo', NULL, 'UTC', 'en', '2026-11-29 14:20:25.91+00');
INSERT INTO identity.refresh_tokens VALUES ('a8bf155400f8b4a453fa867ece68c4a19484130b82147e4a861f43fb3795d673', '01a227ad-cda5-7692-9fab-6b53ebad47f0', '2026-11-29 14:20:31.543+00', '2026-12-13 14:20:31.525+00', NULL, NULL);
INSERT INTO identity.refresh_tokens VALUES ('98b5a260723089e5e242100e712fe708382a6efe7e64700ae269e5903285ade4', '01a227ad-d453-7355-8adc-8ee12b0b7df3', '2026-11-29 14:20:33.243+00', '2026-12-13 14:20:33.235+00', NULL, NULL);
INSERT INTO identity.refresh_tokens VALUES ('c7c9f660300a5fc3612e2ccd10db0b3afc77f7d06e90e15a4a6db4b8caf9eb90', '01a227ad-dc47-7724-aff7-f2a2479b643f', '2026-11-29 14:20:35.28+00', '2026-12-13 14:20:35.271+00', NULL, NULL);
INSERT INTO identity.sessions VALUES ('01a227ad-cda5-7692-9fab-6b53ebad47f0', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, 'node', '127.0.0.1', '127.0.0.1', '2026-11-29 14:20:31.526+00', '2026-11-29 14:20:31.526+00', '2026-12-13 14:20:31.525+00', '2027-02-27 14:20:31.525+00', NULL);
INSERT INTO identity.sessions VALUES ('01a227ad-d453-7355-8adc-8ee12b0b7df3', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, 'node', '127.0.0.1', '127.0.0.1', '2026-11-29 14:20:33.235+00', '2026-11-29 14:20:33.235+00', '2026-12-13 14:20:33.235+00', '2027-02-27 14:20:33.235+00', NULL);
INSERT INTO identity.sessions VALUES ('01a227ad-dc47-7724-aff7-f2a2479b643f', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, 'node', '127.0.0.1', '127.0.0.1', '2026-11-29 14:20:35.271+00', '2026-11-29 14:20:35.271+00', '2026-12-13 14:20:35.271+00', '2027-02-27 14:20:35.271+00', NULL);
INSERT INTO identity.signing_keys VALUES ('DrIameUsRB98EnP8YoQ_fKb0-nPKx-FFQxv9zM4FlVc', '{"x": "7IYUPmI8vb2cZu7FUCGpvdnl8zAtaZ-DwNT_Oua608c", "crv": "Ed25519", "kty": "OKP"}', '{"d": "4arX_YsUu-TZexNrvKFXu5CcZRrXVoFR2LM_6_3m8yc", "x": "7IYUPmI8vb2cZu7FUCGpvdnl8zAtaZ-DwNT_Oua608c", "crv": "Ed25519", "kty": "OKP"}', '2026-11-29 14:20:24.557+00', NULL);
INSERT INTO kernel.audit_202611 VALUES ('01a227ad-dc64-7350-8cf6-fab397f2f862', '2026-11-29 14:20:35.301398+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'person', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, '{admin,instructor,learner}', 'identity.invite', 'Writes an email with an invitation, good for seven days; an older one to that address ends', '{}', '{"email": "invited@example.org", "roles": ["learner"]}', 'done', 201, NULL, '127.0.0.1', '01a227addc634b2a54647823403d2130', NULL);
INSERT INTO kernel.audit_202611 VALUES ('01a227ad-dd09-77fb-bc46-74839c407655', '2026-11-29 14:20:35.465844+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'person', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, '{admin,instructor,learner}', 'notifications.createEndpoint', 'Tells a webhook or a Slack channel of events; a webhook’s secret is shown this once', '{}', '{"url": "https://93.184.215.14/hook", "name": "Kept", "type": "webhook", "events": ["course.published"]}', 'done', 201, NULL, '127.0.0.1', '01a227addd090556c69a6e399c38dd87', NULL);
INSERT INTO kernel.audit_202611 VALUES ('01a227ad-dd3d-761e-bdc8-976483ed1b57', '2026-11-29 14:20:35.519045+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'person', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, '{admin,instructor,learner}', 'notifications.saveTemplate', 'Gives your organization words of its own; what they cannot name is refused', '{"kind": "learning.enrolled", "locale": "en", "channel": "email"}', '{"text": "Hello {{ person.name }}", "action": "Open", "subject": "Kept words for a new enrollment"}', 'done', 200, NULL, '127.0.0.1', '01a227addd3d842ad423262e67d90f7d', NULL);
INSERT INTO kernel.audit_202611 VALUES ('01a227ad-dd4b-75a7-af1b-0b61a5e6a4a7', '2026-11-29 14:20:35.531631+00', '01a227ad-b7b6-740f-89db-755a29eebc45', 'person', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', NULL, '{admin,instructor,learner}', 'assistant.setBudget', 'Sets how much a month may take; beyond it answers are quotations. Null means no limit', '{}', '{"monthlyCost": null, "monthlyTokens": "[secret]"}', 'done', 200, NULL, '127.0.0.1', '01a227addd4b60cf9c96ba13f81b8bc5', NULL);
INSERT INTO kernel.consumers VALUES ('identity.sendResetLink', '{identity.sendResetLink}', '{identity.sendResetLink}', '1:1:', NULL, 0, '2026-11-29 14:20:23.115179+00');
INSERT INTO kernel.consumers VALUES ('notifications.announce', '{notifications.announce}', '{notifications.announce}', '1:1:', NULL, 0, '2026-11-29 14:20:23.185184+00');
INSERT INTO kernel.consumers VALUES ('progress', '{course.published,course.updated,course.archived,course.restored,enrollment.created,enrollment.withdrawn,course.completed}', '{course.completed,course.restored,enrollment.withdrawn,course.published,enrollment.created,course.updated,course.archived}', '1037:1037:', NULL, 0, '2026-11-29 14:20:34.480667+00');
INSERT INTO kernel.consumers VALUES ('notifications.push', '{notifications.push}', '{notifications.push}', '1:1:', NULL, 0, '2026-11-29 14:20:23.202748+00');
INSERT INTO kernel.consumers VALUES ('notifications.sms', '{notifications.sms}', '{notifications.sms}', '1:1:', NULL, 0, '2026-11-29 14:20:23.217941+00');
INSERT INTO kernel.consumers VALUES ('notifications.webhook', '{notifications.webhook}', '{notifications.webhook}', '1:1:', NULL, 0, '2026-11-29 14:20:23.225375+00');
INSERT INTO kernel.consumers VALUES ('notifications.slack', '{notifications.slack}', '{notifications.slack}', '1:1:', NULL, 0, '2026-11-29 14:20:23.231395+00');
INSERT INTO kernel.consumers VALUES ('enrollments', '{course.published,course.updated,course.archived,course.restored,organization.member_added,user.renamed,progress.updated,enrollment.created}', '{user.renamed,organization.member_added,course.restored,course.published,enrollment.created,course.updated,progress.updated,course.archived}', '1037:1037:', NULL, 0, '2026-11-29 14:20:34.480861+00');
INSERT INTO kernel.consumers VALUES ('progress.carryOver', '{progress.carryOver}', '{progress.carryOver}', '1:1:', NULL, 0, '2026-11-29 14:20:23.240309+00');
INSERT INTO kernel.consumers VALUES ('notifications', '{user.registered,organization.member_added,organization.member_changed,organization.member_removed,course.published,course.updated,course.publish_failed,enrollment.created,enrollment.waitlisted,enrollment.withdrawn,course.completed}', '{enrollment.waitlisted,organization.member_changed,organization.member_added,course.completed,organization.member_removed,enrollment.withdrawn,course.published,course.publish_failed,user.registered,enrollment.created,course.updated}', '1037:1037:', NULL, 0, '2026-11-29 14:20:34.498394+00');
INSERT INTO kernel.consumers VALUES ('notifications.notify', '{notifications.notify}', '{notifications.notify}', '1074:1074:', NULL, 0, '2026-11-29 14:20:35.403038+00');
INSERT INTO kernel.consumers VALUES ('notifications.email', '{notifications.email}', '{notifications.email}', '1075:1075:', NULL, 0, '2026-11-29 14:20:35.516865+00');
INSERT INTO kernel.consumers VALUES ('mailbox.post', '{mailbox.post}', '{mailbox.post}', '1079:1079:', NULL, 0, '2026-11-29 14:20:35.522821+00');
INSERT INTO kernel.consumers VALUES ('analytics.record', '{analytics.record}', '{analytics.record}', '1:1:', NULL, 0, '2026-11-29 14:20:23.242877+00');
INSERT INTO kernel.consumers VALUES ('courses.workflows', '{courses.publish}', '{courses.publish}', '966:966:', NULL, 0, '2026-11-29 14:20:32.388584+00');
INSERT INTO kernel.consumers VALUES ('knowledge.refresh', '{knowledge.refresh}', '{knowledge.refresh}', '1:1:', NULL, 0, '2026-11-29 14:20:23.245616+00');
INSERT INTO kernel.consumers VALUES ('knowledge.embedMissing', '{knowledge.embedMissing}', '{knowledge.embedMissing}', '1:1:', NULL, 0, '2026-11-29 14:20:23.246965+00');
INSERT INTO kernel.consumers VALUES ('analytics.workflows', '{analytics.rebuild}', '{analytics.rebuild}', '1:1:', NULL, 0, '2026-11-29 14:20:23.251384+00');
INSERT INTO kernel.consumers VALUES ('knowledge', '{course.published,course.updated,course.archived,course.restored}', '{course.restored,course.published,course.updated,course.archived}', '983:983:', NULL, 0, '2026-11-29 14:20:33.347032+00');
INSERT INTO kernel.consumers VALUES ('assistant.workflows', '{assistant.evaluate}', '{assistant.evaluate}', '1:1:', NULL, 0, '2026-11-29 14:20:23.256273+00');
INSERT INTO kernel.consumers VALUES ('knowledge.workflows', '{knowledge.index-course,knowledge.index-document,knowledge.read-site}', '{knowledge.index-course,knowledge.read-site,knowledge.index-document}', '985:991:985,988', NULL, 0, '2026-11-29 14:20:33.355832+00');
INSERT INTO kernel.consumers VALUES ('enrollments.workflows', '{enrollments.welcome}', '{enrollments.welcome}', '1006:1006:', NULL, 0, '2026-11-29 14:20:33.678602+00');
INSERT INTO kernel.consumers VALUES ('analytics.every', '{user.registered,user.authenticated,user.renamed,purpose.elevated,organization.created,organization.changed,organization.member_added,organization.member_changed,organization.member_removed,notification.delivered,notification.failed,course.published,course.publish_failed,course.updated,course.archived,course.restored,enrollment.created,enrollment.waitlisted,enrollment.withdrawn,lesson.completed,lesson.reopened,lesson.completed_again,progress.updated,course.completed,analytics.metric_updated,knowledge.indexed,knowledge.removed,rag.query_processed}', '{lesson.completed_again,organization.created,course.archived,organization.member_changed,organization.member_added,course.completed,notification.failed,rag.query_processed,enrollment.withdrawn,course.published,organization.changed,course.publish_failed,knowledge.indexed,enrollment.created,course.updated,notification.delivered,lesson.reopened,progress.updated,purpose.elevated,user.authenticated,enrollment.waitlisted,user.renamed,analytics.metric_updated,course.restored,organization.member_removed,lesson.completed,knowledge.removed,user.registered}', '1071:1071:', NULL, 0, '2026-11-29 14:20:35.291958+00');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-b80b-73eb-9131-0b31b8c20181', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.14614+00', 86.94901, 1, '725b94c65ddedb19');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-b7ed-7642-9410-e894ed41bbbe', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.151605+00', 96.27037, 1, '6539c54df9a399f0');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.notify', '01a227ad-b80c-738a-bee6-f93b097f298a', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.158341+00', 104.585464, 1, '743a4f1c0ee3fce7');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.notify', '01a227ad-b7f7-72fc-83de-8852ba453ec1', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.169582+00', 126.245415, 1, 'ee96c105dcfdbdd6');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-b818-7609-be70-7c11fa8eae1c', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.174659+00', 113.7892, 1, 'f8cb3e850945894b');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.notify', '01a227ad-b819-71e1-a146-1b5c6ec379cb', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.191505+00', 130.47037, 1, '1fcb985863d7bcc8');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b7ed-7642-9410-e60b0edab4ab', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.224114+00', 155.10545, 1, 'f47ba9d87f0f52a5');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b80b-73eb-9131-04a2ae28ec99', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.224144+00', 154.85423, 1, '4887092d44b3d105');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b818-7609-be70-78c14f8763ee', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.224148+00', 154.82307, 1, '8d2fc5abe63c1830');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b7ed-7642-9410-e894ed41bbbe', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.391299+00', 155.39151, 1, 'cb4ed8dc3d6df205');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b80b-73eb-9131-0b31b8c20181', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.391318+00', 155.44096, 1, '8e4984cab6eb27a4');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-b818-7609-be70-7c11fa8eae1c', '2026-11-29 14:20:26.013+00', '2026-11-29 14:20:26.391321+00', 155.42592, 1, '80133ee82bdb2087');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-b8ab-77a4-b676-c8afedaa5a39', '2026-11-29 14:20:26.157+00', '2026-11-29 14:20:26.400642+00', 207.26648, 1, 'b988c959b2b5b5f9');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-b99f-741a-8b94-5eb846d69b09', '2026-11-29 14:20:26.4+00', '2026-11-29 14:20:26.465186+00', 21.490223, 1, '0933d89bffaede66');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-b8b7-71d4-bcc2-7034b200e82c', '2026-11-29 14:20:26.169+00', '2026-11-29 14:20:26.498258+00', 33.028538, 1, '8a3286cad394b75c');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-b8c6-76dc-9f1d-5554636b3fe7', '2026-11-29 14:20:26.19+00', '2026-11-29 14:20:26.49833+00', 32.956142, 1, '212c09bda71541f9');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-b9fa-7785-a5cf-55364a11d780', '2026-11-29 14:20:26.497+00', '2026-11-29 14:20:26.524787+00', 3.347918, 1, '7cde9084d181e992');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-b9fa-7785-a5cf-5fe0de2044ca', '2026-11-29 14:20:26.497+00', '2026-11-29 14:20:26.524814+00', 3.275109, 1, 'f23f362f962b077d');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-cac7-754e-9fae-7819459d009e', '2026-11-29 14:20:30.794+00', '2026-11-29 14:20:30.834659+00', 14.68833, 1, '4a28534c837e39e9');
INSERT INTO kernel.inbox_20261129 VALUES ('knowledge', '01a227ad-cac7-754e-9fae-7819459d009e', '2026-11-29 14:20:30.794+00', '2026-11-29 14:20:30.891638+00', 20.254684, 1, '6a2306a2b5344a20');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-cac7-754e-9fae-7819459d009e', '2026-11-29 14:20:30.794+00', '2026-11-29 14:20:30.916832+00', 87.42696, 1, 'f6e92244a2cc5cd9');
INSERT INTO kernel.inbox_20261129 VALUES ('progress', '01a227ad-cac7-754e-9fae-7819459d009e', '2026-11-29 14:20:30.794+00', '2026-11-29 14:20:30.917734+00', 65.907196, 1, 'f889c57f4a8925bd');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-d453-7355-8adc-931a9f67f47b', '2026-11-29 14:20:33.239+00', '2026-11-29 14:20:33.323339+00', 67.14947, 1, '658ea71e0bf75214');
INSERT INTO kernel.inbox_20261129 VALUES ('knowledge', '01a227ad-d453-7355-8adc-931a9f67f47b', '2026-11-29 14:20:33.239+00', '2026-11-29 14:20:33.325103+00', 64.7037, 1, 'ed65b550331f407e');
INSERT INTO kernel.inbox_20261129 VALUES ('progress', '01a227ad-d453-7355-8adc-931a9f67f47b', '2026-11-29 14:20:33.239+00', '2026-11-29 14:20:33.355633+00', 99.33702, 1, 'cceebffd196276aa');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-d453-7355-8adc-931a9f67f47b', '2026-11-29 14:20:33.239+00', '2026-11-29 14:20:33.35624+00', 99.915054, 1, '838248de9ef96445');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-d558-76f9-8e37-97b4ec58460e', '2026-11-29 14:20:33.496+00', '2026-11-29 14:20:33.59451+00', 12.591181, 1, '8ea1254e4799c9d6');
INSERT INTO kernel.inbox_20261129 VALUES ('progress', '01a227ad-d558-76f9-8e37-97b4ec58460e', '2026-11-29 14:20:33.496+00', '2026-11-29 14:20:33.73828+00', 182.24461, 1, 'eebbd50c3179a5e8');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-d558-76f9-8e37-97b4ec58460e', '2026-11-29 14:20:33.496+00', '2026-11-29 14:20:33.868758+00', 323.14352, 1, '6c52b3f09fd5804f');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-d6a0-7110-99a1-324103b04f38', '2026-11-29 14:20:33.868+00', '2026-11-29 14:20:34.256784+00', 381.14658, 1, '1990936432e426e9');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-d850-718e-a320-f46b65803129', '2026-11-29 14:20:34.256+00', '2026-11-29 14:20:34.305485+00', 19.231655, 1, 'ef8f2ce3c18e58ad');
INSERT INTO kernel.inbox_20261129 VALUES ('enrollments', '01a227ad-d8a4-7310-9d02-100f6180f01f', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.42578+00', 46.331627, 1, '7acd3b04e2040076');
INSERT INTO kernel.inbox_20261129 VALUES ('progress', '01a227ad-d8ab-74ec-ad99-f768a689e101', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.443288+00', 71.92271, 1, '7c722a231738a672');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications', '01a227ad-d8ab-74ec-ad99-f768a689e101', '2026-11-29 14:20:34.349+00', '2026-11-29 14:20:34.496696+00', 125.94221, 1, '15eb651dd7063ed5');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-d932-74e6-a62c-c999105e142f', '2026-11-29 14:20:34.496+00', '2026-11-29 14:20:34.642643+00', 141.46475, 1, '09514999f0faeabc');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-d9d2-71c4-81ae-8a927c2f5b31', '2026-11-29 14:20:34.642+00', '2026-11-29 14:20:34.651005+00', 1.122759, 1, '0cdc863830dbf56b');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.notify', '01a227ad-dc64-7350-8cf6-f5dad0abff4f', '2026-11-29 14:20:35.301+00', '2026-11-29 14:20:35.386568+00', 75.59998, 1, 'b709d8a4b8a5fff6');
INSERT INTO kernel.inbox_20261129 VALUES ('notifications.email', '01a227ad-dcba-7629-bd9d-afe3d7cadf81', '2026-11-29 14:20:35.386+00', '2026-11-29 14:20:35.496923+00', 91.60447, 1, '810193796c24014b');
INSERT INTO kernel.inbox_20261129 VALUES ('mailbox.post', '01a227ad-dd28-7737-80e7-4f162d0c30c7', '2026-11-29 14:20:35.496+00', '2026-11-29 14:20:35.518564+00', 1.234365, 1, '7df469089c6c6913');
INSERT INTO kernel.migrations VALUES ('kernel', '0001-kernel.sql', '2983de2252d61c4e8209234333829d3e66a3c17f772910c8defc7bbe96d718b8', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0002-files.sql', '578d3e81d34501b0d4187a531d03a53cccdbfeca9a07d9bdd36e396aa6a35ec5', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0003-encryption.sql', '18ed050bb186d531baf09008a4d374c533a3e1e15663a262608a8399127fa378', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0004-inbound.sql', '19975c8eda045af7a97a0674a224c579b043a16abc2b0c82892f0f0779a92d7e', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0005-services.sql', '17ad9da40eff1522b2f581d1ff41f2485846d9fdf562f9b40e5f722d243bc710', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0006-row-rules.sql', '8708ef49d65a3bdff6bc287cea0407494a0dd469f4746d196aace3b9d3e2e6d9', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('kernel', '0007-rate-counts.sql', '9c682d62152a74dd7cf574b180c8b89cdb2927a166d92bc4669559dfacd254ef', '2026-11-29 14:20:19.178159+00');
INSERT INTO kernel.migrations VALUES ('operations', '0000-schema', '', '2026-11-29 14:20:19.519041+00');
INSERT INTO kernel.migrations VALUES ('identity', '0000-schema', '', '2026-11-29 14:20:19.707661+00');
INSERT INTO kernel.migrations VALUES ('identity', '0001-identity.sql', '32c06ee9da163b429c1305d20143bcd9488d120286c11d27fafb6c2afb688ba2', '2026-11-29 14:20:19.707661+00');
INSERT INTO kernel.migrations VALUES ('identity', '0002-purposes.sql', '171e188fa3309dae9e9ac00269b24f4726c2b3d2c7e13666e98475ce9cfa73cd', '2026-11-29 14:20:19.707661+00');
INSERT INTO kernel.migrations VALUES ('mailbox', '0000-schema', '', '2026-11-29 14:20:20.09902+00');
INSERT INTO kernel.migrations VALUES ('mailbox', '0001-mailbox.sql', '03ece59fafb6c2a71f8cab712ef40f93d0c094976c3470be6303d8a647a49396', '2026-11-29 14:20:20.09902+00');
INSERT INTO kernel.migrations VALUES ('notifications', '0000-schema', '', '2026-11-29 14:20:20.289184+00');
INSERT INTO kernel.migrations VALUES ('notifications', '0001-notifications.sql', '04ec252a6a625ae3af17275f5c30008e4e109e75d1c4c1014d3ed60371433b7d', '2026-11-29 14:20:20.289184+00');
INSERT INTO kernel.migrations VALUES ('courses', '0000-schema', '', '2026-11-29 14:20:20.579575+00');
INSERT INTO kernel.migrations VALUES ('courses', '0001-courses.sql', 'c49cabd76a1cdaec63b66549be75e1dfc80b253aa9c37ae2c4bd431c474338df', '2026-11-29 14:20:20.579575+00');
INSERT INTO kernel.migrations VALUES ('courses', '0002-search.sql', '31693da1814883317a49b3fa8ab188f82e7bfc35cee5fce7c6c8f644638dccb8', '2026-11-29 14:20:20.579575+00');
INSERT INTO kernel.migrations VALUES ('courses', '0003-history.sql', '0c72a60bab62172f8201104de33887cbf3d9163634ad3ecd52ebc8acf2de26fc', '2026-11-29 14:20:20.579575+00');
INSERT INTO kernel.migrations VALUES ('enrollments', '0000-schema', '', '2026-11-29 14:20:21.238887+00');
INSERT INTO kernel.migrations VALUES ('enrollments', '0001-enrollments.sql', '04bcc0498081136baa844ad900e534b2547c51a76ae91d027ea643b29c8e887d', '2026-11-29 14:20:21.238887+00');
INSERT INTO kernel.migrations VALUES ('enrollments', '0002-roster.sql', 'bb2f40db06507342b6866a38fb9ee119eb463c9b29ed7e98f072a1a9aff18dea', '2026-11-29 14:20:21.238887+00');
INSERT INTO kernel.migrations VALUES ('progress', '0000-schema', '', '2026-11-29 14:20:21.339536+00');
INSERT INTO kernel.migrations VALUES ('progress', '0001-progress.sql', '24077e2e0b701610d3e66430d7dfabbfca7d55dec0d7c87935cf4438b66a209a', '2026-11-29 14:20:21.339536+00');
INSERT INTO kernel.migrations VALUES ('progress', '0002-reading.sql', '633e8a5d7057438a379093529fa45e08f03bef8948747a19b91b65a57d34dde4', '2026-11-29 14:20:21.339536+00');
INSERT INTO kernel.migrations VALUES ('analytics', '0000-schema', '', '2026-11-29 14:20:21.516357+00');
INSERT INTO kernel.migrations VALUES ('analytics', '0001-analytics.sql', '4a92db344477c72ba55e4643f6e8c24d5cb7e45198e65e793c90e5e5d9c7e6fa', '2026-11-29 14:20:21.516357+00');
INSERT INTO kernel.migrations VALUES ('knowledge', '0000-schema', '', '2026-11-29 14:20:21.693359+00');
INSERT INTO kernel.migrations VALUES ('knowledge', '0001-knowledge.sql', '13fd0bb2fc5a8b8abe7582002695407dd802209a8541ef82fbbca849698fd21a', '2026-11-29 14:20:21.693359+00');
INSERT INTO kernel.migrations VALUES ('knowledge', '0002-documents.sql', '2a50883ed8698737543516c15f1686f950f96c670c25bcb9b00c5b4f9bbcc090', '2026-11-29 14:20:21.693359+00');
INSERT INTO kernel.migrations VALUES ('assistant', '0000-schema', '', '2026-11-29 14:20:22.063412+00');
INSERT INTO kernel.migrations VALUES ('assistant', '0001-assistant.sql', '4cbf3a8dd2d2ee330c00d97fb363b02c6d3940ebcf2857cdb7b402f1d14790b7', '2026-11-29 14:20:22.063412+00');
INSERT INTO kernel.migrations VALUES ('assistant', '0002-usage-by-day.sql', 'dcf9a66b6d1606fb4b698ce7e5405900e6439807e881536454ae809a989209aa', '2026-11-29 14:20:22.063412+00');
INSERT INTO kernel.outbox_20261129 VALUES (1, '897', '2026-11-29 14:20:26.013236+00', '01a227ad-b7e3-75c7-8e24-b404ba786bce', 'event', 'organization.created', 'identity', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.953+00', '{"name": "Demo", "createdBy": null, "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (2, '897', '2026-11-29 14:20:26.01356+00', '01a227ad-b7ed-7642-9410-e60b0edab4ab', 'event', 'user.registered', 'identity', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.963+00', '{"name": "Ada Admin", "roles": ["admin", "instructor", "learner"], "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (3, '897', '2026-11-29 14:20:26.01357+00', '01a227ad-b7ed-7642-9410-e894ed41bbbe', 'event', 'organization.member_added', 'identity', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.965+00', '{"name": "Ada Admin", "roles": ["admin", "instructor", "learner"], "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (4, '897', '2026-11-29 14:20:26.013575+00', '01a227ad-b7f7-72fc-83de-8852ba453ec1', 'task', 'notifications.notify', 'identity', '01a227ad-b7f7-72fc-83de-86fbd1c9ab43', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.974+00', '{"to": {"name": "Ada Admin", "email": "admin@demo.kernos", "locale": "en", "recipientId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345"}, "data": {}, "kind": "account.welcome", "path": "/verify-email#token=ko_xVdCyzhjRFiVop2OooYFEVeSSF86GyHsnSH_qQZSOcQ"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (5, '897', '2026-11-29 14:20:26.01358+00', '01a227ad-b80b-73eb-9131-04a2ae28ec99', 'event', 'user.registered', 'identity', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.994+00', '{"name": "Ines Instructor", "roles": ["instructor", "learner"], "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (6, '897', '2026-11-29 14:20:26.013585+00', '01a227ad-b80b-73eb-9131-0b31b8c20181', 'event', 'organization.member_added', 'identity', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.995+00', '{"name": "Ines Instructor", "roles": ["instructor", "learner"], "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (7, '897', '2026-11-29 14:20:26.013589+00', '01a227ad-b80c-738a-bee6-f93b097f298a', 'task', 'notifications.notify', 'identity', '01a227ad-b80c-738a-bee6-f7190d2e8e21', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:25.996+00', '{"to": {"name": "Ines Instructor", "email": "instructor@demo.kernos", "locale": "en", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}, "data": {}, "kind": "account.welcome", "path": "/verify-email#token=ko_o_8cVL_74UYD_ZaxxuRcThMOV4aNcbeK-Z-LWcbfVyA"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (8, '897', '2026-11-29 14:20:26.013593+00', '01a227ad-b818-7609-be70-78c14f8763ee', 'event', 'user.registered', 'identity', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.007+00', '{"name": "Lea Learner", "roles": ["learner"], "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (9, '897', '2026-11-29 14:20:26.013597+00', '01a227ad-b818-7609-be70-7c11fa8eae1c', 'event', 'organization.member_added', 'identity', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.008+00', '{"name": "Lea Learner", "roles": ["learner"], "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "organizationId": "01a227ad-b7b6-740f-89db-755a29eebc45"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (10, '897', '2026-11-29 14:20:26.013602+00', '01a227ad-b819-71e1-a146-1b5c6ec379cb', 'task', 'notifications.notify', 'identity', '01a227ad-b819-71e1-a146-14d9700572d8', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.009+00', '{"to": {"name": "Lea Learner", "email": "learner@demo.kernos", "locale": "en", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}, "data": {}, "kind": "account.welcome", "path": "/verify-email#token=ko_wYOPSlEjKeVzJJoNNCNHKq_6wB3x2YQDSpLw0IeD96E"}', '00-01a227adb7e1573d9aa5621c98ce0faf-a2ebace342a59a76-01');
INSERT INTO kernel.outbox_20261129 VALUES (11, '900', '2026-11-29 14:20:26.157938+00', '01a227ad-b8ab-77a4-b676-c8afedaa5a39', 'task', 'notifications.email', 'notifications', '01a227ad-b8ab-77a4-b676-c65f25a0b6cd', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.149+00', '{"attempt": 1, "deliveryId": "01a227ad-b896-723c-943e-dc9d9838f1ff"}', '00-01a227adb7e1573d9aa5621c98ce0faf-743a4f1c0ee3fce7-01');
INSERT INTO kernel.outbox_20261129 VALUES (12, '902', '2026-11-29 14:20:26.169063+00', '01a227ad-b8b7-71d4-bcc2-7034b200e82c', 'task', 'notifications.email', 'notifications', '01a227ad-b8b7-71d4-bcc2-6ccc2439f791', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.167+00', '{"attempt": 1, "deliveryId": "01a227ad-b8ac-75ac-b387-0f98326bc168"}', '00-01a227adb7e1573d9aa5621c98ce0faf-ee96c105dcfdbdd6-01');
INSERT INTO kernel.outbox_20261129 VALUES (13, '903', '2026-11-29 14:20:26.190755+00', '01a227ad-b8c6-76dc-9f1d-5554636b3fe7', 'task', 'notifications.email', 'notifications', '01a227ad-b8c6-76dc-9f1d-51cc705ac439', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.182+00', '{"attempt": 1, "deliveryId": "01a227ad-b8ac-75ac-b387-10ac83cdaf8c"}', '00-01a227adb7e1573d9aa5621c98ce0faf-1fcb985863d7bcc8-01');
INSERT INTO kernel.outbox_20261129 VALUES (14, '909', '2026-11-29 14:20:26.39103+00', '01a227ad-b993-7118-ae05-6e7d88d2f780', 'event', 'notification.delivered', 'notifications', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.383+00', '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-1ee6383d68e4", "recipientId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345"}', '00-01a227adb7e1573d9aa5621c98ce0faf-cb4ed8dc3d6df205-01');
INSERT INTO kernel.outbox_20261129 VALUES (15, '909', '2026-11-29 14:20:26.391069+00', '01a227ad-b993-7118-ae05-708ec75605ec', 'event', 'notification.delivered', 'notifications', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.387+00', '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-22caecf2e218", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}', '00-01a227adb7e1573d9aa5621c98ce0faf-8e4984cab6eb27a4-01');
INSERT INTO kernel.outbox_20261129 VALUES (16, '909', '2026-11-29 14:20:26.391076+00', '01a227ad-b993-7118-ae05-77a7d03a62e9', 'event', 'notification.delivered', 'notifications', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.387+00', '{"kind": "organization.joined", "channel": "in-app", "sequence": 1, "deliveryId": "01a227ad-b98d-73ad-9bc3-26cf75fbfac5", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}', '00-01a227adb7e1573d9aa5621c98ce0faf-80133ee82bdb2087-01');
INSERT INTO kernel.outbox_20261129 VALUES (17, '910', '2026-11-29 14:20:26.40036+00', '01a227ad-b99f-741a-8b94-5eb846d69b09', 'task', 'mailbox.post', 'notifications', '01a227ad-b99f-741a-8b94-59fec28363fb', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.399+00', '{"to": "instructor@demo.kernos", "text": "Hello Ines Instructor,\n\nan account was made for this address. Please follow this link within a day, so that we know it is yours:\n\nhttp://127.0.0.1:0/verify-email#token=ko_o_8cVL_74UYD_ZaxxuRcThMOV4aNcbeK-Z-LWcbfVyA\n\nIf you did not expect this, there is nothing you need to do.", "subject": "Welcome to Kernos"}', '00-01a227adb7e1573d9aa5621c98ce0faf-b988c959b2b5b5f9-01');
INSERT INTO kernel.outbox_20261129 VALUES (18, '917', '2026-11-29 14:20:26.497331+00', '01a227ad-b9fa-7785-a5cf-55364a11d780', 'task', 'mailbox.post', 'notifications', '01a227ad-b9fa-7785-a5cf-52d13ba8bc4d', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.49+00', '{"to": "admin@demo.kernos", "text": "Hello Ada Admin,\n\nan account was made for this address. Please follow this link within a day, so that we know it is yours:\n\nhttp://127.0.0.1:0/verify-email#token=ko_xVdCyzhjRFiVop2OooYFEVeSSF86GyHsnSH_qQZSOcQ\n\nIf you did not expect this, there is nothing you need to do.", "subject": "Welcome to Kernos"}', '00-01a227adb7e1573d9aa5621c98ce0faf-8a3286cad394b75c-01');
INSERT INTO kernel.outbox_20261129 VALUES (20, '923', '2026-11-29 14:20:30.486237+00', '01a227ad-c993-76e5-ba00-dd7e2db8f13e', 'workflow', 'courses.publish', 'courses', 'publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '2026-11-29 14:20:30.483+00', '{"id": "publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1"}', '00-01a227adc993e696c98abf5a6c67528e-754745e155fa3568-01');
INSERT INTO kernel.outbox_20261129 VALUES (19, '917', '2026-11-29 14:20:26.497523+00', '01a227ad-b9fa-7785-a5cf-5fe0de2044ca', 'task', 'mailbox.post', 'notifications', '01a227ad-b9fa-7785-a5cf-5ab0c1fa07fb', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:26.49+00', '{"to": "learner@demo.kernos", "text": "Hello Lea Learner,\n\nan account was made for this address. Please follow this link within a day, so that we know it is yours:\n\nhttp://127.0.0.1:0/verify-email#token=ko_wYOPSlEjKeVzJJoNNCNHKq_6wB3x2YQDSpLw0IeD96E\n\nIf you did not expect this, there is nothing you need to do.", "subject": "Welcome to Kernos"}', '00-01a227adb7e1573d9aa5621c98ce0faf-212c09bda71541f9-01');
INSERT INTO kernel.outbox_20261129 VALUES (21, '930', '2026-11-29 14:20:30.794391+00', '01a227ad-cac7-754e-9fae-7819459d009e', 'event', 'course.published', 'courses', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:30.773+00', '{"title": "Welcome to Kernos", "version": 1, "capacity": null, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "waitlist": false, "lessonIds": ["01a227ad-c966-729c-bf38-f44f37d78356", "01a227ad-c966-729c-bf38-fb13e628f0c9", "01a227ad-c966-729c-bf38-ff478ad25cd6", "01a227ad-c966-729c-bf39-0328eea4eac4", "01a227ad-c966-729c-bf39-04aa8e799683", "01a227ad-c966-729c-bf39-0b960c1bfd36"], "instructorId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}', '00-01a227adc993e696c98abf5a6c67528e-0a60e1c8764e726b-01');
INSERT INTO kernel.outbox_20261129 VALUES (35, '1017', '2026-11-29 14:20:33.893262+00', '01a227ad-d6e4-7508-8794-5d9a5ed26eaf', 'event', 'knowledge.indexed', 'knowledge', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.892+00', '{"kind": "course", "changed": 1, "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "passages": 1, "sourceId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "indexVersion": 2}', '00-01a227add0fda36b6bd9d66e59507517-ede30fb98379490f-01');
INSERT INTO kernel.outbox_20261129 VALUES (40, '1043', '2026-11-29 14:20:34.496516+00', '01a227ad-d913-7086-8e77-b181146bdc72', 'event', 'notification.delivered', 'notifications', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.451+00', '{"kind": "learning.completed", "channel": "in-app", "sequence": 3, "deliveryId": "01a227ad-d90f-726f-a64f-10320034627e", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}', '00-01a227add8809f2aaff4f4f10e4b217e-15eb651dd7063ed5-01');
INSERT INTO kernel.outbox_20261129 VALUES (41, '1043', '2026-11-29 14:20:34.496565+00', '01a227ad-d932-74e6-a62c-c999105e142f', 'task', 'notifications.email', 'notifications', '01a227ad-d931-7274-8ee2-d38902a934db', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.481+00', '{"attempt": 1, "deliveryId": "01a227ad-d913-7086-8e77-b6bc2cad502f"}', '00-01a227add8809f2aaff4f4f10e4b217e-15eb651dd7063ed5-01');
INSERT INTO kernel.outbox_20261129 VALUES (42, '1043', '2026-11-29 14:20:34.496572+00', '01a227ad-d934-7632-b686-2b362444eea6', 'event', 'notification.delivered', 'notifications', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.484+00', '{"kind": "teaching.learner-completed", "channel": "in-app", "sequence": 3, "deliveryId": "01a227ad-d933-7541-8234-7d83f886af12", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}', '00-01a227add8809f2aaff4f4f10e4b217e-15eb651dd7063ed5-01');
INSERT INTO kernel.outbox_20261129 VALUES (44, '1056', '2026-11-29 14:20:34.68974+00', '01a227ad-d9ff-735e-9164-aedf63d98eb6', 'event', 'knowledge.indexed', 'knowledge', '01a227ad-d227-77ae-8f54-1124d05395c1', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.687+00', '{"kind": "document", "changed": 1, "version": null, "courseId": null, "passages": 1, "sourceId": "01a227ad-d227-77ae-8f54-1124d05395c1", "indexVersion": 3}', '00-01a227add22e125e4da1df0443d95b9e-3dfba6805ee712d3-01');
INSERT INTO kernel.outbox_20261129 VALUES (48, '1074', '2026-11-29 14:20:35.386444+00', '01a227ad-dcba-7629-bd9d-afe3d7cadf81', 'task', 'notifications.email', 'notifications', '01a227ad-dcba-7629-bd9d-abdd0e5b3fe9', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:35.386+00', '{"attempt": 1, "deliveryId": "01a227ad-dcb8-701e-8233-cda71db10d82"}', '00-01a227addc634b2a54647823403d2130-b709d8a4b8a5fff6-01');
INSERT INTO kernel.outbox_20261129 VALUES (49, '1078', '2026-11-29 14:20:35.496793+00', '01a227ad-dd28-7737-80e7-4f162d0c30c7', 'task', 'mailbox.post', 'notifications', '01a227ad-dd28-7737-80e7-488777c327c4', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:35.496+00', '{"to": "invited@example.org", "text": "Hello,\n\nAda Admin invites you to join Demo on Kernos. Follow this link within seven days:\n\nhttp://127.0.0.1:0/invitation#token=ko_06VDua0S5_JcIMO23iHWD7FnPt7Ft2A_Q3Uue2IJuCg\n\nIf you do not want to, there is nothing you need to do.", "subject": "Invitation to Demo"}', '00-01a227addc634b2a54647823403d2130-810193796c24014b-01');
INSERT INTO kernel.outbox_20261129 VALUES (22, '935', '2026-11-29 14:20:30.891443+00', '01a227ad-cb16-7119-8eec-08a99b2d366b', 'workflow', 'knowledge.index-course', 'knowledge', 'index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:30.87+00', '{"id": "index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1"}', '00-01a227adc993e696c98abf5a6c67528e-6a2306a2b5344a20-01');
INSERT INTO kernel.outbox_20261129 VALUES (23, '953', '2026-11-29 14:20:31.688032+00', '01a227ad-cdef-73c2-a13e-14947e135e7c', 'event', 'user.authenticated', 'identity', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:31.593+00', '{"method": "password", "userId": "01a227ad-b7f7-72fc-83de-8e8296b838ee", "sessionId": "01a227ad-cda5-7692-9fab-6b53ebad47f0"}', '00-01a227adcde904f84e1adeb7cac165ca-0b79a7472fc34589-01');
INSERT INTO kernel.outbox_20261129 VALUES (24, '952', '2026-11-29 14:20:32.097114+00', '01a227ad-cfe0-7404-b1c9-47e10d1b8aac', 'event', 'knowledge.indexed', 'knowledge', '01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:32.095+00', '{"kind": "course", "changed": 6, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "passages": 6, "sourceId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "indexVersion": 1}', '00-01a227adc993e696c98abf5a6c67528e-f16675d462453f8f-01');
INSERT INTO kernel.outbox_20261129 VALUES (25, '965', '2026-11-29 14:20:32.382815+00', '01a227ad-d0fe-7298-a031-f1caea1d84f3', 'workflow', 'courses.publish', 'courses', 'publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '2026-11-29 14:20:32.382+00', '{"id": "publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1"}', '00-01a227add0fda36b6bd9d66e59507517-26429e205d7f39f8-01');
INSERT INTO kernel.outbox_20261129 VALUES (26, '973', '2026-11-29 14:20:32.693515+00', '01a227ad-d22e-7662-978e-3b768039c552', 'workflow', 'knowledge.index-document', 'knowledge', 'document-01a227ad-d227-77ae-8f54-1124d05395c1-1', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '2026-11-29 14:20:32.686+00', '{"id": "document-01a227ad-d227-77ae-8f54-1124d05395c1-1"}', '00-01a227add22e125e4da1df0443d95b9e-bcabc726c0490f53-01');
INSERT INTO kernel.outbox_20261129 VALUES (27, '981', '2026-11-29 14:20:33.239172+00', '01a227ad-d453-7355-8adc-931a9f67f47b', 'event', 'course.published', 'courses', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.235+00', '{"title": "A draft that nobody has published", "version": 1, "capacity": null, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "waitlist": false, "lessonIds": ["01a227ad-d099-7583-ba82-59712897f3d9"], "instructorId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}', '00-01a227add0fda36b6bd9d66e59507517-7632455a88700050-01');
INSERT INTO kernel.outbox_20261129 VALUES (29, '983', '2026-11-29 14:20:33.331524+00', '01a227ad-d460-7765-ac9d-e6aeb0c45fe4', 'event', 'user.authenticated', 'identity', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.248+00', '{"method": "password", "userId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "sessionId": "01a227ad-d453-7355-8adc-8ee12b0b7df3"}', '00-01a227add460abb139b1001c6773ad3b-88c730a89969e1a4-01');
INSERT INTO kernel.outbox_20261129 VALUES (30, '999', '2026-11-29 14:20:33.496624+00', '01a227ad-d558-76f9-8e37-97b4ec58460e', 'event', 'enrollment.created', 'enrollments', '01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:33.495+00', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "enrollmentId": "01a227ad-d556-70b7-9ef9-445c7601a6a7"}', '00-01a227add557de1fc658270070b05c74-4e5fbd368bad467d-01');
INSERT INTO kernel.outbox_20261129 VALUES (32, '1014', '2026-11-29 14:20:33.86859+00', '01a227ad-d69f-77d9-a2b4-19b6b540d73d', 'event', 'notification.delivered', 'notifications', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.823+00', '{"kind": "learning.enrolled", "channel": "in-app", "sequence": 2, "deliveryId": "01a227ad-d69d-734b-8896-9a9236ccfb25", "recipientId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f"}', '00-01a227add557de1fc658270070b05c74-6c52b3f09fd5804f-01');
INSERT INTO kernel.outbox_20261129 VALUES (33, '1014', '2026-11-29 14:20:33.868626+00', '01a227ad-d6a0-7110-99a1-324103b04f38', 'task', 'notifications.email', 'notifications', '01a227ad-d6a0-7110-99a1-2fa98e745dcd', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.824+00', '{"attempt": 1, "deliveryId": "01a227ad-d69f-77d9-a2b4-1df4c6fe0e97"}', '00-01a227add557de1fc658270070b05c74-6c52b3f09fd5804f-01');
INSERT INTO kernel.outbox_20261129 VALUES (34, '1014', '2026-11-29 14:20:33.868634+00', '01a227ad-d6cb-77c1-a33a-f098a92a14a3', 'event', 'notification.delivered', 'notifications', '01a227ad-b7f7-72fc-83de-8e8296b838ee', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.867+00', '{"kind": "teaching.learner-enrolled", "channel": "in-app", "sequence": 2, "deliveryId": "01a227ad-d6c9-7583-be43-afdf18ab399e", "recipientId": "01a227ad-b7f7-72fc-83de-8e8296b838ee"}', '00-01a227add557de1fc658270070b05c74-6c52b3f09fd5804f-01');
INSERT INTO kernel.outbox_20261129 VALUES (37, '1033', '2026-11-29 14:20:34.349852+00', '01a227ad-d89f-70a8-84c3-cc1270856920', 'event', 'lesson.completed', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:34.304+00', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "lessonId": "01a227ad-d099-7583-ba82-59712897f3d9", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "courseVersion": 1}', '00-01a227add8809f2aaff4f4f10e4b217e-3dc3fc8cb6f2d90b-01');
INSERT INTO kernel.outbox_20261129 VALUES (38, '1033', '2026-11-29 14:20:34.349903+00', '01a227ad-d8a4-7310-9d02-100f6180f01f', 'event', 'progress.updated', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:34.339+00', '{"total": 1, "percent": 100, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "completed": 1, "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "updatedAt": "2026-11-29T14:20:34.335Z", "completedAt": "2026-11-29T14:20:34.335Z"}', '00-01a227add8809f2aaff4f4f10e4b217e-3dc3fc8cb6f2d90b-01');
INSERT INTO kernel.outbox_20261129 VALUES (39, '1033', '2026-11-29 14:20:34.349911+00', '01a227ad-d8ab-74ec-ad99-f768a689e101', 'event', 'course.completed', 'progress', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:34.346+00', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "courseVersion": 1, "certificateCode": "VEHP6-4WJBB-KB4VT-35BGK"}', '00-01a227add8809f2aaff4f4f10e4b217e-3dc3fc8cb6f2d90b-01');
INSERT INTO kernel.outbox_20261129 VALUES (28, '986', '2026-11-29 14:20:33.324927+00', '01a227ad-d467-7170-9e01-7b325dfba8d1', 'workflow', 'knowledge.index-course', 'knowledge', 'index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.255+00', '{"id": "index-01a227ad-cfe3-7279-acac-e177d2a322d2-1"}', '00-01a227add0fda36b6bd9d66e59507517-ed65b550331f407e-01');
INSERT INTO kernel.outbox_20261129 VALUES (36, '1032', '2026-11-29 14:20:34.256635+00', '01a227ad-d850-718e-a320-f46b65803129', 'task', 'mailbox.post', 'notifications', '01a227ad-d850-718e-a320-f035b7b095fb', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.256+00', '{"to": "learner@demo.kernos", "text": "Hello Lea Learner,\n\nyou have a seat in A draft that nobody has published. Begin whenever you like; we remember where you left off:\n\nhttp://127.0.0.1:0/courses/01a227ad-cfe3-7279-acac-e177d2a322d2\n\nShould your plans change, withdraw on that page: your seat goes to the next person, and what you have completed is kept.\n\n--\nNo more emails like this: http://127.0.0.1:0/unsubscribe/WyIwMWEyMjdhZC1iODBjLTczOGEtYmVlNi1mZjZiNjdiMWU5NmYiLCJsZWFybmluZy5lbnJvbGxlZCIsImVtYWlsIiwiZW4iXQ.5xne_lwvAgAvNYumYLwHQq8GI0ZIMKsvwwjWwAbF-IU", "subject": "You are enrolled: A draft that nobody has published"}', '00-01a227add557de1fc658270070b05c74-1990936432e426e9-01');
INSERT INTO kernel.outbox_20261129 VALUES (43, '1055', '2026-11-29 14:20:34.642496+00', '01a227ad-d9d2-71c4-81ae-8a927c2f5b31', 'task', 'mailbox.post', 'notifications', '01a227ad-d9d2-71c4-81ae-85de27c0d948', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:34.642+00', '{"to": "learner@demo.kernos", "text": "Hello Lea Learner,\n\ncongratulations: you completed every lesson of A draft that nobody has published. Your certificate is ready:\n\nhttp://127.0.0.1:0/certificates\n\n--\nNo more emails like this: http://127.0.0.1:0/unsubscribe/WyIwMWEyMjdhZC1iODBjLTczOGEtYmVlNi1mZjZiNjdiMWU5NmYiLCJsZWFybmluZy5jb21wbGV0ZWQiLCJlbWFpbCIsImVuIl0.aac_d6LOuinm26FLLEIhgBtpcMn1QLfwYdQ8tAXJFj0", "subject": "You completed A draft that nobody has published"}', '00-01a227add8809f2aaff4f4f10e4b217e-09514999f0faeabc-01');
INSERT INTO kernel.outbox_20261129 VALUES (31, '1004', '2026-11-29 14:20:33.594327+00', '01a227ad-d589-7232-8b7c-cd1879921868', 'workflow', 'enrollments.welcome', 'enrollments', 'welcome-01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:33.545+00', '{"id": "welcome-01a227ad-d556-70b7-9ef9-445c7601a6a7"}', '00-01a227add557de1fc658270070b05c74-8ea1254e4799c9d6-01');
INSERT INTO kernel.outbox_20261129 VALUES (45, '1064', '2026-11-29 14:20:34.737476+00', '01a227ad-da30-7081-a9ab-7e405679d614', 'event', 'rag.query_processed', 'assistant', '01a227ad-d8d5-73c1-92a8-600038e506df', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '2026-11-29 14:20:34.735+00', '{"kind": "explain", "mode": "nothing-found", "model": null, "cached": false, "source": "ask", "queryId": "01a227ad-d8d5-73c1-92a8-600038e506df", "totalMs": 156.9, "courseId": null, "passages": 0, "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "modeReason": "no-model", "retrieveMs": 75.3, "answerLength": 118, "firstTokenMs": null, "promptTokens": 0, "questionLength": 24, "completionTokens": 0, "supportedSentences": 0, "unsupportedSentences": 0}', '00-01a227add922740519d47029e4181e60-f8d9f79aba252839-01');
INSERT INTO kernel.outbox_20261129 VALUES (46, '1070', '2026-11-29 14:20:35.284103+00', '01a227ad-dc51-72e3-84ea-241ec9bd9de5', 'event', 'user.authenticated', 'identity', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, '2026-11-29 14:20:35.281+00', '{"method": "password", "userId": "01a227ad-b7e3-75c7-8e24-bb73dcc24345", "sessionId": "01a227ad-dc47-7724-aff7-f2a2479b643f"}', '00-01a227addc518ce213d5b5a7c561cf1e-70b22f5499401d75-01');
INSERT INTO kernel.outbox_20261129 VALUES (47, '1073', '2026-11-29 14:20:35.301116+00', '01a227ad-dc64-7350-8cf6-f5dad0abff4f', 'task', 'notifications.notify', 'identity', '01a227ad-dc64-7350-8cf6-f05e6e04ef09', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', '2026-11-29 14:20:35.299+00', '{"to": {"email": "invited@example.org", "locale": "en", "recipientId": "01a227ad-dc63-75ac-b03b-7224b88ff5b3"}, "data": {"inviter": {"name": "Ada Admin"}, "organization": {"name": "Demo"}}, "kind": "account.invitation", "path": "/invitation#token=ko_06VDua0S5_JcIMO23iHWD7FnPt7Ft2A_Q3Uue2IJuCg"}', '00-01a227addc634b2a54647823403d2130-d17e19330cf44342-01');
INSERT INTO kernel.replies VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '1g0K7FQeqO6uC_2Pa0Td0Qmj9iKNBqWBjoZbp1TgMgQ', 'knowledge.retrieve', '01a227ad-b7b6-740f-89db-755a29eebc45', '\x03773f5e0e611acf989a1d19df5c2767ebd87bfb60f225def080a38f8446c69f', 200, '{"mode": "lexical", "passages": [{"id": "01a227ad-cde7-7721-8fe6-8a8b034bff43", "why": {"bm25": 0.8627291348658495, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.8627291348658495}], "context": 0.6901833057403565, "similarity": null, "vectorRank": null, "lexicalRank": 1, "rerankScore": null}, "text": "# Welcome\n\nKernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six\nlessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it\nexplains.\n\nYou signed in as one of three people, or as yourself:\n\n| who | may |\n|---|---|\n| a **learner** | find courses, enroll, read, complete lessons, get a certificate |\n| an **instructor** | make courses, publish them, see who is enrolled |\n| an **administrator** | manage people and roles, and look after the system |\n\nOne person can have several of these roles, and other ones in another organization.\n\nThe rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds\nanything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.\n\nGo on with [finding a course](lesson:01-learning/02-finding-a-course).", "time": null, "pages": null, "score": 1.552912437915802, "source": {"type": "lesson", "title": "Welcome", "address": null, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "lessonId": "01a227ad-c966-729c-bf38-f44f37d78356", "documentId": null, "courseTitle": "Welcome to Kernos"}, "offsets": {"end": 954, "start": 0}, "highlights": [{"end": 105, "start": 99}, {"end": 171, "start": 165}, {"end": 355, "start": 348}, {"end": 443, "start": 436}, {"end": 786, "start": 779}, {"end": 910, "start": 904}, {"end": 950, "start": 944}], "contentHash": "c2fb6a6fa8435081f6bba6fc16d21f3f090d72f20d0cb469dca4357feb8ff5e7", "headingPath": ["Learning", "Welcome"]}, {"id": "01a227ad-cde7-7721-8fe6-9b29f7b88ea5", "why": {"bm25": 0.8145656785405537, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.8145656785405537}], "context": 0.6516525268554688, "similarity": null, "vectorRank": null, "lexicalRank": 2, "rerankScore": null}, "text": "# Publishing, and changing a published course\n\nPublishing freezes the draft as a version that never changes again. It happens in steps that you can watch:\ncheck the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine\nloses power between two of them, it goes on from there when it is back.\n\nAfter that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next\nversion.\n\n**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.\n\nYou decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If\nyou add seats, the first in line get them.\n\nTo end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can\nbe restored.\n\nYou can take a course with you as well: the export is a zip of Markdown files that imports to the same course.", "time": null, "pages": null, "score": 1.4662181854248049, "source": {"type": "lesson", "title": "Publishing, and changing a published course", "address": null, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "lessonId": "01a227ad-c966-729c-bf39-04aa8e799683", "documentId": null, "courseTitle": "Welcome to Kernos"}, "offsets": {"end": 952, "start": 0}, "highlights": [{"end": 45, "start": 39}, {"end": 732, "start": 726}, {"end": 823, "start": 817}, {"end": 863, "start": 857}, {"end": 951, "start": 945}], "contentHash": "de28e9f19620ed5a3ae145cad72495f7862654ad098b4626d69587604bc25602", "headingPath": ["Teaching", "Publishing, and changing a published course"]}, {"id": "01a227ad-cde7-7721-8fe6-92fa4252c151", "why": {"bm25": 0.7961835891064672, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.7961835891064672}], "context": 0.6369468688964844, "similarity": null, "vectorRank": null, "lexicalRank": 3, "rerankScore": null}, "text": "# Reading, completing, and the certificate\n\nRead a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your\nown, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:\n\n- **how far you are**, as a share of all lessons, from 0 to 100 %;\n- **where to go on**: **Home** leads back to the line where you stopped;\n- **which version you read**. When the instructor publishes a new version of the course, your progress does not\n  fall behind your back.\n\nCompleting a lesson twice changes nothing, so there is nothing to be careful about.\n\nWith the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that\nanyone you give it to can open to see that it is real. They need no account for that.\n\nIf you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).", "time": null, "pages": null, "score": 1.43313045501709, "source": {"type": "lesson", "title": "Reading, completing, and the certificate", "address": null, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "lessonId": "01a227ad-c966-729c-bf38-ff478ad25cd6", "documentId": null, "courseTitle": "Welcome to Kernos"}, "offsets": {"end": 914, "start": 0}, "highlights": [{"end": 218, "start": 212}, {"end": 496, "start": 490}, {"end": 663, "start": 657}, {"end": 873, "start": 867}, {"end": 912, "start": 906}], "contentHash": "74fbaccf082012172ccb8b7f04e94e00477b16fe8cee395190c3a6dd89f74bf6", "headingPath": ["Learning", "Reading, completing, and the certificate"]}, {"id": "01a227ad-cde7-7721-8fe6-94f351132060", "why": {"bm25": 0.7605148791541588, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.7605148791541588}], "context": 0.6084118843078614, "similarity": null, "vectorRank": null, "lexicalRank": 4, "rerankScore": null}, "text": "# Making a course out of what you have\n\nA course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,\nyou have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.\n\nFolders become modules, files become lessons. Their order comes from the numbers in front of their names\n(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from\nlesson to lesson, and images come along.\n\nWhat cannot be kept is never dropped in silence: the report names every file and every link, with the reason.\n\nThe result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as\nyou go, and every earlier state of a lesson can be brought back. Should somebody else\nsave the same lesson while you write, you are told before anything is lost.\n\nThen [publish it](lesson:02-teaching/02-publishing).", "time": null, "pages": null, "score": 1.368926739692688, "source": {"type": "lesson", "title": "Making a course out of what you have", "address": null, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "lessonId": "01a227ad-c966-729c-bf39-0328eea4eac4", "documentId": null, "courseTitle": "Welcome to Kernos"}, "offsets": {"end": 961, "start": 0}, "highlights": [{"end": 17, "start": 11}, {"end": 48, "start": 42}, {"end": 169, "start": 163}, {"end": 219, "start": 213}], "contentHash": "60ddf882279e211170d6b6d6563f588812f9c1ce0644ddf6c1ec13883e8392eb", "headingPath": ["Teaching", "Making a course out of what you have"]}, {"id": "01a227ad-cde7-7721-8fe6-8c85e7de9608", "why": {"bm25": 0.715609032234119, "terms": [{"term": "cours", "typed": "course", "corrected": false, "contribution": 0.715609032234119}], "context": 0.572487211227417, "similarity": null, "vectorRank": null, "lexicalRank": 5, "rerankScore": null}, "text": "# Finding a course and taking a seat\n\n**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of\nthe lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.\n\nA course may have a limited number of seats. When you enroll, one of three things happens:\n\n- **There is a seat.** It is yours at once, and a welcome is in your inbox.\n- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;\n  there is nothing you need to do.\n- **It is full.** You are told so, and nothing else changes.\n\nYou can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for\nthe day you come back.\n\nNext: [reading and completing](lesson:01-learning/03-reading-and-completing).", "time": null, "pages": null, "score": 1.2880962252616883, "source": {"type": "lesson", "title": "Finding a course and taking a seat", "address": null, "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5", "lessonId": "01a227ad-c966-729c-bf38-fb13e628f0c9", "documentId": null, "courseTitle": "Welcome to Kernos"}, "offsets": {"end": 841, "start": 0}, "highlights": [{"end": 18, "start": 12}, {"end": 77, "start": 70}, {"end": 260, "start": 254}], "contentHash": "49a854f3b5606d6e8724273eac52bb2c47e39be6508bdec16e4888ab7b328793", "headingPath": ["Learning", "Finding a course and taking a seat"]}], "reranked": false, "modeReason": "No embedding model is set up (EMBEDDING_MODEL), so words alone were compared.", "corrections": [], "fingerprint": "44860cb0df2cdcc2e8579b78efb9afd60b24bb0d5fe85ccbe1fedabeef4067d8", "indexVersion": 2}', '[]', '2026-11-29 14:20:34.525507+00');
INSERT INTO kernel.schedules VALUES ('mailbox.purge', '2026-11-29 14:20:24.501+00', '2026-11-30 03:41:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('identity.purge', '2026-11-29 14:20:24.003+00', '2026-11-29 14:23:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('identity.changeKeys', '2026-11-29 14:20:24.003+00', '2026-11-30 02:11:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('notifications.everyMinute', '2026-11-29 14:20:24.502+00', '2026-11-29 14:21:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('notifications.everyNight', '2026-11-29 14:20:24.502+00', '2026-11-30 03:27:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('courses.purgeRemoved', '2026-11-29 14:20:24.507+00', '2026-11-30 03:41:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('knowledge.refreshing', '2026-11-29 14:20:24.507+00', '2026-11-29 14:30:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.schedules VALUES ('assistant.sweep', '2026-11-29 14:20:24.508+00', '2026-11-29 14:21:00+00', 0, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO kernel.secret_check VALUES (true, '\xc1195c6985c5650df996863bdc62cf6a');
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.053+00', '01a227adb7e1573d9aa5621c98ce0faf', '3529dbccc2203f04', 'f47ba9d87f0f52a5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 134.23213, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.054+00', '01a227adb7e1573d9aa5621c98ce0faf', 'b3402aec5f9f71bb', '4887092d44b3d105', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 134.22766, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.054+00', '01a227adb7e1573d9aa5621c98ce0faf', '4e5d37cd5f03deb0', '8d2fc5abe63c1830', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 134.1961, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.234+00', '01a227adb7e1573d9aa5621c98ce0faf', '1c1cd528e9742ee5', 'cb4ed8dc3d6df205', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 141.55908, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.234+00', '01a227adb7e1573d9aa5621c98ce0faf', '508359459cb50985', '8e4984cab6eb27a4', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 141.48978, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:26.234+00', '01a227adb7e1573d9aa5621c98ce0faf', 'cbd496060bca8de8', '80133ee82bdb2087', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 141.45207, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:30.85+00', '01a227adc993e696c98abf5a6c67528e', '19cca3a3d31e65ee', 'f6e92244a2cc5cd9', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 33.329266, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:31.104+00', '01a227adc993e696c98abf5a6c67528e', 'a5aebef0b78274c5', 'b1a8fe25edbe36c5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'courses', 'courses.versionLessons', NULL, NULL, NULL, NULL, 66.1604, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:31.014+00', '01a227adcde904f84e1adeb7cac165ca', '0b79a7472fc34589', NULL, NULL, 'request', 'identity', 'identity.login', 'POST', '/api/auth/login', 200, NULL, 988.1616, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.091+00', '01a227add03e011025abbbc1b48020fb', '08cade83b1a003f1', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.create', 'POST', '/api/courses', 201, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 98.27324, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.195+00', '01a227add067d88b9ddebb4c837c2fda', 'aebb3683e442abb4', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.addModule', 'POST', '/api/courses/:courseId/modules', 201, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 35.781612, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.238+00', '01a227add0c3e5e1735e48cec50ba816', '7a15a39e9c1626db', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.addLesson', 'POST', '/api/modules/:moduleId/lessons', 201, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 84.99275, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.336+00', '01a227add0f1072f6c210d79f53a4067', 'c2695b2dc43658de', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.addFile', 'POST', '/api/courses/:courseId/files', 201, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 32.959316, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.372+00', '01a227add0fda36b6bd9d66e59507517', '26429e205d7f39f8', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.publish', 'POST', '/api/courses/:courseId/publish', 202, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 12.24749, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.391+00', '01a227add1d3fa0becf037e20465f4aa', 'ac71cc204a688267', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'courses', 'courses.updateLesson', 'PATCH', '/api/lessons/:lessonId', 200, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 203.01033, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.634+00', '01a227add22e125e4da1df0443d95b9e', 'bcabc726c0490f53', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'knowledge', 'knowledge.upload', 'POST', '/api/knowledge/documents', 202, '01a227ad-b7f7-72fc-83de-8e8296b838ee', 272.94534, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.325+00', '01a227add0fda36b6bd9d66e59507517', '443b8f07ca5d1765', '838248de9ef96445', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 4.891172, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:32.931+00', '01a227add460abb139b1001c6773ad3b', '88c730a89969e1a4', NULL, NULL, 'request', 'identity', 'identity.login', 'POST', '/api/auth/login', 200, NULL, 409.69162, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.466+00', '01a227add0fda36b6bd9d66e59507517', 'c93f0b3bf5082656', '31561d2e27dc9659', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'courses', 'courses.versionLessons', NULL, NULL, NULL, NULL, 20.986654, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.488+00', '01a227add557de1fc658270070b05c74', '4e5fbd368bad467d', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'enrollments', 'enrollments.enroll', 'POST', '/api/courses/:courseId/enroll', 201, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 54.61487, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.675+00', '01a227add557de1fc658270070b05c74', 'ec3a485d02ed1311', '6c52b3f09fd5804f', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 139.50438, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.675+00', '01a227add557de1fc658270070b05c74', '98a56c8b0d6750d2', '6c52b3f09fd5804f', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 139.48347, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.902+00', '01a227add557de1fc658270070b05c74', '6c9dd2480fa5467b', '1990936432e426e9', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 13.341237, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.727+00', '01a227add557de1fc658270070b05c74', 'ee18dfca69f93e3b', 'ee12fcbc437da2ca', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'progress', 'progress.initialise', NULL, NULL, NULL, NULL, 215.44345, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:33.815+00', '01a227add7be428b8a9e4566d96f8866', '9fd542974c48f565', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'progress', 'progress.writeNote', 'PUT', '/api/lessons/:lessonId/note', 200, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 294.256, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.131+00', '01a227add8288b9c70842268fae44dae', '75c798a03e400eba', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'progress', 'progress.keepPosition', 'PUT', '/api/lessons/:lessonId/position', 200, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 84.09146, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.235+00', '01a227add8809f2aaff4f4f10e4b217e', '3dc3fc8cb6f2d90b', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'progress', 'progress.complete', 'POST', '/api/lessons/:lessonId/complete', 200, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 122.89736, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.369+00', '01a227add8809f2aaff4f4f10e4b217e', '59e0ec4897a5791f', '7c722a231738a672', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 56.766663, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.415+00', '01a227add8809f2aaff4f4f10e4b217e', '28721fc0d9087808', '15eb651dd7063ed5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 23.736963, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.415+00', '01a227add8809f2aaff4f4f10e4b217e', 'adc8660a786bc33f', '15eb651dd7063ed5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 23.682423, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.504+00', '01a227add922740519d47029e4181e60', 'db19a4f317a8f3f6', '96d37c77dc492860', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'courses', 'courses.standings', NULL, NULL, NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 14.039575, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.466+00', '01a227add922740519d47029e4181e60', '96d37c77dc492860', 'f8d9f79aba252839', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'knowledge', 'knowledge.retrieve', NULL, NULL, NULL, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 64.695526, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.511+00', '01a227add8809f2aaff4f4f10e4b217e', '673a010685a6ba73', '09514999f0faeabc', '01a227ad-b7b6-740f-89db-755a29eebc45', 'call', 'identity', 'identity.person', NULL, NULL, NULL, NULL, 113.226746, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.387+00', '01a227add922740519d47029e4181e60', 'f8d9f79aba252839', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'assistant', 'assistant.ask', 'POST', '/api/ai/ask', 200, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 425.85306, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:34.829+00', '01a227addba5bad5c71c20808ee792d5', '4c33b8313ef032a0', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'assistant', 'assistant.createKey', 'POST', '/api/ai/keys', 201, '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 279.7303, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:35.145+00', '01a227addc518ce213d5b5a7c561cf1e', '70b22f5499401d75', NULL, NULL, 'request', 'identity', 'identity.login', 'POST', '/api/auth/login', 200, NULL, 142.42007, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:35.29+00', '01a227addc634b2a54647823403d2130', 'd17e19330cf44342', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'identity', 'identity.invite', 'POST', '/api/invitations', 201, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 17.801989, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:35.31+00', '01a227addd090556c69a6e399c38dd87', 'f21d72698c1fbcfa', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'notifications', 'notifications.createEndpoint', 'POST', '/api/notification-endpoints', 201, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 177.55618, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:35.501+00', '01a227addd3d842ad423262e67d90f7d', 'e356d1df2eefdc8c', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'notifications', 'notifications.saveTemplate', 'PUT', '/api/notification-templates/:kind/:channel/:locale', 200, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 26.799276, NULL);
INSERT INTO kernel.spans_20261129 VALUES ('2026-11-29 14:20:35.529+00', '01a227addd4b60cf9c96ba13f81b8bc5', 'fd613c382cd8c414', NULL, '01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 'assistant', 'assistant.setBudget', 'PUT', '/api/ai/budget', 200, '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 12.75823, NULL);
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 0, 'do', 'step', 'hold', 'done', '{"courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:30.531+00', '2026-11-29 14:20:30.542+00', 'a41e385f7e8f18cd');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 1, 'do', 'step', 'validate', 'done', '{"courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 2, '2026-11-29 14:20:30.565+00', '2026-11-29 14:20:30.573+00', 'b5c5173a0c84ca07');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 2, 'do', 'step', 'freeze', 'done', '{"courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', '{"version": 1}', NULL, 1, NULL, 3, '2026-11-29 14:20:30.58+00', '2026-11-29 14:20:30.647+00', '58d5089ac598cfd6');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 3, 'do', 'step', 'storeFiles', 'done', '{"version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 4, '2026-11-29 14:20:30.665+00', '2026-11-29 14:20:30.671+00', 'aa6c7ca48d48b4c0');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 4, 'do', 'step', 'markPublished', 'done', '{"version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 5, '2026-11-29 14:20:30.687+00', '2026-11-29 14:20:30.791+00', '0a60e1c8764e726b');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 0, 'do', 'step', 'extract', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:30.959+00', '2026-11-29 14:20:31.271+00', 'b1a8fe25edbe36c5');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 1, 'do', 'step', 'chunk', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 2, '2026-11-29 14:20:31.292+00', '2026-11-29 14:20:31.408+00', '92f184f61d6fc0b9');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 2, 'do', 'step', 'embed', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 3, '2026-11-29 14:20:31.421+00', '2026-11-29 14:20:31.421+00', '8dedb82906178119');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 3, 'do', 'step', 'index', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', NULL, NULL, 1, NULL, 4, '2026-11-29 14:20:31.449+00', '2026-11-29 14:20:32.096+00', 'f16675d462453f8f');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 0, 'do', 'step', 'hold', 'done', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:32.411+00', '2026-11-29 14:20:32.418+00', '89fc7c606eedb552');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 1, 'do', 'step', 'validate', 'done', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 2, '2026-11-29 14:20:32.425+00', '2026-11-29 14:20:32.449+00', '6986876aaa8beeb9');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 2, 'do', 'step', 'freeze', 'done', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', '{"version": 1}', NULL, 1, NULL, 3, '2026-11-29 14:20:32.597+00', '2026-11-29 14:20:32.933+00', '1b1747223bd32d9a');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 0, 'do', 'step', 'begin', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:32.945+00', '2026-11-29 14:20:32.967+00', '59ecfe20eeb23cf0');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 1, 'do', 'step', 'fetch', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 2, '2026-11-29 14:20:33.032+00', '2026-11-29 14:20:33.079+00', 'bbd5d906630b45ee');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 3, 'do', 'step', 'storeFiles', 'done', '{"version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 4, '2026-11-29 14:20:32.959+00', '2026-11-29 14:20:33.092+00', '0d407f3754ed235a');
INSERT INTO kernel.workflow_steps VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 4, 'do', 'step', 'markPublished', 'done', '{"version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 5, '2026-11-29 14:20:33.095+00', '2026-11-29 14:20:33.235+00', '7632455a88700050');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 0, 'do', 'step', 'extract', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:33.419+00', '2026-11-29 14:20:33.502+00', '31561d2e27dc9659');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 1, 'do', 'step', 'chunk', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 2, '2026-11-29 14:20:33.557+00', '2026-11-29 14:20:33.728+00', 'c274cf1e919b4566');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 2, 'do', 'step', 'embed', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 3, '2026-11-29 14:20:33.817+00', '2026-11-29 14:20:33.817+00', '657215e1ea75c545');
INSERT INTO kernel.workflow_steps VALUES ('index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 3, 'do', 'step', 'index', 'done', '{"owner": "courses", "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', NULL, NULL, 1, NULL, 4, '2026-11-29 14:20:33.824+00', '2026-11-29 14:20:33.893+00', 'ede30fb98379490f');
INSERT INTO kernel.workflow_steps VALUES ('welcome-01a227ad-d556-70b7-9ef9-445c7601a6a7', 0, 'do', 'step', 'begin', 'done', '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "enrollmentId": "01a227ad-d556-70b7-9ef9-445c7601a6a7"}', NULL, NULL, 1, NULL, 1, '2026-11-29 14:20:33.727+00', '2026-11-29 14:20:33.943+00', 'ee12fcbc437da2ca');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 2, 'do', 'step', 'extract', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 3, '2026-11-29 14:20:33.088+00', '2026-11-29 14:20:34.48+00', '0b9473dd50cbed0e');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 3, 'do', 'step', 'clean', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 4, '2026-11-29 14:20:34.487+00', '2026-11-29 14:20:34.497+00', 'fddf8d0d38bec36a');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 4, 'do', 'step', 'chunk', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 5, '2026-11-29 14:20:34.498+00', '2026-11-29 14:20:34.531+00', '77b8af79891eada8');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 5, 'do', 'step', 'embed', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 6, '2026-11-29 14:20:34.625+00', '2026-11-29 14:20:34.625+00', 'fb7cd276e6a5486a');
INSERT INTO kernel.workflow_steps VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 6, 'do', 'step', 'index', 'done', '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', NULL, NULL, 1, NULL, 7, '2026-11-29 14:20:34.642+00', '2026-11-29 14:20:34.687+00', '3dfba6805ee712d3');
INSERT INTO kernel.workflows VALUES ('publish-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 'courses.publish', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, '{"courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', 'succeeded', NULL, '2026-11-29 14:20:30.483+00', '2026-11-29 14:20:30.805+00', '00-01a227adc993e696c98abf5a6c67528e-754745e155fa3568-01', '2026-11-29 14:20:30.483+00', NULL, false, 0, 0, NULL);
INSERT INTO kernel.workflows VALUES ('index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', 'knowledge.index-course', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, '{"owner": "courses", "version": 1, "courseId": "01a227ad-c93b-70a6-941f-6c6aec6164c5"}', 'succeeded', NULL, '2026-11-29 14:20:30.87+00', '2026-11-29 14:20:32.105+00', '00-01a227adc993e696c98abf5a6c67528e-6a2306a2b5344a20-01', '2026-11-29 14:20:30.87+00', NULL, false, 0, 0, NULL);
INSERT INTO kernel.workflows VALUES ('publish-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 'courses.publish', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', 'succeeded', NULL, '2026-11-29 14:20:32.382+00', '2026-11-29 14:20:33.248+00', '00-01a227add0fda36b6bd9d66e59507517-26429e205d7f39f8-01', '2026-11-29 14:20:32.382+00', NULL, false, 0, 0, NULL);
INSERT INTO kernel.workflows VALUES ('index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', 'knowledge.index-course', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, '{"owner": "courses", "version": 1, "courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2"}', 'succeeded', NULL, '2026-11-29 14:20:33.255+00', '2026-11-29 14:20:33.894+00', '00-01a227add0fda36b6bd9d66e59507517-ed65b550331f407e-01', '2026-11-29 14:20:33.255+00', NULL, false, 0, 0, NULL);
INSERT INTO kernel.workflows VALUES ('welcome-01a227ad-d556-70b7-9ef9-445c7601a6a7', 'enrollments.welcome', '01a227ad-b7b6-740f-89db-755a29eebc45', NULL, NULL, '{"courseId": "01a227ad-cfe3-7279-acac-e177d2a322d2", "learnerId": "01a227ad-b80c-738a-bee6-ff6b67b1e96f", "enrollmentId": "01a227ad-d556-70b7-9ef9-445c7601a6a7"}', 'succeeded', NULL, '2026-11-29 14:20:33.545+00', '2026-11-29 14:20:34.162+00', '00-01a227add557de1fc658270070b05c74-8ea1254e4799c9d6-01', '2026-11-29 14:20:33.545+00', NULL, false, 0, 0, NULL);
INSERT INTO kernel.workflows VALUES ('document-01a227ad-d227-77ae-8f54-1124d05395c1-1', 'knowledge.index-document', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', NULL, '{"revision": 1, "documentId": "01a227ad-d227-77ae-8f54-1124d05395c1"}', 'succeeded', NULL, '2026-11-29 14:20:32.686+00', '2026-11-29 14:20:34.716+00', '00-01a227add22e125e4da1df0443d95b9e-bcabc726c0490f53-01', '2026-11-29 14:20:32.686+00', NULL, false, 0, 0, NULL);
INSERT INTO knowledge.courses VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', 1, false, 'index-01a227ad-c93b-70a6-941f-6c6aec6164c5-1', '2026-11-29 14:20:32.094+00');
INSERT INTO knowledge.courses VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', 1, false, 'index-01a227ad-cfe3-7279-acac-e177d2a322d2-1', '2026-11-29 14:20:33.892+00');
INSERT INTO knowledge.documents VALUES ('01a227ad-d227-77ae-8f54-1124d05395c1', '01a227ad-b7b6-740f-89db-755a29eebc45', 'A kept document', true, 'markdown', 'kept.md', NULL, NULL, NULL, 'organization', 'ready', 1, 'document-01a227ad-d227-77ae-8f54-1124d05395c1-1', NULL, 46, NULL, '[]', '# Kept
Druids brewed beer under bright moons.', NULL, NULL, NULL, '01a227ad-b7f7-72fc-83de-8e8296b838ee', '2026-11-29 14:20:32.679+00', '2026-11-29 14:20:34.686+00');
INSERT INTO knowledge.files VALUES ('01a227ad-d227-77ae-8f54-1124d05395c1', '01a227ad-b7b6-740f-89db-755a29eebc45', '\x23204b6570740a0a44727569647320627265776564206265657220756e64657220627269676874206d6f6f6e732e');
INSERT INTO knowledge.indexes VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 3, 1, 8, 737, 8);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-8a8b034bff43', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-f44f37d78356', 0, 0, 0, 954, '{Welcome}', '# Welcome
Kernos is a place to learn, to teach, and, as it grows, to work and to care. This short course is its guide: six
lessons, about ten minutes. It is also a course like any other, so by reading it you are already using what it
explains.
You signed in as one of three people, or as yourself:
| who | may |
|---|---|
| a **learner** | find courses, enroll, read, complete lessons, get a certificate |
| an **instructor** | make courses, publish them, see who is enrolled |
| an **administrator** | manage people and roles, and look after the system |
One person can have several of these roles, and other ones in another organization.
The rail at the left shows where you can go; on a phone it is the bar at the bottom. **Ctrl K** (on a Mac ⌘ K) finds
anything: pages, courses, lessons, commands. Your name at the foot of the rail has colours, language, and the way out.
Go on with [finding a course](lesson:01-learning/02-finding-a-course).', '\xc2fb6a6fa8435081f6bba6fc16d21f3f090d72f20d0cb469dca4357feb8ff5e7', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-8c85e7de9608', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-fb13e628f0c9', 1, 0, 0, 841, '{"Finding a course and taking a seat"}', '# Finding a course and taking a seat
**Catalog** lists the published courses of your organization. Search looks at titles, summaries and the text of
the lessons, and forgives typing errors: a letter too many, one missing, or two the wrong way round.
A course may have a limited number of seats. When you enroll, one of three things happens:
- **There is a seat.** It is yours at once, and a welcome is in your inbox.
- **It is full and keeps a waitlist.** You get a place on it. When somebody leaves, the first in line moves up;
  there is nothing you need to do.
- **It is full.** You are told so, and nothing else changes.
You can withdraw whenever you like. Your seat goes to the next person, and what you have completed is kept for
the day you come back.
Next: [reading and completing](lesson:01-learning/03-reading-and-completing).', '\x49a854f3b5606d6e8724273eac52bb2c47e39be6508bdec16e4888ab7b328793', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-92fa4252c151', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf38-ff478ad25cd6', 2, 0, 0, 914, '{"Reading, completing, and the certificate"}', '# Reading, completing, and the certificate
Read a lesson, then mark it as completed; the arrow keys turn the pages. Beside the text you can keep notes of your
own, and ask about what you read: answers quote the course and show where they come from. Kernos remembers:
- **how far you are**, as a share of all lessons, from 0 to 100 %;
- **where to go on**: **Home** leads back to the line where you stopped;
- **which version you read**. When the instructor publishes a new version of the course, your progress does not
  fall behind your back.
Completing a lesson twice changes nothing, so there is nothing to be careful about.
With the last lesson the course is complete, and your certificate is ready as a PDF. It carries a link that
anyone you give it to can open to see that it is real. They need no account for that.
If you also teach, go on with [making a course](lesson:02-teaching/01-making-a-course).', '\x74fbaccf082012172ccb8b7f04e94e00477b16fe8cee395190c3a6dd89f74bf6', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-94f351132060', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-0328eea4eac4', 3, 0, 0, 961, '{"Making a course out of what you have"}', '# Making a course out of what you have
A course is modules of lessons, and a lesson is text in Markdown. If your notes are a folder of Markdown files,
you have a course already: open **Studio**, choose *Import a course*, and drop the folder, or a zip of it.
Folders become modules, files become lessons. Their order comes from the numbers in front of their names
(`01-intro.md`, `02-next.md`), their titles from the first heading. Links from file to file become links from
lesson to lesson, and images come along.
What cannot be kept is never dropped in silence: the report names every file and every link, with the reason.
The result is a **draft** that only you and administrators see. Change it lesson by lesson: what you type is saved as
you go, and every earlier state of a lesson can be brought back. Should somebody else
save the same lesson while you write, you are told before anything is lost.
Then [publish it](lesson:02-teaching/02-publishing).', '\x60ddf882279e211170d6b6d6563f588812f9c1ce0644ddf6c1ec13883e8392eb', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-9b29f7b88ea5', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-04aa8e799683', 4, 0, 0, 952, '{"Publishing, and changing a published course"}', '# Publishing, and changing a published course
Publishing freezes the draft as a version that never changes again. It happens in steps that you can watch:
check the draft, freeze it, store its files, index it for the search, put it into the catalog. If the machine
loses power between two of them, it goes on from there when it is back.
After that the draft is yours again. Edit it in peace; learners see nothing of it until you publish the next
version.
**Learners** shows who is in and how far they are, as it happens; **Figures** shows where people stop.
You decide how many seats there are, and whether there is a waitlist, at any time: both take effect at once. If
you add seats, the first in line get them.
To end a course, archive it. It leaves the catalog, and those who are enrolled keep it. An archived course can
be restored.
You can take a course with you as well: the export is a zip of Markdown files that imports to the same course.', '\xde28e9f19620ed5a3ae145cad72495f7862654ad098b4626d69587604bc25602', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-cde7-7721-8fe6-9f50b59a8803', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c966-729c-bf39-0b960c1bfd36', 5, 0, 0, 1273, '{"Looking after Kernos"}', '# Looking after Kernos
This lesson is for administrators. Everything here is one program and one folder: the program started with
`npm start`, and its data lies in `.kernos` beside it (or where `KERNOS_DATA` says).
**System** shows how it is doing: requests, messages that wait, workflows, jobs by the clock, and every event with the
whole trace of what came of it. **Audit** has what administrators did. The command line says the same:
```sh
npm run kernos -- config             # every setting, and what it is for
npm run kernos -- services           # what runs
npm run kernos -- outbox             # how far each part has read what happened
npm run kernos -- dead-letters list  # what could not be done, and why
```
A message that fails is tried again for about two minutes, then set aside with its error. Nothing is lost:
mend the cause, then try it again, under *Dead letters* or with `npm run kernos -- dead-letters replay <id>`.
Letters go out once a mail server is set up (`SMTP_HOST` and its kin, see `kernos config`). Until then they are kept in
the mailbox under **Messages**, which only administrators of the organization can read; pass them on.
To back up the system, stop it and copy its folder. To move to a PostgreSQL of your own, set `DATABASE_URL`.', '\xa6c32f16f003b195eb5a775b571cc5dc8302b9812fe3bf8b068aff9aa9e6fc1d', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-d6d3-745a-a957-40b69ca83bbd', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d099-7583-ba82-59712897f3d9', 6, 0, 0, 38, '{}', 'Druids brewed beer under bright moons.', '\x7fc14ff6a2a887de517d06993ab6ff99ba220a25be9160c0c594af8c1adcd731', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.passages VALUES ('01a227ad-d9d9-746e-ba24-cf83b04c2138', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d227-77ae-8f54-1124d05395c1', 7, 0, 0, 46, '{Kept}', '# Kept
Druids brewed beer under bright moons.', '\x1556d6c4c50afc565220bc3d0f7b2692a6caff9ab5323b596a88bd370d272d41', NULL, NULL, NULL, NULL);
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '0', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01', 0, '\x1e0200001a0201001c0202001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '02', 0, '\x1e0200001c0202001f060300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '03', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '100', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'about', 0, '\x1e0200001c04020028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'account', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'add', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'administr', 0, '\x1e0200001f02030028060500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'after', 0, '\x1e0200001d02040028030500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'again', 0, '\x1d04040028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'all', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'along', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'alreadi', 0, '\x1e0200001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'and', 0, '\x1e0c00001a1301001c0902001f0c03001d090400280e0500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anoth', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'answer', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'any', 0, '\x1e0200001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anyon', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anyth', 0, '\x1e0200001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'archiv', 0, '\x1d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'arrow', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'as', 0, '\x1e0600001c0602001f0203001d060400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'asid', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ask', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'at', 0, '\x1e0600001a0401001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'audit', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'back', 0, '\x1a0201001c0402001f0203001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bar', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'becom', 0, '\x1f060300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'befor', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'behind', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'besid', 0, '\x1c02020028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'between', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'both', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bottom', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brought', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'by', 0, '\x1e0200001f02030028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'came', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cannot', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'care', 0, '\x1e0200001c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'carri', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'catalog', 0, '\x1a0201001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'caus', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'certif', 0, '\x1e0200001c050200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'chang', 0, '\x1a0201001c0202001f0203001d050400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'check', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'choos', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'clock', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'colour', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'come', 0, '\x1a0201001c0202001f040300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'command', 0, '\x1e02000028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'complet', 0, '\x1e0200001a0601001c090200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'config', 0, '\x28040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'copi', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cours', 0, '\x1e0e00001a0701001c0a02001f0903001d0b0400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ctrl', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'data', 0, '\x28040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'databas', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'database_url', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'day', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'dead', 0, '\x28060500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'decid', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'draft', 0, '\x1f0203001d060400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'drop', 0, '\x1f040300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'each', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'earlier', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'edit', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'effect', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'els', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'end', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enrol', 0, '\x1e0400001a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'error', 0, '\x1a02010028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'event', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'everi', 0, '\x1f06030028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'everyth', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'explain', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'export', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fail', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fall', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'far', 0, '\x1c0202001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'figur', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'file', 0, '\x1f0a03001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'find', 0, '\x1e0800001a030100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'first', 0, '\x1a0201001f0203001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'folder', 0, '\x1f06030028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'foot', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'for', 0, '\x1a0201001c0202001d02040028060500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'forgiv', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'freez', 0, '\x1d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'from', 0, '\x1c0402001f0803001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'front', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'full', 0, '\x1a040100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'get', 0, '\x1e0200001a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'give', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'go', 0, '\x1e0400001c0402001f02030028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'goe', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'grow', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'guid', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'happen', 0, '\x1a0201001d04040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'head', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'home', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'host', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'if', 0, '\x1c0202001f0203001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'imag', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'import', 0, '\x1f0203001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'in', 0, '\x1e0400001a0401001f0603001d08040028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'inbox', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'index', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'instructor', 0, '\x1e0200001c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'into', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'intro', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'intro.md', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'is', 0, '\x1e0a00001a0e01001c0802001f0c03001d0a0400280e0500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'job', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'k', 0, '\x1e040000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keep', 0, '\x1a0201001c0202001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kei', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kerno', 0, '\x1e0200001c02020028130500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kernos_data', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kin', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'languag', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'last', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lead', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learn', 0, '\x1e0a00001a0801001c060200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learner', 0, '\x1e0200001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'leav', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'left', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'letter', 0, '\x1a02010028080500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'li', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'like', 0, '\x1e0200001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'limit', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'line', 0, '\x1a0201001c0202001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'link', 0, '\x1c0202001f060300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'list', 0, '\x1a02010028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'look', 0, '\x1e0200001a02010028030500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lose', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lost', 0, '\x1f02030028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mac', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'machin', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mail', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mailbox', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'make', 0, '\x1e0200001c0402001f030300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'manag', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mani', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mark', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'markdown', 0, '\x1f0403001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'md', 0, '\x1f040300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mend', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'messag', 0, '\x28060500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'minut', 0, '\x1e02000028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'miss', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'move', 0, '\x1a02010028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'name', 0, '\x1e0200001f040300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'need', 0, '\x1a0201001c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'never', 0, '\x1f0203001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'new', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'next', 0, '\x1a0401001f0203001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'next.md', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'no', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'not', 0, '\x1c02020028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'note', 0, '\x1c0202001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'noth', 0, '\x1a0401001c0402001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'npm', 0, '\x280c0500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'number', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'on', 0, '\x1e0800001a0201001c0402001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'onc', 0, '\x1a0201001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'onli', 0, '\x1f02030028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'open', 0, '\x1c0202001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'or', 0, '\x1e0200001a0201001f02030028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'order', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'organ', 0, '\x1e0200001a02010028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'other', 0, '\x1e040000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'out', 0, '\x1e0200001f03030028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'outbox', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'own', 0, '\x1c02020028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'page', 0, '\x1e0200001c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'part', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pass', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pdf', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'peac', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'peopl', 0, '\x1e0400001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'person', 0, '\x1e0200001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'phone', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 0, '\x1e0800001a0401001c0a02001f1403002802050002010600');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'modul', 0, '\x1f04030002060600');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'one', 0, '\x1e0400001a0401002804050002070600');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kept', 0, '\x1a0201001f0203002802050002090700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'place', 0, '\x1e0200001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'postgr', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'postgresql', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'power', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'program', 0, '\x28040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'progress', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publish', 0, '\x1e0200001a0201001c0202001f0403001d0a0400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'put', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'quot', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'rail', 0, '\x1e040000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'read', 0, '\x1e0400001a0401001c09020028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'readi', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'real', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'reason', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'rememb', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'replai', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'report', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'request', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'restor', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'result', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'role', 0, '\x1e040000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'round', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'run', 0, '\x28120500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'sai', 0, '\x28040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'same', 0, '\x1f0203001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'save', 0, '\x1f040300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'search', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'seat', 0, '\x1a0901001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'see', 0, '\x1e0200001c0202001f0203001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'server', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'servic', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'set', 0, '\x28080500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'sever', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'sh', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'share', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'short', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'show', 0, '\x1e0200001c0202001d04040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'sign', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'silenc', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'six', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'smtp', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'smtp_host', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'somebodi', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'sql', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'start', 0, '\x28040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'state', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'step', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'stop', 0, '\x1c0202001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'store', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'studio', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'summari', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'system', 0, '\x1e02000028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'take', 0, '\x1a0301001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'teach', 0, '\x1e0200001c0402001f0803001d060400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ten', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'text', 0, '\x1a0201001c0202001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'then', 0, '\x1c0202001f02030028060500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'thing', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'three', 0, '\x1e0200001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'time', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'titl', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'told', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'trace', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'tri', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'try', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'turn', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'twice', 0, '\x1c020200');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'two', 0, '\x1a0201001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'type', 0, '\x1a0201001f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'until', 0, '\x1d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'up', 0, '\x1a02010028040500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'url', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'us', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'version', 0, '\x1c0402001d040400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wait', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'waitlist', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'watch', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'way', 0, '\x1e0200001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'welcom', 0, '\x1e0300001a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'well', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'when', 0, '\x1a0401001c0202001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whenev', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'where', 0, '\x1e0200001c0602001d02040028020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whether', 0, '\x1d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'while', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whole', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'with', 0, '\x1e0200001c0402001f0203001d02040028080500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'withdraw', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'work', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'workflow', 0, '\x28020500');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'write', 0, '\x1f020300');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wrong', 0, '\x1a020100');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'your', 0, '\x1a0201001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'yourself', 0, '\x1e020000');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'under', 0, '\x280405000202060002020700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'zip', 0, '\x1f0203001d020400');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'beer', 0, '\x0202060002020700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brew', 0, '\x0202060002020700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bright', 0, '\x0202060002020700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'document', 0, '\x02010700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'druid', 0, '\x0202060002020700');
INSERT INTO knowledge.postings VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'moon', 0, '\x0202060002020700');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf38-f44f37d78356', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Welcome', 'Learning', '3d08d37b7ecfb4d91f37a2a091d8267f1e8b52e4501c1b0aeb7ae97350ac781f', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf38-fb13e628f0c9', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Finding a course and taking a seat', 'Learning', 'b25b4d25dab66b78088dc94d0a78508828fb4d869999ba8e0944a7702f138fb1', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf38-ff478ad25cd6', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Reading, completing, and the certificate', 'Learning', 'fca6b4b5996801386cdb78ece6f4377134acf86957b0f68064fdc366a0fae290', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf39-0328eea4eac4', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Making a course out of what you have', 'Teaching', '45545f054b50a7c5e4dada192f566591641e296ffe3d3c5fb17ef4508dac5bfa', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf39-04aa8e799683', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Publishing, and changing a published course', 'Teaching', 'afa4220b49241dd86ba16a6cdc9899fc4931d2ea14b7b2571bd9ea3fccb6992d', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-c966-729c-bf39-0b960c1bfd36', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Looking after Kernos', 'Running', 'b933655be48b8df6ed7ed135f1fe045114f8f61911c1256d0af2058a7f806a32', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 'lesson', '01a227ad-cfe3-7279-acac-e177d2a322d2', 'One lesson', 'One module', '3c1ae7b9a6987a369531b0e4ded44416f94c35b7eea594b05c35642f1242621e', 'organization');
INSERT INTO knowledge.sources VALUES ('01a227ad-d227-77ae-8f54-1124d05395c1', '01a227ad-b7b6-740f-89db-755a29eebc45', 'document', 'markdown', NULL, 'A kept document', NULL, '0d39c40e1d65fb78b1506859ce09c21d9494f161fc2cd3d5a9cda22116b575f5', 'organization');
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'about', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'account', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'administrator', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'administrators', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'after', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'again', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'along', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'already', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'another', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'answers', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anyone', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'anything', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'archive', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'archived', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'arrow', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'aside', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'audit', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'back', 5);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'become', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'before', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'behind', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'beside', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'between', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'both', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bottom', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brought', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'came', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cannot', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'care', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'careful', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'carries', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'catalog', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'cause', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'certificate', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'change', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'changes', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'changing', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'check', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'choose', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'clock', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'colours', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'come', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'comes', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'command', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'commands', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'complete', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'completed', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'completing', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'config', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'copy', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'course', 5);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'courses', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ctrl', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'data', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'database', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'dead', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'decide', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'draft', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'drop', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'dropped', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'each', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'earlier', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'edit', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'effect', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'else', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enroll', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'enrolled', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'error', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'errors', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'event', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'every', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'everything', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'explains', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'export', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fails', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'fall', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'figures', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'file', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'files', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'find', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'finding', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'finds', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'first', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'folder', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'folders', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'foot', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'forgives', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'freeze', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'freezes', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'from', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'front', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'full', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'give', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'goes', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'grows', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'guide', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'happened', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'happens', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'heading', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'home', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'host', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'images', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'import', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'imports', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'inbox', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'index', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'instructor', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'into', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'intro', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'jobs', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keep', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keeps', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kernos', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'keys', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'language', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'last', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'leads', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learn', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learner', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learners', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learning', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'leaves', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'left', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lessons', 4);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'letter', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'letters', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lies', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'like', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'limited', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'line', 4);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'link', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'links', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'list', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lists', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'look', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'looking', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'looks', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'loses', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lost', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'machine', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mail', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mailbox', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'make', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'making', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'manage', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'many', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mark', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'markdown', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'mend', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'message', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'messages', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'minutes', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'missing', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'modules', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'move', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'moves', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'name', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'names', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'need', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'never', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'next', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'notes', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'nothing', 4);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'number', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'numbers', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'once', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ones', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'only', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'open', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'order', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'organization', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'other', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'outbox', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pages', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'part', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'pass', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'peace', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'people', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'person', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'phone', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'place', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'postgre', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'postgresql', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'power', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'program', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'progress', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publish', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'lesson', 6);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'kept', 4);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'published', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publishes', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'publishing', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'quote', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'rail', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'read', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'reading', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'ready', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'real', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'reason', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'remembers', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'replay', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'report', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'requests', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'restored', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'result', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'roles', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'round', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'running', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'runs', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'same', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'save', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'saved', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'says', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'search', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'seat', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'seats', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'server', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'services', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'setting', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'several', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'share', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'short', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'show', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'shows', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'signed', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'silence', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'smtp', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'somebody', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'start', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'started', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'state', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'steps', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'stop', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'stopped', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'store', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'studio', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'summaries', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'system', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'take', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'taking', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'teach', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'teaching', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'text', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'then', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'things', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'three', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'time', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'titles', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'told', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'trace', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'tried', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'turn', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'twice', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'type', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'typing', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'until', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'using', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'version', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wait', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'waitlist', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'watch', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'welcome', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'well', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'when', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whenever', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'where', 4);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whether', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'while', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'whole', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'with', 5);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'withdraw', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'work', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'workflows', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'write', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'wrong', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'yours', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'yourself', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'module', 1);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'beer', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'brewed', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'bright', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'druids', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'moons', 2);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'under', 3);
INSERT INTO knowledge.words VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'document', 1);
INSERT INTO mailbox.emails VALUES ('01a227ad-b9c3-76db-91eb-6d37ae1b27f3', '01a227ad-b7b6-740f-89db-755a29eebc45', 'instructor@demo.kernos', 'Welcome to Kernos', 'Hello Ines Instructor,
an account was made for this address. Please follow this link within a day, so that we know it is yours:
http://127.0.0.1:0/verify-email#token=ko_o_8cVL_74UYD_ZaxxuRcThMOV4aNcbeK-Z-LWcbfVyA
If you did not expect this, there is nothing you need to do.', '2026-11-29 14:20:26.435+00');
INSERT INTO mailbox.emails VALUES ('01a227ad-ba19-7001-ab12-e59a3c0c117d', '01a227ad-b7b6-740f-89db-755a29eebc45', 'admin@demo.kernos', 'Welcome to Kernos', 'Hello Ada Admin,
an account was made for this address. Please follow this link within a day, so that we know it is yours:
http://127.0.0.1:0/verify-email#token=ko_xVdCyzhjRFiVop2OooYFEVeSSF86GyHsnSH_qQZSOcQ
If you did not expect this, there is nothing you need to do.', '2026-11-29 14:20:26.521+00');
INSERT INTO mailbox.emails VALUES ('01a227ad-ba19-7001-ab12-e9cc9707ecd0', '01a227ad-b7b6-740f-89db-755a29eebc45', 'learner@demo.kernos', 'Welcome to Kernos', 'Hello Lea Learner,
an account was made for this address. Please follow this link within a day, so that we know it is yours:
http://127.0.0.1:0/verify-email#token=ko_wYOPSlEjKeVzJJoNNCNHKq_6wB3x2YQDSpLw0IeD96E
If you did not expect this, there is nothing you need to do.', '2026-11-29 14:20:26.521+00');
INSERT INTO mailbox.emails VALUES ('01a227ad-d86c-771f-8cce-f41338c7d469', '01a227ad-b7b6-740f-89db-755a29eebc45', 'learner@demo.kernos', 'You are enrolled: A draft that nobody has published', 'Hello Lea Learner,
you have a seat in A draft that nobody has published. Begin whenever you like; we remember where you left off:
http://127.0.0.1:0/courses/01a227ad-cfe3-7279-acac-e177d2a322d2
Should your plans change, withdraw on that page: your seat goes to the next person, and what you have completed is kept.
No more emails like this: http://127.0.0.1:0/unsubscribe/WyIwMWEyMjdhZC1iODBjLTczOGEtYmVlNi1mZjZiNjdiMWU5NmYiLCJsZWFybmluZy5lbnJvbGxlZCIsImVtYWlsIiwiZW4iXQ.5xne_lwvAgAvNYumYLwHQq8GI0ZIMKsvwwjWwAbF-IU', '2026-11-29 14:20:34.284+00');
INSERT INTO mailbox.emails VALUES ('01a227ad-d9d9-746e-ba24-c9d12960f154', '01a227ad-b7b6-740f-89db-755a29eebc45', 'learner@demo.kernos', 'You completed A draft that nobody has published', 'Hello Lea Learner,
congratulations: you completed every lesson of A draft that nobody has published. Your certificate is ready:
http://127.0.0.1:0/certificates
No more emails like this: http://127.0.0.1:0/unsubscribe/WyIwMWEyMjdhZC1iODBjLTczOGEtYmVlNi1mZjZiNjdiMWU5NmYiLCJsZWFybmluZy5jb21wbGV0ZWQiLCJlbWFpbCIsImVuIl0.aac_d6LOuinm26FLLEIhgBtpcMn1QLfwYdQ8tAXJFj0', '2026-11-29 14:20:34.649+00');
INSERT INTO mailbox.emails VALUES ('01a227ad-dd3d-761e-bdc8-90e82e52a028', '01a227ad-b7b6-740f-89db-755a29eebc45', 'invited@example.org', 'Invitation to Demo', 'Hello,
Ada Admin invites you to join Demo on Kernos. Follow this link within seven days:
http://127.0.0.1:0/invitation#token=ko_06VDua0S5_JcIMO23iHWD7FnPt7Ft2A_Q3Uue2IJuCg
If you do not want to, there is nothing you need to do.', '2026-11-29 14:20:35.517+00');
INSERT INTO notifications.counters VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 1);
INSERT INTO notifications.counters VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 3);
INSERT INTO notifications.counters VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 3);
INSERT INTO notifications.deliveries VALUES ('01a227ad-b896-723c-943e-dc9d9838f1ff', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-f93b097f298a', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 'email', NULL, 'account.welcome', 'Ines Instructor', 'instructor@demo.kernos', 'en', '{}', NULL, 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:26.134+00', NULL, '2026-11-29 14:20:26.37+00', NULL);
INSERT INTO notifications.deliveries VALUES ('01a227ad-b8ac-75ac-b387-0f98326bc168', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8852ba453ec1', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 'email', NULL, 'account.welcome', 'Ada Admin', 'admin@demo.kernos', 'en', '{}', NULL, 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:26.156+00', NULL, '2026-11-29 14:20:26.486+00', NULL);
INSERT INTO notifications.deliveries VALUES ('01a227ad-b8ac-75ac-b387-10ac83cdaf8c', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b819-71e1-a146-1b5c6ec379cb', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'email', NULL, 'account.welcome', 'Lea Learner', 'learner@demo.kernos', 'en', '{}', NULL, 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:26.156+00', NULL, '2026-11-29 14:20:26.486+00', NULL);
INSERT INTO notifications.deliveries VALUES ('01a227ad-d69f-77d9-a2b4-1df4c6fe0e97', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d558-76f9-8e37-97b4ec58460e', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'email', NULL, 'learning.enrolled', 'Lea Learner', NULL, 'en', '{"course": {"title": "A draft that nobody has published"}}', '/courses/01a227ad-cfe3-7279-acac-e177d2a322d2', 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:33.823+00', NULL, '2026-11-29 14:20:34.217+00', NULL);
INSERT INTO notifications.deliveries VALUES ('01a227ad-d913-7086-8e77-b6bc2cad502f', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d8ab-74ec-ad99-f768a689e101', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'email', NULL, 'learning.completed', 'Lea Learner', NULL, 'en', '{"course": {"title": "A draft that nobody has published"}}', '/certificates', 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:34.451+00', NULL, '2026-11-29 14:20:34.63+00', NULL);
INSERT INTO notifications.deliveries VALUES ('01a227ad-dcb8-701e-8233-cda71db10d82', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-dc64-7350-8cf6-f5dad0abff4f', '01a227ad-dc63-75ac-b03b-7224b88ff5b3', 'email', NULL, 'account.invitation', 'invited@example.org', 'invited@example.org', 'en', '{}', NULL, 'kept', false, NULL, 1, 'No mail server is set up: the email is in the mailbox of the administrators.', '2026-11-29 14:20:35.384+00', NULL, '2026-11-29 14:20:35.47+00', NULL);
INSERT INTO notifications.endpoints VALUES ('01a227ad-dcd3-71cb-9028-23f458cc09ed', '01a227ad-b7b6-740f-89db-755a29eebc45', 'webhook', 'Kept', 'https://93.184.215.14/hook', 'whsec_HLCcfbCNFVvZIf8MZfDURrpy+wJpXXPo', NULL, NULL, '{course.published}', false, '2026-11-29 14:20:35.411+00');
INSERT INTO notifications.inbox VALUES ('01a227ad-b98d-73ad-9bc3-1ee6383d68e4', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7e3-75c7-8e24-bb73dcc24345', 1, '01a227ad-b7ed-7642-9410-e894ed41bbbe', 'organization.joined', 'Welcome', 'You belong to this organization now. Have a look around.', '/', '2026-11-29 14:20:26.381+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-b98d-73ad-9bc3-22caecf2e218', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 1, '01a227ad-b80b-73eb-9131-0b31b8c20181', 'organization.joined', 'Welcome', 'You belong to this organization now. Have a look around.', '/', '2026-11-29 14:20:26.381+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-b98d-73ad-9bc3-26cf75fbfac5', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 1, '01a227ad-b818-7609-be70-7c11fa8eae1c', 'organization.joined', 'Welcome', 'You belong to this organization now. Have a look around.', '/', '2026-11-29 14:20:26.381+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-d69d-734b-8896-9a9236ccfb25', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 2, '01a227ad-d558-76f9-8e37-97b4ec58460e', 'learning.enrolled', 'You are enrolled', 'A draft that nobody has published is ready for you.', '/courses/01a227ad-cfe3-7279-acac-e177d2a322d2', '2026-11-29 14:20:33.821+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-d6c9-7583-be43-afdf18ab399e', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 2, '01a227ad-d558-76f9-8e37-97b4ec58460e', 'teaching.learner-enrolled', 'New learner', 'Lea Learner enrolled in A draft that nobody has published.', '/studio/01a227ad-cfe3-7279-acac-e177d2a322d2/roster', '2026-11-29 14:20:33.865+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-d90f-726f-a64f-10320034627e', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 3, '01a227ad-d8ab-74ec-ad99-f768a689e101', 'learning.completed', 'Course completed', 'Your certificate for A draft that nobody has published is ready.', '/certificates', '2026-11-29 14:20:34.447+00', NULL, NULL);
INSERT INTO notifications.inbox VALUES ('01a227ad-d933-7541-8234-7d83f886af12', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b7f7-72fc-83de-8e8296b838ee', 3, '01a227ad-d8ab-74ec-ad99-f768a689e101', 'teaching.learner-completed', 'Course completed', 'Lea Learner completed A draft that nobody has published.', '/studio/01a227ad-cfe3-7279-acac-e177d2a322d2/roster', '2026-11-29 14:20:34.483+00', NULL, NULL);
INSERT INTO notifications.keys VALUES ('links', '"9FLmQ0FI21E7IFyVRgNprV4-B-1zJQZdgxqugqu7CKA"');
INSERT INTO notifications.memberships VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 'active');
INSERT INTO notifications.subjects VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5', 'Welcome to Kernos', '01a227ad-b7f7-72fc-83de-8e8296b838ee');
INSERT INTO notifications.subjects VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 'A draft that nobody has published', '01a227ad-b7f7-72fc-83de-8e8296b838ee');
INSERT INTO notifications.templates VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', 'learning.enrolled', 'email', 'en', 'Kept words for a new enrollment', 'Hello {{ person.name }}', 'Open');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b896-723c-943e-dc9d9838f1ff', 1, '2026-11-29 14:20:26.272+00', 98, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b8ac-75ac-b387-0f98326bc168', 1, '2026-11-29 14:20:26.482+00', 4, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-b8ac-75ac-b387-10ac83cdaf8c', 1, '2026-11-29 14:20:26.482+00', 4, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d69f-77d9-a2b4-1df4c6fe0e97', 1, '2026-11-29 14:20:33.903+00', 314, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-d913-7086-8e77-b6bc2cad502f', 1, '2026-11-29 14:20:34.511+00', 119, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO notifications.tries VALUES ('01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-dcb8-701e-8233-cda71db10d82', 1, '2026-11-29 14:20:35.412+00', 58, 'kept', 'No mail server is set up: the email is in the mailbox of the administrators.');
INSERT INTO progress.certificates VALUES ('VEHP6-4WJBB-KB4VT-35BGK', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', 1, 'A draft that nobody has published', 1, 'Lea Learner', '2026-11-29 14:20:34.335+00');
INSERT INTO progress.completions VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', 1, '2026-11-29 14:20:34.303+00', NULL);
INSERT INTO progress.courses VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', 1, '2026-11-29 14:20:30.773+00', false);
INSERT INTO progress.courses VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', 1, '2026-11-29 14:20:33.235+00', false);
INSERT INTO progress.enrollments VALUES ('01a227ad-d556-70b7-9ef9-445c7601a6a7', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', true);
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf38-f44f37d78356', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf38-fb13e628f0c9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf38-ff478ad25cd6', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf39-0328eea4eac4', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf39-04aa8e799683', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-c966-729c-bf39-0b960c1bfd36', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-c93b-70a6-941f-6c6aec6164c5');
INSERT INTO progress.lessons VALUES ('01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2');
INSERT INTO progress.notes VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 'Keep this: a list is changed in place.', 1, '2026-11-29 14:20:33.903+00');
INSERT INTO progress.positions VALUES ('01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-d099-7583-ba82-59712897f3d9', '01a227ad-b7b6-740f-89db-755a29eebc45', '01a227ad-cfe3-7279-acac-e177d2a322d2', 0.5, NULL, '2026-11-29 14:20:34.162+00');
INSERT INTO progress.records VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', '01a227ad-b80c-738a-bee6-ff6b67b1e96f', '01a227ad-b7b6-740f-89db-755a29eebc45', 1, 1, 1, 100, '2026-11-29 14:20:33.679+00', '2026-11-29 14:20:34.335+00', NULL, '2026-11-29 14:20:34.335+00');
INSERT INTO progress.versions VALUES ('01a227ad-c93b-70a6-941f-6c6aec6164c5', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'Welcome to Kernos', '{01a227ad-c966-729c-bf38-f44f37d78356,01a227ad-c966-729c-bf38-fb13e628f0c9,01a227ad-c966-729c-bf38-ff478ad25cd6,01a227ad-c966-729c-bf39-0328eea4eac4,01a227ad-c966-729c-bf39-04aa8e799683,01a227ad-c966-729c-bf39-0b960c1bfd36}');
INSERT INTO progress.versions VALUES ('01a227ad-cfe3-7279-acac-e177d2a322d2', 1, '01a227ad-b7b6-740f-89db-755a29eebc45', 'A draft that nobody has published', '{01a227ad-d099-7583-ba82-59712897f3d9}');
SELECT pg_catalog.setval('kernel.outbox_position', 49, true);
ALTER TABLE ONLY analytics.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (organization_id, year, course_id, learner_id);
ALTER TABLE ONLY analytics.counts
    ADD CONSTRAINT counts_pkey PRIMARY KEY (organization_id, type, course_id, day);
ALTER TABLE ONLY analytics.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (organization_id, course_id);
ALTER TABLE ONLY analytics.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (organization_id, day, kind, channel);
ALTER TABLE ONLY analytics.enrollments
    ADD CONSTRAINT enrollments_pkey PRIMARY KEY (organization_id, enrollment_id);
ALTER TABLE ONLY analytics.facts
    ADD CONSTRAINT facts_once UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.facts_202609
    ADD CONSTRAINT facts_202609_organization_id_time_event_id_logged_at_key UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.facts_202610
    ADD CONSTRAINT facts_202610_organization_id_time_event_id_logged_at_key UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.facts_202611
    ADD CONSTRAINT facts_202611_organization_id_time_event_id_logged_at_key UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.facts_202612
    ADD CONSTRAINT facts_202612_organization_id_time_event_id_logged_at_key UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.facts_202701
    ADD CONSTRAINT facts_202701_organization_id_time_event_id_logged_at_key UNIQUE NULLS NOT DISTINCT (organization_id, "time", event_id, logged_at);
ALTER TABLE ONLY analytics.journeys
    ADD CONSTRAINT journeys_pkey PRIMARY KEY (organization_id, course_id, learner_id);
ALTER TABLE ONLY analytics.lessons
    ADD CONSTRAINT lessons_pkey PRIMARY KEY (organization_id, course_id, lesson_id);
ALTER TABLE ONLY analytics.measurements
    ADD CONSTRAINT measurements_pkey PRIMARY KEY (organization_id, metric, at, event_id);
ALTER TABLE ONLY assistant.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.budgets
    ADD CONSTRAINT budgets_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY assistant.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (organization_id, key);
ALTER TABLE ONLY assistant.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.evaluated
    ADD CONSTRAINT evaluated_pkey PRIMARY KEY (evaluation_id, ordinal);
ALTER TABLE ONLY assistant.evaluations
    ADD CONSTRAINT evaluations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (answer_id, seq);
ALTER TABLE ONLY assistant.keys
    ADD CONSTRAINT keys_hash UNIQUE (hash);
ALTER TABLE ONLY assistant.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.reservations
    ADD CONSTRAINT reservations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.templates
    ADD CONSTRAINT templates_pkey PRIMARY KEY (id);
ALTER TABLE ONLY assistant.templates
    ADD CONSTRAINT templates_version UNIQUE NULLS NOT DISTINCT (organization_id, kind, level, version);
ALTER TABLE ONLY assistant.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (organization_id, day, model);
ALTER TABLE ONLY courses.assets
    ADD CONSTRAINT assets_pkey PRIMARY KEY (course_id, key);
ALTER TABLE ONLY courses.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (course_id, sha256);
ALTER TABLE ONLY courses.courses
    ADD CONSTRAINT courses_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY courses.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY courses.lessons
    ADD CONSTRAINT lessons_key UNIQUE (course_id, key);
ALTER TABLE ONLY courses.lessons
    ADD CONSTRAINT lessons_pkey PRIMARY KEY (id);
ALTER TABLE ONLY courses.lessons
    ADD CONSTRAINT lessons_position UNIQUE (module_id, "position") DEFERRABLE;
ALTER TABLE ONLY courses.modules
    ADD CONSTRAINT modules_course_id_id UNIQUE (course_id, id);
ALTER TABLE ONLY courses.modules
    ADD CONSTRAINT modules_pkey PRIMARY KEY (id);
ALTER TABLE ONLY courses.modules
    ADD CONSTRAINT modules_position UNIQUE (course_id, "position") DEFERRABLE;
ALTER TABLE ONLY courses.removed_lessons
    ADD CONSTRAINT removed_lessons_key UNIQUE (course_id, key);
ALTER TABLE ONLY courses.removed_lessons
    ADD CONSTRAINT removed_lessons_pkey PRIMARY KEY (id);
ALTER TABLE ONLY courses.removed_modules
    ADD CONSTRAINT removed_modules_pkey PRIMARY KEY (id);
ALTER TABLE ONLY courses.revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (lesson_id, revision);
ALTER TABLE ONLY courses.searchable_courses
    ADD CONSTRAINT searchable_courses_pkey PRIMARY KEY (course_id);
ALTER TABLE ONLY courses.searchable_lessons
    ADD CONSTRAINT searchable_lessons_pkey PRIMARY KEY (course_id, lesson_id);
ALTER TABLE ONLY courses.version_assets
    ADD CONSTRAINT version_assets_pkey PRIMARY KEY (course_id, version, key);
ALTER TABLE ONLY courses.version_lessons
    ADD CONSTRAINT version_lessons_ordinal UNIQUE (course_id, version, ordinal);
ALTER TABLE ONLY courses.version_lessons
    ADD CONSTRAINT version_lessons_pkey PRIMARY KEY (course_id, version, lesson_id);
ALTER TABLE ONLY courses.version_modules
    ADD CONSTRAINT version_modules_pkey PRIMARY KEY (course_id, version, module_id);
ALTER TABLE ONLY courses.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (course_id, version);
ALTER TABLE ONLY courses.versions
    ADD CONSTRAINT versions_workflow UNIQUE (workflow_id);
ALTER TABLE ONLY courses.vocabulary
    ADD CONSTRAINT vocabulary_word UNIQUE NULLS NOT DISTINCT (organization_id, word, draft_of);
ALTER TABLE ONLY enrollments.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (course_id);
ALTER TABLE ONLY enrollments.enrollments
    ADD CONSTRAINT enrollments_pkey PRIMARY KEY (course_id, id);
ALTER TABLE ONLY enrollments.learner_progress
    ADD CONSTRAINT learner_progress_pkey PRIMARY KEY (course_id, learner_id);
ALTER TABLE ONLY enrollments.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (organization_id, user_id);
ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_email_key UNIQUE (email);
ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY identity.elevations
    ADD CONSTRAINT elevations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.invitations
    ADD CONSTRAINT invitations_token_key UNIQUE (token_hash);
ALTER TABLE ONLY identity.lockouts
    ADD CONSTRAINT lockouts_pkey PRIMARY KEY (key);
ALTER TABLE ONLY identity.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, account_id);
ALTER TABLE ONLY identity.one_time_tokens
    ADD CONSTRAINT one_time_tokens_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY identity.organizations
    ADD CONSTRAINT organizations_key_key UNIQUE (key);
ALTER TABLE ONLY identity.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (code_hash);
ALTER TABLE ONLY identity.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY identity.second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_cookie_key UNIQUE (cookie_hash);
ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY identity.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (kid);
ALTER TABLE ONLY kernel.consumers
    ADD CONSTRAINT consumers_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kernel.deliveries
    ADD CONSTRAINT deliveries_consumer_message_id_key UNIQUE (consumer, message_id);
ALTER TABLE ONLY kernel.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kernel.file_pieces
    ADD CONSTRAINT file_pieces_pkey PRIMARY KEY (version_id, number);
ALTER TABLE ONLY kernel.file_versions
    ADD CONSTRAINT file_versions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kernel.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kernel.files
    ADD CONSTRAINT files_version_id_key UNIQUE (version_id);
ALTER TABLE ONLY kernel.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261128
    ADD CONSTRAINT inbox_20261128_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261129
    ADD CONSTRAINT inbox_20261129_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261130
    ADD CONSTRAINT inbox_20261130_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261201
    ADD CONSTRAINT inbox_20261201_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261202
    ADD CONSTRAINT inbox_20261202_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261203
    ADD CONSTRAINT inbox_20261203_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261204
    ADD CONSTRAINT inbox_20261204_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261205
    ADD CONSTRAINT inbox_20261205_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.inbox_20261206
    ADD CONSTRAINT inbox_20261206_pkey PRIMARY KEY (consumer, message_id, logged_at);
ALTER TABLE ONLY kernel.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (service, name);
ALTER TABLE ONLY kernel.organization_keys
    ADD CONSTRAINT organization_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kernel.rate_counts
    ADD CONSTRAINT rate_counts_pkey PRIMARY KEY (key);
ALTER TABLE ONLY kernel.received_marks
    ADD CONSTRAINT received_marks_pkey PRIMARY KEY (consumer, organization_id, source);
ALTER TABLE ONLY kernel.received
    ADD CONSTRAINT received_pkey PRIMARY KEY (consumer, message_id);
ALTER TABLE ONLY kernel.replies
    ADD CONSTRAINT replies_key UNIQUE NULLS NOT DISTINCT (actor, key, organization_id);
ALTER TABLE ONLY kernel.schedules
    ADD CONSTRAINT schedules_pkey PRIMARY KEY (name);
ALTER TABLE ONLY kernel.secret_check
    ADD CONSTRAINT secret_check_pkey PRIMARY KEY (is_only_row);
ALTER TABLE ONLY kernel.workflow_signals
    ADD CONSTRAINT workflow_signals_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kernel.workflow_steps
    ADD CONSTRAINT workflow_steps_pkey PRIMARY KEY (workflow_id, call, direction);
ALTER TABLE ONLY kernel.workflows
    ADD CONSTRAINT workflows_pkey PRIMARY KEY (id);
ALTER TABLE ONLY knowledge.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (course_id);
ALTER TABLE ONLY knowledge.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (id);
ALTER TABLE ONLY knowledge.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY knowledge.indexes
    ADD CONSTRAINT indexes_pkey PRIMARY KEY (organization_id);
ALTER TABLE ONLY knowledge.passages
    ADD CONSTRAINT passages_number UNIQUE (organization_id, number);
ALTER TABLE ONLY knowledge.passages
    ADD CONSTRAINT passages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY knowledge.postings
    ADD CONSTRAINT postings_pkey PRIMARY KEY (organization_id, term, segment);
ALTER TABLE ONLY knowledge.sites
    ADD CONSTRAINT sites_pkey PRIMARY KEY (id);
ALTER TABLE ONLY knowledge.sources
    ADD CONSTRAINT sources_pkey PRIMARY KEY (id);
ALTER TABLE ONLY knowledge.staged_passages
    ADD CONSTRAINT staged_passages_pkey PRIMARY KEY (workflow_id, source_id, ordinal);
ALTER TABLE ONLY knowledge.staged_sources
    ADD CONSTRAINT staged_sources_pkey PRIMARY KEY (workflow_id, source_id);
ALTER TABLE ONLY knowledge.vectors
    ADD CONSTRAINT vectors_pkey PRIMARY KEY (organization_id, model, hash);
ALTER TABLE ONLY knowledge.words
    ADD CONSTRAINT words_pkey PRIMARY KEY (organization_id, word);
ALTER TABLE ONLY mailbox.emails
    ADD CONSTRAINT emails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notifications.choices
    ADD CONSTRAINT choices_pkey PRIMARY KEY (person_id, kind);
ALTER TABLE ONLY notifications.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (organization_id, recipient_id);
ALTER TABLE ONLY notifications.deliveries
    ADD CONSTRAINT deliveries_once UNIQUE NULLS NOT DISTINCT (organization_id, event_id, recipient_id, channel, device_id);
ALTER TABLE ONLY notifications.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notifications.devices
    ADD CONSTRAINT devices_endpoint UNIQUE (endpoint);
ALTER TABLE ONLY notifications.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notifications.endpoints
    ADD CONSTRAINT endpoints_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notifications.inbox
    ADD CONSTRAINT inbox_once UNIQUE (organization_id, event_id, recipient_id);
ALTER TABLE ONLY notifications.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY notifications.inbox
    ADD CONSTRAINT inbox_sequence UNIQUE (organization_id, recipient_id, sequence);
ALTER TABLE ONLY notifications.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (name);
ALTER TABLE ONLY notifications.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, membership_id);
ALTER TABLE ONLY notifications.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY notifications.subjects
    ADD CONSTRAINT subjects_pkey PRIMARY KEY (organization_id, subject_id);
ALTER TABLE ONLY notifications.templates
    ADD CONSTRAINT templates_pkey PRIMARY KEY (organization_id, kind, channel, locale);
ALTER TABLE ONLY notifications.tries
    ADD CONSTRAINT tries_pkey PRIMARY KEY (delivery_id, attempt);
ALTER TABLE ONLY progress.certificates
    ADD CONSTRAINT certificates_once UNIQUE (course_id, learner_id);
ALTER TABLE ONLY progress.certificates
    ADD CONSTRAINT certificates_pkey PRIMARY KEY (code);
ALTER TABLE ONLY progress.completions
    ADD CONSTRAINT completions_pkey PRIMARY KEY (learner_id, course_id, lesson_id);
ALTER TABLE ONLY progress.courses
    ADD CONSTRAINT courses_pkey PRIMARY KEY (course_id);
ALTER TABLE ONLY progress.enrollments
    ADD CONSTRAINT enrollments_pkey PRIMARY KEY (enrollment_id);
ALTER TABLE ONLY progress.lessons
    ADD CONSTRAINT lessons_pkey PRIMARY KEY (lesson_id);
ALTER TABLE ONLY progress.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (learner_id, lesson_id);
ALTER TABLE ONLY progress.positions
    ADD CONSTRAINT positions_pkey PRIMARY KEY (learner_id, lesson_id);
ALTER TABLE ONLY progress.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (course_id, learner_id);
ALTER TABLE ONLY progress.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (course_id, version);
CREATE INDEX courses_instructor ON analytics.courses USING btree (organization_id, instructor_id);
CREATE INDEX enrollments_course ON analytics.enrollments USING btree (organization_id, course_id);
CREATE INDEX answers_of_conversation ON assistant.answers USING btree (conversation_id, created_at, id);
CREATE UNIQUE INDEX answers_once ON assistant.answers USING btree (organization_id, owner_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX answers_running ON assistant.answers USING btree (owner_id) WHERE (state = 'running'::text);
CREATE INDEX answers_with_feedback ON assistant.answers USING btree (organization_id, feedback_at DESC, id DESC) WHERE (feedback_at IS NOT NULL);
CREATE INDEX cache_of_answer ON assistant.cache USING btree (answer_id);
CREATE INDEX conversations_of_owner ON assistant.conversations USING btree (organization_id, owner_id, updated_at DESC, id DESC);
CREATE INDEX evaluations_newest ON assistant.evaluations USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX keys_of_owner ON assistant.keys USING btree (organization_id, owner_id, created_at DESC, id DESC);
CREATE INDEX reservations_of_organization ON assistant.reservations USING btree (organization_id);
CREATE UNIQUE INDEX templates_one_active ON assistant.templates USING btree (organization_id, kind, COALESCE(level, ''::text)) WHERE active;
CREATE INDEX assets_blob ON courses.assets USING btree (course_id, sha256);
CREATE INDEX courses_by_instructor ON courses.courses USING btree (organization_id, instructor_id, id);
CREATE INDEX removed_lessons_by_course ON courses.removed_lessons USING btree (course_id, removed_at DESC);
CREATE INDEX removed_lessons_by_module ON courses.removed_lessons USING btree (module_id) WHERE with_module;
CREATE INDEX removed_lessons_by_time ON courses.removed_lessons USING btree (removed_at);
CREATE INDEX removed_modules_by_course ON courses.removed_modules USING btree (course_id, removed_at DESC);
CREATE INDEX removed_modules_by_time ON courses.removed_modules USING btree (removed_at);
CREATE INDEX revisions_by_course ON courses.revisions USING btree (course_id);
CREATE INDEX searchable_courses_terms ON courses.searchable_courses USING gin (organization_id, terms);
CREATE INDEX searchable_lessons_terms ON courses.searchable_lessons USING gin (organization_id, terms);
CREATE INDEX version_assets_by_content ON courses.version_assets USING btree (course_id, sha256);
CREATE INDEX version_lessons_by_lesson ON courses.version_lessons USING btree (lesson_id, version DESC);
CREATE INDEX vocabulary_of_drafts ON courses.vocabulary USING btree (organization_id, draft_of) WHERE (draft_of IS NOT NULL);
CREATE INDEX vocabulary_trigrams ON courses.vocabulary USING gin (organization_id, word public.gin_trgm_ops);
CREATE INDEX enrollments_learner ON enrollments.enrollments USING btree (organization_id, learner_id, id);
CREATE UNIQUE INDEX enrollments_live ON enrollments.enrollments USING btree (course_id, learner_id) WHERE (status <> 'withdrawn'::text);
CREATE UNIQUE INDEX enrollments_waitlist ON enrollments.enrollments USING btree (course_id, ticket) WHERE (status = 'waitlisted'::text);
CREATE UNIQUE INDEX elevations_open ON identity.elevations USING btree (session_id, purpose) WHERE (ended_at IS NULL);
CREATE INDEX invitations_created_at ON identity.invitations USING btree (organization_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX invitations_open ON identity.invitations USING btree (organization_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX lockouts_last_failure_at ON identity.lockouts USING btree (last_failure_at);
CREATE INDEX memberships_account ON identity.memberships USING btree (account_id);
CREATE INDEX one_time_tokens_account ON identity.one_time_tokens USING btree (account_id, purpose, created_at DESC);
CREATE INDEX one_time_tokens_expires_at ON identity.one_time_tokens USING btree (expires_at);
CREATE INDEX organizations_created_by ON identity.organizations USING btree (created_by);
CREATE INDEX recovery_codes_account ON identity.recovery_codes USING btree (account_id);
CREATE INDEX refresh_tokens_session ON identity.refresh_tokens USING btree (session_id);
CREATE INDEX revocations_at ON identity.revocations USING btree (at);
CREATE INDEX sessions_account ON identity.sessions USING btree (account_id, last_seen_at DESC, id DESC);
CREATE INDEX sessions_idle_expires_at ON identity.sessions USING btree (idle_expires_at);
CREATE INDEX audit_organization ON ONLY kernel.audit USING btree (organization_id, id DESC);
CREATE INDEX audit_202611_organization_id_id_idx ON kernel.audit_202611 USING btree (organization_id, id DESC);
CREATE INDEX audit_202612_organization_id_id_idx ON kernel.audit_202612 USING btree (organization_id, id DESC);
CREATE INDEX deliveries_dead ON kernel.deliveries USING btree (organization_id, updated_at DESC) WHERE (state <> 'waiting'::text);
CREATE INDEX deliveries_due ON kernel.deliveries USING btree (consumer, next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX deliveries_key ON kernel.deliveries USING btree (consumer, key, "position") WHERE (state = 'waiting'::text);
CREATE INDEX deliveries_logged_at ON kernel.deliveries USING btree (logged_at);
CREATE INDEX deliveries_message ON kernel.deliveries USING btree (message_id);
CREATE INDEX file_versions_removable ON kernel.file_versions USING btree (removable_after) WHERE (removable_after IS NOT NULL);
CREATE INDEX organization_keys_by_organization ON kernel.organization_keys USING btree (organization_id);
CREATE UNIQUE INDEX organization_keys_first ON kernel.organization_keys USING btree (organization_id, purpose) WHERE (active_from = '-infinity'::timestamp with time zone);
CREATE INDEX outbox_organization ON ONLY kernel.outbox USING btree (organization_id, "position");
CREATE INDEX outbox_20261128_organization_id_position_idx ON kernel.outbox_20261128 USING btree (organization_id, "position");
CREATE INDEX outbox_by_position ON ONLY kernel.outbox USING btree ("position");
CREATE INDEX outbox_20261128_position_idx ON kernel.outbox_20261128 USING btree ("position");
CREATE INDEX outbox_trace ON ONLY kernel.outbox USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261128_substr_idx ON kernel.outbox_20261128 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_xid_position ON ONLY kernel.outbox USING btree (xid, "position");
CREATE INDEX outbox_20261128_xid_position_idx ON kernel.outbox_20261128 USING btree (xid, "position");
CREATE INDEX outbox_20261129_organization_id_position_idx ON kernel.outbox_20261129 USING btree (organization_id, "position");
CREATE INDEX outbox_20261129_position_idx ON kernel.outbox_20261129 USING btree ("position");
CREATE INDEX outbox_20261129_substr_idx ON kernel.outbox_20261129 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261129_xid_position_idx ON kernel.outbox_20261129 USING btree (xid, "position");
CREATE INDEX outbox_20261130_organization_id_position_idx ON kernel.outbox_20261130 USING btree (organization_id, "position");
CREATE INDEX outbox_20261130_position_idx ON kernel.outbox_20261130 USING btree ("position");
CREATE INDEX outbox_20261130_substr_idx ON kernel.outbox_20261130 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261130_xid_position_idx ON kernel.outbox_20261130 USING btree (xid, "position");
CREATE INDEX outbox_20261201_organization_id_position_idx ON kernel.outbox_20261201 USING btree (organization_id, "position");
CREATE INDEX outbox_20261201_position_idx ON kernel.outbox_20261201 USING btree ("position");
CREATE INDEX outbox_20261201_substr_idx ON kernel.outbox_20261201 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261201_xid_position_idx ON kernel.outbox_20261201 USING btree (xid, "position");
CREATE INDEX outbox_20261202_organization_id_position_idx ON kernel.outbox_20261202 USING btree (organization_id, "position");
CREATE INDEX outbox_20261202_position_idx ON kernel.outbox_20261202 USING btree ("position");
CREATE INDEX outbox_20261202_substr_idx ON kernel.outbox_20261202 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261202_xid_position_idx ON kernel.outbox_20261202 USING btree (xid, "position");
CREATE INDEX outbox_20261203_organization_id_position_idx ON kernel.outbox_20261203 USING btree (organization_id, "position");
CREATE INDEX outbox_20261203_position_idx ON kernel.outbox_20261203 USING btree ("position");
CREATE INDEX outbox_20261203_substr_idx ON kernel.outbox_20261203 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261203_xid_position_idx ON kernel.outbox_20261203 USING btree (xid, "position");
CREATE INDEX outbox_20261204_organization_id_position_idx ON kernel.outbox_20261204 USING btree (organization_id, "position");
CREATE INDEX outbox_20261204_position_idx ON kernel.outbox_20261204 USING btree ("position");
CREATE INDEX outbox_20261204_substr_idx ON kernel.outbox_20261204 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261204_xid_position_idx ON kernel.outbox_20261204 USING btree (xid, "position");
CREATE INDEX outbox_20261205_organization_id_position_idx ON kernel.outbox_20261205 USING btree (organization_id, "position");
CREATE INDEX outbox_20261205_position_idx ON kernel.outbox_20261205 USING btree ("position");
CREATE INDEX outbox_20261205_substr_idx ON kernel.outbox_20261205 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261205_xid_position_idx ON kernel.outbox_20261205 USING btree (xid, "position");
CREATE INDEX outbox_20261206_organization_id_position_idx ON kernel.outbox_20261206 USING btree (organization_id, "position");
CREATE INDEX outbox_20261206_position_idx ON kernel.outbox_20261206 USING btree ("position");
CREATE INDEX outbox_20261206_substr_idx ON kernel.outbox_20261206 USING btree (substr(traceparent, 4, 32));
CREATE INDEX outbox_20261206_xid_position_idx ON kernel.outbox_20261206 USING btree (xid, "position");
CREATE INDEX rate_counts_ends_at ON kernel.rate_counts USING btree (ends_at);
CREATE INDEX received_at ON kernel.received USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX replies_created_at ON kernel.replies USING btree (created_at);
CREATE INDEX spans_organization ON ONLY kernel.spans USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261128_organization_id_started_at_idx ON kernel.spans_20261128 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_trace ON ONLY kernel.spans USING btree (trace_id);
CREATE INDEX spans_20261128_trace_id_idx ON kernel.spans_20261128 USING btree (trace_id);
CREATE INDEX spans_20261129_organization_id_started_at_idx ON kernel.spans_20261129 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261129_trace_id_idx ON kernel.spans_20261129 USING btree (trace_id);
CREATE INDEX spans_20261130_organization_id_started_at_idx ON kernel.spans_20261130 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261130_trace_id_idx ON kernel.spans_20261130 USING btree (trace_id);
CREATE INDEX spans_20261201_organization_id_started_at_idx ON kernel.spans_20261201 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261201_trace_id_idx ON kernel.spans_20261201 USING btree (trace_id);
CREATE INDEX spans_20261202_organization_id_started_at_idx ON kernel.spans_20261202 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261202_trace_id_idx ON kernel.spans_20261202 USING btree (trace_id);
CREATE INDEX spans_20261203_organization_id_started_at_idx ON kernel.spans_20261203 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261203_trace_id_idx ON kernel.spans_20261203 USING btree (trace_id);
CREATE INDEX spans_20261204_organization_id_started_at_idx ON kernel.spans_20261204 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261204_trace_id_idx ON kernel.spans_20261204 USING btree (trace_id);
CREATE INDEX spans_20261205_organization_id_started_at_idx ON kernel.spans_20261205 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261205_trace_id_idx ON kernel.spans_20261205 USING btree (trace_id);
CREATE INDEX spans_20261206_organization_id_started_at_idx ON kernel.spans_20261206 USING btree (organization_id, started_at DESC) WHERE (kind = 'request'::text);
CREATE INDEX spans_20261206_trace_id_idx ON kernel.spans_20261206 USING btree (trace_id);
CREATE INDEX workflow_signals_run ON kernel.workflow_signals USING btree (workflow_id, "position");
CREATE INDEX workflows_due ON kernel.workflows USING btree (fresh, wake_at) WHERE (status = 'running'::text);
CREATE INDEX workflows_parent ON kernel.workflows USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX workflows_started_at ON kernel.workflows USING btree (organization_id, started_at DESC, id DESC);
CREATE INDEX courses_newest ON knowledge.courses USING btree (organization_id, course_id);
CREATE INDEX documents_newest ON knowledge.documents USING btree (organization_id, id DESC);
CREATE INDEX documents_of_site ON knowledge.documents USING btree (site_id) WHERE (site_id IS NOT NULL);
CREATE UNIQUE INDEX documents_page ON knowledge.documents USING btree (site_id, address) WHERE (site_id IS NOT NULL);
CREATE INDEX passages_by_hash ON knowledge.passages USING btree (organization_id, hash);
CREATE INDEX passages_by_source ON knowledge.passages USING btree (source_id, ordinal);
CREATE INDEX sites_newest ON knowledge.sites USING btree (organization_id, id DESC);
CREATE INDEX sources_by_course ON knowledge.sources USING btree (organization_id, course_id);
CREATE INDEX words_trigrams ON knowledge.words USING gin (word public.gin_trgm_ops);
CREATE INDEX emails_created_at ON mailbox.emails USING btree (created_at);
CREATE INDEX emails_newest ON mailbox.emails USING btree (organization_id, created_at DESC, id DESC);
CREATE INDEX deliveries_created ON notifications.deliveries USING btree (created_at);
CREATE INDEX deliveries_newest ON notifications.deliveries USING btree (organization_id, id DESC);
CREATE INDEX deliveries_recipient ON notifications.deliveries USING btree (organization_id, recipient_id, id DESC);
CREATE INDEX deliveries_waiting ON notifications.deliveries USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX devices_person ON notifications.devices USING btree (person_id);
CREATE INDEX endpoints_organization ON notifications.endpoints USING btree (organization_id, created_at);
CREATE INDEX inbox_unread ON notifications.inbox USING btree (organization_id, recipient_id, sequence) WHERE ((read_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX memberships_active ON notifications.memberships USING btree (organization_id, subject_id, person_id) WHERE (state = 'active'::text);
CREATE INDEX certificates_learner ON progress.certificates USING btree (organization_id, learner_id, issued_at DESC, code DESC);
CREATE INDEX courses_news ON progress.courses USING btree (organization_id, published_at DESC) WHERE (NOT archived);
CREATE INDEX enrollments_active ON progress.enrollments USING btree (course_id, learner_id) WHERE active;
CREATE INDEX notes_written ON progress.notes USING btree (organization_id, learner_id, updated_at DESC, lesson_id DESC) WHERE (text <> ''::text);
CREATE INDEX records_learner ON progress.records USING btree (organization_id, learner_id, updated_at DESC, course_id DESC);
ALTER INDEX analytics.facts_once ATTACH PARTITION analytics.facts_202609_organization_id_time_event_id_logged_at_key;
ALTER INDEX analytics.facts_once ATTACH PARTITION analytics.facts_202610_organization_id_time_event_id_logged_at_key;
ALTER INDEX analytics.facts_once ATTACH PARTITION analytics.facts_202611_organization_id_time_event_id_logged_at_key;
ALTER INDEX analytics.facts_once ATTACH PARTITION analytics.facts_202612_organization_id_time_event_id_logged_at_key;
ALTER INDEX analytics.facts_once ATTACH PARTITION analytics.facts_202701_organization_id_time_event_id_logged_at_key;
ALTER INDEX kernel.audit_organization ATTACH PARTITION kernel.audit_202611_organization_id_id_idx;
ALTER INDEX kernel.audit_organization ATTACH PARTITION kernel.audit_202612_organization_id_id_idx;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261128_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261129_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261130_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261201_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261202_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261203_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261204_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261205_pkey;
ALTER INDEX kernel.inbox_pkey ATTACH PARTITION kernel.inbox_20261206_pkey;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261128_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261128_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261128_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261128_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261129_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261129_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261129_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261129_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261130_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261130_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261130_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261130_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261201_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261201_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261201_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261201_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261202_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261202_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261202_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261202_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261203_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261203_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261203_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261203_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261204_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261204_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261204_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261204_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261205_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261205_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261205_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261205_xid_position_idx;
ALTER INDEX kernel.outbox_organization ATTACH PARTITION kernel.outbox_20261206_organization_id_position_idx;
ALTER INDEX kernel.outbox_by_position ATTACH PARTITION kernel.outbox_20261206_position_idx;
ALTER INDEX kernel.outbox_trace ATTACH PARTITION kernel.outbox_20261206_substr_idx;
ALTER INDEX kernel.outbox_xid_position ATTACH PARTITION kernel.outbox_20261206_xid_position_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261128_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261128_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261129_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261129_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261130_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261130_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261201_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261201_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261202_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261202_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261203_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261203_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261204_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261204_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261205_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261205_trace_id_idx;
ALTER INDEX kernel.spans_organization ATTACH PARTITION kernel.spans_20261206_organization_id_started_at_idx;
ALTER INDEX kernel.spans_trace ATTACH PARTITION kernel.spans_20261206_trace_id_idx;
CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON courses.version_assets FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON courses.version_lessons FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON courses.version_modules FOR EACH ROW EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard BEFORE DELETE OR UPDATE ON courses.versions FOR EACH ROW EXECUTE FUNCTION courses.guard_version();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_assets FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_lessons FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.version_modules FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON courses.versions FOR EACH STATEMENT EXECUTE FUNCTION courses.guard_version_part();
CREATE TRIGGER keep_an_admin AFTER UPDATE OF roles, removed_at ON identity.memberships FOR EACH ROW WHEN (((old.removed_at IS NULL) AND ('admin'::text = ANY (old.roles)) AND ((new.removed_at IS NOT NULL) OR (NOT ('admin'::text = ANY (new.roles)))))) EXECUTE FUNCTION identity.keep_an_admin();
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON kernel.audit FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON kernel.audit FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON kernel.audit_202611 FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON kernel.audit_202612 FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change();
CREATE TRIGGER keep_version AFTER INSERT OR DELETE OR UPDATE ON kernel.files FOR EACH ROW EXECUTE FUNCTION kernel.keep_file_version();
ALTER TABLE ONLY assistant.answers
    ADD CONSTRAINT answers_conversation FOREIGN KEY (conversation_id) REFERENCES assistant.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY assistant.cache
    ADD CONSTRAINT cache_answer FOREIGN KEY (answer_id) REFERENCES assistant.answers(id) ON DELETE CASCADE;
ALTER TABLE ONLY assistant.evaluated
    ADD CONSTRAINT evaluated_evaluation_id_fkey FOREIGN KEY (evaluation_id) REFERENCES assistant.evaluations(id) ON DELETE CASCADE;
ALTER TABLE ONLY assistant.events
    ADD CONSTRAINT events_answer FOREIGN KEY (answer_id) REFERENCES assistant.answers(id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.assets
    ADD CONSTRAINT assets_blob FOREIGN KEY (course_id, sha256) REFERENCES courses.blobs(course_id, sha256);
ALTER TABLE ONLY courses.assets
    ADD CONSTRAINT assets_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.blobs
    ADD CONSTRAINT blobs_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.courses
    ADD CONSTRAINT courses_published_version FOREIGN KEY (id, published_version) REFERENCES courses.versions(course_id, version);
ALTER TABLE ONLY courses.lessons
    ADD CONSTRAINT lessons_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.lessons
    ADD CONSTRAINT lessons_module FOREIGN KEY (course_id, module_id) REFERENCES courses.modules(course_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.modules
    ADD CONSTRAINT modules_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.removed_lessons
    ADD CONSTRAINT removed_lessons_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.removed_modules
    ADD CONSTRAINT removed_modules_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.revisions
    ADD CONSTRAINT revisions_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.revisions
    ADD CONSTRAINT revisions_restored FOREIGN KEY (lesson_id, restored_from) REFERENCES courses.revisions(lesson_id, revision);
ALTER TABLE ONLY courses.searchable_courses
    ADD CONSTRAINT searchable_courses_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.searchable_lessons
    ADD CONSTRAINT searchable_lessons_course FOREIGN KEY (course_id) REFERENCES courses.searchable_courses(course_id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.version_assets
    ADD CONSTRAINT version_assets_version FOREIGN KEY (course_id, version) REFERENCES courses.versions(course_id, version) ON DELETE CASCADE;
ALTER TABLE ONLY courses.version_lessons
    ADD CONSTRAINT version_lessons_module FOREIGN KEY (course_id, version, module_id) REFERENCES courses.version_modules(course_id, version, module_id) ON DELETE CASCADE;
ALTER TABLE ONLY courses.version_modules
    ADD CONSTRAINT version_modules_version FOREIGN KEY (course_id, version) REFERENCES courses.versions(course_id, version) ON DELETE CASCADE;
ALTER TABLE ONLY courses.versions
    ADD CONSTRAINT versions_course FOREIGN KEY (organization_id, course_id) REFERENCES courses.courses(organization_id, id);
ALTER TABLE ONLY courses.vocabulary
    ADD CONSTRAINT vocabulary_draft_of FOREIGN KEY (organization_id, draft_of) REFERENCES courses.courses(organization_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_home_organization_id_fkey FOREIGN KEY (home_organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY identity.accounts
    ADD CONSTRAINT accounts_last_organization_id_fkey FOREIGN KEY (last_organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY identity.credentials
    ADD CONSTRAINT credentials_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.elevations
    ADD CONSTRAINT elevations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY identity.elevations
    ADD CONSTRAINT elevations_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.elevations
    ADD CONSTRAINT elevations_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.invitations
    ADD CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY identity.memberships
    ADD CONSTRAINT memberships_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id);
ALTER TABLE ONLY identity.memberships
    ADD CONSTRAINT memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY identity.one_time_tokens
    ADD CONSTRAINT one_time_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.recovery_codes
    ADD CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.refresh_tokens
    ADD CONSTRAINT refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.sessions(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.second_factors
    ADD CONSTRAINT second_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY identity.sessions
    ADD CONSTRAINT sessions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES identity.organizations(id);
ALTER TABLE ONLY kernel.file_pieces
    ADD CONSTRAINT file_pieces_version_id_fkey FOREIGN KEY (version_id) REFERENCES kernel.file_versions(id) ON DELETE CASCADE;
ALTER TABLE ONLY kernel.files
    ADD CONSTRAINT files_version_id_fkey FOREIGN KEY (version_id) REFERENCES kernel.file_versions(id);
ALTER TABLE ONLY kernel.workflow_signals
    ADD CONSTRAINT workflow_signals_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES kernel.workflows(id) ON DELETE CASCADE;
ALTER TABLE ONLY kernel.workflow_steps
    ADD CONSTRAINT workflow_steps_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES kernel.workflows(id) ON DELETE CASCADE;
ALTER TABLE ONLY knowledge.documents
    ADD CONSTRAINT documents_site FOREIGN KEY (site_id) REFERENCES knowledge.sites(id) ON DELETE CASCADE;
ALTER TABLE ONLY knowledge.files
    ADD CONSTRAINT files_document FOREIGN KEY (document_id) REFERENCES knowledge.documents(id) ON DELETE CASCADE;
ALTER TABLE ONLY knowledge.passages
    ADD CONSTRAINT passages_source FOREIGN KEY (source_id) REFERENCES knowledge.sources(id) ON DELETE CASCADE;
ALTER TABLE ONLY knowledge.staged_passages
    ADD CONSTRAINT staged_passages_source FOREIGN KEY (workflow_id, source_id) REFERENCES knowledge.staged_sources(workflow_id, source_id) ON DELETE CASCADE;
ALTER TABLE ONLY notifications.tries
    ADD CONSTRAINT tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES notifications.deliveries(id) ON DELETE CASCADE;
ALTER TABLE ONLY progress.records
    ADD CONSTRAINT records_version FOREIGN KEY (course_id, course_version) REFERENCES progress.versions(course_id, version);
ALTER TABLE analytics.activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.enrollments ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.journeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.measurements ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON analytics.activity USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.counts USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.courses USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.deliveries USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.enrollments USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.facts USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.journeys USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.lessons USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
CREATE POLICY own ON analytics.measurements USING (((organization_id = ( SELECT kernel.organization() AS organization)) OR ( SELECT kernel.is_platform() AS is_platform)));
ALTER TABLE assistant.answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.cache ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.evaluated ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.evaluations ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON assistant.budgets USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.cache USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.conversations USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.evaluated USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.evaluations USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.reservations USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.templates USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON assistant.usage USING ((organization_id = kernel.organization()));
CREATE POLICY own ON assistant.answers USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
CREATE POLICY own ON assistant.events USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
CREATE POLICY own ON assistant.keys USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
ALTER TABLE assistant.reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE assistant.usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.assets ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.blobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.modules ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON courses.assets USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.blobs USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.courses USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.lessons USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.modules USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.removed_lessons USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.removed_modules USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.revisions USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.searchable_courses USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.searchable_lessons USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.version_assets USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.version_lessons USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.version_modules USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.versions USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON courses.vocabulary USING ((organization_id = kernel.organization()));
CREATE POLICY purge ON courses.removed_lessons FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge ON courses.removed_modules FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge ON courses.revisions FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge_read ON courses.removed_lessons FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge_read ON courses.removed_modules FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge_read ON courses.revisions FOR SELECT USING (kernel.is_platform());
ALTER TABLE courses.removed_lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.removed_modules ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.revisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.searchable_courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.searchable_lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.version_assets ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.version_lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.version_modules ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses.vocabulary ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrollments.courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrollments.enrollments ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrollments.learner_progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON enrollments.courses USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON enrollments.enrollments USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON enrollments.learner_progress USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON enrollments.people USING ((organization_id = kernel.organization()));
ALTER TABLE enrollments.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY add ON identity.accounts FOR INSERT WITH CHECK (kernel.is_platform());
CREATE POLICY add ON identity.memberships FOR INSERT WITH CHECK (kernel.is_platform());
CREATE POLICY add ON identity.organizations FOR INSERT WITH CHECK (kernel.is_platform());
CREATE POLICY add ON identity.revocations FOR INSERT WITH CHECK (((kernel.actor() IS NOT NULL) OR (kernel.organization() IS NOT NULL) OR kernel.is_platform()));
CREATE POLICY change ON identity.accounts FOR UPDATE USING (((id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY change ON identity.memberships FOR UPDATE USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
CREATE POLICY change ON identity.organizations FOR UPDATE USING (((id = kernel.organization()) OR kernel.is_platform()));
CREATE POLICY counted ON identity.lockouts USING ((kernel.is_platform() OR (kernel.actor() IS NOT NULL)));
ALTER TABLE identity.credentials ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.elevations ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.lockouts ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.one_time_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON identity.invitations USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
ALTER TABLE identity.organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON identity.credentials USING (((account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY own ON identity.elevations USING (((organization_id = kernel.organization()) OR kernel.is_platform()));
CREATE POLICY own ON identity.one_time_tokens USING (((account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY own ON identity.recovery_codes USING (((account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY own ON identity.second_factors USING (((account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY own ON identity.sessions USING (((account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY platform ON identity.refresh_tokens USING (kernel.is_platform());
CREATE POLICY platform ON identity.signing_keys USING (kernel.is_platform());
CREATE POLICY purge ON identity.revocations FOR DELETE USING (kernel.is_platform());
CREATE POLICY read ON identity.accounts FOR SELECT USING (((id = kernel.actor()) OR kernel.is_platform() OR (EXISTS ( SELECT
   FROM identity.memberships m
  WHERE ((m.organization_id = kernel.organization()) AND (m.account_id = accounts.id))))));
CREATE POLICY read ON identity.memberships FOR SELECT USING (((organization_id = kernel.organization()) OR (account_id = kernel.actor()) OR kernel.is_platform()));
CREATE POLICY read ON identity.organizations FOR SELECT USING (((id = kernel.organization()) OR kernel.is_platform() OR (EXISTS ( SELECT
   FROM identity.memberships m
  WHERE ((m.organization_id = organizations.id) AND (m.account_id = kernel.actor()) AND (m.removed_at IS NULL))))));
CREATE POLICY read ON identity.revocations FOR SELECT USING (kernel.is_platform());
ALTER TABLE identity.recovery_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.revocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.second_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.signing_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.consumers ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.file_pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.file_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.files ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.migrations ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.organization_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.audit FOR INSERT WITH CHECK ((kernel.is_own(call) AND (NOT (organization_id IS DISTINCT FROM kernel.organization())) AND (NOT (actor_id IS DISTINCT FROM kernel.actor()))));
CREATE POLICY own ON kernel.consumers USING (kernel.is_own(name));
CREATE POLICY own ON kernel.deliveries USING ((organization_id = kernel.organization()));
CREATE POLICY own ON kernel.inbox FOR INSERT WITH CHECK (kernel.is_own(consumer));
CREATE POLICY own ON kernel.outbox FOR INSERT WITH CHECK ((source = kernel.service()));
CREATE POLICY own ON kernel.received FOR INSERT WITH CHECK ((kernel.is_own(consumer) AND (organization_id = kernel.organization())));
CREATE POLICY own ON kernel.received_marks USING ((kernel.is_own(consumer) AND (organization_id = kernel.organization())));
CREATE POLICY own ON kernel.replies FOR INSERT WITH CHECK ((kernel.is_own(call) AND (NOT (organization_id IS DISTINCT FROM kernel.organization()))));
CREATE POLICY own ON kernel.schedules USING (kernel.is_own(name));
CREATE POLICY own ON kernel.workflows USING ((kernel.is_own(name) AND ((NOT (organization_id IS DISTINCT FROM kernel.organization())) OR kernel.is_platform())));
ALTER TABLE kernel.received ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.received_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.replies ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.schedules ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.secret_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.spans ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.workflow_signals ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.workflow_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.workflows ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.files ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.indexes ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON knowledge.courses USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.documents USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.files USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.indexes USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.passages USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.postings USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.sites USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.sources USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.staged_passages USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.staged_sources USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.vectors USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON knowledge.words USING ((organization_id = kernel.organization()));
ALTER TABLE knowledge.passages ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.postings ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.sites ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.staged_passages ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.staged_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE knowledge.words ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailbox.emails ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON mailbox.emails USING ((organization_id = kernel.organization()));
CREATE POLICY purge ON mailbox.emails FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge_read ON mailbox.emails FOR SELECT USING (kernel.is_platform());
ALTER TABLE notifications.choices ENABLE ROW LEVEL SECURITY;
CREATE POLICY clock ON notifications.deliveries USING (kernel.is_platform());
CREATE POLICY clock ON notifications.tries USING (kernel.is_platform());
ALTER TABLE notifications.counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.endpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON notifications.counters USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.deliveries USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.endpoints USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.memberships USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.subjects USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.templates USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON notifications.tries USING ((organization_id = kernel.organization()));
CREATE POLICY own ON notifications.choices USING (((person_id = kernel.actor()) OR (kernel.actor() IS NULL) OR kernel.is_platform()));
CREATE POLICY own ON notifications.devices USING (((person_id = kernel.actor()) OR (kernel.actor() IS NULL) OR kernel.is_platform()));
CREATE POLICY own ON notifications.inbox USING (((organization_id = kernel.organization()) AND ((recipient_id = kernel.actor()) OR (kernel.actor() IS NULL))));
CREATE POLICY own ON notifications.people USING (((person_id = kernel.actor()) OR (kernel.actor() IS NULL) OR kernel.is_platform()));
ALTER TABLE notifications.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.subjects ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON notifications.keys USING (kernel.is_platform());
ALTER TABLE notifications.templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.tries ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.completions ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.enrollments ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY organization ON progress.certificates USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.completions USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.courses USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.enrollments USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.lessons USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.records USING ((organization_id = kernel.organization()));
CREATE POLICY organization ON progress.versions USING ((organization_id = kernel.organization()));
CREATE POLICY own ON progress.notes USING (((organization_id = kernel.organization()) AND (learner_id = kernel.actor())));
CREATE POLICY own ON progress.positions USING (((organization_id = kernel.organization()) AND (learner_id = kernel.actor())));
ALTER TABLE progress.positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE progress.records ENABLE ROW LEVEL SECURITY;
CREATE POLICY verification ON progress.certificates FOR SELECT USING (kernel.is_platform());
ALTER TABLE progress.versions ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA analytics TO kernos_analytics;
GRANT USAGE ON SCHEMA assistant TO kernos_assistant;
GRANT USAGE ON SCHEMA courses TO kernos_courses;
GRANT USAGE ON SCHEMA enrollments TO kernos_enrollments;
GRANT USAGE ON SCHEMA identity TO kernos_identity;
GRANT USAGE ON SCHEMA kernel TO kernos_operations;
GRANT USAGE ON SCHEMA kernel TO kernos_identity;
GRANT USAGE ON SCHEMA kernel TO kernos_mailbox;
GRANT USAGE ON SCHEMA kernel TO kernos_notifications;
GRANT USAGE ON SCHEMA kernel TO kernos_courses;
GRANT USAGE ON SCHEMA kernel TO kernos_enrollments;
GRANT USAGE ON SCHEMA kernel TO kernos_progress;
GRANT USAGE ON SCHEMA kernel TO kernos_analytics;
GRANT USAGE ON SCHEMA kernel TO kernos_knowledge;
GRANT USAGE ON SCHEMA kernel TO kernos_assistant;
GRANT USAGE ON SCHEMA knowledge TO kernos_knowledge;
GRANT USAGE ON SCHEMA mailbox TO kernos_mailbox;
GRANT USAGE ON SCHEMA notifications TO kernos_notifications;
GRANT USAGE ON SCHEMA operations TO kernos_operations;
GRANT USAGE ON SCHEMA progress TO kernos_progress;
REVOKE ALL ON FUNCTION courses.can_be_meant(word text) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.can_be_meant(word text) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.forgiving_query(words text, editor uuid, edits_all boolean, OUT query tsquery, OUT exact tsquery) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.guard_version() FROM PUBLIC;
GRANT ALL ON FUNCTION courses.guard_version() TO kernos_courses;
REVOKE ALL ON FUNCTION courses.guard_version_part() FROM PUBLIC;
GRANT ALL ON FUNCTION courses.guard_version_part() TO kernos_courses;
REVOKE ALL ON FUNCTION courses.last_word(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.last_word(words text) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.longer_words(typed text, editor uuid, edits_all boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.longer_words(typed text, editor uuid, edits_all boolean) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.matching(query tsquery, exact tsquery) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.matching(query tsquery, exact tsquery) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.matching_lessons(query tsquery, exact tsquery) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.matching_lessons(query tsquery, exact tsquery) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.near_words(typed text, editor uuid, edits_all boolean) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.rank(terms tsvector, query tsquery, exact tsquery) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.rank(terms tsvector, query tsquery, exact tsquery) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.shows_word(lexeme tsquery, editor uuid, edits_all boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.shows_word(lexeme tsquery, editor uuid, edits_all boolean) TO kernos_courses;
REVOKE ALL ON FUNCTION courses.spellings(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION courses.spellings(words text) TO kernos_courses;
REVOKE ALL ON FUNCTION identity.keep_an_admin() FROM PUBLIC;
GRANT ALL ON FUNCTION identity.keep_an_admin() TO kernos_identity;
REVOKE ALL ON FUNCTION kernel.admit_service(role name) FROM PUBLIC;
GRANT SELECT ON TABLE kernel.consumers TO kernos_operations;
GRANT SELECT ON TABLE kernel.consumers TO kernos_identity;
GRANT SELECT ON TABLE kernel.consumers TO kernos_mailbox;
GRANT SELECT ON TABLE kernel.consumers TO kernos_notifications;
GRANT SELECT ON TABLE kernel.consumers TO kernos_courses;
GRANT SELECT ON TABLE kernel.consumers TO kernos_enrollments;
GRANT SELECT ON TABLE kernel.consumers TO kernos_progress;
GRANT SELECT ON TABLE kernel.consumers TO kernos_analytics;
GRANT SELECT ON TABLE kernel.consumers TO kernos_knowledge;
GRANT SELECT ON TABLE kernel.consumers TO kernos_assistant;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_operations;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_identity;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_mailbox;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_notifications;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_courses;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_enrollments;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_progress;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_analytics;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_knowledge;
GRANT UPDATE(seen) ON TABLE kernel.consumers TO kernos_assistant;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_operations;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_identity;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_mailbox;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_notifications;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_courses;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_enrollments;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_progress;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_analytics;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_knowledge;
GRANT UPDATE(until) ON TABLE kernel.consumers TO kernos_assistant;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_operations;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_identity;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_mailbox;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_notifications;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_courses;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_enrollments;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_progress;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_analytics;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_knowledge;
GRANT UPDATE("position") ON TABLE kernel.consumers TO kernos_assistant;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_operations;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_identity;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_mailbox;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_notifications;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_courses;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_enrollments;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_progress;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_analytics;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_knowledge;
GRANT UPDATE(updated_at) ON TABLE kernel.consumers TO kernos_assistant;
REVOKE ALL ON FUNCTION knowledge.due_organizations(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION knowledge.due_organizations(at timestamp with time zone) TO kernos_knowledge;
REVOKE ALL ON FUNCTION knowledge.near_words(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION knowledge.near_words(typed text) TO kernos_knowledge;
REVOKE ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.activity TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.counts TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.courses TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.deliveries TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.enrollments TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.facts TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.journeys TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.lessons TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE analytics.measurements TO kernos_analytics;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.answers TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.budgets TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.cache TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.conversations TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.evaluated TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.evaluations TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.events TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.keys TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.reservations TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.templates TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE assistant.usage TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.assets TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.blobs TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.courses TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.lessons TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.modules TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.removed_lessons TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.removed_modules TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.revisions TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.searchable_courses TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.searchable_lessons TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.version_assets TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.version_lessons TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.version_modules TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.versions TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE courses.vocabulary TO kernos_courses;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE enrollments.courses TO kernos_enrollments;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE enrollments.enrollments TO kernos_enrollments;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE enrollments.learner_progress TO kernos_enrollments;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE enrollments.people TO kernos_enrollments;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.accounts TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.credentials TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.elevations TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.invitations TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.lockouts TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.memberships TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.one_time_tokens TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.organizations TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.recovery_codes TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.refresh_tokens TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.revocations TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.second_factors TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.sessions TO kernos_identity;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.signing_keys TO kernos_identity;
GRANT INSERT ON TABLE kernel.audit TO kernos_operations;
GRANT INSERT ON TABLE kernel.audit TO kernos_identity;
GRANT INSERT ON TABLE kernel.audit TO kernos_mailbox;
GRANT INSERT ON TABLE kernel.audit TO kernos_notifications;
GRANT INSERT ON TABLE kernel.audit TO kernos_courses;
GRANT INSERT ON TABLE kernel.audit TO kernos_enrollments;
GRANT INSERT ON TABLE kernel.audit TO kernos_progress;
GRANT INSERT ON TABLE kernel.audit TO kernos_analytics;
GRANT INSERT ON TABLE kernel.audit TO kernos_knowledge;
GRANT INSERT ON TABLE kernel.audit TO kernos_assistant;
GRANT SELECT,UPDATE ON TABLE kernel.deliveries TO kernos_operations;
GRANT INSERT ON TABLE kernel.inbox TO kernos_operations;
GRANT INSERT ON TABLE kernel.inbox TO kernos_identity;
GRANT INSERT ON TABLE kernel.inbox TO kernos_mailbox;
GRANT INSERT ON TABLE kernel.inbox TO kernos_notifications;
GRANT INSERT ON TABLE kernel.inbox TO kernos_courses;
GRANT INSERT ON TABLE kernel.inbox TO kernos_enrollments;
GRANT INSERT ON TABLE kernel.inbox TO kernos_progress;
GRANT INSERT ON TABLE kernel.inbox TO kernos_analytics;
GRANT INSERT ON TABLE kernel.inbox TO kernos_knowledge;
GRANT INSERT ON TABLE kernel.inbox TO kernos_assistant;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_operations;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_identity;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_mailbox;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_notifications;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_courses;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_enrollments;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_progress;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_analytics;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_knowledge;
GRANT USAGE ON SEQUENCE kernel.outbox_position TO kernos_assistant;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(id) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(kind) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(type) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(source) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(key) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(organization_id) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT("time") ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(data) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_operations;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_identity;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_mailbox;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_notifications;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_courses;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_enrollments;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_progress;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_analytics;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_knowledge;
GRANT INSERT(traceparent) ON TABLE kernel.outbox TO kernos_assistant;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_operations;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_identity;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_mailbox;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_notifications;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_courses;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_enrollments;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_progress;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_analytics;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_knowledge;
GRANT INSERT(consumer) ON TABLE kernel.received TO kernos_assistant;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_operations;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_identity;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_mailbox;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_notifications;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_courses;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_enrollments;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_progress;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_analytics;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_knowledge;
GRANT INSERT(message_id) ON TABLE kernel.received TO kernos_assistant;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_operations;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_identity;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_mailbox;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_notifications;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_courses;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_enrollments;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_progress;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_analytics;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_knowledge;
GRANT INSERT(reply) ON TABLE kernel.received TO kernos_assistant;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_operations;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_identity;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_mailbox;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_notifications;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_courses;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_enrollments;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_progress;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_analytics;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_knowledge;
GRANT SELECT,INSERT,UPDATE ON TABLE kernel.received_marks TO kernos_assistant;
GRANT INSERT ON TABLE kernel.replies TO kernos_operations;
GRANT INSERT ON TABLE kernel.replies TO kernos_identity;
GRANT INSERT ON TABLE kernel.replies TO kernos_mailbox;
GRANT INSERT ON TABLE kernel.replies TO kernos_notifications;
GRANT INSERT ON TABLE kernel.replies TO kernos_courses;
GRANT INSERT ON TABLE kernel.replies TO kernos_enrollments;
GRANT INSERT ON TABLE kernel.replies TO kernos_progress;
GRANT INSERT ON TABLE kernel.replies TO kernos_analytics;
GRANT INSERT ON TABLE kernel.replies TO kernos_knowledge;
GRANT INSERT ON TABLE kernel.replies TO kernos_assistant;
GRANT SELECT ON TABLE kernel.schedules TO kernos_operations;
GRANT SELECT ON TABLE kernel.schedules TO kernos_identity;
GRANT SELECT ON TABLE kernel.schedules TO kernos_mailbox;
GRANT SELECT ON TABLE kernel.schedules TO kernos_notifications;
GRANT SELECT ON TABLE kernel.schedules TO kernos_courses;
GRANT SELECT ON TABLE kernel.schedules TO kernos_enrollments;
GRANT SELECT ON TABLE kernel.schedules TO kernos_progress;
GRANT SELECT ON TABLE kernel.schedules TO kernos_analytics;
GRANT SELECT ON TABLE kernel.schedules TO kernos_knowledge;
GRANT SELECT ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(done_until) ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(attempts) ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(due_at) ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(ended_at) ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(outcome) ON TABLE kernel.schedules TO kernos_assistant;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_operations;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_identity;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_mailbox;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_notifications;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_courses;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_enrollments;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_progress;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_analytics;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_knowledge;
GRANT UPDATE(error_code) ON TABLE kernel.schedules TO kernos_assistant;
GRANT INSERT ON TABLE kernel.workflows TO kernos_operations;
GRANT INSERT ON TABLE kernel.workflows TO kernos_identity;
GRANT INSERT ON TABLE kernel.workflows TO kernos_mailbox;
GRANT INSERT ON TABLE kernel.workflows TO kernos_notifications;
GRANT INSERT ON TABLE kernel.workflows TO kernos_courses;
GRANT INSERT ON TABLE kernel.workflows TO kernos_enrollments;
GRANT INSERT ON TABLE kernel.workflows TO kernos_progress;
GRANT INSERT ON TABLE kernel.workflows TO kernos_analytics;
GRANT INSERT ON TABLE kernel.workflows TO kernos_knowledge;
GRANT INSERT ON TABLE kernel.workflows TO kernos_assistant;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_operations;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_identity;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_mailbox;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_notifications;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_courses;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_enrollments;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_progress;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_analytics;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_knowledge;
GRANT SELECT(id) ON TABLE kernel.workflows TO kernos_assistant;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_operations;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_identity;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_mailbox;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_notifications;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_courses;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_enrollments;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_progress;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_analytics;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_knowledge;
GRANT SELECT(name) ON TABLE kernel.workflows TO kernos_assistant;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_operations;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_identity;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_mailbox;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_notifications;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_courses;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_enrollments;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_progress;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_analytics;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_knowledge;
GRANT SELECT(organization_id) ON TABLE kernel.workflows TO kernos_assistant;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.courses TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.documents TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.files TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.indexes TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.passages TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.postings TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.sites TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.sources TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.staged_passages TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.staged_sources TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.vectors TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE knowledge.words TO kernos_knowledge;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mailbox.emails TO kernos_mailbox;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.choices TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.counters TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.deliveries TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.devices TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.endpoints TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.inbox TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.keys TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.memberships TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.people TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.subjects TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.templates TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE notifications.tries TO kernos_notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.certificates TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.completions TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.courses TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.enrollments TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.lessons TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.notes TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.positions TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.records TO kernos_progress;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE progress.versions TO kernos_progress;
