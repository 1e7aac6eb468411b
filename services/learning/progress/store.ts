/** The tables of progress and their statements; nobody else reads them. */

import type { Context } from '@kernos/kernel/context';
import type { After } from '@kernos/kernel/list';
import { anyOf } from '@kernos/kernel/sql';
import type { Version } from './rules.ts';

type Db = Pick<Context, 'tx'>;

export interface RecordRow {
  courseId: string;
  learnerId: string;
  courseVersion: number;
  completed: number;
  total: number;
  percent: number;
  startedAt: string;
  updatedAt: string;
  completedAt: string | null;
}

const RECORD = `r.course_id, r.learner_id, r.course_version, r.completed, r.total, r.percent,
                r.started_at, r.updated_at, r.completed_at`;

// --- copies of courses and enrollments ---------------------------------------------------------------

export interface PublishedVersion extends Version {
  readonly courseId: string;
  readonly title: string;
}

/** True where the version was new here. */
export async function insertVersion(ctx: Db, version: PublishedVersion): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: `WITH version AS (
             INSERT INTO progress.versions (course_id, version, title, lesson_ids) VALUES ($1, $2, $3, $4)
             ON CONFLICT (course_id, version) DO NOTHING RETURNING 1
           ), lessons AS (
             INSERT INTO progress.lessons (lesson_id, course_id) SELECT unnest($4::uuid[]), $1
             ON CONFLICT (lesson_id) DO NOTHING
           )
           SELECT FROM version`,
    values: [version.courseId, version.version, version.title, version.lessonIds],
  });
  return rows.length === 1;
}

/** A version, with the newest: what measuring a learner takes. */
export interface Versions {
  readonly newest: PublishedVersion;
  /** By number: the newest and those asked for. */
  readonly byNumber: ReadonlyMap<number, PublishedVersion>;
}

/** The newest version of a course and those of `numbers`; undefined where none is known. */
export async function readVersions(
  ctx: Db,
  courseId: string,
  numbers: readonly number[] = [],
): Promise<Versions | undefined> {
  const { rows } = await ctx.tx.query<PublishedVersion>({
    name: 'progress.versions',
    text: `SELECT course_id, version, title, lesson_ids FROM progress.versions
            WHERE course_id = $1 AND (version = ${anyOf('$2::int[]')} OR version = (
              SELECT max(version) FROM progress.versions WHERE course_id = $1))
            ORDER BY version`,
    values: [courseId, numbers],
  });
  const newest = rows.at(-1);
  return newest && { newest, byNumber: new Map(rows.map((row) => [row.version, row])) };
}

export interface Seat {
  readonly enrollmentId: string;
  readonly courseId: string;
  readonly learnerId: string;
}

/** Notes that a learner has a seat, unless it is known that this enrollment was withdrawn. */
export async function noteSeat(ctx: Db, seat: Seat): Promise<void> {
  await ctx.tx.query({
    name: 'progress.note-seat',
    text: `INSERT INTO progress.enrollments (enrollment_id, course_id, learner_id, active) VALUES ($1, $2, $3, true)
           ON CONFLICT (enrollment_id) DO NOTHING`,
    values: [seat.enrollmentId, seat.courseId, seat.learnerId],
  });
}

