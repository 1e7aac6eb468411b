/** Lessons of a draft: added, changed, moved, removed. */

import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { keyFor, slug } from './content/names.ts';
import { courses } from './contract.ts';
import { titleFrom } from './edit-course.ts';
import { noSuchModule } from './edit-module.ts';
import { isModuleOf, lessonIds, placeLessons } from './outline-store.ts';
import { noSuchLesson } from './read-lesson.ts';
import { recordFirst } from './record-revision.ts';
import { putLessonsAway } from './removed-store.ts';
import { content, refusing, textRefusals } from './rendering.ts';
import { moved } from './rules.ts';
import { beginEdit, draftAfter, placeOf, rewrite } from './save-lesson.ts';
import { beginChange, mayEdit, type Work } from './store.ts';

export const addLesson = handle(courses.calls.addLesson, async ({ moduleId, title, markdown }, ctx) => {
  const clean = titleFrom(title, ctx);
  if (!(await ctx.shortTransaction((first) => mayEdit(first, 'module', moduleId))))
    return ctx.fail('module-not-found', noSuchModule);
  const rendered = await refusing(ctx, textRefusals, () => content.render(ctx, markdown));
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
  await recordFirst(ctx, 'lesson', id);
  return draftAfter(ctx, id);
});

export const updateLesson = handle(courses.calls.updateLesson, async (input, ctx) => {
  const { lessonId, ifMatch, markdown } = input;
  const title = input.title === undefined ? null : titleFrom(input.title, ctx);
  if (markdown !== undefined && !(await ctx.shortTransaction((first) => mayEdit(first, 'lesson', lessonId))))
    return ctx.fail('lesson-not-found', noSuchLesson);
  const rendered =
    markdown === undefined ? null : await refusing(ctx, textRefusals, () => content.render(ctx, markdown));
  const { courseId, ...before } = await beginEdit(ctx, lessonId, ifMatch);
  await rewrite(ctx, lessonId, title, markdown, rendered);
  const { moduleId = before.moduleId, position } = input;
  if (moduleId !== before.moduleId && !(await isModuleOf(ctx, courseId, moduleId)))
    return ctx.fail('module-not-found', noSuchModule);
  if (moduleId !== before.moduleId || position !== undefined)
    await move(ctx, lessonId, before.moduleId, moduleId, position ?? Number.POSITIVE_INFINITY);
  return draftAfter(ctx, lessonId);
});

export const removeLesson = handle(courses.calls.removeLesson, async ({ lessonId }, ctx) => {
  const courseId = await beginChange(ctx, 'lesson', lessonId);
  const before = courseId && (await placeOf(ctx, lessonId));
  if (!before) return ctx.fail('lesson-not-found', noSuchLesson);
  await putLessonsAway(ctx, { lessonId });
  await placeLessons(ctx, before.moduleId, await lessonIds(ctx, before.moduleId));
  return null;
});

async function move(ctx: Work, lessonId: string, from: string, to: string, position: number): Promise<void> {
  await placeLessons(ctx, to, moved(await lessonIds(ctx, to), lessonId, position));
  if (from !== to) await placeLessons(ctx, from, await lessonIds(ctx, from));
}

/** A key made of the title that no other lesson of the course has, nor one that may come back to it. */
async function freeKey(ctx: Work, courseId: string, title: string): Promise<string> {
  const wanted = slug(title) || 'lesson';
  const { rows } = await ctx.tx.query<{ key: string }>({
    text: `SELECT key FROM courses.lessons WHERE course_id = $1 AND starts_with(key, $2)
           UNION ALL
           SELECT key FROM courses.removed_lessons WHERE course_id = $1 AND starts_with(key, $2)`,
    values: [courseId, wanted],
  });
  return keyFor(wanted, false, new Set(rows.map(({ key }) => key)));
}
