/** What a text is found by in the catalog: the terms of `formats/terms.ts`, each at its place. */
import { setImmediate as breathe } from 'node:timers/promises';
import { fold, type Language } from '../../formats/languages.ts';
import { isUnspaced, lettersOf, pieces, tokensOf, WORDS } from '../../formats/terms.ts';

/** One place of a text: a word, or a letter of a script without spaces. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** None for a word of no meaning. */
  readonly terms: readonly string[];
  /** The words at this place that may be mistyped and meant, folded. */
  readonly spelt: readonly string[];
  /** True for a letter of a script without spaces. */
  readonly letter: boolean;
}

/** Every place of a text, in order: a phrase is found by places that follow each other. */
export function* placesOf(text: string, language: Language): Generator<Place> {
  for (const { 0: raw, index } of text.matchAll(WORDS)) {
    if (!isUnspaced(raw)) yield wordAt(raw, index, language);
    else
      for (const piece of pieces(raw))
        if (piece.unspaced) yield* lettersAt(piece.text, index + piece.start);
        else yield wordAt(piece.text, index + piece.start, language);
  }
}

function wordAt(raw: string, start: number, language: Language): Place {
  const tokens = tokensOf(raw, language);
  return {
    start,
    end: start + raw.length,
    terms: tokens.map(({ term }) => term),
    spelt: tokens.filter(({ spelt }) => spelt).map(({ word }) => word),
    letter: false,
  };
}

function* lettersAt(text: string, at: number): Generator<Place> {
  let start = at;
  for (const letter of lettersOf(text)) {
    yield { start, end: start + letter.length, terms: [fold(letter)], spelt: [], letter: true };
    start += letter.length;
  }
}

/** A `tsvector` may have 1 MiB. */
const MOST_BYTES = 900_000;
/** PostgreSQL keeps so many places of a word, and none beyond. */
const MOST_PLACES = 255;
const LAST_PLACE = 16_383;
/** Places that are looked at before other requests get their turn. */
const BREATH = 2_000;

/** A term as PostgreSQL reads it in a `tsvector` or `tsquery`. */
export const quoted = (term: string): string => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Collects what texts say, one after the other, and gives it as PostgreSQL reads a `tsvector`. */
export class Vector {
  readonly #places = new Map<string, string[]>();
  readonly #spelt = new Set<string>();
  #place = 0;
  #bytes = 0;

  /** @param weight A to D, as in PostgreSQL */
  async add(text: string, weight: 'A' | 'B' | 'C' | 'D', language: Language): Promise<this> {
    for (const { terms, spelt } of placesOf(text, language)) {
      this.#place += 1;
      if (this.#place % BREATH === 0) await breathe();
      const at = Math.min(this.#place, LAST_PLACE) + weight;
      for (const term of terms) this.#take(term, at);
      for (const word of spelt) this.#spelt.add(word);
    }
    return this;
  }

  /** The words that may be mistyped and meant. */
  get spelt(): ReadonlySet<string> {
    return this.#spelt;
  }

  toString(): string {
    return Array.from(this.#places, ([term, places]) => `${quoted(term)}:${places.join()}`).join(' ');
  }

  #take(term: string, at: string): void {
    const known = this.#places.get(term);
    const bytes = known ? 2 : Buffer.byteLength(term) + 6;
    if (this.#bytes + bytes > MOST_BYTES || (known && known.length >= MOST_PLACES)) return;
    this.#bytes += bytes;
    if (known) known.push(at);
    else this.#places.set(term, [at]);
  }
}
