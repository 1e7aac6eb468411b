-- Copies that rosters are sorted and searched by.

-- Names of everybody in the organization, fed by identity. Who leaves keeps a name.
CREATE TABLE enrollments.people (
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  name text NOT NULL,
  CONSTRAINT people_pkey PRIMARY KEY (organization_id, user_id)
);

-- Where learners stand, fed by progress. Who withdraws and enrolls again goes on from there.
CREATE TABLE enrollments.learner_progress (
  course_id uuid NOT NULL,
  learner_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  completed int NOT NULL,
  total int NOT NULL,
  percent int NOT NULL,
  active_at timestamptz NOT NULL,
  completed_at timestamptz,
  CONSTRAINT learner_progress_pkey PRIMARY KEY (course_id, learner_id),
  CONSTRAINT learner_progress_completed CHECK (completed BETWEEN 0 AND total),
  CONSTRAINT learner_progress_percent CHECK (percent BETWEEN 0 AND 100)
);