export async function noteWithdrawal(ctx: Db, seat: Seat): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO progress.enrollments (enrollment_id, course_id, learner_id, active) VALUES ($1, $2, $3, false)
           ON CONFLICT (enrollment_id) DO UPDATE SET active = false`,
    values: [seat.enrollmentId, seat.courseId, seat.learnerId],
  });
}

/** What is known of a lesson and a learner who wants to complete it; undefined where the lesson is not. */
export async function lookUpLesson(
  ctx: Db,
  lessonId: string,
  learnerId: string,
): Promise<{ courseId: string; enrolled: boolean } | undefined> {
  const { rows } = await ctx.tx.query<{ courseId: string; enrolled: boolean }>({
    name: 'progress.look-up-lesson',
    text: `SELECT l.course_id, EXISTS (
             SELECT FROM progress.enrollments e WHERE e.course_id = l.course_id AND e.learner_id = $2 AND e.active
           ) AS enrolled
             FROM progress.lessons l WHERE l.lesson_id = $1`,
    values: [lessonId, learnerId],
  });
  return rows[0];
}

// --- where learners stand ----------------------------------------------------------------------------

/** Begins a record by the newest version that is known; undefined where there was one already. */
export async function insertRecord(
  ctx: Db,
  { courseId, learnerId }: Pick<Seat, 'courseId' | 'learnerId'>,
  at: string,
): Promise<RecordRow | undefined> {
  const { rows } = await ctx.tx.query<RecordRow>({
    name: 'progress.insert-record',
    text: `INSERT INTO progress.records AS r (course_id, learner_id, course_version, total, started_at, updated_at)
           SELECT course_id, $2, version, cardinality(lesson_ids), $3, $3
             FROM progress.versions WHERE course_id = $1 ORDER BY version DESC LIMIT 1
           ON CONFLICT (course_id, learner_id) DO NOTHING RETURNING ${RECORD}`,
    values: [courseId, learnerId, at],
  });
  return rows[0];
}

export async function lockRecord(
  ctx: Db,
  courseId: string,
  learnerId: string,
): Promise<RecordRow | undefined> {
  const { rows } = await ctx.tx.query<RecordRow>({
    name: 'progress.lock-record',
    text: `SELECT ${RECORD} FROM progress.records r WHERE course_id = $1 AND learner_id = $2 FOR UPDATE`,
    values: [courseId, learnerId],
  });
  return rows[0];
}

/** Locks the next `limit` records of enrolled learners who are measured by an older version than `version`. */
export async function lockOlderRecords(
  ctx: Db,
  courseId: string,
  version: number,
  after: string | null,
  limit: number,
): Promise<RecordRow[]> {
  const { rows } = await ctx.tx.query<RecordRow>({
    text: `SELECT ${RECORD} FROM progress.records r
            WHERE course_id = $1 AND course_version < $2 AND ($3::uuid IS NULL OR learner_id > $3)
              AND EXISTS (SELECT FROM progress.enrollments e
                           WHERE e.course_id = r.course_id AND e.learner_id = r.learner_id AND e.active)
            ORDER BY learner_id LIMIT $4 FOR UPDATE OF r`,
    values: [courseId, version, after, limit],
  });
  return rows;
}

/** Completed lessons of a course by learner, in the order in which they were completed. */
export async function readDone(
  ctx: Db,
  courseId: string,
  learnerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await ctx.tx.query<{ learnerId: string; lessonIds: string[] }>({
    name: 'progress.done',
    text: `SELECT learner_id, array_agg(lesson_id ORDER BY completed_at, lesson_id) AS lesson_ids
             FROM progress.completions
            WHERE learner_id = ${anyOf('$2::uuid[]')} AND course_id = $1 AND undone_at IS NULL GROUP BY learner_id`,
    values: [courseId, learnerIds],
  });
  return new Map(rows.map((row) => [row.learnerId, row.lessonIds]));
}

/** Enters a completion, or one that was taken back again. True where it is the first. Its record must be locked. */
export async function insertCompletion(
  ctx: Db,
  entry: { learnerId: string; courseId: string; lessonId: string; courseVersion: number; at: string },
): Promise<boolean> {
  const { rows } = await ctx.tx.query<{ first: boolean }>({
    name: 'progress.complete',
    text: `WITH before AS (
             SELECT FROM progress.completions WHERE learner_id = $1 AND course_id = $2 AND lesson_id = $3
           )
           INSERT INTO progress.completions (learner_id, course_id, lesson_id, course_version, completed_at)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT ON CONSTRAINT completions_pkey DO UPDATE
             SET course_version = excluded.course_version, completed_at = excluded.completed_at, undone_at = NULL
           RETURNING NOT EXISTS (SELECT FROM before) AS first`,
    values: [entry.learnerId, entry.courseId, entry.lessonId, entry.courseVersion, entry.at],
  });
  return rows[0]?.first ?? false;
}

/** Marks a completion as taken back. */
export async function undoCompletion(
  ctx: Db,
  entry: { learnerId: string; courseId: string; lessonId: string; at: string },
): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE progress.completions SET undone_at = greatest($4, completed_at)
            WHERE learner_id = $1 AND course_id = $2 AND lesson_id = $3 AND undone_at IS NULL`,
    values: [entry.learnerId, entry.courseId, entry.lessonId, entry.at],
  });
}

/** The lesson that a learner completed last, of those not taken back. */
export async function lastCompleted(
  ctx: Db,
  { learnerId, courseId }: { learnerId: string; courseId: string },
): Promise<string | null> {
  const { rows } = await ctx.tx.query<{ lessonId: string }>({
    text: `SELECT lesson_id FROM progress.completions
            WHERE learner_id = $1 AND course_id = $2 AND undone_at IS NULL
            ORDER BY completed_at DESC, lesson_id DESC LIMIT 1`,
    values: [learnerId, courseId],
  });
  return rows[0]?.lessonId ?? null;
}

export async function updateRecord(ctx: Db, row: RecordRow): Promise<void> {
  await ctx.tx.query({
    name: 'progress.update-record',
    text: `UPDATE progress.records SET course_version = $3, completed = $4, total = $5, percent = $6,
                  updated_at = $7, completed_at = $8
            WHERE course_id = $1 AND learner_id = $2`,
    values: [
      row.courseId,
      row.learnerId,
      row.courseVersion,
      row.completed,
      row.total,
      row.percent,
      row.updatedAt,
      row.completedAt,
    ],
  });
}

// --- reading -----------------------------------------------------------------------------------------

