/** Ranking by words: reads the posting lists of a question's terms, and nothing of any other. */
import type { Context } from '@kernos/kernel/context';
import { analyseQuestion, type QueryTerm } from '../analysis.ts';
import { BYTES_PER_POSTING, type Statistics, type TermLists } from '../index/bm25.ts';

type Work = Pick<Context, 'tx'>;

/** A term of the question with its lists, and what was typed for it. */
export interface SoughtTerm extends TermLists {
  readonly typed: string;
  readonly corrected: boolean;
}

export interface Lexicon {
  readonly indexVersion: number;
  readonly statistics: Statistics;
  readonly terms: readonly SoughtTerm[];
}

/**
 * Postings read for one question at most, of the rarest terms first: a term that most passages have says next
 * to nothing of any.
 */
const POSTINGS_AT_MOST = 100_000;
/** Words looked at for mistakes in one question: guessing costs a millisecond each. */
const GUESSES = 6;
/** A guessed word counts less than one that was typed. */
const GUESSED = 0.8;

/** What is known of a question's terms in the organization. */
export async function lookUp(ctx: Work, question: string): Promise<Lexicon> {
  const asked = analyseQuestion(question);
  const [figures, lists] = await Promise.all([readFigures(ctx), readLists(ctx, asked)]);
  const guessed = await guess(
    ctx,
    asked.filter(({ term }) => !lists.has(term)),
  );
  const known = asked.map((term) => withLists(term, lists)).filter((term) => term.lists.length > 0);
  return { ...figures, terms: [...known, ...guessed] };
}

async function readFigures(ctx: Work): Promise<Pick<Lexicon, 'indexVersion' | 'statistics'>> {
  const { rows } = await ctx.tx.query<{ version: number; passages: number; words: number }>({
    name: 'knowledge.figures',
    text: 'SELECT version, passages, words FROM knowledge.indexes WHERE organization_id = kernel.organization()',
  });
  const { version = 0, passages = 0, words = 0 } = rows[0] ?? {};
  return { indexVersion: version, statistics: { passages, words } };
}

type Lists = Map<string, { segment: number; bytes: Buffer }[]>;

/** Lists by term; empty for a term that is left out, as too many passages have it. */
async function readLists(ctx: Work, terms: readonly { term: string }[]): Promise<Lists> {
  const lists: Lists = new Map();
  if (terms.length === 0) return lists;
  const { rows } = await ctx.tx.query<{ term: string; segment: number; entries: Buffer | null }>({
    name: 'knowledge.lists',
    text: `WITH lists AS MATERIALIZED (
             SELECT term, segment, entries FROM knowledge.postings
              WHERE organization_id = kernel.organization() AND term = ANY ($1)
           ), sizes AS (
             SELECT term, sum(octet_length(entries)) AS bytes FROM lists GROUP BY term
           ), sums AS (
             SELECT term, bytes, sum(bytes) OVER (ORDER BY bytes, term) AS together FROM sizes
           )
           SELECT l.term, l.segment, CASE WHEN s.together <= $2 OR s.together = s.bytes THEN l.entries END AS entries
             FROM lists l JOIN sums s ON s.term = l.term`,
    values: [terms.map(({ term }) => term), POSTINGS_AT_MOST * BYTES_PER_POSTING],
  });
  for (const { term, segment, entries } of rows) {
    const list = lists.get(term) ?? [];
    lists.set(term, list);
    if (entries) list.push({ segment, bytes: entries });
  }
  return lists;
}

const withLists = ({ term, typed, weight }: QueryTerm, lists: Lists): SoughtTerm => ({
  term,
  typed,
  weight,
  corrected: false,
  lists: lists.get(term) ?? [],
});

/** For words that stand nowhere, the nearest that do; for the last one rather those that it is the beginning of. */
async function guess(ctx: Work, unknown: readonly QueryTerm[]): Promise<SoughtTerm[]> {
  const mistyped = unknown.filter(({ typed }) => /^\p{L}{4,40}$/u.test(typed)).slice(0, GUESSES);
  const guesses: QueryTerm[] = [];
  for (const one of mistyped) {
    const longer = one.last ? await readWords(ctx, LONGER_WORDS, one.typed) : [];
    const meant = longer.length > 0 ? longer : await readWords(ctx, NEAR_WORDS, one.typed);
    for (const word of meant)
      for (const { term } of analyseQuestion(word))
        guesses.push({ ...one, term, weight: one.weight * GUESSED });
  }
  if (guesses.length === 0) return [];
  const lists = await readLists(ctx, guesses);
  const seen = new Set<string>();
  return guesses.flatMap((one) => {
    if (seen.has(one.term)) return [];
    seen.add(one.term);
    return [{ ...withLists(one, lists), corrected: true }];
  });
}

const NEAR_WORDS = {
  name: 'knowledge.near-words',
  text: 'SELECT word FROM knowledge.near_words($1) AS word',
};

// Both ends of a range, which an index may be asked for under row-level security: it may not for `LIKE`.
const LONGER_WORDS = {
  name: 'knowledge.longer-words',
  text: `SELECT word FROM knowledge.words
          WHERE organization_id = kernel.organization() AND word > $1 AND word < $1 || chr(1114111)
          ORDER BY uses DESC, word LIMIT 8`,
};

async function readWords(ctx: Work, query: { name: string; text: string }, typed: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ word: string }>({ ...query, values: [typed] });
  return rows.map(({ word }) => word);
}
