-- Whether learners enroll themselves: into an `invited` course staff brings them.
ALTER TABLE enrollments.courses ADD COLUMN audience text NOT NULL DEFAULT 'enrolled';
