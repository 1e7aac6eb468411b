/**
 * Changes the inverted index: posting lists, words and the figures of the whole, in the transaction that
 * changes the passages. Who writes has locked the organization's row before (`lockIndex`).
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Context } from '@kernos/kernel/context';
import { ANALYSIS } from '../../../formats/terms.ts';
import { type Content, fieldsOf, WEIGHTS } from '../rules.ts';
import { segmentOf, without } from './bm25.ts';
import { Gathered, type PostingList } from './gather.ts';

export type Work = Pick<Context, 'tx' | 'now'>;

export interface IndexRow {
  version: number;
  analysis: number;
  passages: number;
  words: number;
  nextNumber: number;
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

/**
 * Says that something else can be found than before; gives the new version.
 * @param numbers of passages that were given out since
 */
export async function bumpIndex(ctx: Work, numbers = 0): Promise<number> {
  const { rows } = await ctx.tx.query<{ version: number }>({
    name: 'knowledge.bump-index',
    text: `UPDATE knowledge.indexes SET version = version + 1, next_number = next_number + $1
            WHERE organization_id = kernel.organization() RETURNING version`,
    values: [numbers],
  });
  return rows[0]?.version ?? 0;
}

/** Puts passages into the lists, by their numbers in order; those without a passage are passed over. */
export async function addToIndex(ctx: Work, numbers: Iterable<number>): Promise<void> {
  const gathered = new Gathered(WEIGHTS);
  for (const some of bySegment(numbers)) {
    await gather(ctx, some, gathered);
    for (const lists of batches(gathered.takeLists())) await addPostings(ctx, segmentOf(some[0]), lists);
  }
  for (const spellings of batches(gathered.spellings())) await addWords(ctx, spellings);
  await count(ctx, gathered, 1);
}

/** Takes passages out of the lists, while they and their sources still say what they said when they came in. */
export async function removeFromIndex(ctx: Work, numbers: Iterable<number>): Promise<void> {
  const gathered = new Gathered(WEIGHTS);
  for (const some of bySegment(numbers)) {
    await gather(ctx, some, gathered);
    for (const lists of batches(gathered.takeLists())) await removePostings(ctx, segmentOf(some[0]), lists);
  }
  for (const spellings of batches(gathered.spellings())) await removeWords(ctx, spellings);
  await count(ctx, gathered, -1);
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

/** A segment at a time, so that memory does not grow with what is indexed and each list is written once. */
function* bySegment(numbers: Iterable<number>): Generator<[number, ...number[]]> {
  let some: [number, ...number[]] | undefined;
  for (const number of numbers) {
    if (some && segmentOf(some[0]) === segmentOf(number)) {
      some.push(number);
      continue;
    }
    if (some) yield some;
    some = [number];
  }
  if (some) yield some;
}

/** Characters whose words are looked at before other requests get their turn: some milliseconds' worth. */
const CHARACTERS_AT_ONCE = 64_000;

async function gather(ctx: Work, numbers: readonly number[], gathered: Gathered): Promise<void> {
  // A source each by its key: planned while tables are small, a join would read all of them once they are large.
  const { rows } = await ctx.tx.query<Content & { number: number }>({
    name: 'knowledge.contents',
    text: `SELECT p.number, s.title, s.section, p.headings, p.text
             FROM knowledge.passages p
             CROSS JOIN LATERAL (SELECT title, section FROM knowledge.sources WHERE id = p.source_id OFFSET 0) s
            WHERE p.organization_id = kernel.organization() AND p.number = ANY ($1::int[]) ORDER BY p.number`,
    values: [numbers],
  });
  await takeIn(rows, gathered);
}

export async function takeIn(
  passages: readonly (Content & { readonly number: number })[],
  gathered: Gathered,
): Promise<void> {
  let looked = 0;
  for (const passage of passages) {
    gathered.take(passage.number, fieldsOf(passage));
    looked += passage.text.length;
    if (looked < CHARACTERS_AT_ONCE) continue;
    await breathe();
    looked = 0;
  }
}

/** Rows of one statement: enough to be quick, few enough to end long before a statement may last. */
const ROWS_AT_ONCE = 10_000;

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}

// Terms and words have no spaces in them, and numbers need no quotes: arrays of the driver cost several times more.
const textArray = (values: readonly string[]): string => values.join(' ');
const intArray = (values: readonly number[]): string => `{${values.join(',')}}`;

