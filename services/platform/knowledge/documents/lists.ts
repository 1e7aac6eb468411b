/** Looking at documents, and at what is indexed. */

import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { isAdmin } from '../../identity/contract.ts';
import { knowledge } from '../contract.ts';
import { embeddingProvider, transcriptionProvider } from '../models/embeddings.ts';
import { type Placed, viewerOf } from '../rules.ts';
import type { CourseSource, SourceType } from '../schemas.ts';
import { Judge } from '../search/knowing.ts';
import { modelSettings } from '../settings.ts';
import { noSuchDocument } from './add.ts';
import { mayManage } from './rights.ts';
import { type DocumentRow, documentColumns, findDocument, toDocument } from './store.ts';

export const documents = handle(
  knowledge.calls.documents,
  async ({ q, courseId, siteId, state, type, ...page }, ctx) => {
    return list(
      page,
      { id: 'id' },
      async (before, limit) => {
        const { rows } = await ctx.tx.query<DocumentRow>({
          text: `SELECT ${documentColumns} FROM knowledge.documents d
              WHERE d.organization_id = kernel.organization() AND ($1::uuid IS NULL OR d.id < $1)
                AND ($2::uuid IS NULL OR d.created_by = $2)
                AND ($3::text IS NULL OR position(lower($3) IN lower(concat_ws(' ', d.title, d.file_name, d.address))) > 0)
                AND ($4::uuid IS NULL OR d.course_id = $4) AND ($5::uuid IS NULL OR d.site_id = $5)
                AND ($6::text IS NULL OR d.state = $6) AND ($7::text IS NULL OR d.type = $7)
              ORDER BY d.id DESC LIMIT $8`,
          values: [
            before.id,
            isAdmin(ctx.actor) ? null : ctx.actor.id,
            q || null,
            courseId ?? null,
            siteId ?? null,
            state ?? null,
            type ?? null,
            limit,
          ],
        });
        return rows;
      },
      toDocument,
    );
  },
);

export const document = handle(knowledge.calls.document, async ({ documentId }, ctx) => {
  const row = await findDocument(ctx, documentId);
  return row && mayManage(ctx.actor, row) ? toDocument(row) : ctx.fail('document-not-found', noSuchDocument);
});

interface TextRow extends Placed {
  sourceId: string;
  title: string;
  type: Static<typeof SourceType>;
  text: string;
  version: null;
  digest: string;
}

export const documentText = handle(knowledge.calls.documentText, async ({ documentId }, ctx) => {
  const { rows } = await ctx.shortTransaction(({ tx }) =>
    tx.query<TextRow>({
      text: `SELECT s.id AS source_id, s.kind, s.course_id, s.visibility, s.digest, NULL AS version,
                    d.title, s.type, d.text
               FROM knowledge.sources s JOIN knowledge.documents d ON d.id = s.id
              WHERE s.id = $1 AND d.text IS NOT NULL`,
      values: [documentId],
    }),
  );
  const [row] = await new Judge(ctx, viewerOf(ctx.actor)).permitted(rows);
  if (!row) return ctx.fail('document-not-found', 'There is no such document, or you may not read it.');
  return { id: documentId, title: row.title, type: row.type, text: row.text };
});

export const sources = handle(knowledge.calls.sources, async (page, ctx) =>
  list(page, { courseId: 'id' }, async (before, limit) => {
    const { rows } = await ctx.tx.query<Static<typeof CourseSource>>({
      text: `SELECT c.course_id, c.title, c.version, c.archived, c.workflow_id,
                  c.indexed_at,
                  count(DISTINCT s.id) FILTER (WHERE s.kind = 'lesson') AS lessons,
                  count(DISTINCT s.id) FILTER (WHERE s.kind = 'document') AS documents,
                  count(p.id) AS passages
             FROM knowledge.courses c
             LEFT JOIN knowledge.sources s ON s.organization_id = c.organization_id AND s.course_id = c.course_id
             LEFT JOIN knowledge.passages p ON p.source_id = s.id
            WHERE c.organization_id = kernel.organization() AND ($1::uuid IS NULL OR c.course_id < $1)
            GROUP BY c.course_id ORDER BY c.course_id DESC LIMIT $2`,
      values: [before.courseId, limit],
    });
    return rows;
  }),
);

interface Figures {
  indexVersion: number;
  passages: number;
  words: number;
  documents: number;
  courses: number;
  embedded: number;
}

export const index = handle(knowledge.calls.index, async (_input, ctx) => {
  const models = ctx.settingsOf(modelSettings);
  const model = embeddingProvider(models)?.model ?? null;
  const here = 'WHERE organization_id = kernel.organization()';
  const { rows } = await ctx.tx.query<Figures>({
    text: `SELECT coalesce((SELECT version FROM knowledge.indexes ${here}), 0) AS index_version,
                  coalesce((SELECT passages FROM knowledge.indexes ${here}), 0) AS passages,
                  (SELECT count(*) FROM knowledge.words ${here}) AS words,
                  (SELECT count(*) FROM knowledge.documents ${here}) AS documents,
                  (SELECT count(*) FROM knowledge.courses ${here}) AS courses,
                  (SELECT count(*) FROM knowledge.passages p ${here} AND EXISTS (SELECT FROM knowledge.vectors v
                     WHERE v.organization_id = p.organization_id AND v.model = $1 AND v.hash = p.hash)) AS embedded`,
    values: [model],
  });
  const [figures] = rows;
  if (!figures) throw new Error('a statement without FROM gave no row');
  return { ...figures, embeddingModel: model, transcripts: transcriptionProvider(models) !== undefined };
});
