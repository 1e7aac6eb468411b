/** Modules of a draft: added, renamed, moved, removed. */

import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { courses } from './contract.ts';
import { noSuchCourse, titleFrom } from './edit-course.ts';
import { draftOutline } from './get-course.ts';
import { moduleIds, placeModules } from './outline-store.ts';
import { putModuleAway } from './removed-store.ts';
import { moved } from './rules.ts';
import { beginChange } from './store.ts';

export const addModule = handle(courses.calls.addModule, async ({ courseId, title }, ctx) => {
  const clean = titleFrom(title, ctx);
  if (!(await beginChange(ctx, 'course', courseId))) return ctx.fail('course-not-found', noSuchCourse);
  const id = newId();
  await ctx.tx.query({
    text: `INSERT INTO courses.modules (id, course_id, title, position)
           SELECT $1, $2, $3, count(*) FROM courses.modules WHERE course_id = $2`,
    values: [id, courseId, clean],
  });
  return { id, title: clean, lessons: [] };
});

export const updateModule = handle(courses.calls.updateModule, async (input, ctx) => {
  const { moduleId, position } = input;
  const title = input.title === undefined ? null : titleFrom(input.title, ctx);
  const courseId = await beginChange(ctx, 'module', moduleId);
  if (!courseId) return ctx.fail('module-not-found', noSuchModule);
  await ctx.tx.query({
    text: 'UPDATE courses.modules SET title = coalesce($2, title) WHERE id = $1',
    values: [moduleId, title],
  });
  if (position !== undefined) {
    const ids = await moduleIds(ctx, courseId);
    if (ids.includes(moduleId)) await placeModules(ctx, moved(ids, moduleId, position));
  }
  const [module] = await draftOutline(ctx, courseId, moduleId);
  // Its row may have gone while this waited for the course: removing it came first.
  return module ?? ctx.fail('module-not-found', noSuchModule);
});

export const removeModule = handle(courses.calls.removeModule, async ({ moduleId }, ctx) => {
  const courseId = await beginChange(ctx, 'module', moduleId);
  if (!courseId) return ctx.fail('module-not-found', noSuchModule);
  if (!(await putModuleAway(ctx, moduleId))) return ctx.fail('module-not-found', noSuchModule);
  await placeModules(ctx, await moduleIds(ctx, courseId));
  return null;
});

export const noSuchModule = 'There is no such module in a draft that you may edit.';