async function addPostings(ctx: Work, segment: number, lists: readonly PostingList[]): Promise<void> {
  const lengths = lists.map(({ entries }) => entries.length);
  await ctx.tx.query({
    name: 'knowledge.add-postings',
    text: `INSERT INTO knowledge.postings (term, segment, entries)
           SELECT term, $1, substring($2::bytea FROM ends - bytes + 1 FOR bytes)
             FROM unnest(string_to_array($3, ' '), $4::int[], $5::int[]) AS list (term, ends, bytes)
           ON CONFLICT (organization_id, term, segment) DO UPDATE SET entries = postings.entries || excluded.entries`,
    values: [
      segment,
      Buffer.concat(lists.map(({ entries }) => entries)),
      textArray(lists.map(({ term }) => term)),
      intArray(sums(lengths)),
      intArray(lengths),
    ],
  });
}

/** Each number with all before it. */
function sums(numbers: readonly number[]): number[] {
  let sum = 0;
  return numbers.map((number) => {
    sum += number;
    return sum;
  });
}

async function removePostings(ctx: Work, segment: number, lists: readonly PostingList[]): Promise<void> {
  const { rows } = await ctx.tx.query<PostingList>({
    name: 'knowledge.read-postings',
    text: `SELECT term, entries FROM knowledge.postings
            WHERE organization_id = kernel.organization() AND segment = $1 AND term = ANY (string_to_array($2, ' '))`,
    values: [segment, textArray(lists.map(({ term }) => term))],
  });
  const removed = new Map(lists.map(({ term, entries }) => [term, entries]));
  const left = rows.map(({ term, entries }) => ({ term, entries: without(entries, removed.get(term)) }));
  const empty = left.filter(({ entries }) => entries.length === 0);
  const kept = left.filter(({ entries }) => entries.length > 0);
  await ctx.tx.query({
    name: 'knowledge.drop-postings',
    text: `DELETE FROM knowledge.postings
            WHERE organization_id = kernel.organization() AND segment = $1 AND term = ANY (string_to_array($2, ' '))`,
    values: [segment, textArray(empty.map(({ term }) => term))],
  });
  await ctx.tx.query({
    name: 'knowledge.replace-postings',
    text: `UPDATE knowledge.postings p SET entries = n.entries FROM unnest($2::text[], $3::bytea[]) AS n (term, entries)
            WHERE p.organization_id = kernel.organization() AND p.segment = $1 AND p.term = n.term`,
    values: [segment, kept.map(({ term }) => term), kept.map(({ entries }) => entries)],
  });
}

type Spellings = readonly (readonly [word: string, uses: number])[];

const spellingValues = (spellings: Spellings): string[] => [
  textArray(spellings.map(([word]) => word)),
  intArray(spellings.map(([, uses]) => uses)),
];

async function addWords(ctx: Work, spellings: Spellings): Promise<void> {
  await ctx.tx.query({
    name: 'knowledge.add-words',
    text: `INSERT INTO knowledge.words (word, uses) SELECT * FROM unnest(string_to_array($1, ' '), $2::int[])
           ON CONFLICT (organization_id, word) DO UPDATE SET uses = words.uses + excluded.uses`,
    values: spellingValues(spellings),
  });
}

async function removeWords(ctx: Work, spellings: Spellings): Promise<void> {
  const values = spellingValues(spellings);
  await ctx.tx.query({
    name: 'knowledge.drop-words',
    text: `DELETE FROM knowledge.words w USING unnest(string_to_array($1, ' '), $2::int[]) AS gone (word, uses)
            WHERE w.organization_id = kernel.organization() AND w.word = gone.word AND w.uses <= gone.uses`,
    values,
  });
  await ctx.tx.query({
    name: 'knowledge.lessen-words',
    text: `UPDATE knowledge.words w SET uses = w.uses - gone.uses
             FROM unnest(string_to_array($1, ' '), $2::int[]) AS gone (word, uses)
            WHERE w.organization_id = kernel.organization() AND w.word = gone.word`,
    values,
  });
}

async function count(ctx: Work, { passages, words }: Gathered, sign: 1 | -1): Promise<void> {
  await ctx.tx.query({
    name: 'knowledge.count',
    text: `UPDATE knowledge.indexes SET passages = passages + $1, words = words + $2
            WHERE organization_id = kernel.organization()`,
    values: [passages * sign, words * sign],
  });
}
