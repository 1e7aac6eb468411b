/** Statements of rosters. */

import type { Context } from '@kernos/kernel/context';
import { containing } from '@kernos/kernel/list';
import type { Static } from 'typebox';
import type { Learner } from './contract-roster.ts';
import type { Status } from './store.ts';

type Db = Pick<Context, 'tx'>;

export async function keepName(ctx: Db, userId: string, name: string): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO enrollments.people (user_id, name) VALUES ($1, $2)
           ON CONFLICT ON CONSTRAINT people_pkey DO UPDATE SET name = excluded.name`,
    values: [userId, name],
  });
}

export interface ProgressNews {
  readonly courseId: string;
  readonly learnerId: string;
  readonly completed: number;
  readonly total: number;
  readonly percent: number;
  readonly updatedAt: string;
  readonly completedAt: string | null;
}

export async function keepLearnerProgress(ctx: Db, news: ProgressNews): Promise<void> {
  await ctx.tx.query({
    name: 'enrollments.keep-progress',
    text: `INSERT INTO enrollments.learner_progress
             (course_id, learner_id, completed, total, percent, active_at, completed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT ON CONSTRAINT learner_progress_pkey DO UPDATE
             SET completed = excluded.completed, total = excluded.total, percent = excluded.percent,
                 active_at = excluded.active_at, completed_at = excluded.completed_at`,
    values: [
      news.courseId,
      news.learnerId,
      news.completed,
      news.total,
      news.percent,
      news.updatedAt,
      news.completedAt,
    ],
  });
}

/** Learners of a course whose names have not come here yet. */
export async function unnamedLearners(ctx: Db, courseId: string, limit: number): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ learnerId: string }>({
    text: `SELECT DISTINCT e.learner_id FROM enrollments.enrollments e
            WHERE e.course_id = $1 AND NOT EXISTS (
              SELECT FROM enrollments.people p
               WHERE p.organization_id = kernel.organization() AND p.user_id = e.learner_id)
            LIMIT $2`,
    values: [courseId, limit],
  });
  return rows.map((row) => row.learnerId);
}

export type LearnerRow = Static<typeof Learner> & { sortKey: string | number };

/** What a roster can be sorted by, and the type that its cursor's part is compared as. */
const keys = {
  name: ['lower(name)', 'text'],
  progress: ['percent', 'int'],
  activity: ['active_at', 'timestamptz'],
  enrolled: ['enrolled_at', 'timestamptz'],
} as const;

export type RosterSort = keyof typeof keys;

export interface RosterQuery {
  readonly courseId: string;
  /** Undefined: all but the withdrawn. */
  readonly status: Status | undefined;
  /** Part of the name. */
  readonly q: string | undefined;
  readonly sort: RosterSort;
  readonly order: 'asc' | 'desc';
  /** Sort key and enrollment of the last one on the page before. */
  readonly after: { readonly sortKey: string | number | null; readonly enrollmentId: string | null };
  readonly limit: number;
  /** Names that identity was asked for just now. */
  readonly names: readonly { readonly id: string; readonly name: string }[];
}

/** Learners of a course with their names and progress. */
export async function listLearners(ctx: Db, wanted: RosterQuery): Promise<LearnerRow[]> {
  const [key, type] = keys[wanted.sort];
  const { rows } = await ctx.tx.query<LearnerRow>({
    text: `WITH roster AS (
             SELECT e.id, e.learner_id, e.status, e.ticket, e.enrolled_at, coalesce(p.name, g.name, '') AS name,
                    coalesce(s.completed, 0) AS completed, coalesce(s.total, c.lessons) AS total,
                    coalesce(s.percent, 0) AS percent, coalesce(s.active_at, e.enrolled_at) AS active_at, s.completed_at
               FROM enrollments.enrollments e
               JOIN enrollments.courses c ON c.course_id = e.course_id
               LEFT JOIN enrollments.people p ON p.organization_id = kernel.organization() AND p.user_id = e.learner_id
               LEFT JOIN unnest($4::uuid[], $5::text[]) AS g (id, name) ON g.id = e.learner_id
               LEFT JOIN enrollments.learner_progress s ON s.course_id = e.course_id AND s.learner_id = e.learner_id
              WHERE e.course_id = $1 AND CASE WHEN $2::text IS NULL THEN e.status <> 'withdrawn' ELSE e.status = $2 END
           )
           SELECT r.id AS enrollment_id, r.learner_id, r.name, r.status, r.enrolled_at, r.completed, r.total, r.percent, r.active_at,
                  r.completed_at, ${key} AS sort_key,
                  CASE WHEN r.status = 'waitlisted' THEN (
                    SELECT count(*) FROM enrollments.enrollments ahead
                     WHERE ahead.course_id = $1 AND ahead.status = 'waitlisted' AND ahead.ticket <= r.ticket) END AS waitlist_position
             FROM roster r
            WHERE ($3::text IS NULL OR name ILIKE $3)
              AND ($7::uuid IS NULL OR (${key}, id) ${wanted.order === 'asc' ? '>' : '<'} ($6::${type}, $7))
            ORDER BY ${key} ${wanted.order}, id ${wanted.order} LIMIT $8`,
    values: [
      wanted.courseId,
      wanted.status,
      containing(wanted.q),
      wanted.names.map(({ id }) => id),
      wanted.names.map(({ name }) => name),
      wanted.after.sortKey,
      wanted.after.enrollmentId,
      wanted.limit,
    ],
  });
  return rows;
}

export async function countByStatus(ctx: Db, courseId: string): Promise<Record<Status, number>> {
  const { rows } = await ctx.tx.query<{ status: Status; count: number }>({
    text: 'SELECT status, count(*) FROM enrollments.enrollments WHERE course_id = $1 GROUP BY status',
    values: [courseId],
  });
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  const of = (status: Status) => counts.get(status) ?? 0;
  return { active: of('active'), waitlisted: of('waitlisted'), withdrawn: of('withdrawn') };
}

export interface SeatCount {
  readonly courseId: string;
  readonly enrolled: number;
}

export async function countSeats(ctx: Db, courseIds: readonly string[]): Promise<SeatCount[]> {
  const { rows } = await ctx.tx.query<SeatCount>({
    text: `SELECT course_id, count(*) AS enrolled FROM enrollments.enrollments
            WHERE course_id = ANY ($1::uuid[]) AND status = 'active' GROUP BY course_id`,
    values: [courseIds],
  });
  return rows;
}
