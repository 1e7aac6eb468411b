/** Ranking by words: reads the posting lists of a question's terms, and nothing of any other. */
import type { Context } from '@kernos/kernel/context';
import { analyseQuestion, type QueryWord } from '../analysis.ts';
import {
  BYTES_PER_POSTING,
  frequencyOf,
  type Statistics,
  someOf,
  type TermLists,
  type Tuning,
} from '../index/bm25.ts';
import { lengthiness, tuningOf } from '../rules.ts';

type Work = Pick<Context, 'tx'>;

/** A term of the question with its lists, and what was typed for it. */
export interface SoughtTerm extends TermLists {
  readonly typed: string;
  readonly corrected: boolean;
}

export interface Lexicon {
  readonly indexVersion: number;
  /** Of the question, 0 to 1. */
  readonly lengthiness: number;
  readonly tuning: Tuning;
  readonly statistics: Statistics;
  readonly terms: readonly SoughtTerm[];
}

/**
 * Postings read for one question at most, of the rarest terms first: a term that most passages have says next
 * to nothing of any. Enough for what a question says in 200,000 passages; everyday words stand in most of them.
 */
const POSTINGS_AT_MOST = 400_000;
const EVERYDAY_POSTINGS_AT_MOST = 50_000;
/** Words looked at for mistakes in one question: guessing costs a millisecond each. */
const GUESSES = 6;
/** Who wrote more words than that did not mistype a search: the others say what is meant. */
const GUESSED_AMONG = 12;
/** A guessed word counts less than one that was typed. */
const GUESSED = 0.8;

type Short = Pick<Context, 'shortTransaction'>;
/** Which of these passages the person may read who asks. */
export type Sees = (numbers: readonly number[]) => Promise<ReadonlySet<number>>;

/**
 * What is known of a question's terms in the organization. Whether a word stands somewhere, and what was meant where it
 * does not, is told by what this person may read, and by nothing else.
 */
export async function lookUp(ctx: Short, question: string, sees: Sees): Promise<Lexicon> {
  const asked = analyseQuestion(question);
  const [figures, lists] = await ctx.shortTransaction((before) =>
    Promise.all([readFigures(before), readLists(before, asked)]),
  );
  const mistyped = asked.length <= GUESSED_AMONG ? await unseen(asked.filter(isSpelt), lists, sees) : [];
  const guessed = await guess(ctx, mistyped.slice(0, GUESSES), sees);
  const known = asked.flatMap((word) => withLists(word, lists, false));
  const long = lengthiness(asked.filter(({ everyday, part }) => !everyday && !part).length);
  return { ...figures, lengthiness: long, tuning: tuningOf(long), terms: [...known, ...guessed] };
}

const isSpelt = ({ typed }: QueryWord): boolean => /^\p{L}{4,40}$/u.test(typed);
/** So many passages of a word are looked at for one that may be read; more only where none of the first may be. */
const LOOKED_AT = [4, 100];

