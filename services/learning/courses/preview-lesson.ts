/** A text as learners would read it, before it is saved: the same renderer, and the links of the draft. */
import { handle } from '@kernos/kernel/service';
import { courses } from './contract.ts';
import { openLinks } from './open-links.ts';
import { linkCloser, noSuchLesson } from './read-lesson.ts';
import { content, refusing, textRefusals } from './rendering.ts';
import { viewerOf } from './rules.ts';
import { editable, viewerValues } from './store.ts';

export const previewLesson = handle(courses.calls.previewLesson, async ({ lessonId, markdown }, ctx) => {
  const courseId = await ctx.shortTransaction(async (first) => {
    const { rows } = await first.tx.query<{ courseId: string }>({
      text: `SELECT l.course_id FROM courses.lessons l JOIN courses.courses c ON c.id = l.course_id
              WHERE l.id = $3 AND ${editable}`,
      values: [...viewerValues(viewerOf(ctx.actor)), lessonId],
    });
    return rows[0]?.courseId;
  });
  if (!courseId) return ctx.fail('lesson-not-found', noSuchLesson);
  const { html, words } = await refusing(ctx, textRefusals, () => content.render(ctx, markdown));
  const { lessons, assets } = await openLinks(html);
  const close = await linkCloser(ctx, courseId, lessons, assets);
  return { html: await close(html), words };
});
