-- Published versions of courses: a copy, fed by `course.published`. They never change.
CREATE TABLE progress.versions (
  course_id uuid NOT NULL,
  version int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  -- In reading order.
  lesson_ids uuid[] NOT NULL,
  CONSTRAINT versions_pkey PRIMARY KEY (course_id, version)
);

-- Which course a lesson belongs to: that of every version it was ever in.
CREATE TABLE progress.lessons (
  lesson_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  CONSTRAINT lessons_pkey PRIMARY KEY (lesson_id)
);

-- Who has a seat: a copy, fed by the events of enrollments. An enrollment that was withdrawn never comes
-- back (enrolling again makes a new one), so whatever arrives late cannot revive it.
CREATE TABLE progress.enrollments (
  enrollment_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  active boolean NOT NULL,
  CONSTRAINT enrollments_pkey PRIMARY KEY (enrollment_id)
);
CREATE INDEX enrollments_active ON progress.enrollments (course_id, learner_id) WHERE active;

-- Where a learner stands in a course, by the version they are measured by.
CREATE TABLE progress.records (
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_version int NOT NULL,
  completed int NOT NULL DEFAULT 0,
  total int NOT NULL,
  percent int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  -- When the learner last did something in the course.
  updated_at timestamptz NOT NULL,
  -- The lesson opened last; null before the first.
  last_lesson_id uuid,
  -- When the course was completed for the first time; it stays.
  completed_at timestamptz,
  CONSTRAINT records_pkey PRIMARY KEY (course_id, learner_id),
  CONSTRAINT records_version FOREIGN KEY (course_id, course_version) REFERENCES progress.versions (course_id, version),
  CONSTRAINT records_completed CHECK (completed BETWEEN 0 AND total),
  CONSTRAINT records_percent CHECK (percent BETWEEN 0 AND 100 AND (percent = 100) = (completed = total AND total > 0))
);
CREATE INDEX records_learner ON progress.records (organization_id, learner_id, updated_at DESC, course_id DESC);

-- The ledger: a lesson is completed for the first time once, and nothing is ever taken out. What a learner takes
-- back is marked, and counts no more until they complete it again.
CREATE TABLE progress.completions (
  learner_id uuid NOT NULL,
  course_id uuid NOT NULL,
  lesson_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  -- The version that the lesson was completed in.
  course_version int NOT NULL,
  completed_at timestamptz NOT NULL,
  undone_at timestamptz,
  CONSTRAINT completions_undone CHECK (undone_at >= completed_at),
  CONSTRAINT completions_pkey PRIMARY KEY (learner_id, course_id, lesson_id)
);

CREATE TABLE progress.certificates (
  code text NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  course_version int NOT NULL,
  course_title text NOT NULL,
  lessons int NOT NULL,
  -- As identity knew the person when the certificate was issued, moments after the completion.
  learner_name text,
  issued_at timestamptz NOT NULL,
  CONSTRAINT certificates_pkey PRIMARY KEY (code),
  CONSTRAINT certificates_once UNIQUE (course_id, learner_id)
);
CREATE INDEX certificates_learner ON progress.certificates (organization_id, learner_id, issued_at DESC, code DESC);
CREATE POLICY organization ON progress.certificates USING (organization_id = kernel.organization());
-- Whoever holds a code may ask whether it is real, without belonging to any organization.
CREATE POLICY verification ON progress.certificates FOR SELECT USING (kernel.is_platform());
