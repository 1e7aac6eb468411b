-- Who may read what is published. Courses that there are keep being read by those who are enrolled, and stay in the catalog.
ALTER TABLE courses.courses
  ADD COLUMN audience text NOT NULL DEFAULT 'enrolled'
    CONSTRAINT courses_audience CHECK (audience IN ('open', 'enrolled', 'invited')),
  -- Versions up to this one were taken down: nobody but editors reads anything of them any more.
  ADD COLUMN taken_down int NOT NULL DEFAULT 0
    CONSTRAINT courses_taken_down CHECK (published_version IS NULL OR published_version > taken_down);
