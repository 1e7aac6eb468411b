/**
 * How words become terms: of a text that is indexed and of a question alike. Code is text here, so an
 * identifier is found whole (`list.append`, `__init__`) and by its parts (`append`, `init`, `camel` `case`).
 * Words of a text are stemmed as its language does, and say so in their term (`fr:boucl`); a question is looked
 * for in all languages at once, so it meets texts of any of them.
 */
import { elided, fold, isEveryday, type Language, languageOf, languagesOf, stemIn } from './languages.ts';

/** Grows when the same text gives other terms than before: what was indexed by another number is built anew. */
export const ANALYSIS = 3;

export interface Token {
  /** What is indexed. */
  readonly term: string;
  /** The word it comes from, folded: what is compared where somebody mistyped. */
  readonly word: string;
  /** UTF-16 offsets of the word in the text. */
  readonly start: number;
  readonly end: number;
  /** A part of a longer word that gave a term too. */
  readonly part: boolean;
}

/** The same of one word by itself. */
export interface WordToken extends Token {
  /** True for a word that may be mistyped and meant: letters only, neither too short to guess nor absurdly long. */
  readonly spelt: boolean;
}

const MAX_WORD = 64;
export const WORDS = /[\p{L}\p{M}\p{N}_]+(?:[.'’ʼ][\p{L}\p{M}\p{N}_]+)*/gu;
/** Letters of scripts that set no spaces between words, or (Hangul) join them to their endings, in a row; and others. */
const RUNS =
  /([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+)|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu;
const PARTS = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[\p{Lo}\p{Lt}\p{Lm}]+|\p{N}+/gu;
const CAMEL = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

/** English words that carry no meaning of their own, and are no words of a programming language either. */
const EMPTY = new Set(
  (
    'a an the of to that this these those it its i me my we us our you your he him his she her they them their ' +
    'be am are was were been being have has had having do does did doing done will would shall should can could ' +
    'may might must there here what which who whom how why so than too very just also s t re ve ll d m ' +
    'im ive id ill youre youve theyre weve dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt ' +
    'shouldnt hasnt havent hadnt lets'
  ).split(' '),
);

/** Words of everyday language that are words of programming languages too: they count less in a question. */
const HALF_EMPTY: ReadonlySet<string> = new Set(
  'and or not in is if else for from with as by at on into but when while then about up out off some any all each both'.split(
    ' ',
  ),
);

/** Every term of a text, in order. Words of no meaning give none. */
export function* tokens(text: string, language: Language = languageOf(text)): Generator<Token> {
  for (const { 0: raw, index } of text.matchAll(WORDS)) {
    for (const { term, word, start, end, part } of tokensOf(raw, language))
      yield { term, word, start: index + start, end: index + end, part };
  }
}

/** The words of a text as they stand there. */
export const wordsOf = (text: string): readonly string[] => text.match(WORDS) ?? [];

/** A term as people may see it: without the language it is of. */
export const bareTerm = (term: string): string => term.replace(/^[a-z]{2}:/, '');

const SPELLING = /^\p{L}{4,40}$/u;
const remembered = new Map<Language, Map<string, readonly WordToken[]>>();
const WORDS_REMEMBERED = 50_000;
/** V8 keeps the whole text of a longer piece of it alive. */
const LENGTH_REMEMBERED = 12;

/** The terms of one word as it stands in a text of a language; offsets from its beginning. */
export function tokensOf(raw: string, language: Language): readonly WordToken[] {
  const known = remembered.get(language) ?? new Map<string, readonly WordToken[]>();
  remembered.set(language, known);
  const before = known.get(raw);
  if (before) return before;
  const found = readWord(raw, language);
  if (raw.length > LENGTH_REMEMBERED) return found;
  if (known.size >= WORDS_REMEMBERED) known.clear();
  known.set(raw, found);
  return found;
}

function readWord(raw: string, language: Language): WordToken[] {
  return pieces(raw).flatMap(({ text, start, unspaced }) => {
    const found = unspaced ? [...pairs(text)] : text.length <= MAX_WORD ? [...spaced(text, language)] : [];
    return found.map((token) => ({
      ...token,
      start: start + token.start,
      end: start + token.end,
      spelt: SPELLING.test(token.word),
    }));
  });
}

export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly unspaced: boolean;
}

const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
/** True for what has letters of a script without spaces. */
export const isUnspaced = (raw: string): boolean => UNSPACED.test(raw);

/** A word that stands between letters of a script without spaces is a word of its own. */
export function pieces(raw: string): Piece[] {
  const found: Piece[] = [];
  for (const { 0: run, 1: unspaced, index } of raw.matchAll(RUNS)) {
    const text = run.replace(/^[.'’ʼ]+|(?<![.'’ʼ])[.'’ʼ]+$/g, '');
    if (text !== '') found.push({ text, start: index + run.indexOf(text), unspaced: unspaced !== undefined });
  }
  return found;
}

/** Abbreviations in the plural: URLs, PDFs. */
const ABBREVIATIONS = /^\p{Lu}{2,}s$/u;
export const isIdentifier = (raw: string): boolean =>
  raw.includes('.') || raw.includes('_') || (CAMEL.test(raw) && !ABBREVIATIONS.test(raw));

function* spaced(raw: string, language: Language): Generator<Token> {
  const from = elided(raw);
  if (from > 0) {
    for (const token of spaced(raw.slice(from), language))
      yield { ...token, start: from + token.start, end: from + token.end };
    return;
  }
  if (!isIdentifier(raw)) {
    yield* plain(raw, language);
    return;
  }
  const whole = fold(raw).replaceAll("'", '');
  // Stemmed, as who writes `Quicktime` for `QuickTime` has it stemmed; names with a dot or dash have no stem.
  yield { term: stemIn('en', whole), word: whole, start: 0, end: raw.length, part: false };
  for (const segment of raw.matchAll(/[^.'’ʼ]+/gu)) {
    const folded = fold(segment[0]);
    const at = segment.index;
    // `self.__init__` is found by `__init__` as well.
    if (folded !== whole && folded.includes('_'))
      yield { term: folded, word: folded, start: at, end: at + segment[0].length, part: true };
    for (const piece of segment[0].matchAll(PARTS)) {
      const word = fold(piece[0]);
      if (word === whole || EMPTY.has(word)) continue;
      const start = at + piece.index;
      yield { term: stemIn('en', word), word, start, end: start + piece[0].length, part: true };
    }
  }
}

/** One word, perhaps with an apostrophe: "Python's", "don't". */
function* plain(raw: string, language: Language): Generator<Token> {
  const bare = raw.replace(/['’ʼ]s$/i, '').replaceAll(/['’ʼ]/g, '');
  const word = fold(bare);
  if (word === '' || (language === 'en' && EMPTY.has(bare.toLowerCase()))) return;
  const term = termOf(language, bare);
  yield { term, word, start: 0, end: raw.length, part: false };
  // Who has no accents types a word that ends otherwise to a stemmer: recursivite, récursivité.
  const typed = termOf(language, word);
  if (typed !== term) yield { term: typed, word, start: 0, end: raw.length, part: true };
}

/** English is what nothing tells otherwise; terms of other languages say which, so that none meets by chance. */
const termOf = (language: Language, word: string): string =>
  language === 'en' || !languagesOf(word).includes(language)
    ? stemIn('en', fold(word))
    : `${language}:${stemIn(language, word)}`;

/** Letters with the signs that stand on them. */
export const lettersOf = (text: string): readonly string[] => text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];

// Without spaces between words, every two letters that stand together are a term.
function* pairs(raw: string): Generator<Token> {
  const letters = lettersOf(raw);
  let at = 0;
  for (const [index, letter] of letters.entries()) {
    const next = letters[index + 1];
    if (next !== undefined || letters.length === 1) {
      const word = fold(letter + (next ?? ''));
      yield { term: word, word, start: at, end: at + letter.length + (next?.length ?? 0), part: false };
    }
    at += letter.length;
  }
}

/** What one word of a question, or a part of it, may have been indexed by. */
export interface Variant {
  /** As it was typed, folded. */
  readonly word: string;
  readonly part: boolean;
  /** Each in texts of its language. */
  readonly terms: readonly string[];
  /** True for a word that everybody uses about everything. */
  readonly everyday: boolean;
}

const ENGLISH: readonly Language[] = ['en'];

/** The terms that one word of a question in a language may have been indexed by, in the order of its parts. */
export function variants(raw: string, language: Language): Variant[] {
  const english = tokensOf(raw, 'en');
  // English words of no meaning are looked for in no language, where the question is English.
  if (english.length === 0 && language === 'en') return [];
  const found = new Map<string, { word: string; part: boolean; terms: string[] }>();
  for (const name of isIdentifier(raw) ? ENGLISH : new Set([...ENGLISH, ...languagesOf(raw)]))
    for (const { term, word, start, end, part } of name === 'en' ? english : tokensOf(raw, name)) {
      const place = `${start} ${end}`;
      const known = found.get(place) ?? { word, part, terms: [] };
      found.set(place, known);
      // The second term of a place is how it is found without accents, which this one was typed with.
      if (name === 'en' || !known.terms.some((other) => other.startsWith(`${name}:`) || other === term))
        known.terms.push(term);
    }
  return [...found.values()].map((variant) => ({
    ...variant,
    everyday: HALF_EMPTY.has(variant.word) || isEveryday(language, variant.word),
  }));
}
