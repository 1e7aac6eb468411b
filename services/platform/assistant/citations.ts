/**
 * Citations: what a model writes is let through piece by piece, without citations of passages that were
 * never retrieved and without links to places that no passage names; and every sentence is compared with
 * the passages it cites.
 */

import { type Language, languageOf } from '../../formats/languages.ts';
import type { CheckedSentence } from './schemas.ts';
import { blocksOf, maskCode, type Span, sentencesOf } from './sentences.ts';
import { termsOf } from './terms.ts';

/** A passage to check against: its text and everything around it that says what it is about. */
export interface CheckablePassage {
  readonly n: number;
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
}

/**
 * Share of a sentence's terms that must stand in the passages it cites. At a half, a paraphrase passes and a
 * claim about something else does not; see citations.test.ts, which tries both over the shared course.
 */
export const SUPPORT_THRESHOLD = 0.5;
/** A sentence of fewer terms claims nothing that could be compared ("Here is how:"), unless it cites. */
const FEWEST_TERMS = 3;

/** The terms of passages, computed once for an answer. */
export class Evidence {
  readonly #terms: ReadonlyMap<number, ReadonlySet<string>>;
  readonly #texts: string;

  /** That of most of the passages, in which sentences are compared with them. */
  readonly language: Language;

  constructor(passages: readonly CheckablePassage[]) {
    this.#texts = passages.map(({ text }) => text).join('\n');
    this.language = languageOf(this.#texts);
    this.#terms = new Map(
      passages.map((p) => [p.n, termsOf([p.title, ...p.headings, p.text].join('\n'), this.language)]),
    );
  }

  has(n: number): boolean {
    return this.#terms.has(n);
  }

  /** True where some passage names this address. */
  names(address: string): boolean {
    return this.#texts.includes(address);
  }

  /** Share of `terms` that stand in any of these passages, 0 to 1. A number must stand there as it is. */
  support(terms: ReadonlySet<string>, cited: readonly number[]): number {
    if (terms.size === 0) return 0;
    let found = 0;
    for (const term of terms) {
      if (cited.some((n) => this.#terms.get(n)?.has(term))) found += 1;
      else if (/\d{2}/.test(term)) return 0;
    }
    return found / terms.size;
  }
}

const MARK = /\[(\d+)\]/g;

/** The numbers cited in a text, each once, in order. */
export const citedIn = (text: string): number[] => [
  ...new Set([...maskCode(text).matchAll(MARK)].map((match) => Number(match[1]))),
];

/** A text without its citation marks. */
export function withoutMarks(text: string): string {
  const masked = maskCode(text);
  let out = '';
  let from = 0;
  for (const match of masked.matchAll(/(?<![ \t])[ \t]*\[\d+\]/g)) {
    out += text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  return out + text.slice(from);
}

interface Claim extends Span {
  readonly terms: ReadonlySet<string>;
  readonly cited: readonly number[];
  readonly lostCitation: boolean;
}

/**
 * Checks the sentences of a piece of Markdown. A citation speaks for its sentence, and for the ones before it
 * in the same paragraph or list item that have none.
 * @param offset where the piece begins in the whole answer
 * @param removed places in the answer where a citation of no retrieved passage was taken out
 */
export function checkSentences(
  markdown: string,
  evidence: Evidence,
  offset = 0,
  removed: readonly number[] = [],
): CheckedSentence[] {
  return blocksOf(markdown)
    .filter(({ kind }) => kind === 'text' || kind === 'item')
    .flatMap(({ text, textStart }) => checkBlock(text, offset + textStart, evidence, removed));
}

function checkBlock(
  text: string,
  offset: number,
  evidence: Evidence,
  removed: readonly number[],
): CheckedSentence[] {
  const claims = sentencesOf(text, offset).map((sentence): Claim => {
    const { start, end } = sentence;
    return {
      start,
      end,
      terms: termsOf(withoutMarks(sentence.text), evidence.language),
      cited: citedIn(sentence.text).filter((n) => evidence.has(n)),
      // A citation may stand behind the mark that ends its sentence.
      lostCitation: removed.some((at) => at >= start && at <= end + 1),
    };
  });
  const isQuestion = (claim: Claim) =>
    /[?？]["'”’)]*(\s*\[\d+\])*$/.test(text.slice(claim.start - offset, claim.end - offset));
  const checked: CheckedSentence[] = [];
  for (const [at, claim] of claims.entries()) {
    const borrowed = claim.cited.length > 0 || claim.lostCitation ? undefined : nextCitation(claims, at + 1);
    const cited = claim.cited.length > 0 ? claim.cited : (borrowed ?? []);
    const own = claim.cited.length > 0 || claim.lostCitation;
    if (!own && (claim.terms.size < FEWEST_TERMS || isQuestion(claim))) continue;
    if (own && claim.terms.size === 0) continue;
    checked.push(judge(claim, cited, evidence));
  }
  return checked;
}

function nextCitation(claims: readonly Claim[], from: number): readonly number[] | undefined {
  for (const { cited, lostCitation } of claims.slice(from)) {
    if (cited.length > 0) return cited;
    if (lostCitation) return undefined;
  }
  return undefined;
}

function judge(
  { start, end, terms, lostCitation }: Claim,
  cited: readonly number[],
  evidence: Evidence,
): CheckedSentence {
  const citations = cited.map((n) => ({ n, support: round(evidence.support(terms, [n])) }));
  const span = { start, end, citations };
  if (lostCitation && cited.length === 0)
    return { ...span, verdict: 'unsupported', reason: 'citation-removed' };
  if (cited.length === 0) return { ...span, verdict: 'unsupported', reason: 'no-citation' };
  return evidence.support(terms, cited) >= SUPPORT_THRESHOLD
    ? { ...span, verdict: 'supported', reason: null }
    : { ...span, verdict: 'unsupported', reason: 'not-in-passage' };
}

const round = (share: number): number => Math.round(share * 100) / 100;
