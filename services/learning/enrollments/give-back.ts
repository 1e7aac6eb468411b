/** A seat, or a place on the waitlist, comes back: by its learner, by who teaches them, or because they left. */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import type { enrollments } from './contract.ts';
import { leave, type Seats } from './rules.ts';
import {
  type CourseRow,
  type EnrollmentRow,
  lockCourse,
  moveUp,
  updateCourse,
  withdrawLive,
} from './store.ts';

type Changing = Pick<Context<never, EventsOf<typeof enrollments>>, 'tx' | 'now' | 'publish'>;

/** Ends the live enrollment of a learner in a course, and lets the first who waits have the seat. Undefined: there is none. */
export async function giveBack(
  ctx: Changing,
  { courseId, learnerId, endedBy }: { courseId: string; learnerId: string; endedBy?: string },
): Promise<EnrollmentRow | undefined> {
  const at = ctx.now().toISOString();
  // The course before the enrollment: everybody takes these locks in this order, so nobody waits in a circle.
  const course = await lockCourse(ctx, courseId, 'counted');
  const left = course && (await withdrawLive(ctx, { courseId, learnerId, at }));
  if (!left) return undefined;
  const { seats, movingUp } = leave(toSeats(course), left.ticket === null ? 'seat' : 'waitlist');
  await updateCourse(ctx, course, seats);
  const about = { enrollmentId: left.id, courseId, learnerId };
  ctx.publish('enrollment.withdrawn', { ...about, ...(endedBy !== undefined && { endedBy }) });
  for (const next of await moveUp(ctx, courseId, movingUp, at))
    ctx.publish('enrollment.created', { enrollmentId: next.id, courseId, learnerId: next.learnerId });
  return left;
}

/** What it is from now on, as replies have it. */
export const given = ({ id, courseId, learnerId, status, enrolledAt }: EnrollmentRow) => ({
  ...{ id, courseId, learnerId, status, enrolledAt },
  waitlistPosition: null,
});

const toSeats = (row: CourseRow): Seats => ({
  state: row.state,
  capacity: row.capacity,
  taken: row.seatsTaken,
  overCapacity: row.overCapacity,
  waiting: row.waiting,
});
