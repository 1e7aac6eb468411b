/** How progress begins, and how it follows what happens to courses and enrollments. */
import { handle, on, task } from '@kernos/kernel/service';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { toTally } from './complete.ts';
import { progress } from './contract.ts';
import { keepArchived, keepPublished, keepTitle } from './home-store.ts';
import { measure, type ProgressContext, settle } from './measuring.ts';
import { measuringVersion } from './rules.ts';
import {
  insertRecord,
  insertVersion,
  lockOlderRecords,
  lockRecord,
  noteSeat,
  noteWithdrawal,
  type RecordRow,
  readVersions,
  type Seat,
} from './store.ts';

/** So many learners move on in one transaction. */
const PART = 200;

// The key of completing lessons: both change the learner's record.
const byLearner = { groupCommitKey: ({ learnerId }: Seat) => learnerId };

/** Begins a learner's progress, or takes it up where it was before they withdrew. Doing it again changes nothing. */
async function begin(ctx: ProgressContext, seat: Seat): Promise<RecordRow> {
  const { courseId, learnerId } = seat;
  const known = await ctx.shortTransaction((before) => readVersions(before, courseId));
  const version = known ? undefined : await ctx.call(courses.calls.version, { courseId });
  if (version) await insertVersion(ctx, version);
  await noteSeat(ctx, seat);
  const begun = await insertRecord(ctx, seat, ctx.now().toISOString());
  if (begun) return begun;
  const row = (await lockRecord(ctx, courseId, learnerId)) as RecordRow;
  return (await moveOn(ctx, courseId, [row]))[0] as RecordRow;
}

/** Moves locked records on to the newest version, where that shows no less. */
async function moveOn(
  ctx: ProgressContext,
  courseId: string,
  rows: readonly RecordRow[],
): Promise<RecordRow[]> {
  const after: RecordRow[] = [];
  for (const { row, current, newest, done } of await measure(ctx, courseId, rows)) {
    const all = new Set(done);
    after.push(await settle(ctx, row, measuringVersion(current, newest, all), all, false));
  }
  return after;
}

export const initialise = handle(
  progress.calls.initialise,
  async (seat, ctx) => toTally(await begin(ctx, seat)),
  byLearner,
);

/** A course of many learners is carried over in parts, each a task that asks for the next one. */
export const carryOver = task(
  progress,
  progress.tasks.carryOver,
  async ({ courseId, version, after }, ctx) => {
    const rows = await lockOlderRecords(ctx, courseId, version, after, PART);
    await moveOn(ctx, courseId, rows);
    const last = rows.at(-1);
    if (last && rows.length === PART)
      ctx.queue(progress.tasks.carryOver, { courseId, version, after: last.learnerId });
  },
);

/** What progress does about the events of courses and enrollments. */
export const subscriptions = [
  on(
    progress,
    courses.events['course.published'],
    'beginning',
    async ({ courseId, version, title, lessonIds }, ctx) => {
      await keepPublished(ctx, { courseId, title, version, at: ctx.event.time });
      await insertVersion(ctx, { courseId, version, title, lessonIds });
      if (version > 1) ctx.queue(progress.tasks.carryOver, { courseId, version, after: null });
    },
  ),
  on(progress, courses.events['course.updated'], 'beginning', ({ courseId, title }, ctx) =>
    keepTitle(ctx, courseId, title),
  ),
  on(progress, courses.events['course.archived'], 'beginning', ({ courseId }, ctx) =>
    keepArchived(ctx, courseId, true),
  ),
  on(progress, courses.events['course.unpublished'], 'beginning', ({ courseId }, ctx) =>
    keepArchived(ctx, courseId, true),
  ),
  on(progress, courses.events['course.restored'], 'beginning', ({ courseId }, ctx) =>
    keepArchived(ctx, courseId, false),
  ),
  on(
    progress,
    enrollments.events['enrollment.created'],
    'beginning',
    async (seat, ctx) => {
      await begin(ctx, seat);
    },
    byLearner,
  ),
  on(
    progress,
    enrollments.events['enrollment.withdrawn'],
    'beginning',
    async (seat, ctx) => {
      await noteWithdrawal(ctx, seat);
    },
    byLearner,
  ),
];
