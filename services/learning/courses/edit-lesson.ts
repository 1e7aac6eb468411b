/** Lessons of a draft: added, changed, moved, removed. */

import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { keyFor, slug } from './content/names.ts';
import type { Rendered } from './content/render.ts';
import { courses } from './contract.ts';
import { titleFrom } from './edit-course.ts';
import { noSuchModule } from './edit-module.ts';
import { noSuchLesson, readDraft } from './read-lesson.ts';
import { content, refusing, textRefusals } from './rendering.ts';
import { moved } from './rules.ts';
import type { Lesson } from './schemas.ts';
import { beginChange, type Work } from './store.ts';

export const addLesson = handle(courses.calls.addLesson, async ({ moduleId, title, markdown }, ctx) => {
  const clean = titleFrom(title, ctx);
  const rendered = await refusing(ctx, textRefusals, () => content.render(markdown));
  const courseId = await beginChange(ctx, 'module', moduleId);
  if (!courseId || !(await isModuleOf(ctx, courseId, moduleId)))
    return ctx.fail('module-not-found', noSuchModule);
  const id = newId();
  const { html, headings, text, words } = rendered;
  await ctx.tx.query({
    text: `INSERT INTO courses.lessons
             (id, course_id, module_id, key, title, position, markdown, html, headings, plain, words, updated_at)
           SELECT $1, $2, $3, $4, $5, count(*), $6, $7, $8, $9, $10, $11 FROM courses.lessons WHERE module_id = $3`,
    values: [
      id,
      courseId,
      moduleId,
      await freeKey(ctx, courseId, clean),
      clean,
      markdown,
      html,
      JSON.stringify(headings),
      text,
      words,
      ctx.now().toISOString(),
    ],
  });
  return draftAfter(ctx, id);
});

export const updateLesson = handle(courses.calls.updateLesson, async (input, ctx) => {
  const { lessonId, ifMatch, markdown } = input;
  const title = input.title === undefined ? null : titleFrom(input.title, ctx);
  const rendered =
    markdown === undefined ? null : await refusing(ctx, textRefusals, () => content.render(markdown));
  const courseId = await beginChange(ctx, 'lesson', lessonId);
  const before = courseId && (await placeOf(ctx, lessonId));
  if (!courseId || !before) return ctx.fail('lesson-not-found', noSuchLesson);
  if (before.version !== ifMatch) {
    return ctx.fail(
      'version-conflict',
      'Somebody changed this lesson since you read it. Your text was not saved; read the lesson again and bring both together.',
    );
  }
  await rewrite(ctx, lessonId, title, markdown, rendered);
  const { moduleId = before.module_id, position } = input;
  if (moduleId !== before.module_id && !(await isModuleOf(ctx, courseId, moduleId)))
    return ctx.fail('module-not-found', noSuchModule);
  if (moduleId !== before.module_id || position !== undefined)
    await move(ctx, lessonId, before.module_id, moduleId, position ?? Number.POSITIVE_INFINITY);
  return draftAfter(ctx, lessonId);
});

export const removeLesson = handle(courses.calls.removeLesson, async ({ lessonId }, ctx) => {
  const courseId = await beginChange(ctx, 'lesson', lessonId);
  const before = courseId && (await placeOf(ctx, lessonId));
  if (!before) return ctx.fail('lesson-not-found', noSuchLesson);
  await ctx.tx.query({ text: 'DELETE FROM courses.lessons WHERE id = $1', values: [lessonId] });
  await placeLessons(ctx, before.module_id, await lessonIds(ctx, before.module_id));
  return null;
});

async function draftAfter(ctx: Work, lessonId: string): Promise<Static<typeof Lesson>> {
  const lesson = await readDraft(ctx, lessonId);
  if (!lesson) throw new Error(`the lesson ${lessonId} is gone in the transaction that changed it`);
  return lesson;
}

async function rewrite(
  ctx: Work,
  lessonId: string,
  title: string | null,
  markdown: string | undefined,
  rendered: Rendered | null,
): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE courses.lessons
              SET title = coalesce($2, title), markdown = coalesce($3, markdown), html = coalesce($4, html),
                  headings = coalesce($5, headings), plain = coalesce($6, plain), words = coalesce($7, words),
                  version = version + 1, updated_at = $8
            WHERE id = $1`,
    values: [
      lessonId,
      title,
      markdown,
      rendered?.html,
      rendered && JSON.stringify(rendered.headings),
      rendered?.text,
      rendered?.words,
      ctx.now().toISOString(),
    ],
  });
}

async function move(ctx: Work, lessonId: string, from: string, to: string, position: number): Promise<void> {
  await placeLessons(ctx, to, moved(await lessonIds(ctx, to), lessonId, position));
  if (from !== to) await placeLessons(ctx, from, await lessonIds(ctx, from));
}

async function lessonIds(ctx: Work, moduleId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: 'SELECT id FROM courses.lessons WHERE module_id = $1 ORDER BY position',
    values: [moduleId],
  });
  return rows.map(({ id }) => id);
}

/** Makes these the lessons of the module, in this order: one that stood elsewhere comes here. */
async function placeLessons(ctx: Work, moduleId: string, ids: readonly string[]): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE courses.lessons l SET module_id = $1, position = o.n - 1
             FROM unnest($2::uuid[]) WITH ORDINALITY AS o (id, n)
            WHERE l.id = o.id AND (l.module_id, l.position) IS DISTINCT FROM ($1, o.n - 1)`,
    values: [moduleId, ids],
  });
}

async function placeOf(
  ctx: Work,
  lessonId: string,
): Promise<{ version: number; module_id: string } | undefined> {
  const { rows } = await ctx.tx.query<{ version: number; module_id: string }>({
    text: 'SELECT version, module_id FROM courses.lessons WHERE id = $1',
    values: [lessonId],
  });
  return rows[0];
}

async function isModuleOf(ctx: Work, courseId: string, moduleId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: 'SELECT FROM courses.modules WHERE id = $1 AND course_id = $2',
    values: [moduleId, courseId],
  });
  return rows.length > 0;
}

/** A key made of the title that no other lesson of the course has. */
async function freeKey(ctx: Work, courseId: string, title: string): Promise<string> {
  const wanted = slug(title) || 'lesson';
  const { rows } = await ctx.tx.query<{ key: string }>({
    text: 'SELECT key FROM courses.lessons WHERE course_id = $1 AND starts_with(key, $2)',
    values: [courseId, wanted],
  });
  return keyFor(wanted, false, new Set(rows.map(({ key }) => key)));
}
