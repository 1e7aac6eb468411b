/** From the words of passages to posting lists. Pure: no I/O. */
import type { Language } from '../../../formats/languages.ts';
import { tokensOf, wordsOf } from '../../../formats/terms.ts';
import { BYTES_PER_POSTING, pack } from './bm25.ts';

/** What of a passage is indexed, by weight: words in titles and headings say more than words in the text. */
export interface Fields {
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
  readonly language: Language;
}

/** How much one word counts in each field, in the halves in which weights are stored. */
export interface Weights {
  readonly title: number;
  readonly headings: number;
  readonly text: number;
}

interface Term {
  /** Passages that have it. */
  uses: number;
  /** The last of them, and its weight there so far. */
  passage: number;
  weight: number;
  /** Where its next posting goes, once lists are made. */
  at: number;
}

interface Spelling {
  /** Passages that have the word. */
  uses: number;
  /** The last of them. */
  passage: number;
}

/** What a part of an identifier weighs of a word: in running text, `OpenGL` is hardly about what is open. */
const PART = 0.5;

/** What one word of a text adds to; found once, however often the word stands there. */
interface Target {
  readonly term: Term;
  readonly spelling: Spelling | undefined;
  /** True where it counts in the length of a passage, and in full: parts of identifiers do not. */
  readonly counts: boolean;
}

export interface PostingList {
  readonly term: string;
  readonly entries: Buffer;
}

/**
 * What passages give to the index: posting lists, and words as they are spelt. A word of a text costs one look
 * into a map: most of the time of indexing goes here.
 */
export class Gathered {
  readonly #weights: Weights;
  readonly #targets = new Map<Language, Map<string, readonly Target[]>>();
  readonly #terms = new Map<string, Term>();
  /** Postings as they came, and of which term each is: put into lists at the end, which is quicker than growing them. */
  #postings: number[] = [];
  #postingsOf: Term[] = [];
  readonly #spellings = new Map<string, Spelling>();
  passages = 0;
  /** Words in all of them. */
  words = 0;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  /** @param number of the passage; each is taken once */
  take(number: number, { title, headings, text, language }: Fields): void {
    const from = this.#postingsOf.length;
    this.#add(number, title, language, this.#weights.title);
    for (const heading of headings) this.#add(number, heading, language, this.#weights.headings);
    const length = this.#add(number, text, language, this.#weights.text);
    for (let at = from; at < this.#postingsOf.length; at += 1) {
      const { weight } = this.#postingsOf[at] as Term;
      this.#postings.push(pack({ number, weight, length }));
    }
    this.words += length;
    this.passages += 1;
  }

  /**
   * Posting lists of the passages since the last time, as PostgreSQL keeps them, in the order of terms, which is
   * that of the table's key.
   */
  takeLists(): PostingList[] {
    const terms = inOrder(this.#terms);
    const entries = Buffer.allocUnsafe(this.#postings.length * BYTES_PER_POSTING);
    let end = 0;
    const lists = terms.map(([name, term]) => {
      term.at = end;
      end += term.uses * BYTES_PER_POSTING;
      return { term: name, entries: entries.subarray(term.at, end) };
    });
    for (const [index, posting] of this.#postings.entries()) {
      const term = this.#postingsOf[index] as Term;
      term.at = entries.writeUInt32LE(posting, term.at);
    }
    this.#terms.clear();
    this.#targets.clear();
    this.#postings = [];
    this.#postingsOf = [];
    return lists;
  }

  /** Words as they are spelt, in order, with the number of all passages that have each. */
  spellings(): [word: string, uses: number][] {
    return inOrder(this.#spellings).map(([word, { uses }]) => [word, uses]);
  }

  /** Adds the words of a field of a passage; gives how many there are. */
  #add(passage: number, field: string, language: Language, weight: number): number {
    let length = 0;
    const known = getOrAdd(this.#targets, language, () => new Map<string, readonly Target[]>());
    for (const raw of wordsOf(field)) {
      for (const { term, spelling, counts } of getOrAdd(known, raw, () => this.#find(raw, language))) {
        const its = counts ? weight : weight * PART;
        if (term.passage === passage) {
          term.weight += its;
        } else {
          term.passage = passage;
          term.weight = its;
          term.uses += 1;
          this.#postingsOf.push(term);
        }
        if (spelling && spelling.passage !== passage) {
          spelling.passage = passage;
          spelling.uses += 1;
        }
        if (counts) length += 1;
      }
    }
    return length;
  }

  #find(raw: string, language: Language): readonly Target[] {
    return tokensOf(raw, language).map(({ term, word, part, spelt }) => ({
      term: getOrAdd(this.#terms, term, () => ({ uses: 0, passage: -1, weight: 0, at: 0 })),
      spelling: spelt ? getOrAdd(this.#spellings, word, () => ({ uses: 0, passage: -1 })) : undefined,
      counts: !part,
    }));
  }
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));
