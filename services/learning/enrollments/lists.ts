/** Reading: your own enrollments, a course's roster, and one learner's enrollment for other services. */
import { decodeCursor, toPage } from '@kernos/kernel/cursors';
import { handle } from '@kernos/kernel/service';
import { validate as isUuid } from 'uuid';
import { enrollments } from './contract.ts';
import { requireTeacher } from './roster.ts';
import { findEnrollment, type ListedRow, listOfCourse, listOfLearner, seatsOfLearner } from './store.ts';

const toEnrollment = (row: ListedRow) => ({
  id: row.id,
  courseId: row.course_id,
  learnerId: row.learner_id,
  status: row.status,
  enrolledAt: row.enrolled_at,
  waitlistPosition: row.position,
});

/** The id that a cursor of these lists carries. */
const idOf = (cursor: string | undefined): string | undefined =>
  decodeCursor<[string]>(cursor, 1, ([id]) => isUuid(id))?.[0];

export const mine = handle(enrollments.calls.mine, async ({ status, limit = 20, cursor }, ctx) => {
  const learnerId = ctx.actor.id ?? ctx.fail('forbidden', 'Only a person has enrollments.');
  const rows = await listOfLearner(ctx, learnerId, { status, after: idOf(cursor), limit: limit + 1 });
  return toPage(rows, limit, toEnrollment, ({ id }) => [id]);
});

export const roster = handle(
  enrollments.calls.roster,
  async ({ courseId, status, limit = 20, cursor }, ctx) => {
    const after = idOf(cursor);
    await requireTeacher(ctx, courseId);
    const rows = await listOfCourse(ctx, courseId, { status, after, limit: limit + 1 });
    return toPage(rows, limit, toEnrollment, ({ id }) => [id]);
  },
);

export const of = handle(enrollments.calls.of, async ({ courseId, learnerId }, ctx) => {
  const row = await findEnrollment(ctx, courseId, learnerId);
  return row ? toEnrollment(row) : ctx.fail('not-enrolled', 'This person never enrolled in this course.');
});

export const seats = handle(enrollments.calls.seats, async ({ learnerId }, ctx) => ({
  courseIds: await seatsOfLearner(ctx, learnerId),
}));
