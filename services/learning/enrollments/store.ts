/** The tables of enrollments and their statements; nobody else reads them. */
import type { Context } from '@kernos/kernel/context';
import type { Attempt, Seats } from './rules.ts';

type Db = Pick<Context, 'tx'>;

export type Status = 'active' | 'waitlisted' | 'withdrawn';

export interface EnrollmentRow {
  courseId: string;
  id: string;
  learnerId: string;
  status: Status;
  enrolledAt: string;
  ticket: number | null;
}

export interface CourseRow {
  courseId: string;
  instructorId: string;
  title: string;
  lessons: number;
  state: Seats['state'];
  capacity: number | null;
  waitlist: boolean;
  audience: 'open' | 'enrolled' | 'invited';
  seatsTaken: number | null;
  overCapacity: number;
  waiting: number;
}

// --- taking a seat -----------------------------------------------------------------------------------

export interface SeatRequest {
  readonly courseId: string;
  readonly learnerId: string;
  readonly enrollmentId: string;
  /** Instant, RFC 3339. */
  readonly at: string;
  /** Staff takes it for them: the only way into a course for the invited. */
  readonly invited: boolean;
}

/**
 * The whole of an enrollment in one statement: course, duplicate, capacity, row. A full course is refused
 * from the snapshot, without waiting for its row's lock; a free seat is taken under that lock, where
 * PostgreSQL looks again at the newest row. Without a capacity there is nothing to count: a shared lock only
 * keeps a capacity from being set at that moment.
 */
export const TAKE_SEAT = `
  WITH course AS (
    SELECT CASE WHEN $5 OR audience <> 'invited' THEN state ELSE 'closed' END AS state, waitlist,
           capacity IS NULL OR seats_taken < capacity AS room
      FROM enrollments.courses WHERE course_id = $1
  ), held AS (
    SELECT FROM enrollments.enrollments WHERE course_id = $1 AND learner_id = $2 AND status <> 'withdrawn'
  ), counted AS (
    UPDATE enrollments.courses SET seats_taken = seats_taken + 1
     WHERE course_id = $1 AND state = 'published' AND ($5 OR audience <> 'invited') AND seats_taken < capacity
       AND NOT EXISTS (SELECT FROM held)
    RETURNING course_id
  ), uncounted AS (
    SELECT course_id FROM enrollments.courses
     WHERE course_id = $1 AND state = 'published' AND ($5 OR audience <> 'invited') AND capacity IS NULL
       AND NOT EXISTS (SELECT FROM held)
       FOR KEY SHARE
  ), placed AS (
    INSERT INTO enrollments.enrollments (course_id, id, learner_id, status, enrolled_at)
    SELECT course_id, $3, $2, 'active', $4 FROM (TABLE counted UNION ALL TABLE uncounted) seat
    RETURNING id
  )
  SELECT state, waitlist, room, EXISTS (SELECT FROM held) AS held, EXISTS (SELECT FROM placed) AS placed FROM course`;

/** One attempt; undefined where the course is not known. Breaks `enrollments_live` where another request of this learner won. */
export async function takeSeat(
  ctx: Db,
  { courseId, learnerId, enrollmentId, at, invited }: SeatRequest,
): Promise<Attempt | undefined> {
  const { rows } = await ctx.tx.query<Attempt>({
    name: 'enrollments.take-seat',
    text: TAKE_SEAT,
    values: [courseId, learnerId, enrollmentId, at, invited],
  });
  return rows[0];
}

/** Queues for a seat and gives the place, from 1; undefined where the course is not full, or keeps no waitlist. */
export async function joinWaitlist(
  ctx: Db,
  { courseId, learnerId, enrollmentId, at }: SeatRequest,
): Promise<number | undefined> {
  const { rows } = await ctx.tx.query<{ waiting: number }>({
    text: `WITH queue AS (
             UPDATE enrollments.courses SET waiting = waiting + 1, tickets = tickets + 1
              WHERE course_id = $1 AND state = 'published' AND waitlist AND seats_taken >= capacity
             RETURNING course_id, tickets, waiting
           ), placed AS (
             INSERT INTO enrollments.enrollments (course_id, id, learner_id, status, enrolled_at, ticket)
             SELECT course_id, $3, $2, 'waitlisted', $4, tickets FROM queue
           )
           SELECT waiting FROM queue`,
    values: [courseId, learnerId, enrollmentId, at],
  });
  return rows[0]?.waiting;
}

