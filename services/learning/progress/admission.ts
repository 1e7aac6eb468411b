/** Who may do something in a lesson: those with a seat in its course, also ahead of the events that tell of it. */

import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import {
  insertRecord,
  insertVersion,
  lookUpLesson,
  noteSeat,
  type PublishedVersion,
  type Seat,
} from './store.ts';

export const NO_LESSON = 'There is no such lesson in the course as it is published. Nothing was changed.';
export const NOT_ENROLLED =
  'You are not enrolled in this course. Enroll first; what you completed before is kept.';

/** A lesson that its learner may do something in, and what the events have not told of it yet. */
export interface Admission {
  readonly courseId: string;
  readonly learnerId: string;
  readonly version: PublishedVersion | undefined;
  readonly seat: Seat | undefined;
}

/** Finds out whether this person may do something in a lesson. Call it before the first statement. */
export async function admit(
  ctx: Context<'lesson-not-found' | 'not-enrolled'>,
  lessonId: string,
): Promise<Admission> {
  const learnerId = personOf(ctx).id;
  const known = await ctx.shortTransaction((before) => lookUpLesson(before, lessonId, learnerId));
  const version = known ? undefined : await askForVersion(ctx, lessonId);
  const courseId = known?.courseId ?? version?.courseId ?? ctx.fail('lesson-not-found', NO_LESSON);
  const seat = known?.enrolled ? undefined : await askForSeat(ctx, courseId, learnerId);
  return { courseId, learnerId, version, seat };
}

/** Writes what the events have not told yet, so that there is a record to change. */
export async function takeIn(ctx: Pick<Context, 'tx' | 'now'>, { version, seat }: Admission): Promise<void> {
  if (version) await insertVersion(ctx, version);
  if (!seat) return;
  await noteSeat(ctx, seat);
  await insertRecord(ctx, seat, ctx.now().toISOString());
}

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
