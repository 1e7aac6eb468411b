/** Completing a lesson, and taking that back. */
import type { Actor } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { admit, NO_LESSON, NOT_ENROLLED, takeIn } from './admission.ts';
import { progress } from './contract.ts';
import { measure, settle } from './measuring.ts';
import { measuringVersion } from './rules.ts';
import { insertCompletion, lastCompleted, lockRecord, type RecordRow, undoCompletion } from './store.ts';

// All that changes a learner's record has this key (begin.ts): inside one transaction no lock parts them.
const byLearner = { groupCommitKey: (_: unknown, actor: Actor) => actor.id ?? '' };

export const complete = handle(
  progress.calls.complete,
  async ({ lessonId }, ctx) => {
    const admission = await admit(ctx, lessonId);
    const { courseId, learnerId } = admission;
    await takeIn(ctx, admission);
    const locked = (await lockRecord(ctx, courseId, learnerId)) ?? ctx.fail('not-enrolled', NOT_ENROLLED);
    for (const { row, current, newest, done } of await measure(ctx, courseId, [locked])) {
      if (done.includes(lessonId)) break;
      const before = measuringVersion(current, newest, new Set(done));
      const held = [before, newest].find(({ lessonIds }) => lessonIds.includes(lessonId));
      if (!held) return ctx.fail('lesson-not-found', NO_LESSON);
      const entry = { learnerId, courseId, lessonId, courseVersion: held.version };
      const isFirst = await insertCompletion(ctx, { ...entry, at: ctx.now().toISOString() });
      ctx.publish(isFirst ? 'lesson.completed' : 'lesson.completed_again', entry);
      const doneNow = new Set(done).add(lessonId);
      return toTally(await settle(ctx, row, measuringVersion(before, newest, doneNow), doneNow, true));
    }
    return toTally(locked);
  },
  byLearner,
);

export const uncomplete = handle(
  progress.calls.uncomplete,
  async ({ lessonId }, ctx) => {
    const admission = await admit(ctx, lessonId);
    const { courseId, learnerId } = admission;
    await takeIn(ctx, admission);
    const locked = (await lockRecord(ctx, courseId, learnerId)) ?? ctx.fail('not-enrolled', NOT_ENROLLED);
    for (const { row, current, newest, done } of await measure(ctx, courseId, [locked])) {
      if (!done.includes(lessonId)) break;
      await undoCompletion(ctx, { learnerId, courseId, lessonId, at: ctx.now().toISOString() });
      const lastLessonId = await lastCompleted(ctx, { learnerId, courseId });
      ctx.publish('lesson.reopened', { learnerId, courseId, lessonId, lastLessonId });
      const doneNow = new Set(done.filter((id) => id !== lessonId));
      return toTally(await settle(ctx, row, measuringVersion(current, newest, doneNow), doneNow, true));
    }
    return toTally(locked);
  },
  byLearner,
);

/** A record as the replies of changes have it. */
export const toTally = (row: RecordRow) => ({
  courseId: row.courseId,
  completed: row.completed,
  total: row.total,
  percent: row.percent,
});
