/** Documents as the database keeps them. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import type { Document, Visibility } from '../schemas.ts';

export type Work = Pick<Context, 'tx' | 'now'>;

export type DocumentRow = Omit<Static<typeof Document>, 'notices'> & {
  /** A sentence where an earlier release noted it. */
  notices: (Static<typeof Document>['notices'][number] | string)[];
  titled: boolean;
  revision: number;
  etag: string | null;
  lastModified: string | null;
};

export const documentColumns = `d.id, d.title, d.titled, d.type, d.file_name, d.address, d.course_id, d.site_id, d.visibility,
  d.state, d.revision, d.workflow_id, d.error, d.bytes, octet_length(d.text) AS text_bytes, d.pages, d.notices, d.etag, d.last_modified,
  d.refresh_hours, d.refreshed_at, d.created_by, d.created_at, d.updated_at,
  (SELECT count(*) FROM knowledge.passages p WHERE p.source_id = d.id) AS passages`;

export const toDocument = ({
  titled,
  revision,
  etag,
  lastModified,
  notices,
  ...document
}: DocumentRow): Static<typeof Document> => ({
  ...document,
  notices: notices.map((notice) =>
    typeof notice === 'string' ? { code: null, values: {}, english: notice } : notice,
  ),
});

export async function findDocument(ctx: Work, id: string, lock = false): Promise<DocumentRow | undefined> {
  const { rows } = await ctx.tx.query<DocumentRow>({
    text: `SELECT ${documentColumns} FROM knowledge.documents d WHERE d.id = $1 ${lock ? 'FOR UPDATE OF d' : ''}`,
    values: [id],
  });
  return rows[0];
}

export interface NewDocument {
  readonly id: string;
  readonly title: string;
  readonly titled: boolean;
  readonly type: string | null;
  readonly fileName: string | null;
  readonly address: string | null;
  readonly courseId: string | null;
  readonly siteId: string | null;
  readonly visibility: Static<typeof Visibility>;
  readonly bytes: number | null;
  readonly refreshHours: number | null;
  readonly createdBy: string | null;
  readonly workflowId: string;
}

export async function insertDocument(ctx: Work, made: NewDocument): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO knowledge.documents (id, title, titled, type, file_name, address, course_id, site_id, visibility, bytes,
             refresh_hours, created_by, workflow_id, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
    values: [
      made.id,
      made.title,
      made.titled,
      made.type,
      made.fileName,
      made.address,
      made.courseId,
      made.siteId,
      made.visibility,
      made.bytes,
      made.refreshHours,
      made.createdBy,
      made.workflowId,
      ctx.now().toISOString(),
    ],
  });
}

/** The file of a document, in the place of the one before. */
export async function storeFile(ctx: Work, documentId: string, content: Buffer): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO knowledge.files (document_id, content) VALUES ($1, $2)
           ON CONFLICT (document_id) DO UPDATE SET content = excluded.content`,
    values: [documentId, content],
  });
}

/** Read at a time: a database sends bytes as text, of which so much takes some milliseconds. */
const BYTES_AT_ONCE = 8 * 1_048_576;

/** The file of a document; undefined where it has none. */
export async function readStoredFile(ctx: Work, documentId: string): Promise<Buffer | undefined> {
  // Held as it is until all pieces of it are read.
  const { rows } = await ctx.tx.query<{ bytes: number }>({
    text: 'SELECT octet_length(content) AS bytes FROM knowledge.files WHERE document_id = $1 FOR SHARE',
    values: [documentId],
  });
  if (!rows[0]) return undefined;
  const content = Buffer.alloc(rows[0].bytes);
  for (let at = 0; at < content.length; at += BYTES_AT_ONCE) {
    const { rows: pieces } = await ctx.tx.query<{ piece: Buffer }>({
      text: 'SELECT substring(content FROM $2 FOR $3) AS piece FROM knowledge.files WHERE document_id = $1',
      values: [documentId, at + 1, BYTES_AT_ONCE],
    });
    pieces[0]?.piece.copy(content, at);
  }
  return content;
}

/** Names the run that works on a revision of a document. */
export const documentRun = (id: string, revision: number): string => `document-${id}-${revision}`;

/** Begins another revision: what was found before stays found until the new one is ready. */
export async function nextRevision(ctx: Work, id: string): Promise<{ revision: number; workflowId: string }> {
  const { rows } = await ctx.tx.query<{ revision: number }>({
    text: `UPDATE knowledge.documents SET revision = revision + 1, state = 'waiting', error = NULL, updated_at = $2
            WHERE id = $1 RETURNING revision`,
    values: [id, ctx.now().toISOString()],
  });
  const revision = rows[0]?.revision ?? 0;
  const workflowId = documentRun(id, revision);
  await ctx.tx.query({
    text: 'UPDATE knowledge.documents SET workflow_id = $2 WHERE id = $1',
    values: [id, workflowId],
  });
  return { revision, workflowId };
}
