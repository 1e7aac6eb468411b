-- What enrollments needs to know of a course, fed by events of courses. A row exists once the course has
-- been published, and is never deleted.
CREATE TABLE enrollments.courses (
  course_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  instructor_id uuid NOT NULL,
  title text NOT NULL,
  -- Of the newest published version.
  lessons int NOT NULL,
  state text NOT NULL,
  capacity int,
  waitlist boolean NOT NULL,
  -- Active enrollments. Counted only where there is a capacity to keep: without one, learners would queue
  -- for the lock of this row for nothing.
  seats_taken int,
  -- Seats that were already taken when the capacity was lowered below them. Nobody loses a seat by that.
  over_capacity int NOT NULL DEFAULT 0,
  waiting int NOT NULL DEFAULT 0,
  -- Numbers given out to those who waited so far: their order.
  tickets int NOT NULL DEFAULT 0,
  CONSTRAINT courses_pkey PRIMARY KEY (course_id),
  CONSTRAINT courses_state CHECK (state IN ('published', 'archived')),
  CONSTRAINT courses_counted CHECK ((capacity IS NULL) = (seats_taken IS NULL)),
  CONSTRAINT courses_within_capacity CHECK (
    capacity > 0 AND seats_taken >= 0 AND over_capacity >= 0 AND seats_taken <= capacity + over_capacity
  ),
  CONSTRAINT courses_no_free_seat_while_somebody_waits CHECK (
    waiting = 0 OR (waiting > 0 AND (state <> 'published' OR coalesce(seats_taken >= capacity, false)))
  )
) WITH (fillfactor = 50); -- room for the counter to change in place

CREATE TABLE enrollments.enrollments (
  course_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  learner_id uuid NOT NULL,
  status text NOT NULL,
  -- When the seat, or the place on the waitlist, was taken.
  enrolled_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  -- Number on the waitlist; null once there is a seat. Stays where somebody stopped waiting.
  ticket int,
  -- By course first: the identity and the order of a roster in one index, for each index costs every enrollment.
  CONSTRAINT enrollments_pkey PRIMARY KEY (course_id, id),
  CONSTRAINT enrollments_status CHECK (status IN ('active', 'waitlisted', 'withdrawn')),
  CONSTRAINT enrollments_ticket CHECK (CASE status
    WHEN 'active' THEN ticket IS NULL WHEN 'waitlisted' THEN ticket IS NOT NULL ELSE true END),
  CONSTRAINT enrollments_withdrawn CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE UNIQUE INDEX enrollments_live ON enrollments.enrollments (course_id, learner_id) WHERE status <> 'withdrawn';
CREATE UNIQUE INDEX enrollments_waitlist ON enrollments.enrollments (course_id, ticket) WHERE status = 'waitlisted';
CREATE INDEX enrollments_learner ON enrollments.enrollments (organization_id, learner_id, id);
