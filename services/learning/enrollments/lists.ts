/** Reading: your own enrollments, a course's roster, and one learner's enrollment for other services. */
import { personOf } from '@kernos/kernel/caller';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { enrollments } from './contract.ts';
import { requireTeacher } from './roster.ts';
import { findEnrollment, listOfCourse, listOfLearner, seatsOfLearner } from './store.ts';

export const mine = handle(enrollments.calls.mine, async ({ status, ...page }, ctx) => {
  const learnerId = personOf(ctx).id;
  return list(page, { id: 'id' }, (after, limit) =>
    listOfLearner(ctx, learnerId, { status, after: after.id, limit }),
  );
});

export const roster = handle(enrollments.calls.roster, async ({ courseId, status, ...page }, ctx) => {
  await requireTeacher(ctx, courseId);
  return list(page, { id: 'id' }, (after, limit) =>
    listOfCourse(ctx, courseId, { status, after: after.id, limit }),
  );
});

export const of = handle(enrollments.calls.of, async ({ courseId, learnerId }, ctx) => {
  const row = await findEnrollment(ctx, courseId, learnerId);
  return row ?? ctx.fail('not-enrolled', 'This person never enrolled in this course.');
});

export const seats = handle(enrollments.calls.seats, async ({ learnerId }, ctx) => ({
  courseIds: await seatsOfLearner(ctx, learnerId),
}));
