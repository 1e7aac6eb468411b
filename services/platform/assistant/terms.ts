/**
 * Words as the assistant compares them: folded, without the words that every sentence has, endings cut off. Two
 * texts are compared in one language, that of the question or of the passages.
 */
import { elided, fold, isEveryday, type Language, languageOf, stemIn } from '../../formats/languages.ts';

const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’ʼ]\p{L}[\p{L}\p{M}]*)*/gu;
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const STOP_WORDS = new Set(
  `a about above after again all also am an and any are aren't as at be because been before being below between
  both but by can cannot can't could couldn't did didn't do does doesn't doing don't down during each either else
  etc even every few for from further get gets give given go got had has have having he her here hers him his how
  however i if in into is isn't it it's its itself just let let's like made make makes many may me might more most
  much must my need no nor not now of off often on once one only or other our out over own please put same say see
  she should so some such than that that's the their them then there these they thing things this those through to
  too under until up upon us use used uses using very want was wasn't way we well were what what's when where
  whether which while who whom whose why will with within without would you your yours tell show explain describe
  mean means meaning understand question answer lesson course example examples`.split(/\s+/),
);

/** Words that ask for an answer, and for what kind of one, in other languages than English; folded. */
const ASKING = new Set(
  `explique expliquer expliquez montre montrer montrez signifie signifient dire definir definis exemple exemples cours
  lecon explica explicar muestra mostrar significa ejemplo ejemplos curso leccion exemplo exemplos licao erklare
  erklaren zeige bedeutet beispiel kurs lektion spiega mostra esempio corso lezione`.split(/\s+/),
);

const saysNothing = (language: Language, folded: string): boolean =>
  language === 'en' ? STOP_WORDS.has(folded) : isEveryday(language, folded) || ASKING.has(folded);

/** One word of a text: how it is compared, how it was written, where it stands (UTF-16). */
export interface Word {
  readonly term: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text that say something, in order. */
export function contentWords(text: string, language: Language = languageOf(text)): Word[] {
  const words: Word[] = [];
  for (const { written, start } of writtenIn(text)) {
    const folded = fold(written);
    if (saysNothing(language, folded)) continue;
    const term = language === 'en' ? stem(folded) : stemIn(language, written);
    words.push({ term, written, start, end: start + written.length });
  }
  return words;
}

/** Words as they are written: without an elided article, and cut where a script sets no spaces. */
function* writtenIn(text: string): Generator<{ written: string; start: number }> {
  for (const { 0: run, index } of text.matchAll(WORD)) {
    if (UNSPACED.test(run)) {
      for (const { segment, index: at, isWordLike } of segmenter.segment(run))
        if (isWordLike) yield { written: segment, start: index + at };
      continue;
    }
    const from = elided(run);
    yield { written: run.slice(from), start: index + from };
  }
}

/** The different terms of a text. */
export const termsOf = (text: string, language?: Language): Set<string> =>
  new Set(contentWords(text, language).map(({ term }) => term));

/** A light English stemmer: plurals, -ing, -ed and a last e. It must only treat the same word alike twice. */
export function stem(word: string): string {
  if (!/^[a-z']+$/.test(word)) return word;
  let w = word.replace(/'s$|'$/, '');
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 4 && /(ss|x|ch|sh)es$/.test(w)) w = w.slice(0, -2);
  else if (w.length > 3 && /[^su]s$/.test(w)) w = w.slice(0, -1);
  const rest = w.replace(/(?:ing|ed)$/, '');
  if (rest !== w && rest.length >= 3 && /[aeiouy]/.test(rest))
    w = rest.replace(/([b-df-hj-km-np-rtvwz])\1$/, '$1');
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1);
  return w;
}

/** About how many tokens a text is: a quarter of its characters, and one for each of a script without spaces. */
export function estimateTokens(text: string): number {
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return Math.ceil(dense + (text.length - dense) / 4);
}
