/** Reading one's progress, and asking to be measured by the newest version. */
import { personOf } from '@kernos/kernel/caller';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { courses } from '../courses/contract.ts';
import { askForSeat, NOT_ENROLLED } from './admission.ts';
import { progress } from './contract.ts';
import { measure, settle } from './measuring.ts';
import { nextLesson } from './rules.ts';
import { findMeasuredRecord, listMeasuredRecords, lockRecord, type MeasuredRecord } from './store.ts';

export const ofCourse = handle(progress.calls.ofCourse, async ({ courseId }, ctx) => {
  const learnerId = personOf(ctx).id;
  const record = await ctx.shortTransaction((before) => findMeasuredRecord(before, courseId, learnerId));
  if (record) return toProgress(record);
  // Enrolled moments ago: what the event will begin, as it will be.
  const { since } = await askForSeat(ctx, courseId, learnerId);
  const { version, lessonIds } = await ctx.call(courses.calls.version, { courseId });
  return {
    courseId,
    learnerId,
    courseVersion: version,
    newestVersion: version,
    completed: 0,
    total: lessonIds.length,
    percent: 0,
    completedLessonIds: [],
    nextLessonId: lessonIds[0] ?? null,
    startedAt: since,
    updatedAt: since,
    completedAt: null,
  };
});

export const mine = handle(progress.calls.mine, async (page, ctx) => {
  const learnerId = personOf(ctx).id;
  return list(
    page,
    { updatedAt: 'instant', courseId: 'id' },
    (after, limit) => listMeasuredRecords(ctx, learnerId, after, limit),
    toProgress,
  );
});

export const moveToNewest = handle(progress.calls.moveToNewest, async ({ courseId }, ctx) => {
  const learnerId = personOf(ctx).id;
  const locked = (await lockRecord(ctx, courseId, learnerId)) ?? ctx.fail('not-enrolled', NOT_ENROLLED);
  for (const { row, current, newest, done } of await measure(ctx, courseId, [locked]))
    if (newest !== current) await settle(ctx, row, newest, new Set(done), true);
  return toProgress((await findMeasuredRecord(ctx, courseId, learnerId)) as MeasuredRecord);
});

function toProgress({
  lessonIds,
  newestLessonIds,
  done,
  lastLessonId,
  versionTitle,
  ...row
}: MeasuredRecord) {
  const current = { version: row.courseVersion, lessonIds };
  const newest = { version: row.newestVersion, lessonIds: newestLessonIds };
  return { ...row, completedLessonIds: done, nextLessonId: nextLesson(current, newest, done) };
}
