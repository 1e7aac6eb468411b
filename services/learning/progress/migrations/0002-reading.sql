-- What a learner leaves in the lessons they read is theirs alone: the policies let nobody else see it, not
-- even this service when it acts for itself.

CREATE TABLE progress.positions (
  learner_id uuid NOT NULL DEFAULT kernel.actor(),
  lesson_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  fraction double precision NOT NULL,
  anchor text,
  at timestamptz NOT NULL,
  CONSTRAINT positions_pkey PRIMARY KEY (learner_id, lesson_id),
  CONSTRAINT positions_fraction CHECK (fraction BETWEEN 0 AND 1)
) WITH (fillfactor = 70); -- room to change in place: it is written every few seconds

-- A note that was emptied keeps its row, so that its version never begins again.
CREATE TABLE progress.notes (
  learner_id uuid NOT NULL DEFAULT kernel.actor(),
  lesson_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  text text NOT NULL,
  version int NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT notes_pkey PRIMARY KEY (learner_id, lesson_id),
  CONSTRAINT notes_text_length CHECK (length(text) <= 20000),
  CONSTRAINT notes_version_from_1 CHECK (version >= 1)
);
CREATE INDEX notes_written ON progress.notes (organization_id, learner_id, updated_at DESC, lesson_id DESC)
  WHERE text <> '';

CREATE POLICY own ON progress.positions
  USING (organization_id = kernel.organization() AND learner_id = kernel.actor());
CREATE POLICY own ON progress.notes
  USING (organization_id = kernel.organization() AND learner_id = kernel.actor());

-- The catalog as a learner's home needs it: a copy, fed by the events of courses.
CREATE TABLE progress.courses (
  course_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  -- The newest, and when it was published.
  version int NOT NULL,
  published_at timestamptz NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  CONSTRAINT courses_pkey PRIMARY KEY (course_id)
);
CREATE INDEX courses_news ON progress.courses (organization_id, published_at DESC) WHERE NOT archived;
