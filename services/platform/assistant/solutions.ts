/**
 * Which passages are reference solutions. They never reach a model or an answer: a learner shall find the
 * way, not read it. The rule looks at names, because nothing else says what a text is: the title of the
 * lesson or document, and every heading above the passage. A solution that is called something else is not
 * recognised.
 */
import { blocksOf } from './sentences.ts';

const SOLUTION =
  /^(?:[\d.\s-]*)(?:(?:(?:reference|model|sample|example|suggested|official|exercise|homework|quiz|test|exam|graded)\s+)*(?:solutions?|answers?)|(?:answer|marking|grading|correction)\s+(?:keys?|schemes?|guides?)|(?:instructors?|teachers?)['’]?s?\s+(?:notes?|guides?|solutions?|answers?)|lösung(?:en|shinweise)?|musterlösung(?:en)?|soluci(?:ón|ones)|corrigés?|solutions?\s+des\s+exercices)(?:\s*(?:$|[:(–—-]|\d|to\b|for\b|of\b|key\b|manual\b|guide\b|zu\b|de\b|des\b))/iu;

/** True where a title or heading names what follows a reference solution. */
export const namesSolution = (heading: string): boolean =>
  SOLUTION.test(heading.replace(/[*_`#]/g, '').trim());

/** True where a passage stands in a reference solution. */
export const isSolution = ({ title, headings }: { title: string; headings: readonly string[] }): boolean =>
  namesSolution(title) || headings.some(namesSolution);

/** A text without the sections whose heading names a solution, and those sections. */
export function splitSolutions(text: string): { readonly open: string; readonly solutions: string } {
  let [open, solutions, from, hiddenAt] = ['', '', 0, 0];
  const take = (to: number) => {
    const piece = text.slice(from, to);
    if (hiddenAt > 0) solutions += piece;
    else open += piece;
    from = to;
  };
  for (const { kind, start, depth = 1, text: heading } of blocksOf(text)) {
    if (kind !== 'heading') continue;
    if (hiddenAt > 0 && depth > hiddenAt) continue;
    const hides = namesSolution(heading);
    if (hides === hiddenAt > 0 && !hides) continue;
    take(start);
    hiddenAt = hides ? depth : 0;
  }
  take(text.length);
  return { open: open.trimEnd(), solutions };
}

const TOKEN = /[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|"[^"\n]*"|'[^'\n]*'|[^\s\p{L}\p{N}]/gu;
const LEAST_TOKENS = 12;
/** Share of the pieces of the reference solution that a learner's code must have, and the other way round. */
const SAME = 0.85;

/**
 * True where the code in a learner's message is, but for layout and comments, that of a reference solution:
 * then it may be called correct, though the solution itself is shown to nobody.
 */
export function matchesSolution(message: string, solutions: readonly { readonly text: string }[]): boolean {
  const own = shingles(codeIn(message) || message);
  if (own.size < LEAST_TOKENS) return false;
  return solutions.some(({ text }) =>
    blocksOf(text)
      .filter(({ kind }) => kind === 'code')
      .map((block) => shingles(block.text))
      .some((other) => other.size >= LEAST_TOKENS && share(own, other) >= SAME && share(other, own) >= SAME),
  );
}

const codeIn = (message: string): string =>
  blocksOf(message)
    .filter(({ kind }) => kind === 'code')
    .map(({ text }) => text)
    .join('\n');

/** Every three tokens that follow each other, comments left out. */
function shingles(code: string): Set<string> {
  const tokens = code.replace(/(?:#|\/\/).*/g, '').match(TOKEN) ?? [];
  return new Set(tokens.slice(2).map((token, at) => `${tokens[at]} ${tokens[at + 1]} ${token}`));
}

const share = (of: ReadonlySet<string>, among: ReadonlySet<string>): number =>
  [...of].filter((piece) => among.has(piece)).length / of.size;
