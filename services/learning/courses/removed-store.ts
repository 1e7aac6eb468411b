/** Rows that were removed from a draft, out and back again. */
import type { Context } from '@kernos/kernel/context';
import type { Work } from './store.ts';

const DAY_MS = 86_400_000;
/** How long what was removed can be brought back. */
export const KEPT_MS = 30 * DAY_MS;

/** What was removed up to then is gone, whether or not the schedule has been there. */
export const oldest = (ctx: Pick<Context, 'now'>): string =>
  new Date(ctx.now().getTime() - KEPT_MS).toISOString();

const kept = 'id, course_id, key, title, markdown, html, headings, plain, words, version, updated_at';

/** SQL: brings lessons back into a module, at positions that are free. */
export const bringLessonsBack = (which: string, moduleId: string, position: string): string =>
  `WITH back AS (DELETE FROM courses.removed_lessons WHERE ${which} RETURNING *)
   INSERT INTO courses.lessons (${kept}, module_id, position)
   SELECT ${kept}, ${moduleId}::uuid, ${position}::int FROM back`;

/** Takes lessons out of the draft, to be brought back or purged. */
export async function putLessonsAway(
  ctx: Work,
  which: { lessonId: string } | { moduleId: string },
): Promise<void> {
  const [column, id] = 'lessonId' in which ? ['id', which.lessonId] : ['module_id', which.moduleId];
  await ctx.tx.query({
    text: `WITH gone AS (DELETE FROM courses.lessons WHERE ${column} = $1 RETURNING *)
           INSERT INTO courses.removed_lessons (${kept}, module_id, position, with_module, removed_at)
           SELECT ${kept}, module_id, position, $2, $3 FROM gone`,
    values: [id, column === 'module_id', ctx.now().toISOString()],
  });
}

/** Takes a module out of the draft, with its lessons. False where it is not there. */
export async function putModuleAway(ctx: Work, moduleId: string): Promise<boolean> {
  await putLessonsAway(ctx, { moduleId });
  const { rowCount } = await ctx.tx.query({
    text: `WITH gone AS (DELETE FROM courses.modules WHERE id = $1 RETURNING id, course_id, title, position)
           INSERT INTO courses.removed_modules (id, course_id, title, position, removed_at)
           SELECT id, course_id, title, position, $2 FROM gone`,
    values: [moduleId, ctx.now().toISOString()],
  });
  return rowCount === 1;
}

/** Where something stood that can still be brought back. */
export async function placeOfRemoved(
  ctx: Work,
  table: 'removed_lessons' | 'removed_modules',
  id: string,
): Promise<{ moduleId: string; position: number } | undefined> {
  const { rows } = await ctx.tx.query<{ moduleId: string; position: number }>({
    text: `SELECT ${table === 'removed_lessons' ? 'module_id' : 'id AS module_id'}, position FROM courses.${table}
            WHERE id = $1 AND removed_at > $2`,
    values: [id, oldest(ctx)],
  });
  return rows[0];
}
