/**
 * The copy of courses: fed by their events, in order. A learner may come before the event of a new course
 * does; then courses is asked itself, before the transaction begins.
 */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { type EventContext, on } from '@kernos/kernel/service';
import { courses } from '../courses/contract.ts';
import { enrollments } from './contract.ts';
import { fill, type Seats } from './rules.ts';
import {
  type CourseRow,
  countActive,
  findCourse,
  insertCourse,
  lockCourse,
  moveUp,
  updateCourse,
} from './store.ts';

type Events = EventsOf<typeof enrollments>;

/** Courses whose rows were seen here: rows that stay, so this only saves looking again. It may forget. */
const newKnownCourses = async () => new Set<string>();
const KNOWN_AT_MOST = 100_000;

/**
 * Makes sure that a published course is known here. Call it before the first statement. Fails with
 * `course-not-found` where this person may not see the course.
 */
export async function bringCourse(
  ctx: Pick<Context<'course-not-found'>, 'shortTransaction' | 'call' | 'shared' | 'tx' | 'fail'>,
  courseId: string,
): Promise<void> {
  const known = await ctx.shared(newKnownCourses);
  if (known.has(courseId)) return;
  if (await ctx.shortTransaction((before) => findCourse(before, courseId))) {
    if (known.size >= KNOWN_AT_MOST) known.clear();
    known.add(courseId);
    return;
  }
  const course = await ctx.call(courses.calls.get, { courseId, published: true });
  if (course.publishedVersion === null || course.state === 'archived')
    ctx.fail('course-not-found', 'There is no such course to enroll in.');
  await insertCourse(ctx, {
    courseId,
    instructorId: course.instructorId,
    title: course.title,
    lessons: course.lessons,
    capacity: course.capacity,
    waitlist: course.waitlist,
    audience: course.audience,
  });
}

type Change = Partial<
  Pick<CourseRow, 'instructorId' | 'title' | 'lessons' | 'waitlist' | 'audience'> &
    Pick<Seats, 'state' | 'capacity'>
>;

/** Changes a course that is known here, and lets the waitlist move up where that made room. */
async function change(ctx: EventContext<Events>, courseId: string, changed: Change): Promise<void> {
  const row = await lockCourse(ctx, courseId, 'all');
  if (!row) return;
  const after = { ...row, ...changed };
  const begins = row.capacity === null && after.capacity !== null;
  const { seats, movingUp } = fill({
    state: after.state,
    capacity: after.capacity,
    taken: begins ? await countActive(ctx, courseId) : row.seatsTaken,
    overCapacity: row.overCapacity,
    waiting: row.waiting,
  });
  await updateCourse(ctx, after, seats);
  for (const { id, learnerId } of await moveUp(ctx, courseId, movingUp, ctx.now().toISOString()))
    ctx.publish('enrollment.created', { enrollmentId: id, courseId, learnerId });
}

/** What enrollments does about the events of courses. */
export const courseSubscriptions = [
  on(enrollments, courses.events['course.published'], 'beginning', async (course, ctx) => {
    const { courseId, instructorId, title, capacity, waitlist, audience, lessonIds } = course;
    const about = { instructorId, title, lessons: lessonIds.length, capacity, waitlist, audience };
    const row = { courseId, ...about };
    if (await insertCourse(ctx, row)) return;
    await change(ctx, courseId, { ...row, state: 'published' });
  }),
  on(
    enrollments,
    courses.events['course.updated'],
    'beginning',
    async ({ courseId, title, capacity, waitlist, audience }, ctx) => {
      await change(ctx, courseId, { title, capacity, waitlist, audience });
    },
  ),
  on(enrollments, courses.events['course.archived'], 'beginning', async ({ courseId }, ctx) => {
    await change(ctx, courseId, { state: 'archived' });
  }),
  // Nobody new gets in until it is published again.
  on(enrollments, courses.events['course.unpublished'], 'beginning', async ({ courseId }, ctx) => {
    await change(ctx, courseId, { state: 'archived' });
  }),
  on(enrollments, courses.events['course.restored'], 'beginning', async ({ courseId }, ctx) => {
    await change(ctx, courseId, { state: 'published' });
  }),
];
