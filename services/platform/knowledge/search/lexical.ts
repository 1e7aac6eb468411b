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

/** Postings read for one question at most: the rarest terms come first, and say most. */
const POSTINGS_AT_MOST = 400_000;
/** Words looked at for mistakes in one question: guessing costs a millisecond each. */
const GUESSES = 6;
/** A guessed word counts less than one that was typed. */
const GUESSED = 0.8;

/** What is known of a question's terms in the organization. */
export async function lookUp(ctx: Work, question: string): Promise<Lexicon> {
  const asked = analyseQuestion(question);
  const [figures, lists] = await Promise.all([readFigures(ctx), readLists(ctx, asked)]);
  const known = asked.map((term) => withLists(term, lists));
  const guessed = await guess(
    ctx,
    known.filter((term) => term.lists.length === 0),
  );
  const terms = [...known.filter((term) => term.lists.length > 0), ...guessed];
  return { ...figures, terms: affordable(terms) };
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

async function readLists(ctx: Work, terms: readonly { term: string }[]): Promise<Lists> {
  const lists: Lists = new Map();
  if (terms.length === 0) return lists;
  const { rows } = await ctx.tx.query<{ term: string; segment: number; entries: Buffer }>({
    name: 'knowledge.lists',
    text: `SELECT term, segment, entries FROM knowledge.postings
            WHERE organization_id = kernel.organization() AND term = ANY ($1)`,
    values: [terms.map(({ term }) => term)],
  });
  for (const { term, segment, entries } of rows) {
    const list = lists.get(term) ?? [];
    lists.set(term, list);
    list.push({ segment, bytes: entries });
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

/** For words that stand nowhere, the nearest that do. */
async function guess(ctx: Work, unknown: readonly SoughtTerm[]): Promise<SoughtTerm[]> {
  const mistyped = unknown.filter(({ typed }) => /^\p{L}{4,40}$/u.test(typed)).slice(0, GUESSES);
  const guesses: (QueryTerm & { typed: string })[] = [];
  for (const { typed, weight } of mistyped) {
    const { rows } = await ctx.tx.query<{ word: string }>({
      name: 'knowledge.near-words',
      text: 'SELECT word FROM knowledge.near_words($1) AS word',
      values: [typed],
    });
    for (const { word } of rows)
      for (const { term } of analyseQuestion(word)) guesses.push({ term, typed, weight: weight * GUESSED });
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

/** The rarest terms whose lists are short enough together; the rarest in any case. */
function affordable(terms: readonly SoughtTerm[]): SoughtTerm[] {
  const size = ({ lists }: SoughtTerm) => lists.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const rarest = [...terms].sort((a, b) => size(a) - size(b));
  let left = POSTINGS_AT_MOST * BYTES_PER_POSTING;
  return rarest.filter((term, index) => {
    left -= size(term);
    return index === 0 || left >= 0;
  });
}
