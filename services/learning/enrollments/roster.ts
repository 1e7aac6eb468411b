/** Rosters: for those who teach a course. */
import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { identity, isAdmin } from '../../platform/identity/contract.ts';
import { courses } from '../courses/contract.ts';
import { enrollments } from './contract.ts';
import { countByStatus, countSeats, listLearners, type RosterSort, unnamedLearners } from './roster-store.ts';

/** As many names as identity tells at once. */
const NAMES_AT_ONCE = 100;

/**
 * Fails where this person may not see who is in the course. Asked rather than looked up: courses also knows a
 * course that nobody could enroll in yet.
 */
export async function requireTeacher(
  ctx: Pick<Context<'course-not-found'>, 'call' | 'actor' | 'fail'>,
  courseId: string,
): Promise<void> {
  const { actor } = ctx;
  const course = await ctx.call(courses.calls.get, { courseId });
  const seesAll = actor.kind !== 'person' || isAdmin(actor);
  if (!seesAll && course.instructorId !== actor.id)
    ctx.fail('forbidden', 'Only the instructor of this course, or an administrator, sees who is enrolled.');
}

export const learners = handle(enrollments.calls.learners, async (input, ctx) => {
  const { courseId, status, q, sort = 'name' } = input;
  const { order = sort === 'name' ? 'asc' : 'desc' } = input;
  await requireTeacher(ctx, courseId);
  // Who enrolled just now may be ahead of the event that brings their name.
  const unnamed = await ctx.shortTransaction((before) => unnamedLearners(before, courseId, NAMES_AT_ONCE));
  const names =
    unnamed.length > 0 ? (await ctx.call(identity.calls.people, { ids: unnamed.join(',') })).items : [];
  const page = await list(
    input,
    { sortKey: sortKeys[sort], enrollmentId: 'id' },
    (after, limit) => listLearners(ctx, { courseId, status, q, sort, order, after, limit, names }),
    ({ sortKey, ...learner }) => learner,
  );
  return { ...page, counts: await countByStatus(ctx, courseId) };
});

/** What a roster is sorted by, and the form it has in a cursor. */
const sortKeys = {
  name: 'text',
  progress: 'integer',
  activity: 'instant',
  enrolled: 'instant',
} as const satisfies Record<RosterSort, string>;

export const counts = handle(enrollments.calls.counts, async ({ courseIds }, ctx) => ({
  items: await countSeats(ctx, courseIds.split(',')),
}));
