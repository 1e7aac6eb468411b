/** Documents: got, read, cleaned, cut, embedded and put into the index. */
import { activities } from '@kernos/kernel/activities';
import type { Context } from '@kernos/kernel/context';
import { sha256 } from '@kernos/kernel/sha256';
import { knowledge } from '../contract.ts';
import { type Fetched, fetchAddress } from '../documents/fetch.ts';
import { type DocumentRow, findDocument, readStoredFile, storeFile, type Work } from '../documents/store.ts';
import { titleOf } from '../documents/titles.ts';
import type { Extracted, Format, Mark } from '../extract/extracted.ts';
import { formatOf, SUPPORTED } from '../extract/formats.ts';
import { type Asking, inReader, isLightFile } from '../extract/readers.ts';
import { Refused } from '../extract/refused.ts';
import { lockIndex } from '../index/writer.ts';
import { ModelError, transcriptionProvider } from '../models/embeddings.ts';
import { transcribe } from '../models/transcripts.ts';
import { modelSettings } from '../settings.ts';
import { applyStaged } from './apply.ts';
import { embedStaged } from './embed.ts';
import { indexingDocument } from './index-workflows.ts';
import { dropStaged, stagePassages, stageSources } from './staging.ts';

/** As for uploads. */
const BYTES_AT_MOST = 50 * 1_048_576;
const FETCH_MS = 60_000;

type Working = Pick<Context<never>, 'shortTransaction' | 'fail' | 'log'>;

/** The document, where this run is still the one that works on it. */
async function current(ctx: Work, id: string, revision: number): Promise<DocumentRow | undefined> {
  const row = await findDocument(ctx, id);
  return row?.revision === revision ? row : undefined;
}

/** Ends the run for good: what is wrong stands on the document, for whoever added it. */
async function refuse(ctx: Working, id: string, revision: number, error: unknown): Promise<never> {
  const told = tellable(error);
  if (!told) throw error;
  await ctx.shortTransaction((before) => markFailed(before, id, revision, told));
  return ctx.fail('conflict', told.detail, { cause: error });
}

function tellable(error: unknown): { code: string; detail: string } | undefined {
  return error instanceof Refused ? { code: error.code, detail: error.message } : undefined;
}