/** Those of the words that stand in nothing that may be read. */
async function unseen(words: readonly QueryWord[], lists: Lists, sees: Sees): Promise<readonly QueryWord[]> {
  let left = words;
  for (const atMost of LOOKED_AT) {
    const passages = left.map((word) => withLists(word, lists, false).flatMap((one) => someOf(one, atMost)));
    const all = [...new Set(passages.flat())];
    if (all.length === 0) return left;
    const seen = await sees(all);
    left = left.filter((_, index) => !passages[index]?.some((number) => seen.has(number)));
  }
  return left;
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
async function readLists(ctx: Work, words: readonly QueryWord[]): Promise<Lists> {
  const lists: Lists = new Map();
  const termsOf = (some: readonly QueryWord[]) => [...new Set(some.flatMap(({ terms }) => terms))];
  if (words.length === 0) return lists;
  const { rows } = await ctx.tx.query<{ term: string; segment: number; entries: Buffer | null }>({
    name: 'knowledge.lists',
    text: `WITH lists AS MATERIALIZED (
             SELECT term, segment, entries FROM knowledge.postings
              WHERE organization_id = kernel.organization() AND term = ANY ($1)
           ), sizes AS (
             SELECT term, term = ANY ($2) AS everyday, sum(octet_length(entries)) AS bytes FROM lists GROUP BY term
           ), sums AS (
             SELECT term, everyday, bytes, sum(bytes) OVER (PARTITION BY everyday ORDER BY bytes, term) AS together FROM sizes
           )
           SELECT l.term, l.segment,
                  CASE WHEN s.together <= CASE WHEN s.everyday THEN $4::int ELSE $3::int END
                         OR (s.together = s.bytes AND NOT s.everyday) THEN l.entries END AS entries
             FROM lists l JOIN sums s ON s.term = l.term`,
    values: [
      termsOf(words),
      termsOf(words.filter(({ everyday }) => everyday)),
      POSTINGS_AT_MOST * BYTES_PER_POSTING,
      EVERYDAY_POSTINGS_AT_MOST * BYTES_PER_POSTING,
    ],
  });
  for (const { term, segment, entries } of rows) {
    const list = lists.get(term) ?? [];
    lists.set(term, list);
    if (entries) list.push({ segment, bytes: entries });
  }
  return lists;
}

/** The terms of a word that stand somewhere; each is as rare as all of them together. */
function withLists({ typed, terms, weight }: QueryWord, lists: Lists, corrected: boolean): SoughtTerm[] {
  const found = terms.flatMap((term) => {
    const its = lists.get(term);
    return its && its.length > 0 ? [{ term, typed, weight, corrected, lists: its }] : [];
  });
  const having = found.reduce((sum, one) => sum + frequencyOf(one), 0);
  return found.map((one) => ({ ...one, having }));
}

/** Words that are taken for one that was mistyped, and for one that is unfinished. */
const NEAR_AT_MOST = 3;
const LONGER_AT_MOST = 8;

/** For words that stand nowhere, the nearest that do; for the last one rather those that it is the beginning of. */
async function guess(ctx: Short, mistyped: readonly QueryWord[], sees: Sees): Promise<SoughtTerm[]> {
  if (mistyped.length === 0) return [];
  const { longer, near, lists } = await ctx.shortTransaction(async (before) => {
    const candidates = async (query: typeof NEAR_WORDS, some: readonly QueryWord[]) => {
      const found: QueryWord[] = [];
      for (const word of some)
        for (const one of await readWords(before, query, word.typed)) found.push(...meaning(word, one));
      return found;
    };
    const near = await candidates(NEAR_WORDS, mistyped);
    const longer = await candidates(
      LONGER_WORDS,
      mistyped.filter(({ last }) => last),
    );
    return { longer, near, lists: await readLists(before, [...near, ...longer]) };
  });
  const all = [...longer, ...near];
  const hidden = new Set(await unseen(all, lists, sees));
  const of = (candidates: readonly QueryWord[], { typed }: QueryWord, atMost: number) =>
    candidates.filter((one) => one.typed === typed && !hidden.has(one)).slice(0, atMost);
  const meant = mistyped.flatMap((word) => {
    const finished = of(longer, word, LONGER_AT_MOST);
    return finished.length > 0 ? finished : of(near, word, NEAR_AT_MOST);
  });
  const taken = new Set<string>();
  return meant
    .flatMap((word) => withLists(word, lists, true))
    .filter(({ term }) => !taken.has(term) && taken.add(term));
}

/** A word that was typed, as it would be looked for had it been another. */
const meaning = ({ weight, ...word }: QueryWord, meant: string): QueryWord[] =>
  analyseQuestion(meant).map(({ terms }) => ({ ...word, terms, weight: weight * GUESSED }));

const NEAR_WORDS = {
  name: 'knowledge.near-words',
  text: 'SELECT word FROM knowledge.near_words($1) AS word',
};

// Both ends of a range, which an index may be asked for under row-level security: it may not for `LIKE`.
const LONGER_WORDS = {
  name: 'knowledge.longer-words',
  text: `SELECT word FROM knowledge.words
          WHERE organization_id = kernel.organization() AND word > $1 AND word < $1 || chr(1114111)
          ORDER BY uses DESC, word LIMIT 24`,
};

async function readWords(ctx: Work, query: { name: string; text: string }, typed: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ word: string }>({ ...query, values: [typed] });
  return rows.map(({ word }) => word);
}
