CREATE TABLE courses.courses (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  instructor_id uuid NOT NULL,
  capacity int,
  waitlist boolean NOT NULL,
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  published_version int,
  lesson_ids uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE courses.versions (
  course_id uuid NOT NULL,
  version int NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  title text NOT NULL,
  lesson_ids uuid[] NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (course_id, version)
);
