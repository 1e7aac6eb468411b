-- Facts: every event there was, once. Everything else here is made of them and can be made anew; see rollups.ts.
-- The order in which facts arrive makes no difference: counts add up, the rest keeps a first, a last or a most.
--
-- Ingestion is of all organizations at once, hence policies that let a platform transaction in. What a policy
-- compares stands in a subquery, so that it is computed once and not for each row.

-- Partitions by month are the kernel's to make and drop.
CREATE TABLE analytics.facts (
  event_id uuid NOT NULL,
  logged_at timestamptz NOT NULL,
  time timestamptz NOT NULL,
  organization_id uuid,
  type text NOT NULL,
  source text NOT NULL,
  -- The person in whose unit of work it happened; null where a service acted.
  actor_id uuid,
  -- What it is about: the value that orders events of its kind.
  subject text NOT NULL,
  course_id uuid,
  lesson_id uuid,
  learner_id uuid,
  data jsonb NOT NULL,
  -- An event is the same one wherever it is read again. Also the order of exports, and of rebuilding.
  CONSTRAINT facts_once UNIQUE NULLS NOT DISTINCT (organization_id, time, event_id, logged_at)
) PARTITION BY RANGE (logged_at);
CREATE POLICY own ON analytics.facts USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- How many of what, by day (UTC): `upto[n]` are those of its first n quarter hours, because the calendar of every time
-- zone is made of whole ones. So any part of a day is one element less another. `course_id` is all zeros for the whole
-- organization.
CREATE TABLE analytics.counts (
  organization_id uuid NOT NULL,
  type text NOT NULL,
  course_id uuid NOT NULL,
  day date NOT NULL,
  upto int[] NOT NULL,
  CONSTRAINT counts_pkey PRIMARY KEY (organization_id, type, course_id, day)
) WITH (fillfactor = 80);
CREATE POLICY own ON analytics.counts USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- Who was active when: the quarter hours of a learner's year (UTC) in a course, each once and in order, as four bytes:
-- its number since 1970. A report goes over them outside the database; see activity.ts.
CREATE TABLE analytics.activity (
  organization_id uuid NOT NULL,
  year smallint NOT NULL,
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  quarters bytea NOT NULL,
  CONSTRAINT activity_pkey PRIMARY KEY (organization_id, year, course_id, learner_id)
) WITH (fillfactor = 80);
CREATE POLICY own ON analytics.activity USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

CREATE TABLE analytics.enrollments (
  organization_id uuid NOT NULL,
  enrollment_id uuid NOT NULL,
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  waitlisted_at timestamptz,
  enrolled_at timestamptz,
  withdrawn_at timestamptz,
  CONSTRAINT enrollments_pkey PRIMARY KEY (organization_id, enrollment_id)
);
CREATE INDEX enrollments_course ON analytics.enrollments (organization_id, course_id);
CREATE POLICY own ON analytics.enrollments USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- A learner's way through a course, whatever enrollments it took.
CREATE TABLE analytics.journeys (
  organization_id uuid NOT NULL,
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  enrolled_at timestamptz,
  -- How many are completed, without those that were taken back.
  lessons int NOT NULL,
  -- The one completed last of these, and what told so.
  last_lesson_id uuid,
  last_lesson_at timestamptz,
  last_lesson_by uuid,
  last_active_at timestamptz,
  percent int,
  percent_at timestamptz,
  percent_by uuid,
  completed_at timestamptz,
  CONSTRAINT journeys_pkey PRIMARY KEY (organization_id, course_id, learner_id)
) WITH (fillfactor = 80);
CREATE POLICY own ON analytics.journeys USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- How many learners have completed a lesson, and not taken it back.
CREATE TABLE analytics.lessons (
  organization_id uuid NOT NULL,
  course_id uuid NOT NULL,
  lesson_id uuid NOT NULL,
  completed int NOT NULL,
  CONSTRAINT lessons_pkey PRIMARY KEY (organization_id, course_id, lesson_id)
) WITH (fillfactor = 80);
CREATE POLICY own ON analytics.lessons USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- A course as it was last told of. Version 0: changed, though not published yet.
CREATE TABLE analytics.courses (
  organization_id uuid NOT NULL,
  course_id uuid NOT NULL,
  version int NOT NULL,
  instructor_id uuid,
  lesson_ids uuid[] NOT NULL,
  title text,
  titled_at timestamptz,
  titled_by uuid,
  archived boolean NOT NULL,
  moved_at timestamptz,
  moved_by uuid,
  CONSTRAINT courses_pkey PRIMARY KEY (organization_id, course_id)
);
CREATE INDEX courses_instructor ON analytics.courses (organization_id, instructor_id);
CREATE POLICY own ON analytics.courses USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

-- By day, as `counts` are.
CREATE TABLE analytics.deliveries (
  organization_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  channel text NOT NULL,
  delivered int[] NOT NULL,
  failed int[] NOT NULL,
  CONSTRAINT deliveries_pkey PRIMARY KEY (organization_id, day, kind, channel)
) WITH (fillfactor = 80);
CREATE POLICY own ON analytics.deliveries USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));

CREATE TABLE analytics.measurements (
  organization_id uuid NOT NULL,
  metric text NOT NULL,
  at timestamptz NOT NULL,
  event_id uuid NOT NULL,
  value double precision NOT NULL,
  unit text NOT NULL,
  dimensions jsonb NOT NULL,
  CONSTRAINT measurements_pkey PRIMARY KEY (organization_id, metric, at, event_id)
);
CREATE POLICY own ON analytics.measurements USING (
  organization_id = (SELECT kernel.organization()) OR (SELECT kernel.is_platform()));
