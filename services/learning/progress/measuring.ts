/** Where a learner stands: the one place that writes a record, and announces what changed. */
import { randomBytes } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import type { progress } from './contract.ts';
import { certificateCode, tallyOf } from './rules.ts';
import {
  insertCertificate,
  type PublishedVersion,
  type RecordRow,
  readDone,
  readVersions,
  updateRecord,
  type Versions,
} from './store.ts';

export type ProgressContext<Errors extends string = never> = Context<Errors, EventsOf<typeof progress>>;

/** What measuring the learner of a locked record takes. */
export interface Measured {
  readonly row: RecordRow;
  readonly current: PublishedVersion;
  readonly newest: PublishedVersion;
  /** Completed lessons, oldest first. */
  readonly done: readonly string[];
}

/** Reads what measuring takes. The records must be locked, so that no completion is missed. */
export async function measure(
  ctx: ProgressContext,
  courseId: string,
  rows: readonly RecordRow[],
): Promise<Measured[]> {
  if (rows.length === 0) return [];
  const numbers = [...new Set(rows.map((row) => row.courseVersion))];
  const learnerIds = rows.map((row) => row.learnerId);
  // Side by side: one way to the database and back instead of two.
  const [versions, done] = await Promise.all([
    readVersions(ctx, courseId, numbers) as Promise<Versions>,
    readDone(ctx, courseId, learnerIds),
  ]);
  return rows.map((row) => ({
    row,
    current: versions.byNumber.get(row.courseVersion) as PublishedVersion,
    newest: versions.newest,
    done: done.get(row.learnerId) ?? [],
  }));
}

/**
 * Writes what `done` makes of a locked record, measured by `version`; publishes what changed. The first time
 * that nothing is missing completes the course, with a certificate.
 * @param touched true where the learner did something just now.
 */
export async function settle(
  ctx: ProgressContext,
  row: RecordRow,
  version: PublishedVersion,
  done: ReadonlySet<string>,
  touched: boolean,
): Promise<RecordRow> {
  const at = ctx.now().toISOString();
  const tally = tallyOf(version, done);
  const completes = tally.percent === 100 && row.completedAt === null;
  const after: RecordRow = {
    ...row,
    ...tally,
    courseVersion: version.version,
    updatedAt: touched ? at : row.updatedAt,
    completedAt: completes ? at : row.completedAt,
  };
  const moved = after.courseVersion !== row.courseVersion;
  const changed = after.completed !== row.completed || after.total !== row.total;
  if (moved || changed || touched) await updateRecord(ctx, after);
  const { learnerId, courseId } = row;
  const { updatedAt, completedAt } = after;
  if (changed) ctx.publish('progress.updated', { learnerId, courseId, ...tally, updatedAt, completedAt });
  if (completes) {
    const code = certificateCode(randomBytes(20));
    await insertCertificate(ctx, {
      code,
      courseId,
      learnerId,
      courseVersion: version.version,
      courseTitle: version.title,
      lessons: tally.total,
      issuedAt: at,
    });
    ctx.publish('course.completed', {
      learnerId,
      courseId,
      courseVersion: version.version,
      certificateCode: code,
    });
  }
  return after;
}
