/**
 * BM25 as textbooks have it, over whole texts in memory: what any search has to be better than. Words are letters
 * and digits in lower case, English ones stemmed (Porter), without the 33 stop words of Lucene.
 */
import { stemmer } from 'stemmer';
import type { CorpusText } from './collection.ts';

const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these they ' +
    'this to was will with'
  ).split(' '),
);

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !STOP_WORDS.has(word)).map(stemmer);

/** The usual settings: those of Anserini, and those of Lucene. */
export const TUNINGS = [
  { k1: 0.9, b: 0.4 },
  { k1: 1.2, b: 0.75 },
] as const;

export class PlainBm25 {
  readonly #ids: string[] = [];
  readonly #lengths: number[] = [];
  readonly #lists = new Map<string, Map<number, number>>();
  #words = 0;

  constructor(texts: Iterable<CorpusText>) {
    for (const { id, title, text } of texts) {
      const place = this.#ids.push(id) - 1;
      const words = wordsOf(`${title} ${text}`);
      this.#lengths.push(words.length);
      this.#words += words.length;
      for (const word of words) {
        const list = this.#lists.get(word) ?? new Map<number, number>();
        this.#lists.set(word, list.set(place, (list.get(place) ?? 0) + 1));
      }
    }
  }

  /** Ids of the best texts, best first. A word that stands twice in a question counts twice. */
  rank(question: string, { k1, b }: { readonly k1: number; readonly b: number }, count: number): string[] {
    const total = this.#ids.length;
    const average = this.#words / Math.max(1, total);
    const scores = new Map<number, number>();
    for (const word of wordsOf(question)) {
      const list = this.#lists.get(word);
      if (!list) continue;
      const rarity = Math.log(1 + (total - list.size + 0.5) / (list.size + 0.5));
      for (const [place, times] of list) {
        const norm = k1 * (1 - b + (b * (this.#lengths[place] as number)) / average);
        scores.set(place, (scores.get(place) ?? 0) + (rarity * times * (k1 + 1)) / (times + norm));
      }
    }
    return [...scores]
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, count)
      .map(([place]) => this.#ids[place] as string);
  }
}
