/** Questions to the search index of courses; docs/decisions/0007-typo-tolerant-search.md says why so. */
import { notOurs } from '@kernos/kernel/list';
import { bareTerm, variants } from '../../formats/terms.ts';
import type { Viewer } from './rules.ts';
import { beginningWith, either, readSearch, type TypedWord, wordOf, write } from './search-query.ts';
import { quoted } from './search-terms.ts';
import { viewerValues, type Work } from './store.ts';

/** A search as it was understood, in PostgreSQL's own notation: a cursor carries it. */
export interface Understood {
  /** What is found: courses and lessons with these words, the last of which may be unfinished. */
  readonly query: string;
  /** What of it comes first: the very words, typing errors forgiven. */
  readonly exact: string;
}

/** Guessing costs some milliseconds a word, and who typed a page of them did not mistype a search. */
const MOST_GUESSES = 8;
/** So many words that were meant join one that was typed. */
const MEANT = 3;

/**
 * What a person most likely means: typing errors are forgiven, and the last word may be the beginning of another.
 * Beside what was typed it has only words of courses that `viewer` may see.
 */
export async function understand(ctx: Work, typed: string, viewer: Viewer): Promise<Understood> {
  const search = readSearch(typed);
  const { last } = search;
  const words = wordsOf(search.choices.flatMap((runs) => runs.flatMap((run) => run.words)));
  const seen = await lookUp(ctx, words, last, viewer);
  const begun = last ? await shown(ctx, stemsShorterThan(last.word, seen.begun), viewer) : [];
  const goesOn = last && (seen.goesOn || begun.length > 0);
  const mistyped = words.filter(
    ({ word, spelt }, n) => spelt && !seen.known[n] && !(goesOn && word === last.word),
  );
  const meant = await nearest(ctx, mistyped.slice(0, MOST_GUESSES), viewer);
  const say = (word: TypedWord) => either([word.search, ...(meant.get(word.word) ?? [])]);
  const exact = write(search, say);
  if (!goesOn) return { query: exact, exact };
  const completed = [beginningWith(last.word), ...begun.slice(0, MEANT)];
  const query = write(search, (word) => (word === last ? either([say(word), ...completed]) : say(word)));
  return { query, exact };
}

/** Each word once. */
const wordsOf = (words: readonly (TypedWord | null)[]): TypedWord[] => [
  ...new Map(words.flatMap((word) => (word ? [[word.word, word]] : []))).values(),
];

interface Seen {
  /** Of each word, whether everybody may find it. */
  readonly known: boolean[];
  /** Whether something that the viewer may see begins like the last word. */
  readonly goesOn: boolean;
  readonly begun: string[];
}

async function lookUp(
  ctx: Work,
  words: readonly TypedWord[],
  last: TypedWord | undefined,
  viewer: Viewer,
): Promise<Seen> {
  const { rows } = await ctx.tx.query<Seen>({
    name: 'courses.words-seen',
    text: `SELECT courses.shown($3, NULL, false) AS known, (courses.shown($4, $1, $2))[1] IS TRUE AS goes_on,
                  courses.begun_words($5, $1, $2) AS begun`,
    values: [
      ...viewerValues(viewer),
      words.map(({ search }) => search),
      last ? [beginningWith(last.word)] : [],
      last?.word,
    ],
  });
  return rows[0] ?? { known: [], goesOn: false, begun: [] };
}

/** So many words that go on like one are looked at, the shortest. */
const MOST_BEGUN = 30;

/** What finds words by stems that are shorter than what was typed of them: it finds the others by itself. */
const stemsShorterThan = (typed: string, words: readonly string[]): string[] => {
  const searches = words.flatMap((word) => {
    const terms = variants(word, 'en')[0]?.terms.filter((term) => !bareTerm(term).startsWith(typed)) ?? [];
    return terms.length > 0 ? [either(terms.map(quoted))] : [];
  });
  return [...new Set(searches)].slice(0, MOST_BEGUN);
};

/** Those of the searches that find something which the viewer may see. */
async function shown(ctx: Work, searches: readonly string[], viewer: Viewer): Promise<string[]> {
  if (searches.length === 0) return [];
  const { rows } = await ctx.tx.query<{ shown: boolean[] }>({
    name: 'courses.words-shown',
    text: 'SELECT courses.shown($3, $1, $2) AS shown',
    values: [...viewerValues(viewer), searches],
  });
  return searches.filter((_, n) => rows[0]?.shown[n]);
}

/** For each mistyped word, what finds the words that it may stand for. */
async function nearest(
  ctx: Work,
  mistyped: readonly TypedWord[],
  viewer: Viewer,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (mistyped.length === 0) return new Map();
  const typed = mistyped.map(({ word }) => word);
  const { rows } = await ctx.tx.query<{ near: string[] }>({
    name: 'courses.near-words',
    text: 'SELECT courses.near_words(typed, $1, $2) AS near FROM unnest($3::text[]) WITH ORDINALITY AS t (typed, place) ORDER BY place',
    values: [...viewerValues(viewer), typed],
  });
  const near = rows.map((row) => row.near.flatMap((word) => wordOf(word, 'en')?.search ?? []));
  const there = new Set(await shown(ctx, [...new Set(near.flat())], viewer));
  return new Map(
    typed.map((word, n) => [word, near[n]?.filter((one) => there.has(one)).slice(0, MEANT) ?? []]),
  );
}

/** No query at all, and one whose words are further apart than can be asked for. */
const unreadableQueries: readonly unknown[] = ['42601', '22023'];

/** Runs a search whose query may come out of a cursor; fails with `invalid-input` where that cursor is not ours. */
export async function ofCursor<T>(
  after: readonly unknown[] | undefined,
  search: () => Promise<T>,
): Promise<T> {
  try {
    return await search();
  } catch (error) {
    // Only a cursor that somebody changed holds a query that PostgreSQL cannot read.
    if (!after || !unreadableQueries.includes((error as { code?: unknown }).code)) throw error;
    throw notOurs();
  }
}
