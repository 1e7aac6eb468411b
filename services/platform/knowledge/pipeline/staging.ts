/** What a run of the pipeline has made so far, by the id of its workflow. Doing a step again replaces it. */

import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Context } from '@kernos/kernel/context';
import { type Chunk, chunk } from '../chunk.ts';
import { type Format, type Mark, markupOf, placeIn } from '../extract/extracted.ts';
import { type Asking, inReader } from '../extract/readers.ts';
import { hashOf } from '../rules.ts';

type Work = Pick<Context, 'tx'>;

export interface StagedSource {
  sourceId: string;
  position: number;
  type: Format | 'lesson';
  title: string;
  section: string | null;
  digest: string;
  /** Null where the source is indexed with this very text already. */
  text: string | null;
  marks: readonly Mark[] | null;
}

export async function stageSources(
  ctx: Work,
  workflowId: string,
  sources: readonly StagedSource[],
): Promise<void> {
  // A statement each: in an array, a driver writes texts of megabytes letter by letter.
  for (const { sourceId, position, type, title, section, digest, text, marks } of sources)
    await ctx.tx.query({
      name: 'knowledge.stage-source',
      text: `INSERT INTO knowledge.staged_sources (workflow_id, source_id, position, type, title, section, digest, text, marks)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (workflow_id, source_id) DO UPDATE SET
               position = excluded.position, type = excluded.type, title = excluded.title, section = excluded.section,
               digest = excluded.digest, text = excluded.text, marks = excluded.marks`,
      values: [
        workflowId,
        ...[sourceId, position, type, title, section, digest, text],
        marks ? JSON.stringify(marks) : null,
      ],
    });
}

interface PassageRow {
  sourceId: string;
  ordinal: number;
  startByte: number;
  endByte: number;
  headings: string;
  text: string;
  hash: Buffer;
  firstPage: number | null;
  lastPage: number | null;
  from: number | null;
  to: number | null;
}

const cut = ({ type, text }: { type: StagedSource['type']; text: string }, ctx: Asking) => {
  const markup = markupOf(type);
  return text.length <= CUT_HERE_AT_MOST ? chunk(text, markup) : inReader(ctx, 'cut', { text, markup });
};

function passageOf(
  { sourceId, title, section, marks }: StagedSource,
  piece: Chunk,
  ordinal: number,
): PassageRow {
  const { headings, text, startByte, endByte, start, end } = piece;
  return {
    ...{ sourceId, ordinal, startByte, endByte, headings: JSON.stringify(headings), text },
    hash: hashOf({ title, section, headings, text }),
    ...placeIn(marks ?? [], start, end),
  };
}

/** Characters that are cut in some milliseconds, whatever they are. */
const CUT_HERE_AT_MOST = 16_384;
const TEXTS_AT_ONCE = 20;
/** Written at a time: some milliseconds' worth, also where a text is nothing but quotation marks. */
const PASSAGES_AT_ONCE = 500;
const WRITTEN_AT_ONCE = 200_000;

/** Cuts what was staged into passages. */
export async function stagePassages(
  ctx: Asking & Pick<Context, 'shortTransaction'>,
  workflowId: string,
): Promise<void> {
  let after = -1;
  for (;;) {
    const { rows } = await ctx.shortTransaction(({ tx }) =>
      tx.query<StagedSource & { text: string }>({
        name: 'knowledge.staged-texts',
        text: `SELECT source_id, position, type, title, section, digest, text, marks
                 FROM knowledge.staged_sources
                WHERE workflow_id = $1 AND position > $2 AND text IS NOT NULL ORDER BY position LIMIT ${TEXTS_AT_ONCE}`,
        values: [workflowId, after],
      }),
    );
    if (rows.length === 0) return;
    let [passages, characters]: [PassageRow[], number] = [[], 0];
    const write = async () => {
      await ctx.shortTransaction((before) => insertPassages(before, workflowId, passages));
      [passages, characters] = [[], 0];
    };
    for (const row of rows) {
      for (const [ordinal, piece] of (await cut(row, ctx)).entries()) {
        passages.push(passageOf(row, piece, ordinal));
        characters += piece.text.length;
        if (passages.length >= PASSAGES_AT_ONCE || characters >= WRITTEN_AT_ONCE) await write();
      }
      await othersFirst();
    }
    if (passages.length > 0) await write();
    after = rows.at(-1)?.position ?? after;
  }
}

async function insertPassages(ctx: Work, workflowId: string, passages: readonly PassageRow[]): Promise<void> {
  const column = <K extends keyof PassageRow>(name: K) => passages.map((passage) => passage[name]);
  await ctx.tx.query({
    name: 'knowledge.stage-passages',
    text: `INSERT INTO knowledge.staged_passages (workflow_id, source_id, ordinal, start_byte, end_byte, headings, text, hash,
             first_page, last_page, start_ms, end_ms)
           SELECT $1, s.source_id, s.ordinal, s.start_byte, s.end_byte,
                  ARRAY(SELECT jsonb_array_elements_text(s.headings)), s.text, s.hash,
                  s.first_page, s.last_page, s.start_ms, s.end_ms
             FROM unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::jsonb[], $7::text[], $8::bytea[],
                         $9::int[], $10::int[], $11::int[], $12::int[])
               AS s (source_id, ordinal, start_byte, end_byte, headings, text, hash, first_page, last_page, start_ms, end_ms)
           ON CONFLICT DO NOTHING`,
    values: [
      workflowId,
      column('sourceId'),
      column('ordinal'),
      column('startByte'),
      column('endByte'),
      column('headings'),
      column('text'),
      column('hash'),
      column('firstPage'),
      column('lastPage'),
      column('from'),
      column('to'),
    ],
  });
}

export async function hasStaged(ctx: Work, workflowId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    name: 'knowledge.has-staged',
    text: 'SELECT FROM knowledge.staged_sources WHERE workflow_id = $1 LIMIT 1',
    values: [workflowId],
  });
  return rows.length > 0;
}

/** Removes what a run has staged. */
export async function dropStaged(ctx: Work, workflowId: string): Promise<void> {
  await ctx.tx.query({
    name: 'knowledge.drop-staged',
    text: 'DELETE FROM knowledge.staged_sources WHERE workflow_id = $1',
    values: [workflowId],
  });
}
