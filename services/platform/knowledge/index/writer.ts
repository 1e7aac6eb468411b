/**
 * Changes the inverted index: posting lists, words and the figures of the whole, in the transaction that
 * changes the passages. Who writes has locked the organization's row before (`lockIndex`).
 */
import type { Context } from '@kernos/kernel/context';
import { ANALYSIS, analyse } from '../analysis.ts';
import { type Content, fieldsOf, WEIGHTS } from '../rules.ts';
import { pack, placeOf, segmentOf, toBytes, without } from './bm25.ts';

export type Work = Pick<Context, 'tx' | 'now'>;

/** A passage as the index knows it. */
export interface Numbered extends Content {
  readonly number: number;
}

export interface IndexRow {
  version: number;
  analysis: number;
  passages: number;
  words: number;
  next_number: number;
}

/** Takes the organization's turn to write, until the transaction ends. */
export async function lockIndex(ctx: Work): Promise<IndexRow> {
  await ctx.tx.query({
    name: 'knowledge.index-of',
    text: 'INSERT INTO knowledge.indexes (analysis) VALUES ($1) ON CONFLICT DO NOTHING',
    values: [ANALYSIS],
  });
  const { rows } = await ctx.tx.query<IndexRow>({
    name: 'knowledge.lock-index',
    text: `SELECT version, analysis, passages, words, next_number FROM knowledge.indexes
            WHERE organization_id = kernel.organization() FOR UPDATE`,
  });
  return rows[0] as IndexRow;
}

/** Says that something else can be found than before; gives the new version. */
export async function bumpIndex(ctx: Work, by = { passages: 0, words: 0, numbers: 0 }): Promise<number> {
  const { rows } = await ctx.tx.query<{ version: number }>({
    name: 'knowledge.bump-index',
    text: `UPDATE knowledge.indexes
              SET version = version + 1, passages = passages + $1, words = words + $2, next_number = next_number + $3
            WHERE organization_id = kernel.organization() RETURNING version`,
    values: [by.passages, by.words, by.numbers],
  });
  return rows[0]?.version ?? 0;
}

/** Postings by term and segment, and how often each word gains or loses a passage. */
class Change {
  readonly lists = new Map<string, Map<number, number[]>>();
  readonly words = new Map<string, number>();
  length = 0;

  constructor(passages: readonly Numbered[]) {
    for (const passage of passages) this.#take(passage);
  }

  #take(passage: Numbered): void {
    const { terms, words, length } = analyse(fieldsOf(passage), WEIGHTS);
    const segment = segmentOf(passage.number);
    this.length += length;
    for (const [term, weight] of terms) {
      let segments = this.lists.get(term);
      if (!segments) {
        segments = new Map();
        this.lists.set(term, segments);
      }
      const posting = pack({ number: passage.number, weight, length });
      const list = segments.get(segment);
      if (list) list.push(posting);
      else segments.set(segment, [posting]);
    }
    for (const word of words) this.words.set(word, (this.words.get(word) ?? 0) + 1);
  }

  /** One row a term and segment, in the order of the primary key. */
  rows(): { term: string; segment: number; postings: number[] }[] {
    const rows = [...this.lists].flatMap(([term, segments]) =>
      [...segments].map(([segment, postings]) => ({ term, segment, postings })),
    );
    return rows.sort((a, b) => (a.term < b.term ? -1 : a.term > b.term ? 1 : a.segment - b.segment));
  }
}

/** Rows of one statement: enough to be quick, few enough to end long before a statement may last. */
const ROWS_AT_ONCE = 10_000;

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}

/** Words in all of these passages: what `bumpIndex` counts. */
export interface Counted {
  readonly passages: number;
  readonly words: number;
}

/** Puts passages into the lists. */
export async function addToIndex(ctx: Work, passages: readonly Numbered[]): Promise<Counted> {
  const change = new Change(passages);
  for (const rows of batches(change.rows())) {
    await ctx.tx.query({
      name: 'knowledge.add-postings',
      text: `INSERT INTO knowledge.postings (term, segment, entries)
             SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[])
             ON CONFLICT (organization_id, term, segment) DO UPDATE SET entries = postings.entries || excluded.entries`,
      values: [
        rows.map(({ term }) => term),
        rows.map(({ segment }) => segment),
        rows.map(({ postings }) => toBytes(postings)),
      ],
    });
  }
  await countWords(ctx, change.words, 1);
  return { passages: passages.length, words: change.length };
}

