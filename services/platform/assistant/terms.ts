/**
 * Words as the assistant compares them: folded, without the words that every sentence has, English endings
 * cut off. Words of other languages stay whole, so they are compared as they stand.
 */

const WORD = /[\p{L}\p{N}_]+(?:['’]\p{L}+)?/gu;

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

/** One word of a text: how it is compared, how it was written, where it stands (UTF-16). */
export interface Word {
  readonly term: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text that say something, in order. */
export function contentWords(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const written = match[0];
    const folded = fold(written);
    if (STOP_WORDS.has(folded)) continue;
    words.push({ term: stem(folded), written, start: match.index, end: match.index + written.length });
  }
  return words;
}

/** The different terms of a text. */
export const termsOf = (text: string): Set<string> => new Set(contentWords(text).map(({ term }) => term));

const fold = (word: string): string =>
  word.normalize('NFKD').replace(/\p{M}/gu, '').replace(/’/g, "'").toLowerCase();

/** A light English stemmer: plurals, -ing, -ed and a last e. It must only treat the same word alike twice. */
export function stem(word: string): string {
  if (!/^[a-z']+$/.test(word)) return word;
  let w = word.replace(/'s$|'$/, '');
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 4 && /(ss|x|ch|sh)es$/.test(w)) w = w.slice(0, -2);
  else if (w.length > 3 && /[^su]s$/.test(w)) w = w.slice(0, -1);
  const ending = w.match(/^(.*[aeiouy].*)(ing|ed)$/);
  const rest = ending?.[1];
  if (rest !== undefined && rest.length >= 3) w = rest.replace(/([b-df-hj-km-np-rtvwz])\1$/, '$1');
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1);
  return w;
}

/** About how many tokens a text is: a quarter of its characters, and one for each of a script without spaces. */
export function estimateTokens(text: string): number {
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return Math.ceil(dense + (text.length - dense) / 4);
}