// --- giving it back, and moving up -------------------------------------------------------------------

/**
 * The course, locked until the transaction ends. `all` also waits for those who enroll without being
 * counted, so that they can be counted afterwards.
 */
export async function lockCourse(
  ctx: Db,
  courseId: string,
  against: 'counted' | 'all',
): Promise<CourseRow | undefined> {
  const { rows } = await ctx.tx.query<CourseRow>({
    text: `SELECT course_id, instructor_id, title, lessons, state, capacity, waitlist, audience, seats_taken, over_capacity, waiting
             FROM enrollments.courses WHERE course_id = $1 FOR ${against === 'all' ? 'UPDATE' : 'NO KEY UPDATE'}`,
    values: [courseId],
  });
  return rows[0];
}

/** Withdraws the learner's live enrollment; a `ticket` on it says that it was a place on the waitlist. */
export async function withdrawLive(
  ctx: Db,
  { courseId, learnerId, at }: Omit<SeatRequest, 'enrollmentId' | 'invited'>,
): Promise<EnrollmentRow | undefined> {
  const { rows } = await ctx.tx.query<EnrollmentRow>({
    text: `UPDATE enrollments.enrollments SET status = 'withdrawn', withdrawn_at = $3
            WHERE course_id = $1 AND learner_id = $2 AND status <> 'withdrawn'
           RETURNING course_id, id, learner_id, status, enrolled_at, ticket`,
    values: [courseId, learnerId, at],
  });
  return rows[0];
}

/** The courses in which a learner has had a seat, or waited for one, since before an instant, in the order of their locks. */
export async function liveCoursesOf(ctx: Db, learnerId: string, before: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ courseId: string }>({
    text: `SELECT course_id FROM enrollments.enrollments
            WHERE organization_id = kernel.organization() AND learner_id = $1 AND status <> 'withdrawn' AND enrolled_at <= $2
            ORDER BY course_id`,
    values: [learnerId, before],
  });
  return rows.map(({ courseId }) => courseId);
}