/** Takes passages out of the lists, by what they said when they were put in. */
export async function removeFromIndex(ctx: Work, passages: readonly Numbered[]): Promise<Counted> {
  const change = new Change(passages);
  for (const rows of batches(change.rows())) {
    const values = [rows.map(({ term }) => term), rows.map(({ segment }) => segment)];
    const { rows: stored } = await ctx.tx.query<{ term: string; segment: number; entries: Buffer }>({
      name: 'knowledge.read-postings',
      text: `SELECT p.term, p.segment, p.entries
               FROM unnest($1::text[], $2::int[]) AS wanted (term, segment)
               JOIN knowledge.postings p USING (term, segment) WHERE p.organization_id = kernel.organization()`,
      values,
    });
    const left = stored.map(({ term, segment, entries }) => {
      const places = new Set(change.lists.get(term)?.get(segment)?.map(placeOf));
      return { term, segment, entries: without(entries, places) };
    });
    const empty = left.filter(({ entries }) => entries.length === 0);
    const kept = left.filter(({ entries }) => entries.length > 0);
    await ctx.tx.query({
      name: 'knowledge.drop-postings',
      text: `DELETE FROM knowledge.postings p USING unnest($1::text[], $2::int[]) AS gone (term, segment)
              WHERE p.organization_id = kernel.organization() AND p.term = gone.term AND p.segment = gone.segment`,
      values: [empty.map(({ term }) => term), empty.map(({ segment }) => segment)],
    });
    await ctx.tx.query({
      name: 'knowledge.replace-postings',
      text: `UPDATE knowledge.postings p SET entries = n.entries
               FROM unnest($1::text[], $2::int[], $3::bytea[]) AS n (term, segment, entries)
              WHERE p.organization_id = kernel.organization() AND p.term = n.term AND p.segment = n.segment`,
      values: [
        kept.map(({ term }) => term),
        kept.map(({ segment }) => segment),
        kept.map(({ entries }) => entries),
      ],
    });
  }
  await countWords(ctx, change.words, -1);
  return { passages: passages.length, words: change.length };
}

async function countWords(ctx: Work, counts: ReadonlyMap<string, number>, sign: 1 | -1): Promise<void> {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const rows of batches(sorted)) {
    const values = [rows.map(([word]) => word), rows.map(([, count]) => count)];
    if (sign === 1) {
      await ctx.tx.query({
        name: 'knowledge.add-words',
        text: `INSERT INTO knowledge.words (word, uses) SELECT * FROM unnest($1::text[], $2::int[])
               ON CONFLICT (organization_id, word) DO UPDATE SET uses = words.uses + excluded.uses`,
        values,
      });
      continue;
    }
    await ctx.tx.query({
      name: 'knowledge.drop-words',
      text: `DELETE FROM knowledge.words w USING unnest($1::text[], $2::int[]) AS gone (word, uses)
              WHERE w.organization_id = kernel.organization() AND w.word = gone.word AND w.uses <= gone.uses`,
      values,
    });
    await ctx.tx.query({
      name: 'knowledge.lessen-words',
      text: `UPDATE knowledge.words w SET uses = w.uses - gone.uses
               FROM unnest($1::text[], $2::int[]) AS gone (word, uses)
              WHERE w.organization_id = kernel.organization() AND w.word = gone.word`,
      values,
    });
  }
}

/** Empties the organization's lists, for building them anew. */
export async function clearIndex(ctx: Work): Promise<void> {
  const here = 'WHERE organization_id = kernel.organization()';
  await ctx.tx.query({ text: `DELETE FROM knowledge.postings ${here}` });
  await ctx.tx.query({ text: `DELETE FROM knowledge.words ${here}` });
  await ctx.tx.query({
    text: `UPDATE knowledge.indexes SET passages = 0, words = 0, analysis = $1 ${here}`,
    values: [ANALYSIS],
  });
}
