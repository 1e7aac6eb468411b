/** A search as it was typed: words, "phrases", `or` between them, `-` before what is not wanted. */
import { fold, type Language, languageOf, languagesOf } from '../../formats/languages.ts';
import { lettersOf, pieces, tokensOf, variants, WORDS } from '../../formats/terms.ts';
import { quoted } from './search-terms.ts';

/** A word that is looked for, by any of its terms. */
export interface TypedWord {
  /** As it is spelt, folded. */
  readonly word: string;
  /** What finds it, in PostgreSQL's notation. */
  readonly search: string;
  /** True for a word that may be mistyped. */
  readonly spelt: boolean;
  /** True for what everybody uses about everything. */
  readonly everyday: boolean;
}

/** What stands in a search between spaces, or in quotes: words that follow each other; null is a word of no meaning. */
interface Run {
  readonly words: readonly (TypedWord | null)[];
  readonly excluded: boolean;
}

export interface TypedSearch {
  /** One of these will do, with all that it has. */
  readonly choices: readonly (readonly Run[])[];
  /** The word at the very end, where it may be unfinished. */
  readonly last: TypedWord | undefined;
}

/** More words than anybody types into a search are not looked for. */
const MOST_WORDS = 100;
const CHUNK = /(-?)"([^"]*)("?)|(\S+)/gu;
const UNFINISHED = /^[\p{L}\p{N}]{2,40}$/u;

export function readSearch(typed: string): TypedSearch {
  const language = languageOf(typed);
  const choices: Run[][] = [[]];
  let last: TypedWord | undefined;
  let words = 0;
  for (const { 0: chunk, 1: minus, 2: phrase, 3: closing, 4: bare, index } of typed.matchAll(CHUNK)) {
    if (words >= MOST_WORDS) break;
    last = undefined;
    if (bare?.toLowerCase() === 'or') {
      choices.push([]);
      continue;
    }
    const excluded = minus === '-' || /^-\S/.test(bare ?? '');
    const runs = phrase === undefined ? runsOf(bare ?? '', language) : [runsOf(phrase, language).flat()];
    words += runs.flat().length;
    for (const run of runs)
      if (run.some((word) => word !== null)) choices.at(-1)?.push({ words: run, excluded });
    const ends =
      index + chunk.length === typed.length && closing !== '"' && /[\p{L}\p{M}\p{N}]$/u.test(chunk);
    const end = runs.at(-1)?.at(-1);
    if (ends && !excluded && end && UNFINISHED.test(end.word)) last = end;
  }
  return { choices: choices.map(withoutEveryday).filter((runs) => runs.length > 0), last };
}

/** What everybody says about everything is looked for where nothing else is, and in phrases. */
function withoutEveryday(runs: readonly Run[]): readonly Run[] {
  const telling = runs.filter(({ words }) => words.length > 1 || words[0]?.everyday === false);
  return telling.some(({ excluded }) => !excluded) ? telling : runs;
}

/** Words that stand together, each a run; letters of scripts without spaces are a run together. */
function runsOf(text: string, language: Language): (TypedWord | null)[][] {
  const runs: (TypedWord | null)[][] = [];
  for (const [raw] of text.matchAll(WORDS))
    for (const piece of pieces(raw))
      runs.push(piece.unspaced ? lettersOf(piece.text).map(letterOf) : [wordOf(piece.text, language)]);
  return runs;
}

const letterOf = (letter: string): TypedWord => ({
  word: fold(letter),
  search: quoted(fold(letter)),
  spelt: false,
  everyday: false,
});

/** A word of a search or of the vocabulary; null where it means nothing. */
export function wordOf(raw: string, language: Language): TypedWord | null {
  const [whole, ...parts] = variants(raw, language);
  if (!whole) return null;
  const spelt = parts.length === 0 && tokensOf(raw, language).some((token) => token.spelt);
  const search = either([
    ...whole.terms.map(quoted),
    // Its parts stand at the place of the whole.
    ...(parts.length > 0 ? [`(${parts.map(({ terms }) => either(terms.map(quoted))).join(' & ')})`] : []),
  ]);
  // What means nothing in English is not waited for in a search that was taken for another language.
  const everyday = whole.everyday || tokensOf(raw, 'en').length === 0;
  return { word: whole.word, search, spelt, everyday };
}

/** What finds all that begins like a word, in whichever language. */
export const beginningWith = (word: string): string =>
  either(['', ...languagesOf(word).map((name) => `${name}:`)].map((of) => `${quoted(of + word)}:*`));

/** Finds what any of the searches finds. */
export const either = (searches: readonly string[]): string =>
  searches.length === 1 ? (searches[0] as string) : `(${[...new Set(searches)].join(' | ')})`;

/** The search in PostgreSQL's notation, each word as `say` has it. */
export function write({ choices }: TypedSearch, say: (word: TypedWord) => string): string {
  return choices
    .map(
      (runs) => `(${runs.map((run) => `${run.excluded ? '!' : ''}(${follow(run.words, say)})`).join(' & ')})`,
    )
    .join(' | ');
}

/** Words that follow each other; one of no meaning leaves a gap. */
function follow(words: Run['words'], say: (word: TypedWord) => string): string {
  let text = '';
  let apart = 1;
  for (const word of words) {
    if (!word) apart += 1;
    else {
      text += `${text && ` <${apart}> `}${say(word)}`;
      apart = 1;
    }
  }
  return text;
}
