/** What a question is looked for by: the words of `formats/terms.ts`, and how much each counts. */
import { languageOf } from '../../formats/languages.ts';
import { isIdentifier, variants, WORDS } from '../../formats/terms.ts';

/** A word of a question, or a part of one: any of its terms will do, each in texts of its language. */
export interface QueryWord {
  /** As it was typed, folded. */
  readonly typed: string;
  readonly terms: readonly string[];
  /** How much it counts: more where it is repeated, less where everybody uses it about everything. */
  readonly weight: number;
  /** True for a word that everybody uses about everything, beside others. */
  readonly everyday: boolean;
  /** True for a part of an identifier that is looked for as a whole too. */
  readonly part: boolean;
  /** True for the last word where nothing follows it: it may be unfinished. */
  readonly last: boolean;
}

/** Words of a question that are looked for, the first of them: more than any question has that somebody typed. */
const QUERY_WORDS = 200;
/** What a part of an identifier counts of a word. */
const PART = 0.5;
/** Shorter parts say nothing: the three of `LaTeX` would count more than the word. */
const SHORTEST_PART = 3;
/** What the only everyday word of a question counts; each counts less the more of them there are. */
const EVERYDAY = 0.6;

/** What a question is looked for by. Its everyday words count little, unless it has no others. */
export function analyseQuestion(question: string): QueryWord[] {
  const language = languageOf(question);
  const found = new Map<string, Omit<QueryWord, 'weight'> & { times: number }>();
  for (const { 0: raw, index } of question.matchAll(WORDS)) {
    const ends = index + raw.length === question.length;
    if (found.size >= QUERY_WORDS) break;
    const identifier = isIdentifier(raw);
    for (const { word, part, terms, everyday } of variants(raw, language)) {
      if (identifier && part && word.length < SHORTEST_PART) continue;
      // Words that are one to English are one; each language has its say in which terms that is.
      const key = terms[0] as string;
      const known = found.get(key);
      found.set(key, {
        ...{ typed: word, last: ends, part, everyday },
        ...known,
        terms: [...new Set([...(known?.terms ?? []), ...terms])],
        times: (known?.times ?? 0) + 1,
      });
    }
  }
  const all = [...found.values()];
  const common = all.filter(({ everyday }) => everyday).length;
  return all.map(({ times, ...word }) => {
    const everyday = word.everyday && common < all.length;
    const weight = everyday ? EVERYDAY / Math.sqrt(common) : word.part ? PART : 1;
    return { ...word, everyday, weight: weight * (1 + Math.log(times)) };
  });
}