export interface MeasuredRecord extends RecordRow {
  lastLessonId: string | null;
  versionTitle: string;
  /** Completed lessons of the course, in the order in which they were completed. */
  done: string[];
  lessonIds: string[];
  newestVersion: number;
  newestLessonIds: string[];
}

/** Records with what measuring them takes; each use adds its own filter on `r`. */
export const MEASURED_RECORD = `
  SELECT ${RECORD}, r.last_lesson_id, v.title AS version_title, v.lesson_ids, newest.version AS newest_version, newest.lesson_ids AS newest_lesson_ids,
         coalesce((SELECT array_agg(c.lesson_id ORDER BY c.completed_at, c.lesson_id) FROM progress.completions c
                    WHERE c.learner_id = r.learner_id AND c.course_id = r.course_id AND c.undone_at IS NULL), '{}') AS done
    FROM progress.records r
    JOIN progress.versions v ON v.course_id = r.course_id AND v.version = r.course_version
    JOIN LATERAL (SELECT version, lesson_ids FROM progress.versions n
                   WHERE n.course_id = r.course_id ORDER BY version DESC LIMIT 1) newest ON true`;

export async function findMeasuredRecord(
  ctx: Db,
  courseId: string,
  learnerId: string,
): Promise<MeasuredRecord | undefined> {
  const { rows } = await ctx.tx.query<MeasuredRecord>({
    text: `${MEASURED_RECORD} WHERE r.course_id = $1 AND r.learner_id = $2`,
    values: [courseId, learnerId],
  });
  return rows[0];
}

/** A learner's records, last touched first; `after` is the sort key of the last one on the page before. */
export async function listMeasuredRecords(
  ctx: Db,
  learnerId: string,
  after: After<{ updatedAt: 'instant'; courseId: 'id' }>,
  limit: number,
): Promise<MeasuredRecord[]> {
  const { rows } = await ctx.tx.query<MeasuredRecord>({
    text: `${MEASURED_RECORD} WHERE r.learner_id = $1
             AND ($2::timestamptz IS NULL OR (r.updated_at, r.course_id) < ($2::timestamptz, $3::uuid))
           ORDER BY r.updated_at DESC, r.course_id DESC LIMIT $4`,
    values: [learnerId, after.updatedAt, after.courseId, limit],
  });
  return rows;
}

// --- certificates ------------------------------------------------------------------------------------

export interface CertificateRow {
  code: string;
  courseTitle: string;
  lessons: number;
  /** Null for the moments between the completion and the answer of identity. */
  learnerName: string | null;
  issuedAt: string;
}

export async function insertCertificate(
  ctx: Db,
  certificate: Omit<CertificateRow, 'learnerName'> & {
    courseId: string;
    learnerId: string;
    courseVersion: number;
  },
): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO progress.certificates (code, course_id, learner_id, course_version, course_title, lessons, issued_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      certificate.code,
      certificate.courseId,
      certificate.learnerId,
      certificate.courseVersion,
      certificate.courseTitle,
      certificate.lessons,
      certificate.issuedAt,
    ],
  });
}

export async function findCertificate(
  ctx: Db,
  courseId: string,
  learnerId: string,
): Promise<CertificateRow | undefined> {
  const { rows } = await ctx.tx.query<CertificateRow>({
    text: `SELECT code, course_title, lessons, learner_name, issued_at FROM progress.certificates
            WHERE course_id = $1 AND learner_id = $2`,
    values: [courseId, learnerId],
  });
  return rows[0];
}

type ListedCertificate = Pick<CertificateRow, 'code' | 'courseTitle' | 'issuedAt'> & { courseId: string };

/** A learner's certificates, latest first. */
export async function listCertificates(
  ctx: Db,
  learnerId: string,
  after: After<{ issuedAt: 'instant'; code: 'text' }>,
  limit: number,
): Promise<ListedCertificate[]> {
  const { rows } = await ctx.tx.query<ListedCertificate>({
    text: `SELECT code, course_id, course_title, issued_at FROM progress.certificates
            WHERE learner_id = $1 AND ($2::timestamptz IS NULL OR (issued_at, code) < ($2, $3))
            ORDER BY issued_at DESC, code DESC LIMIT $4`,
    values: [learnerId, after.issuedAt, after.code, limit],
  });
  return rows;
}

/** In a platform transaction: a certificate of any organization. */
export async function findCertificateByCode(ctx: Db, code: string): Promise<CertificateRow | undefined> {
  const { rows } = await ctx.tx.query<CertificateRow>({
    text: `SELECT code, course_title, lessons, learner_name, issued_at FROM progress.certificates WHERE code = $1`,
    values: [code],
  });
  return rows[0];
}

/** Writes the name on a certificate that has none yet. */
export async function nameCertificate(
  ctx: Db,
  courseId: string,
  learnerId: string,
  name: string,
): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE progress.certificates SET learner_name = $3
            WHERE course_id = $1 AND learner_id = $2 AND learner_name IS NULL`,
    values: [courseId, learnerId, name],
  });
}
