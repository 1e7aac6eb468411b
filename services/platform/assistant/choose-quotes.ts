/** Which sentences and code blocks answer a question best, without saying the same thing twice. */
import type { Language } from '../../formats/languages.ts';
import { type Quotable, type QuotedPassage, quotablesOf, type Weights } from './quotable.ts';
import type { Kind } from './schemas.ts';
import { termsOf } from './terms.ts';

const DEFINES =
  /\b(?:is|are) (?:a|an|the|used|called|known|defined|created|made)\b|\bcalled\b|\brefers? to\b|\ballows?\b|\bused (?:to|for)\b|\bmeans\b|\bto (?:create|define|write|make|use)\b|\b(?:est|sont) (?:un|une|des|le|la|les)\b|\bs’appellent?\b|\bs'appellent?\b|\bsignifie\b|\bpermet\b|\b(?:es|son|é|são|è|sono) (?:un|una|uma|el|la|los|las|o|a|os|as|il|lo)\b|\b(?:ist|sind) (?:ein|eine|der|die|das)\b|\bheißt\b/i;
const EXERCISE = /^(?:[\d.\s]*)(?:exercises?|quiz|practice|homework|challenge)\b/i;
const TROUBLE =
  /\b(?:errors?|exceptions?|fail(?:s|ed|ure)?|wrong|mistake|problem|bug|traceback|raises?d?|crash(?:es|ed)?|careful|note|beware|fix)\b/i;

/** A chosen piece with its passage; `code` goes with the sentence that leads to it. */
export interface Choice {
  readonly passage: QuotedPassage;
  readonly quote: Quotable;
}

interface Candidate extends Choice {
  readonly score: number;
}

interface Wanted {
  readonly sentences: number;
  readonly codes: number;
}

const wanted: Readonly<Record<Kind, Wanted>> = {
  explain: { sentences: 6, codes: 1 },
  code_help: { sentences: 4, codes: 2 },
  debugging: { sentences: 6, codes: 1 },
  quiz_me: { sentences: 12, codes: 0 },
  summarize: { sentences: 7, codes: 0 },
  find: { sentences: 8, codes: 0 },
};

/** Repetition costs this share of a sentence's score. */
const DIVERSITY = 0.6;
const LONGEST_SENTENCE = 420;

/** The best quotations in reading order: sources by their best quotation, passages by their place in the source. */
export function chooseQuotes(kind: Kind, passages: readonly QuotedPassage[], weights: Weights): Choice[] {
  const all = passages.map((passage, rank) => ({
    passage,
    rank,
    quotes: quotablesOf(passage, weights.language),
  }));
  const candidates = all.flatMap(({ passage, rank, quotes }) =>
    quotes.map(
      (quote, at): Candidate => ({
        passage,
        quote,
        score: scoreOf(kind, passage, rank, quotes, at, weights),
      }),
    ),
  );
  const { sentences, codes } = wanted[kind];
  const chosen = diverse(
    candidates.filter(({ quote, score }) => quote.kind === 'sentence' && !quote.leadsOn && score > 0.12),
    sentences,
  );
  const code = diverse(
    candidates.filter(({ quote, score }) => quote.kind === 'code' && score > 0.2),
    codes,
  );
  const withCode = code.flatMap((it) => [
    ...leadTo(it, all.find(({ passage }) => passage === it.passage)?.quotes ?? []),
    it,
  ]);
  const best = new Map<string, number>();
  for (const { passage, score } of [...chosen, ...code])
    best.set(passage.sourceId, Math.max(score, best.get(passage.sourceId) ?? 0));
  return inReadingOrder([...new Map([...chosen, ...withCode].map((it) => [it.quote, it])).values()], best);
}

function scoreOf(
  kind: Kind,
  passage: QuotedPassage,
  rank: number,
  quotes: readonly Quotable[],
  at: number,
  weights: Weights,
): number {
  const quote = quotes[at] as Quotable;
  const around =
    quote.kind === 'code' ? new Set([...quote.terms, ...(quotes[at - 1]?.terms ?? [])]) : quote.terms;
  const own = weights.coverage(around);
  const context = weights.coverage(
    new Set([...passage.headings, passage.title].flatMap((it) => [...termsIn(it, weights.language)])),
  );
  let score = own + 0.25 * context;
  if (quote.kind === 'sentence') {
    if (own > 0 && DEFINES.test(quote.text)) score += kind === 'explain' || kind === 'quiz_me' ? 0.25 : 0.1;
    if (kind === 'debugging' && TROUBLE.test(quote.text)) score += 0.25;
    if (at === 0) score += 0.05;
    if (quote.terms.size < 3) score -= 0.3;
    if (quote.text.length > LONGEST_SENTENCE) score -= 0.4;
    if (/\?$/.test(quote.text)) score -= 0.3;
  }
  if (passage.headings.some((heading) => EXERCISE.test(heading))) score *= 0.5;
  return score / (1 + 0.12 * rank);
}

const headingTerms = new Map<string, Set<string>>();
function termsIn(heading: string, language: Language): Set<string> {
  const key = `${language} ${heading}`;
  const known = headingTerms.get(key);
  if (known) return known;
  if (headingTerms.size > 2_000) headingTerms.clear();
  const terms = termsOf(heading, language);
  headingTerms.set(key, terms);
  return terms;
}

/** Maximal marginal relevance: each next one is the best that is not like those before it. */
function diverse(candidates: readonly Candidate[], count: number): Candidate[] {
  const left = [...candidates];
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = -1;
    let bestValue = 0;
    for (const [at, candidate] of left.entries()) {
      const likeness = chosen.reduce(
        (most, { quote }) => Math.max(most, overlap(quote.terms, candidate.quote.terms)),
        0,
      );
      const value = candidate.score - DIVERSITY * likeness * candidate.score;
      if (likeness < 0.8 && value > bestValue) [best, bestValue] = [at, value];
    }
    const [next] = best === -1 ? [] : left.splice(best, 1);
    // What is much weaker than the best only makes the answer longer.
    if (!next || next.score < 0.3 * (chosen[0]?.score ?? 0)) break;
    chosen.push(next);
  }
  return chosen;
}

/** Share of the smaller set that both have. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size);
  if (smaller === 0) return 0;
  let both = 0;
  for (const term of a) if (b.has(term)) both += 1;
  return both / smaller;
}

/** The sentence right before a code block: it says what the code is. */
function leadTo({ passage, quote }: Choice, quotes: readonly Quotable[]): Choice[] {
  const before = quotes[quotes.indexOf(quote) - 1];
  return before?.kind === 'sentence' && before.text.length <= LONGEST_SENTENCE
    ? [{ passage, quote: before }]
    : [];
}

function inReadingOrder(choices: readonly Choice[], best: ReadonlyMap<string, number>): Choice[] {
  const standing = ({ passage }: Choice) => best.get(passage.sourceId) ?? 0;
  return choices.toSorted(
    (a, b) =>
      standing(b) - standing(a) ||
      a.passage.sourceId.localeCompare(b.passage.sourceId) ||
      a.passage.start - b.passage.start ||
      a.quote.at - b.quote.at,
  );
}
