/**
 * The text of an answer while it comes in. `push` takes what the model says and gives what may be shown:
 * brackets are held back until it is known what they are. `checked` gives the sentences of the blocks that
 * are complete. The sum of all pieces is the text, however it was cut.
 */
import { checkSentences, type Evidence } from './citations.ts';
import type { CheckedSentence } from './schemas.ts';

/** Longer than any citation or link that anybody writes: behind it a bracket is just a bracket. */
const LONGEST_BRACKET = 600;
const CITATION = /^(?:\^|passages?\s+|sources?\s+|p\.?\s*)?(\d{1,6}(?:\s*(?:,|;|and|&)\s*\d{1,6})*)$/i;
/** A citation whose end has not come. */
const BEGUN_CITATION = /^[[【][\w\s^,;&.]{0,20}$/;
/** How a sentence ends that was said to its end. */
const ENDED = /[.!?…。！？:]["'”’»)\]*_`」』）]*(?:\s*\[\d+\])*$/;
/** Longer ones are judged as they stand: otherwise who writes without full stops is never checked. */
const LONGEST_SENTENCE = 400;
/** Where a block may end: a blank line, or a line that begins a list item, a heading or code. */
const BOUNDARY = /\n(?=[ \t]*\n|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}[ \t]|`{3}|~{3})/g;

export class AnswerText {
  readonly #evidence: Evidence;
  readonly #removed: number[] = [];
  #text = '';
  #held = '';
  #checkedTo = 0;
  /** The run of backticks that code is in now, or nothing. */
  #code = '';

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  get text(): string {
    return this.#text;
  }

  /** Takes a piece; gives what may be shown now. */
  push(piece: string): string {
    this.#held += piece;
    return this.#release(false);
  }

  /** No more comes: gives what was held back. Of an answer that was cut short, no beginning of a citation. */
  end(isCut = false): string {
    if (isCut && !this.#code && BEGUN_CITATION.test(this.#held)) this.#held = '';
    return this.#release(true);
  }

  /** Sentences of blocks that ended since the last time. */
  checked(): CheckedSentence[] {
    return this.#checkTo(this.#lastBoundary());
  }

  /** Those of what is left. Where an answer was cut inside a sentence, there is no telling what it would have said. */
  checkedRest(isCut = false): CheckedSentence[] {
    const sentences = this.#checkTo(this.#text.length);
    const end = this.#text.trimEnd().length;
    return isCut && !ENDED.test(this.#text.slice(0, end))
      ? sentences.filter((it) => it.end < end || it.end - it.start > LONGEST_SENTENCE)
      : sentences;
  }

  #checkTo(upTo: number): CheckedSentence[] {
    if (upTo <= this.#checkedTo) return [];
    const from = this.#checkedTo;
    this.#checkedTo = upTo;
    return checkSentences(this.#text.slice(from, upTo), this.#evidence, from, this.#removed);
  }

  #lastBoundary(): number {
    const rest = this.#text.slice(this.#checkedTo);
    let last = 0;
    for (const match of rest.matchAll(BOUNDARY)) {
      const fences = rest.slice(0, match.index).match(/^ {0,3}(?:`{3,}(?=[^`\n]*$)|~{3,})/gm)?.length ?? 0;
      if (fences % 2 === 0) last = match.index + 1;
    }
    return this.#checkedTo + last;
  }

  #release(isEnd: boolean): string {
    let out = '';
    const emit = (text: string) => {
      out += text;
      this.#text += text;
    };
    while (this.#held) {
      const taken = this.#code ? this.#takeCode(isEnd) : this.#takeText(isEnd, emit);
      if (taken === undefined) break;
      emit(taken);
    }
    return out;
  }

  /** Inside code everything is as it is, up to the backticks that end it. */
  #takeCode(isEnd: boolean): string | undefined {
    const at = this.#held.indexOf(this.#code);
    if (at >= 0) {
      const end = at + this.#code.length;
      const run = this.#held.slice(at).match(/^`+/)?.[0] ?? this.#code;
      if (!isEnd && at + run.length === this.#held.length && run.length < 3) return undefined;
      const closes = this.#code.length >= 3 || run.length === this.#code.length;
      const piece = this.#held.slice(0, closes ? end : at + run.length);
      if (closes) this.#code = '';
      return this.#cut(piece.length);
    }
    // A line break twice ends what was no code after all: a backtick alone.
    const paragraph = this.#code.length < 3 ? this.#held.indexOf('\n\n') : -1;
    if (paragraph >= 0) {
      this.#code = '';
      return this.#cut(paragraph + 2);
    }
    const tail = isEnd ? 0 : (this.#held.match(/(?<![`\n])[`\n]+$/)?.[0].length ?? 0);
    return this.#held.length > tail ? this.#cut(this.#held.length - tail) : undefined;
  }

  #takeText(isEnd: boolean, emit: (text: string) => void): string | undefined {
    const at = this.#held.search(/[`[!【]/);
    if (at === -1) return this.#cut(this.#held.length);
    if (at > 0) return this.#cut(at);
    const rest = this.#held;
    if (rest.startsWith('`')) {
      const run = rest.match(/^`+/)?.[0] ?? '';
      if (run.length === rest.length && !isEnd) return undefined;
      this.#code = run;
      return this.#cut(run.length);
    }
    if (rest.startsWith('!')) {
      if (rest.length === 1 && !isEnd) return undefined;
      if (rest[1] !== '[') return this.#cut(1);
    }
    return this.#takeBracket(rest.startsWith('!') ? 1 : 0, isEnd, emit);
  }

  /** A bracket that is complete: a citation, a link, an image, or just a bracket. */
  #takeBracket(skip: number, isEnd: boolean, emit: (text: string) => void): string | undefined {
    const rest = this.#held;
    const close = rest.slice(0, LONGEST_BRACKET).search(rest[skip] === '【' ? /】/ : /\]/);
    if (close === -1) return isEnd || rest.length > LONGEST_BRACKET ? this.#cut(skip + 1) : undefined;
    const inside = rest.slice(skip + 1, close).trim();
    const numbers = CITATION.exec(inside)?.[1]?.match(/\d+/g)?.map(Number);
    if (numbers && skip === 0) {
      this.#held = rest.slice(close + 1);
      return this.#cite(numbers);
    }
    const next = rest[close + 1];
    if (next === undefined && !isEnd) return undefined;
    if (next !== '(') return this.#cut(skip === 1 ? 2 : 1);
    const end = rest.slice(0, LONGEST_BRACKET).indexOf(')', close);
    if (end === -1) return isEnd || rest.length > LONGEST_BRACKET ? this.#cut(skip + 1) : undefined;
    const target =
      rest
        .slice(close + 2, end)
        .trim()
        .split(/\s/)[0] ?? '';
    // An image is fetched by whoever reads: a model that was talked into one would tell the world what it read.
    if (skip === 0 && target && this.#evidence.names(target)) return this.#cut(end + 1);
    this.#held = rest.slice(end + 1);
    emit(inside);
    return '';
  }

  #cite(numbers: readonly number[]): string {
    const known = numbers.filter((n) => this.#evidence.has(n));
    if (known.length < numbers.length) this.#removed.push(this.#text.length);
    return known.map((n) => `[${n}]`).join('');
  }

  #cut(length: number): string {
    const piece = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return piece;
  }
}
