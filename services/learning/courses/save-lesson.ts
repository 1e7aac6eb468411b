/** Saving a draft lesson: whoever edits it at the same time, and with its history. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import type { Rendered } from './content/render.ts';
import { noSuchLesson, readDraft } from './read-lesson.ts';
import { recordRevision, type Saved } from './record-revision.ts';
import type { Lesson } from './schemas.ts';
import { beginChange, type Work } from './store.ts';

/** Takes the editor's turn at a lesson. Fails where it is not theirs, or not at the version they read. */
export async function beginEdit(
  ctx: Work & Pick<Context<'lesson-not-found'>, 'fail'>,
  lessonId: string,
  ifMatch: number,
): Promise<{ courseId: string; version: number; moduleId: string }> {
  const courseId = await beginChange(ctx, 'lesson', lessonId);
  const before = courseId && (await placeOf(ctx, lessonId));
  if (!courseId || !before) return ctx.fail('lesson-not-found', noSuchLesson);
  if (before.version === ifMatch) return { ...before, courseId };
  return ctx.fail(
    'version-conflict',
    'Somebody changed this lesson since you read it. Your text was not saved; read the lesson again and bring both together.',
    { currentVersion: before.version },
  );
}

export async function placeOf(
  ctx: Work,
  lessonId: string,
): Promise<{ version: number; moduleId: string } | undefined> {
  const { rows } = await ctx.tx.query<{ version: number; moduleId: string }>({
    text: 'SELECT version, module_id FROM courses.lessons WHERE id = $1',
    values: [lessonId],
  });
  return rows[0];
}

/**
 * Writes a lesson's title and text, each where there is a new one, and its revision.
 * @param restoredFrom the revision that is brought back by it.
 */
export async function rewrite(
  ctx: Work,
  lessonId: string,
  title: string | null,
  markdown: string | undefined,
  rendered: Rendered | null,
  restoredFrom: number | null = null,
): Promise<void> {
  const { rows } = await ctx.tx.query<Saved>({
    text: `UPDATE courses.lessons
              SET title = coalesce($2, title), markdown = coalesce($3, markdown), html = coalesce($4, html),
                  headings = coalesce($5, headings), plain = coalesce($6, plain), words = coalesce($7, words),
                  version = version + 1, updated_at = $8
            WHERE id = $1 RETURNING title, CASE WHEN $9 THEN markdown END AS markdown, words`,
    values: [
      lessonId,
      title,
      markdown,
      rendered?.html,
      rendered && JSON.stringify(rendered.headings),
      rendered?.text,
      rendered?.words,
      ctx.now().toISOString(),
      title !== null || markdown !== undefined,
    ],
  });
  const [saved] = rows;
  if (saved && (title !== null || markdown !== undefined))
    await recordRevision(ctx, lessonId, saved, restoredFrom);
}

export async function draftAfter(ctx: Work, lessonId: string): Promise<Static<typeof Lesson>> {
  const lesson = await readDraft(ctx, lessonId);
  if (!lesson) throw new Error(`the lesson ${lessonId} is gone in the transaction that changed it`);
  return lesson;
}
