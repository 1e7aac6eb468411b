/** What was removed from a draft: it can be brought back for thirty days. */
import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { noSuchCourse } from './edit-course.ts';
import { draftOutline } from './get-course.ts';
import { isModuleOf, lessonIds, moduleIds, placeLessons, placeModules } from './outline-store.ts';
import { bringLessonsBack, KEPT_MS, oldest, placeOfRemoved } from './removed-store.ts';
import { moved } from './rules.ts';
import { draftAfter } from './save-lesson.ts';
import type { Removed } from './schemas.ts';
import { beginChange, readCourse } from './store.ts';

type RemovedRow = Omit<Static<typeof Removed>, 'keptUntil'>;

const toRemoved = (row: RemovedRow): Static<typeof Removed> => ({
  ...row,
  keptUntil: new Date(Date.parse(row.removedAt) + KEPT_MS).toISOString(),
});

export const removed = handle(courses.calls.removed, async ({ courseId, ...page }, ctx) => {
  if (!(await readCourse(ctx, courseId))?.editable) return ctx.fail('course-not-found', noSuchCourse);
  return list(
    page,
    { removedAt: 'instant', id: 'id' },
    async (before, limit) => {
      const { rows } = await ctx.tx.query<RemovedRow>({
        text: `SELECT * FROM (
             SELECT 'module' AS kind, m.id, m.title, NULL::uuid AS module_id,
                    (SELECT count(*) FROM courses.removed_lessons l WHERE l.module_id = m.id AND l.with_module) AS lessons,
                    m.removed_by, m.removed_at
               FROM courses.removed_modules m WHERE m.course_id = $1
             UNION ALL
             SELECT 'lesson', l.id, l.title, l.module_id, NULL, l.removed_by, l.removed_at
               FROM courses.removed_lessons l WHERE l.course_id = $1 AND NOT l.with_module
           ) r
            WHERE r.removed_at > $2 AND ($3::timestamptz IS NULL OR (r.removed_at, r.id) < ($3, $4::uuid))
            ORDER BY r.removed_at DESC, r.id DESC LIMIT $5`,
        values: [courseId, oldest(ctx), before.removedAt, before.id, limit],
      });
      return rows;
    },
    toRemoved,
  );
});

export const restoreLesson = handle(courses.calls.restoreLesson, async (input, ctx) => {
  const { lessonId } = input;
  const courseId = await beginChange(ctx, 'removedLesson', lessonId);
  const before = courseId && (await placeOfRemoved(ctx, 'removed_lessons', lessonId));
  if (!courseId || !before) return ctx.fail('lesson-not-found', notRemoved('lesson'));
  const moduleId = input.moduleId ?? before.moduleId;
  if (!(await isModuleOf(ctx, courseId, moduleId)))
    return ctx.fail(
      'module-not-found',
      'The module of this lesson is not there any more. Bring it back first, or choose another one.',
    );
  const ids = await lessonIds(ctx, moduleId);
  await ctx.tx.query({
    text: bringLessonsBack('id = $1', '$2', '$3'),
    values: [lessonId, moduleId, ids.length],
  });
  const position = moduleId === before.moduleId ? before.position : ids.length;
  await placeLessons(ctx, moduleId, moved([...ids, lessonId], lessonId, position));
  return draftAfter(ctx, lessonId);
});

export const restoreModule = handle(courses.calls.restoreModule, async ({ moduleId }, ctx) => {
  const courseId = await beginChange(ctx, 'removedModule', moduleId);
  const before = courseId && (await placeOfRemoved(ctx, 'removed_modules', moduleId));
  if (!courseId || !before) return ctx.fail('module-not-found', notRemoved('module'));
  const ids = await moduleIds(ctx, courseId);
  await ctx.tx.query({
    text: `WITH back AS (DELETE FROM courses.removed_modules WHERE id = $1 RETURNING id, course_id, title)
           INSERT INTO courses.modules (id, course_id, title, position) SELECT id, course_id, title, $2 FROM back`,
    values: [moduleId, ids.length],
  });
  await placeModules(ctx, moved([...ids, moduleId], moduleId, before.position));
  await ctx.tx.query({
    text: bringLessonsBack('module_id = $1 AND with_module', 'module_id', 'position'),
    values: [moduleId],
  });
  // Some of them may have come back elsewhere before.
  await placeLessons(ctx, moduleId, await lessonIds(ctx, moduleId));
  const [module] = await draftOutline(ctx, courseId, moduleId);
  return module ?? ctx.fail('module-not-found', notRemoved('module'));
});

const notRemoved = (what: string) =>
  `There is no such ${what} to bring back in a draft that you may edit. After thirty days it is gone for good.`;

/** Ends for good what was removed thirty days ago. Needs a platform transaction. */
export async function purgeRemoved(_dueAt: Date, ctx: Pick<Context, 'tx' | 'now'>): Promise<void> {
  await ctx.tx.query({
    text: `WITH gone AS (DELETE FROM courses.removed_lessons WHERE removed_at <= $1 RETURNING id)
           DELETE FROM courses.revisions r USING gone WHERE r.lesson_id = gone.id`,
    values: [oldest(ctx)],
  });
  await ctx.tx.query({
    text: 'DELETE FROM courses.removed_modules WHERE removed_at <= $1',
    values: [oldest(ctx)],
  });
}
