import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { enrollments } from './contract.ts';
import { leave, type Seats } from './rules.ts';
import { type CourseRow, lockCourse, moveUp, updateCourse, withdrawLive } from './store.ts';

export const withdraw = handle(
  enrollments.calls.withdraw,
  async ({ courseId }, ctx) => {
    const learnerId = personOf(ctx).id;
    const at = ctx.now().toISOString();
    // The course before the enrollment: everybody takes these locks in this order, so nobody waits in a circle.
    const course = await lockCourse(ctx, courseId, 'counted');
    const left = course && (await withdrawLive(ctx, { courseId, learnerId, at }));
    if (!left)
      return ctx.fail('not-enrolled', 'You are not enrolled in this course. Nothing was changed.', {
        keep: true,
      });

    const { seats, movingUp } = leave(toSeats(course), left.ticket === null ? 'seat' : 'waitlist');
    await updateCourse(ctx, course, seats);
    ctx.publish('enrollment.withdrawn', { enrollmentId: left.id, courseId, learnerId });
    for (const next of await moveUp(ctx, courseId, movingUp, at))
      ctx.publish('enrollment.created', { enrollmentId: next.id, courseId, learnerId: next.learnerId });
    return {
      id: left.id,
      courseId,
      learnerId,
      status: left.status,
      enrolledAt: left.enrolledAt,
      waitlistPosition: null,
    };
  },
  // The key of enrolling: both want the row of the course.
  { groupCommitKey: ({ courseId }) => courseId },
);

const toSeats = (row: CourseRow): Seats => ({
  state: row.state,
  capacity: row.capacity,
  taken: row.seatsTaken,
  overCapacity: row.overCapacity,
  waiting: row.waiting,
});
