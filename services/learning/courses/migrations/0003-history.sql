-- What undoes: every state that a draft lesson was saved in, and what was removed from a draft.

CREATE TABLE courses.revisions (
  lesson_id uuid NOT NULL,
  revision int NOT NULL CONSTRAINT revisions_from_1 CHECK (revision >= 1),
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  author_id uuid NOT NULL DEFAULT kernel.actor(),
  title text NOT NULL,
  markdown text NOT NULL,
  words int NOT NULL,
  -- Against the revision before.
  added_lines int NOT NULL,
  removed_lines int NOT NULL,
  restored_from int,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT revisions_pkey PRIMARY KEY (lesson_id, revision),
  CONSTRAINT revisions_lines CHECK (added_lines >= 0 AND removed_lines >= 0),
  CONSTRAINT revisions_restored_from CHECK (restored_from < revision),
  CONSTRAINT revisions_restored FOREIGN KEY (lesson_id, restored_from) REFERENCES courses.revisions (lesson_id, revision),
  CONSTRAINT revisions_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX revisions_by_course ON courses.revisions (course_id);

-- Removed rows stand in tables of their own, so that whatever reads a draft need not know of them.
CREATE TABLE courses.removed_modules (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  course_id uuid NOT NULL,
  title text NOT NULL,
  -- Where it stood.
  position int NOT NULL,
  removed_by uuid NOT NULL DEFAULT kernel.actor(),
  removed_at timestamptz NOT NULL,
  CONSTRAINT removed_modules_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX removed_modules_by_course ON courses.removed_modules (course_id, removed_at DESC);
CREATE INDEX removed_modules_by_time ON courses.removed_modules (removed_at);

CREATE TABLE courses.removed_lessons (
  LIKE courses.lessons INCLUDING DEFAULTS,
  -- True: it went with its module, and comes back with it.
  with_module boolean NOT NULL,
  removed_by uuid NOT NULL DEFAULT kernel.actor(),
  removed_at timestamptz NOT NULL,
  CONSTRAINT removed_lessons_pkey PRIMARY KEY (id),
  -- A key stays its lesson's own for as long as the lesson may come back.
  CONSTRAINT removed_lessons_key UNIQUE (course_id, key),
  CONSTRAINT removed_lessons_course FOREIGN KEY (organization_id, course_id)
    REFERENCES courses.courses (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX removed_lessons_by_course ON courses.removed_lessons (course_id, removed_at DESC);
CREATE INDEX removed_lessons_by_module ON courses.removed_lessons (module_id) WHERE with_module;
CREATE INDEX removed_lessons_by_time ON courses.removed_lessons (removed_at);

-- The schedule that purges belongs to no organization.
CREATE POLICY organization ON courses.revisions USING (organization_id = kernel.organization());
CREATE POLICY organization ON courses.removed_modules USING (organization_id = kernel.organization());
CREATE POLICY organization ON courses.removed_lessons USING (organization_id = kernel.organization());
CREATE POLICY purge_read ON courses.revisions FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge_read ON courses.removed_modules FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge_read ON courses.removed_lessons FOR SELECT USING (kernel.is_platform());
CREATE POLICY purge ON courses.revisions FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge ON courses.removed_modules FOR DELETE USING (kernel.is_platform());
CREATE POLICY purge ON courses.removed_lessons FOR DELETE USING (kernel.is_platform());
