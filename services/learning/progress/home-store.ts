/** Statements of a learner's home. */
import type { Context } from '@kernos/kernel/context';
import { MEASURED_RECORD, type MeasuredRecord } from './store.ts';
import type { DayCount } from './streak.ts';

type Db = Pick<Context, 'tx'>;

export interface UnderWay extends MeasuredRecord {
  courseTitle: string;
}

/** Courses in which the learner has a seat and something left to do, last touched first. */
export async function listUnderWay(ctx: Db, learnerId: string, limit: number): Promise<UnderWay[]> {
  const { rows } = await ctx.tx.query<UnderWay>({
    text: `SELECT s.*, coalesce(c.title, s.version_title) AS course_title
             FROM (${MEASURED_RECORD} WHERE r.learner_id = $1 AND r.percent < 100 AND EXISTS (
                     SELECT FROM progress.enrollments e
                      WHERE e.course_id = r.course_id AND e.learner_id = r.learner_id AND e.active)
                   ORDER BY r.updated_at DESC, r.course_id DESC LIMIT $2) s
             LEFT JOIN progress.courses c ON c.course_id = s.course_id
            ORDER BY s.updated_at DESC, s.course_id DESC`,
    values: [learnerId, limit],
  });
  return rows;
}

/** How many lessons were completed on which calendar day of a time zone, oldest first, and which day is today there. */
export async function countByDay(
  ctx: Db,
  learnerId: string,
  timeZone: string,
  now: string,
): Promise<{ today: string; active: DayCount[] }> {
  const { rows: days } = await ctx.tx.query<{ today: string }>({
    text: 'SELECT ($1::timestamptz AT TIME ZONE $2)::date AS today',
    values: [now, timeZone],
  });
  const { rows: active } = await ctx.tx.query<DayCount>({
    text: `SELECT (completed_at AT TIME ZONE $2)::date AS date, count(*) FROM progress.completions
            WHERE learner_id = $1 AND undone_at IS NULL GROUP BY 1 ORDER BY 1`,
    values: [learnerId, timeZone],
  });
  return { today: days[0]?.today ?? now.slice(0, 10), active };
}

export interface NewsRow {
  courseId: string;
  courseTitle: string;
  version: number;
  publishedAt: string;
  enrolled: boolean;
}

/** Courses of the catalog whose newest version was published since then, latest first. */
export async function listNews(ctx: Db, learnerId: string, since: string, limit: number): Promise<NewsRow[]> {
  const { rows } = await ctx.tx.query<NewsRow>({
    text: `SELECT c.course_id, c.title AS course_title, c.version, c.published_at, EXISTS (
             SELECT FROM progress.enrollments e
              WHERE e.course_id = c.course_id AND e.learner_id = $1 AND e.active) AS enrolled
             FROM progress.courses c
            WHERE c.organization_id = kernel.organization() AND NOT c.archived AND c.published_at > $2
            ORDER BY c.published_at DESC, c.course_id LIMIT $3`,
    values: [learnerId, since, limit],
  });
  return rows;
}

// --- the copy of the catalog -------------------------------------------------------------------------

export async function keepPublished(
  ctx: Db,
  course: { courseId: string; title: string; version: number; at: string },
): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO progress.courses (course_id, title, version, published_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT ON CONSTRAINT courses_pkey
           DO UPDATE SET title = excluded.title, version = excluded.version, published_at = excluded.published_at,
                         archived = false`,
    values: [course.courseId, course.title, course.version, course.at],
  });
}

export async function keepTitle(ctx: Db, courseId: string, title: string): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE progress.courses SET title = $2 WHERE course_id = $1',
    values: [courseId, title],
  });
}

export async function keepArchived(ctx: Db, courseId: string, archived: boolean): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE progress.courses SET archived = $2 WHERE course_id = $1',
    values: [courseId, archived],
  });
}