async function markFailed(
  ctx: Work,
  id: string,
  revision: number,
  error: { code: string; detail: string },
): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE knowledge.documents SET state = 'failed', error = coalesce(error, $3), updated_at = $4
            WHERE id = $1 AND revision = $2 AND state <> 'ready'`,
    values: [id, revision, JSON.stringify(error), ctx.now().toISOString()],
  });
}

const gaveUp = {
  code: 'failed',
  detail:
    'Something did not answer, several times over. What could be found before still can; try again later.',
};

/** The steps. Each may be done again at any time; a run that was overtaken does nothing more. */
export const documentIndexing = activities(knowledge, indexingDocument, {
  begin: {
    do: async ({ documentId, revision }, ctx) => {
      await ctx.tx.query({
        text: `UPDATE knowledge.documents SET state = 'working', updated_at = $3 WHERE id = $1 AND revision = $2`,
        values: [documentId, revision, ctx.now().toISOString()],
      });
    },
    undo: async ({ documentId, revision }, ctx) => {
      await dropStaged(ctx, ctx.workflowId);
      await markFailed(ctx, documentId, revision, gaveUp);
    },
  },
  fetch: async ({ documentId, revision }, ctx) => {
    const row = await ctx.shortTransaction((before) => current(before, documentId, revision));
    // The pages of a website were read with it.
    if (!row?.address || row.siteId !== null) return;
    let fetched: Fetched | null;
    try {
      // Without the file there is nothing that could be as it was.
      const known = row.bytes === null ? undefined : row;
      fetched = await fetchAddress(ctx, row.address, { bytes: BYTES_AT_MOST, milliseconds: FETCH_MS, known });
      if (fetched) requireFormat(row, fetched);
    } catch (error) {
      return refuse(ctx, documentId, revision, error);
    }
    if (!(await current(ctx, documentId, revision))) return;
    if (!fetched) {
      await ctx.tx.query({
        text: 'UPDATE knowledge.documents SET refreshed_at = $2 WHERE id = $1',
        values: [documentId, ctx.now().toISOString()],
      });
      return;
    }
    await storeFile(ctx, documentId, fetched.bytes);
    await ctx.tx.query({
      text: `UPDATE knowledge.documents SET type = $2, bytes = $3, etag = $4, last_modified = $5, refreshed_at = $6
              WHERE id = $1`,
      values: [
        documentId,
        requireFormat(row, fetched),
        fetched.bytes.length,
        fetched.etag,
        fetched.lastModified,
        ctx.now().toISOString(),
      ],
    });
  },
  extract: async ({ documentId, revision }, ctx) => {
    const row = await ctx.shortTransaction((before) => current(before, documentId, revision));
    if (!row || row.bytes === null) return;
    let extracted: Extracted;
    try {
      extracted = await readFile(ctx, row, row.bytes);
    } catch (error) {
      return refuse(ctx, documentId, revision, error);
    }
    const title = (!row.titled && extracted.title && titleOf(extracted.title)) || row.title;
    await stage(ctx, ctx.workflowId, row, title, extracted);
    await ctx.tx.query({
      text: 'UPDATE knowledge.documents SET pages = $3, notices = $4 WHERE id = $1 AND revision = $2',
      values: [documentId, revision, extracted.pages, JSON.stringify(extracted.notices)],
    });
  },
  clean: async ({ documentId, revision }, ctx) => {
    const { row, staged } = await ctx.shortTransaction(async (before) => ({
      row: await current(before, documentId, revision),
      staged: await readStaged(before, ctx.workflowId),
    }));
    if (!row?.type || !staged) return;
    const extracted = { ...staged, pages: null, notices: [] };
    const format = row.type as Format;
    const { text, marks } = await inReader(ctx, 'clean', { extracted, format });
    await stage(ctx, ctx.workflowId, row, staged.title ?? row.title, { text, marks });
  },
  chunk: async (_input, ctx) => {
    await stagePassages(ctx, ctx.workflowId);
  },
  embed: (_input, ctx) => embedStaged(ctx, ctx.workflowId),
  index: async ({ documentId, revision }, ctx) => {
    const index = await lockIndex(ctx);
    const row = await findDocument(ctx, documentId, true);
    const staged = await readStaged(ctx, ctx.workflowId);
    if (row?.revision !== revision || !staged) {
      await dropStaged(ctx, ctx.workflowId);
      return;
    }
    const placement = { kind: 'document', courseId: row.courseId, visibility: row.visibility } as const;
    const { passages, changed, indexVersion } = await applyStaged(ctx, index, ctx.workflowId, placement, []);
    await ctx.tx.query({
      text: `UPDATE knowledge.documents SET state = 'ready', error = NULL, title = $2, text = $3, updated_at = $4 WHERE id = $1`,
      values: [documentId, staged.title ?? row.title, staged.text, ctx.now().toISOString()],
    });
    await dropStaged(ctx, ctx.workflowId);
    ctx.publish('knowledge.indexed', {
      sourceId: documentId,
      kind: 'document',
      courseId: row.courseId,
      version: null,
      passages,
      changed,
      indexVersion,
    });
  },
});

function requireFormat(row: Pick<DocumentRow, 'address'>, { bytes, mediaType, address }: Fetched): Format {
  const name = URL.canParse(address) ? decodePath(new URL(address).pathname) : (row.address ?? '');
  const format = formatOf(name, bytes, mediaType);
  if (format && format !== 'media') return format;
  throw new Refused('type-not-supported', `What is at this address cannot be read. These can: ${SUPPORTED}.`);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readFile(
  ctx: Asking & Pick<Context, 'settingsOf' | 'shortTransaction'>,
  row: DocumentRow,
  size: number,
): Promise<Extracted> {
  const format = row.type as Format;
  const load = async () => {
    const bytes = await ctx.shortTransaction((before) => readStoredFile(before, row.id));
    if (!bytes) throw new Refused('file-broken', 'This file is no longer there.');
    return bytes;
  };
  if (format !== 'media')
    return inReader(ctx, 'extract', {
      isLight: isLightFile(format, size),
      load: async () => ({ bytes: await load(), format }),
    });
  const provider = transcriptionProvider(ctx.settingsOf(modelSettings));
  if (!provider)
    throw new Refused(
      'type-not-supported',
      'No transcription model is set up any more (TRANSCRIPTION_MODEL).',
    );
  try {
    return await transcribe(provider, await load(), row.fileName ?? 'recording');
  } catch (error) {
    if (error instanceof ModelError)
      throw new Error('the transcription server did not answer', { cause: error });
    throw error;
  }
}

async function stage(
  ctx: Work,
  workflowId: string,
  row: DocumentRow,
  title: string,
  { text, marks }: Pick<Extracted, 'text' | 'marks'>,
): Promise<void> {
  const digest = await sha256(text);
  const type = row.type as Format;
  await stageSources(ctx, workflowId, [
    { sourceId: row.id, position: 0, type, title, section: null, digest, text, marks },
  ]);
}

async function readStaged(
  ctx: Work,
  workflowId: string,
): Promise<{ title: string; text: string; marks: Mark[] } | undefined> {
  const { rows } = await ctx.tx.query<{ title: string; text: string; marks: Mark[] | null }>({
    text: 'SELECT title, text, marks FROM knowledge.staged_sources WHERE workflow_id = $1',
    values: [workflowId],
  });
  const row = rows[0];
  return row && { ...row, marks: row.marks ?? [] };
}