/** Writes what became of a locked course. Its counts must be final: the database checks each change. */
export async function updateCourse(ctx: Db, row: CourseRow, seats: Seats): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE enrollments.courses SET instructor_id = $2, title = $3, waitlist = $4, state = $5, capacity = $6,
                  seats_taken = $7, over_capacity = $8, waiting = $9, lessons = $10, audience = $11
            WHERE course_id = $1`,
    values: [
      row.courseId,
      row.instructorId,
      row.title,
      row.waitlist,
      seats.state,
      seats.capacity,
      seats.taken,
      seats.overCapacity,
      seats.waiting,
      row.lessons,
      row.audience,
    ],
  });
}

/** Gives seats to the first `count` of the waitlist of a locked course, first come first. */
export async function moveUp(ctx: Db, courseId: string, count: number, at: string): Promise<EnrollmentRow[]> {
  if (count === 0) return [];
  const { rows } = await ctx.tx.query<EnrollmentRow>({
    text: `UPDATE enrollments.enrollments SET status = 'active', ticket = NULL, enrolled_at = $3
            WHERE course_id = $1 AND status = 'waitlisted' AND ticket IN (
              SELECT ticket FROM enrollments.enrollments WHERE course_id = $1 AND status = 'waitlisted'
               ORDER BY ticket LIMIT $2)
           RETURNING course_id, id, learner_id, status, enrolled_at, ticket`,
    values: [courseId, count, at],
  });
  return rows;
}

// --- the copy of courses -----------------------------------------------------------------------------

export type NewCourse = Pick<
  CourseRow,
  'courseId' | 'instructorId' | 'title' | 'lessons' | 'capacity' | 'waitlist' | 'audience'
>;

/** True where the course was new here. */
export async function insertCourse(ctx: Db, course: NewCourse): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `INSERT INTO enrollments.courses (course_id, instructor_id, title, lessons, state, capacity, waitlist, audience, seats_taken)
           VALUES ($1, $2, $3, $6, 'published', $4::int, $5, $7, CASE WHEN $4::int IS NULL THEN NULL ELSE 0 END)
           ON CONFLICT (course_id) DO NOTHING`,
    values: [
      course.courseId,
      course.instructorId,
      course.title,
      course.capacity,
      course.waitlist,
      course.lessons,
      course.audience,
    ],
  });
  return rowCount === 1;
}

export async function findCourse(
  ctx: Db,
  courseId: string,
): Promise<Pick<CourseRow, 'instructorId' | 'title'> | undefined> {
  const { rows } = await ctx.tx.query<Pick<CourseRow, 'instructorId' | 'title'>>({
    name: 'enrollments.find-course',
    text: 'SELECT instructor_id, title FROM enrollments.courses WHERE course_id = $1',
    values: [courseId],
  });
  return rows[0];
}

export async function countActive(ctx: Db, courseId: string): Promise<number> {
  const { rows } = await ctx.tx.query<{ count: number }>({
    text: `SELECT count(*) FROM enrollments.enrollments WHERE course_id = $1 AND status = 'active'`,
    values: [courseId],
  });
  return rows[0]?.count ?? 0;
}

// --- lists -------------------------------------------------------------------------------------------

export interface ListedRow extends Omit<EnrollmentRow, 'ticket'> {
  /** From 1. */
  waitlistPosition: number | null;
}

/** Enrollments with their place on the waitlist; each list adds its own filter, order and limit. */
const LISTED = `SELECT e.course_id, e.id, e.learner_id, e.status, e.enrolled_at,
                       CASE WHEN e.status = 'waitlisted' THEN (
                         SELECT count(*) FROM enrollments.enrollments ahead
                          WHERE ahead.status = 'waitlisted' AND ahead.course_id = e.course_id
                            AND ahead.ticket <= e.ticket) END AS waitlist_position
                  FROM enrollments.enrollments e`;

export interface ListQuery {
  readonly status: Status | undefined;
  /** Id of the last item of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** A learner's enrollments, newest first. */
export async function listOfLearner(
  ctx: Db,
  learnerId: string,
  { status, after, limit }: ListQuery,
): Promise<ListedRow[]> {
  const { rows } = await ctx.tx.query<ListedRow>({
    text: `${LISTED} WHERE e.learner_id = $1 AND ($2::text IS NULL OR e.status = $2)
                       AND ($3::uuid IS NULL OR e.id < $3) ORDER BY e.id DESC LIMIT $4`,
    values: [learnerId, status, after, limit],
  });
  return rows;
}

/** A course's enrollments in the order in which they came; without a status, all but the withdrawn. */
export async function listOfCourse(
  ctx: Db,
  courseId: string,
  { status, after, limit }: ListQuery,
): Promise<ListedRow[]> {
  const { rows } = await ctx.tx.query<ListedRow>({
    text: `${LISTED} WHERE e.course_id = $1 AND CASE WHEN $2::text IS NULL THEN e.status <> 'withdrawn' ELSE e.status = $2 END
                       AND ($3::uuid IS NULL OR e.id > $3) ORDER BY e.id LIMIT $4`,
    values: [courseId, status, after, limit],
  });
  return rows;
}

/** The learner's enrollment in a course: the live one, or else the last. */
export async function findEnrollment(
  ctx: Db,
  courseId: string,
  learnerId: string,
): Promise<ListedRow | undefined> {
  const { rows } = await ctx.tx.query<ListedRow>({
    text: `${LISTED} WHERE e.course_id = $1 AND e.learner_id = $2 ORDER BY e.id DESC LIMIT 1`,
    values: [courseId, learnerId],
  });
  return rows[0];
}

/** The courses in which a learner has a seat. */
export async function seatsOfLearner(ctx: Db, learnerId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ courseId: string }>({
    name: 'enrollments.seats',
    text: `SELECT course_id FROM enrollments.enrollments
            WHERE organization_id = kernel.organization() AND learner_id = $1 AND status = 'active'`,
    values: [learnerId],
  });
  return rows.map((row) => row.courseId);
}
