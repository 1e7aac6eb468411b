/** Who may see which courses: an admin all of the organization's, an instructor those they instruct. */

import type { Context } from '@kernos/kernel/context';
import { isAdmin } from '../identity/contract.ts';
import type { Refusal, Refuse } from './calendar.ts';
import { WHOLE } from './rollups.ts';

/** As much of a handler's context as reports work with; `Errors` is what they may fail with. */
export interface Asking<Errors extends string = never>
  extends Pick<Context<Errors>, 'tx' | 'organizationId' | 'actor' | 'now' | 'call' | 'declared'> {
  fail(code: Errors, detail: string): never;
}

export interface Scope {
  /** The one course that was asked for. */
  readonly courseId: string | null;
  readonly courseTitle: string | null;
  /** Course ids to look up in rollups that also have rows of the whole organization. */
  readonly ids: readonly string[];
  /** Course ids to look up in those that have none; null for every course. */
  readonly courseIds: readonly string[] | null;
}

/** True for who sees the whole organization. */
export const seesAll = ({ actor }: Pick<Context, 'actor'>): boolean =>
  actor.kind === 'service' || isAdmin(actor);

/** What the caller may see, or the one course of it. Fails with `course-not-found` for a course that is not theirs. */
export async function scopeOf(ctx: Asking<'course-not-found'>, courseId?: string): Promise<Scope> {
  const all = seesAll(ctx);
  if (all && courseId === undefined) {
    await roomToWork(ctx);
    return { courseId: null, courseTitle: null, ids: [WHOLE], courseIds: null };
  }
  const [{ rows }] = await Promise.all([
    ctx.tx.query<{ courseId: string; title: string | null }>({
      name: 'analytics.scope',
      text: `SELECT course_id, title FROM analytics.courses
              WHERE organization_id = $1 AND version > 0 AND ($2::uuid IS NULL OR instructor_id = $2)
                AND ($3::uuid IS NULL OR course_id = $3)`,
      values: [ctx.organizationId, all ? null : ctx.actor.id, courseId ?? null],
    }),
    roomToWork(ctx),
  ]);
  if (courseId !== undefined && rows.length === 0)
    ctx.fail('course-not-found', 'There is no such course among those whose reports you may see.');
  const courseIds = rows.map((row) => row.courseId);
  const courseTitle = courseId === undefined ? null : (rows[0]?.title ?? null);
  return { courseId: courseId ?? null, courseTitle, ids: courseIds, courseIds };
}

/** Sorting and hashing on disk would take longer than everything else. */
async function roomToWork({ tx }: Pick<Context, 'tx'>): Promise<void> {
  await tx.query({ text: `SET LOCAL work_mem = '64MB'` });
}

/** Refuses a stretch through the handler's own errors. */
export const refusing =
  (ctx: { fail(code: Refusal, detail: string): never }): Refuse =>
  (code, detail) =>
    ctx.fail(code, detail);
