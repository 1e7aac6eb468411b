/** What of a passage can be quoted: its sentences and code blocks, weighed against a question. */

import { type Language, languageOf } from '../../formats/languages.ts';
import { blocksOf, maskCode, sentencesOf } from './sentences.ts';
import { contentWords, termsOf } from './terms.ts';

export interface QuotedPassage {
  readonly n: number;
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
  /** The lesson or document it is of. */
  readonly sourceId: string;
  /** Where it begins in there. */
  readonly start: number;
}

/** One sentence or code block of a passage. */
export interface Quotable {
  readonly n: number;
  readonly kind: 'sentence' | 'code';
  readonly text: string;
  readonly language: string;
  /** Where it stands in its passage. */
  readonly at: number;
  /** How many quotable pieces of the passage stand before it. */
  readonly index: number;
  readonly terms: ReadonlySet<string>;
  /** A sentence that ends in a colon leads to what follows, and is nothing alone. */
  readonly leadsOn: boolean;
}

/** Terms of the question with how much each says: one that stands in few of the passages says more. */
export class Weights {
  readonly #weights = new Map<string, number>();
  readonly #total: number;
  /** The question's, in which everything is compared with it. */
  readonly language: Language;

  constructor(question: string, passages: readonly QuotedPassage[]) {
    this.language = languageOf(question);
    const sets = passages.map((passage) => passageTerms(passage, this.language));
    for (const term of termsOf(question, this.language)) {
      const inSo = sets.filter((set) => set.has(term)).length;
      if (inSo > 0) this.#weights.set(term, Math.log(1 + passages.length / inSo));
    }
    this.#total = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
  }

  /** Weighted share of the question's terms among these, 0 to 1. */
  coverage(terms: ReadonlySet<string>): number {
    if (this.#total === 0) return 0;
    let sum = 0;
    for (const [term, weight] of this.#weights) if (terms.has(term)) sum += weight;
    return sum / this.#total;
  }
}

const passageTerms = (
  { title, headings, text }: Pick<QuotedPassage, 'title' | 'headings' | 'text'>,
  language: Language,
) => termsOf([title, ...headings, text].join('\n'), language);

/**
 * True where the passages are about the question at all: more than half of its terms stand in some of them (at
 * exactly half, one of those in a title or heading), and one passage alone has a third.
 */
export function isAbout(
  question: string,
  passages: readonly Pick<QuotedPassage, 'title' | 'headings' | 'text'>[],
): boolean {
  const language = languageOf(question);
  const asked = termsOf(question, language);
  if (asked.size === 0) return false;
  const sets = passages.map((passage) => passageTerms(passage, language));
  const share = (has: (term: string) => boolean) => [...asked].filter(has).length / asked.size;
  const known = share((term) => sets.some((set) => set.has(term)));
  const topics = termsOf(
    passages.flatMap(({ title, headings }) => [title, ...headings]).join('\n'),
    language,
  );
  if (known < 0.5 || (known === 0.5 && ![...asked].some((term) => topics.has(term)))) return false;
  return sets.some((set) => share((term) => set.has(term)) >= 1 / 3);
}

const LONGEST_CODE_LINES = 40;

/** Everything quotable in a passage, in order. */
export function quotablesOf({ n, text }: QuotedPassage, language: Language): Quotable[] {
  return piecesOf(n, text, language).map((piece, index) => ({ ...piece, index }));
}

function piecesOf(n: number, text: string, language: Language): Omit<Quotable, 'index'>[] {
  return blocksOf(text).flatMap((block): Omit<Quotable, 'index'>[] => {
    if (block.kind === 'code') {
      const lines = block.text.split('\n').length;
      if (!block.text.trim() || lines > LONGEST_CODE_LINES) return [];
      return [
        {
          n,
          kind: 'code',
          text: block.text,
          language: block.language ?? '',
          at: block.start,
          terms: termsOf(block.text, language),
          leadsOn: false,
        },
      ];
    }
    if (block.kind !== 'text' && block.kind !== 'item') return [];
    return sentencesOf(block.text, block.textStart).flatMap(({ text: raw, start }) => {
      const sentence = readable(raw);
      if (!sentence || isNavigation(raw)) return [];
      return [
        {
          n,
          kind: 'sentence',
          text: sentence,
          language: '',
          at: start,
          terms: termsOf(sentence, language),
          leadsOn: /[:：]$/.test(sentence),
        },
      ];
    });
  });
}

/** A sentence as it can stand in another text: on one line, without images, link targets and raw HTML. */
export function readable(raw: string): string {
  const pieces: string[] = [];
  const masked = maskCode(raw);
  let from = 0;
  // Inline code stays as it is; what is between is cleaned.
  for (const run of masked.matchAll(/_{3,}/g)) {
    const code = raw.slice(run.index, run.index + run[0].length);
    if (!code.startsWith('`')) continue;
    pieces.push(plain(raw.slice(from, run.index)), code);
    from = run.index + run[0].length;
  }
  pieces.push(plain(raw.slice(from)));
  return pieces.join('').replace(/\s+/g, ' ').trim();
}

const plain = (text: string): string =>
  text
    .replace(/!\[([^[\]]*)\]\([^)\]]*\)/g, '$1')
    .replace(/\[([^[\]]+)\]\([^)\]]*\)/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/^[ \t]*>+[ \t]?/gm, '')
    // A number in brackets that is the author's own would look like a citation.
    .replace(/\[(\d+)\]/g, '\\[$1\\]');

// Lines of links from page to page say nothing.
function isNavigation(raw: string): boolean {
  const linked = [...raw.matchAll(/\[[^[\]]+\]\([^)\]]*\)/g)].reduce((sum, [link]) => sum + link.length, 0);
  return linked > raw.length / 2 || contentWords(raw).length === 0;
}
