/** The order of a draft: which modules and lessons it has, and where they stand. */
import type { Work } from './store.ts';

export async function moduleIds(ctx: Work, courseId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: 'SELECT id FROM courses.modules WHERE course_id = $1 ORDER BY position',
    values: [courseId],
  });
  return rows.map(({ id }) => id);
}

export async function placeModules(ctx: Work, ids: readonly string[]): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE courses.modules m SET position = o.n - 1
             FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n) WHERE m.id = o.id AND m.position <> o.n - 1`,
    values: [ids],
  });
}

export async function isModuleOf(ctx: Work, courseId: string, moduleId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: 'SELECT FROM courses.modules WHERE id = $1 AND course_id = $2',
    values: [moduleId, courseId],
  });
  return rows.length > 0;
}

export async function lessonIds(ctx: Work, moduleId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: 'SELECT id FROM courses.lessons WHERE module_id = $1 ORDER BY position',
    values: [moduleId],
  });
  return rows.map(({ id }) => id);
}

/** Makes these the lessons of the module, in this order: one that stood elsewhere comes here. */
export async function placeLessons(ctx: Work, moduleId: string, ids: readonly string[]): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE courses.lessons l SET module_id = $1, position = o.n - 1
             FROM unnest($2::uuid[]) WITH ORDINALITY AS o (id, n)
            WHERE l.id = o.id AND (l.module_id, l.position) IS DISTINCT FROM ($1, o.n - 1)`,
    values: [moduleId, ids],
  });
}
