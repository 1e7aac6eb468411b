/** Copies that events feed: what courses are called, who has or had a seat. */
import type { Context } from '@kernos/kernel/context';

type Work = Pick<Context, 'tx'>;

export interface CourseCopy {
  readonly courseId: string;
  readonly title: string;
  readonly instructorId: string;
}
export type SeatState = 'waitlisted' | 'active' | 'withdrawn';

export async function findCourse(ctx: Work, courseId: string): Promise<CourseCopy | undefined> {
  const { rows } = await ctx.tx.query<CourseCopy>({
    name: 'notifications.course',
    text: `SELECT course_id AS "courseId", title, instructor_id AS "instructorId"
             FROM notifications.courses WHERE course_id = $1`,
    values: [courseId],
  });
  return rows[0];
}

/** Keeps what a course is called now; without an instructor, only where it is known. */
export async function keepCourse(
  ctx: Work,
  {
    courseId,
    title,
    instructorId,
  }: Pick<CourseCopy, 'courseId' | 'title'> & { instructorId?: string | undefined },
): Promise<void> {
  await ctx.tx.query({
    text: instructorId
      ? `INSERT INTO notifications.courses (course_id, title, instructor_id) VALUES ($1, $2, $3)
         ON CONFLICT (organization_id, course_id) DO UPDATE SET title = excluded.title, instructor_id = excluded.instructor_id`
      : 'UPDATE notifications.courses SET title = $2 WHERE course_id = $1',
    values: instructorId ? [courseId, title, instructorId] : [courseId, title],
  });
}

/** The state of a seat as far as it is known here. */
export async function findSeat(ctx: Work, enrollmentId: string): Promise<SeatState | undefined> {
  const { rows } = await ctx.tx.query<{ state: SeatState }>({
    name: 'notifications.seat',
    text: 'SELECT state FROM notifications.seats WHERE enrollment_id = $1',
    values: [enrollmentId],
  });
  return rows[0]?.state;
}

export async function keepSeat(
  ctx: Work,
  seat: { enrollmentId: string; courseId: string; learnerId: string; state: SeatState },
): Promise<void> {
  await ctx.tx.query({
    name: 'notifications.seat.keep',
    text: `INSERT INTO notifications.seats (enrollment_id, course_id, learner_id, state) VALUES ($1, $2, $3, $4)
           ON CONFLICT (organization_id, enrollment_id) DO UPDATE SET state = excluded.state`,
    values: [seat.enrollmentId, seat.courseId, seat.learnerId, seat.state],
  });
}

/** Who has a seat in a course, by id, from after one on. */
export async function selectLearners(
  ctx: Work,
  { courseId, after, limit }: { courseId: string; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `SELECT DISTINCT learner_id AS id FROM notifications.seats
            WHERE course_id = $1 AND state = 'active' AND ($2::uuid IS NULL OR learner_id > $2)
            ORDER BY id LIMIT $3`,
    values: [courseId, after, limit],
  });
  return rows.map(({ id }) => id);
}
