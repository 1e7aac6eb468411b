/** The version history of draft lessons: what was saved, by whom, and going back to it. */
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { noSuchLesson } from './read-lesson.ts';
import { content, refusing, textRefusals } from './rendering.ts';
import { beginEdit, draftAfter, rewrite } from './save-lesson.ts';
import type { Revision } from './schemas.ts';
import { mayEdit, type Work } from './store.ts';

type RevisionRow = Static<typeof Revision>;

const revisionColumns = `r.revision, r.author_id, r.title, r.words, r.added_lines, r.removed_lines, r.restored_from,
  r.created_at, r.updated_at`;

export const revisions = handle(courses.calls.revisions, async ({ lessonId, ...page }, ctx) => {
  if (!(await mayEdit(ctx, 'lesson', lessonId))) return ctx.fail('lesson-not-found', noSuchLesson);
  return list(page, { revision: 'bigint' }, async (before, limit) => {
    const { rows } = await ctx.tx.query<RevisionRow>({
      text: `SELECT ${revisionColumns} FROM courses.revisions r
            WHERE r.lesson_id = $1 AND ($2::bigint IS NULL OR r.revision < $2) ORDER BY r.revision DESC LIMIT $3`,
      values: [lessonId, before.revision, limit],
    });
    return rows;
  });
});

export const revision = handle(courses.calls.revision, async ({ lessonId, revision: number }, ctx) => {
  if (!(await mayEdit(ctx, 'lesson', lessonId))) return ctx.fail('lesson-not-found', noSuchLesson);
  const found = await findRevision(ctx, lessonId, number);
  if (!found) return ctx.fail('revision-not-found', noSuchRevision);
  return { ...found, lessonId };
});

export const restoreRevision = handle(
  courses.calls.restoreRevision,
  async ({ lessonId, revision: number, ifMatch }, ctx) => {
    const wanted = await ctx.shortTransaction(async (first) =>
      (await mayEdit(first, 'lesson', lessonId)) ? findRevision(first, lessonId, number) : 'no-lesson',
    );
    if (wanted === 'no-lesson') return ctx.fail('lesson-not-found', noSuchLesson);
    if (!wanted) return ctx.fail('revision-not-found', noSuchRevision);
    const rendered = await refusing(ctx, textRefusals, () => content.render(ctx, wanted.markdown));
    await beginEdit(ctx, lessonId, ifMatch);
    await rewrite(ctx, lessonId, wanted.title, wanted.markdown, rendered, number);
    return draftAfter(ctx, lessonId);
  },
);

const noSuchRevision = 'This lesson has no such revision. Its history names those it has.';

async function findRevision(
  ctx: Work,
  lessonId: string,
  number: number,
): Promise<(RevisionRow & { markdown: string }) | undefined> {
  const { rows } = await ctx.tx.query<RevisionRow & { markdown: string }>({
    text: `SELECT ${revisionColumns}, r.markdown FROM courses.revisions r WHERE r.lesson_id = $1 AND r.revision = $2`,
    values: [lessonId, number],
  });
  return rows[0];
}
