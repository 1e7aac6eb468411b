/** Changing and deleting documents: what can be found changes in the same transaction. */
import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { knowledge } from '../contract.ts';
import { bumpIndex, lockIndex } from '../index/writer.ts';
import { removeSources } from '../pipeline/apply.ts';
import { indexingDocument } from '../pipeline/index-workflows.ts';
import { noSuchDocument, requirePlace, shown } from './add.ts';
import { mayManage, requireCourse } from './rights.ts';
import { findDocument, nextRevision } from './store.ts';

export const updateDocument = handle(
  knowledge.calls.updateDocument,
  async ({ documentId, title, courseId, visibility, refreshHours }, ctx) => {
    if (courseId) await requireCourse(ctx, courseId);
    await lockIndex(ctx);
    const row = await findDocument(ctx, documentId, true);
    if (!row || !mayManage(ctx.actor, row)) return ctx.fail('document-not-found', noSuchDocument);
    const next = {
      courseId: courseId === undefined ? row.courseId : courseId,
      visibility: visibility ?? row.visibility,
      refreshHours: refreshHours === undefined ? row.refreshHours : refreshHours,
    };
    requirePlace(ctx, next.visibility, next.courseId);
    const renamed = title !== undefined && title !== row.title;
    await ctx.tx.query({
      text: `UPDATE knowledge.documents SET title = $2, titled = titled OR $3, course_id = $4, visibility = $5,
               refresh_hours = $6, updated_at = $7 WHERE id = $1`,
      values: [
        documentId,
        title ?? row.title,
        renamed,
        next.courseId,
        next.visibility,
        next.refreshHours,
        ctx.now().toISOString(),
      ],
    });
    const { rowCount } = await ctx.tx.query({
      text: `UPDATE knowledge.sources SET course_id = $2, visibility = $3
              WHERE id = $1 AND (course_id IS DISTINCT FROM $2 OR visibility <> $3)`,
      values: [documentId, next.courseId, next.visibility],
    });
    if (rowCount > 0) await bumpIndex(ctx);
    // The title is a part of what its passages are found by.
    if (renamed && row.state === 'ready') {
      const { revision, workflowId } = await nextRevision(ctx, documentId);
      ctx.start(indexingDocument, workflowId, { documentId, revision });
    }
    return shown(ctx, documentId);
  },
);

export const removeDocument = handle(knowledge.calls.removeDocument, async ({ documentId }, ctx) => {
  const index = await lockIndex(ctx);
  const row = await findDocument(ctx, documentId, true);
  if (!row || !mayManage(ctx.actor, row)) return ctx.fail('document-not-found', noSuchDocument);
  const indexVersion = await forget(ctx, index, [documentId]);
  ctx.publish('knowledge.removed', {
    sourceId: documentId,
    kind: 'document',
    courseId: row.courseId,
    indexVersion,
  });
  return null;
});

/** Deletes documents with their files, passages and what runs have staged of them. */
export async function forget(
  ctx: Pick<Context, 'tx' | 'now'>,
  index: Awaited<ReturnType<typeof lockIndex>>,
  ids: readonly string[],
): Promise<number> {
  await ctx.tx.query({
    text: 'DELETE FROM knowledge.staged_sources WHERE organization_id = kernel.organization() AND source_id = ANY ($1::uuid[])',
    values: [ids],
  });
  const indexVersion = await removeSources(ctx, index, ids);
  await ctx.tx.query({ text: 'DELETE FROM knowledge.documents WHERE id = ANY ($1::uuid[])', values: [ids] });
  return indexVersion;
}
