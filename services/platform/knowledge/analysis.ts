/**
 * How words become terms: of a text that is indexed and of a question alike. Code is text here, so an
 * identifier is found whole (`list.append`, `__init__`) and by its parts (`append`, `init`, `camel` `case`).
 */
import { stemmer } from 'stemmer';

/** Grows when the same text gives other terms than before: what was indexed by another number is built anew. */
export const ANALYSIS = 1;

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
const WORDS = /[\p{L}\p{M}\p{N}_]+(?:[.'’][\p{L}\p{M}\p{N}_]+)*/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PARTS = /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|[\p{Lo}\p{Lt}\p{Lm}]+|\p{N}+/gu;
const CAMEL = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

/** Words that carry no meaning of their own, and are no words of a programming language either. */
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
const HALF_EMPTY = new Set(
  'and or not in is if else for from with as by at on into but when while then about up out off some any all each both'.split(
    ' ',
  ),
);

/** Lower case, without accents and ligatures: what a person types who has no such keys. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the fast way, and most of it
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}+/gu, '');
}

/** English words by their stem (Porter); others as they are. */
const stem = (word: string): string => (word.length < 4 || !/^[a-z]+$/.test(word) ? word : stemmer(word));

/** Every term of a text, in order. Words of no meaning give none. */
export function* tokens(text: string): Generator<Token> {
  for (const { 0: raw, index } of text.matchAll(WORDS)) {
    for (const { term, word, start, end, part } of tokensOf(raw))
      yield { term, word, start: index + start, end: index + end, part };
  }
}

/** The words of a text as they stand there. */
export const wordsOf = (text: string): readonly string[] => text.match(WORDS) ?? [];

const SPELLING = /^\p{L}{4,40}$/u;
const remembered = new Map<string, readonly WordToken[]>();
const WORDS_REMEMBERED = 50_000;
/** V8 keeps the whole text of a longer piece of it alive. */
const LENGTH_REMEMBERED = 12;

/** The terms of one word as it stands in a text; offsets from its beginning. */
export function tokensOf(raw: string): readonly WordToken[] {
  const known = remembered.get(raw);
  if (known) return known;
  const found = readWord(raw);
  if (raw.length > LENGTH_REMEMBERED) return found;
  if (remembered.size >= WORDS_REMEMBERED) remembered.clear();
  remembered.set(raw, found);
  return found;
}

function readWord(raw: string): WordToken[] {
  const found = UNSPACED.test(raw) ? unspaced(raw) : raw.length <= MAX_WORD ? spaced(raw) : [];
  return [...found].map((token) => ({ ...token, spelt: SPELLING.test(token.word) }));
}

function* spaced(raw: string): Generator<Token> {
  if (!raw.includes('.') && !raw.includes('_') && !CAMEL.test(raw)) {
    // One word, perhaps with an apostrophe: "Python's", "don't".
    const word = fold(raw)
      .replace(/['’]s$/, '')
      .replaceAll(/['’]/g, '');
    if (word !== '' && !EMPTY.has(word))
      yield { term: stem(word), word, start: 0, end: raw.length, part: false };
    return;
  }
  const whole = fold(raw).replaceAll(/['’]/g, '');
  yield { term: whole, word: whole, start: 0, end: raw.length, part: false };
  for (const segment of raw.matchAll(/[^.'’]+/gu)) {
    const folded = fold(segment[0]);
    const from = segment.index;
    // `self.__init__` is found by `__init__` as well.
    if (folded !== whole && folded.includes('_'))
      yield { term: folded, word: folded, start: from, end: from + segment[0].length, part: true };
    for (const piece of segment[0].matchAll(PARTS)) {
      const word = fold(piece[0]);
      if (word === whole || EMPTY.has(word)) continue;
      const at = from + piece.index;
      yield { term: stem(word), word, start: at, end: at + piece[0].length, part: true };
    }
  }
}

// Without spaces between words, every two letters that stand together are a term.
function* unspaced(raw: string): Generator<Token> {
  const letters = [...raw];
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

/** A term of a question, once, with the word it was typed as. */
export interface QueryTerm {
  readonly term: string;
  readonly typed: string;
  /** How much it counts, 0 to 1. */
  readonly weight: number;
  /** True for the last word where nothing follows it: it may be unfinished. */
  readonly last: boolean;
}

const QUERY_TERMS = 64;

/** What a question is looked for by. Its everyday words count little, unless it has no others. */
export function analyseQuestion(question: string): QueryTerm[] {
  const found = new Map<string, QueryTerm>();
  for (const { term, word, part, end } of tokens(question)) {
    if (found.size >= QUERY_TERMS) break;
    if (found.has(term)) continue;
    const weight = HALF_EMPTY.has(word) ? 0 : part ? 0.5 : 1;
    found.set(term, { term, typed: word, weight, last: end === question.length });
  }
  const all = [...found.values()];
  const meaningful = all.filter(({ weight }) => weight > 0);
  return meaningful.length > 0 ? meaningful : all.map((one) => ({ ...one, weight: 1 }));
}
