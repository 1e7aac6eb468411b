import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { progress } from './contract.ts';
import { measuringVersion } from './rules.ts';
import { measure, settle } from './standing.ts';
import {
  insertCompletion,
  insertRecord,
  insertVersion,
  lockRecord,
  lookUpLesson,
  noteSeat,
  type PublishedVersion,
  type RecordRow,
  type Seat,
} from './store.ts';

const NO_LESSON = 'There is no such lesson in the course as it is published. Nothing was changed.';
export const NOT_ENROLLED =
  'You are not enrolled in this course. Enroll first; what you completed before is kept.';

export const complete = handle(progress.calls.complete, async ({ lessonId }, ctx) => {
  const learnerId = ctx.actor.id ?? ctx.fail('forbidden', 'Only a person can complete a lesson.');
  const known = await ctx.beforehand((before) => lookUpLesson(before, lessonId, learnerId));
  const version = known ? undefined : await askForVersion(ctx, lessonId);
  const courseId = known?.courseId ?? version?.courseId ?? ctx.fail('lesson-not-found', NO_LESSON);
  const seat = known?.enrolled ? undefined : await askForSeat(ctx, courseId, learnerId);
  const at = ctx.now().toISOString();

  if (version) await insertVersion(ctx, version);
  if (seat) {
    await noteSeat(ctx, seat);
    await insertRecord(ctx, seat, at);
  }
  const locked = (await lockRecord(ctx, courseId, learnerId)) ?? ctx.fail('not-enrolled', NOT_ENROLLED);
  for (const { row, current, newest, done } of await measure(ctx, courseId, [locked])) {
    if (done.includes(lessonId)) break;
    const before = measuringVersion(current, newest, new Set(done));
    const held = [before, newest].find(({ lessonIds }) => lessonIds.includes(lessonId));
    if (!held) return ctx.fail('lesson-not-found', NO_LESSON);
    const entry = { learnerId, courseId, lessonId, courseVersion: held.version };
    await insertCompletion(ctx, { ...entry, at });
    ctx.publish('lesson.completed', entry);
    const doneNow = new Set(done).add(lessonId);
    return toTally(await settle(ctx, row, measuringVersion(before, newest, doneNow), doneNow, true));
  }
  return toTally(locked);
});

/** A record as the replies of changes have it. */
export const toTally = (row: RecordRow) => ({
  courseId: row.course_id,
  completed: row.completed,
  total: row.total,
  percent: row.percent,
});

/** The published version that has a lesson which came before the event that tells of it. */
async function askForVersion(ctx: Context<'lesson-not-found'>, lessonId: string): Promise<PublishedVersion> {
  const { courseId, publishedVersion } = await ctx.call(courses.calls.lesson, { lessonId });
  if (publishedVersion === null) return ctx.fail('lesson-not-found', NO_LESSON);
  return ctx.call(courses.calls.version, { courseId, version: publishedVersion });
}

/** The seat of a learner who came before the event that tells of it. Fails with `not-enrolled`. */
export async function askForSeat(
  ctx: Context<'not-enrolled'>,
  courseId: string,
  learnerId: string,
): Promise<Seat & { since: string }> {
  const { id, status, enrolledAt } = await ctx.call(enrollments.calls.of, { courseId, learnerId });
  if (status !== 'active') ctx.fail('not-enrolled', NOT_ENROLLED);
  return { enrollmentId: id, courseId, learnerId, since: enrolledAt };
}
