/**
 * Finds a passage of a lesson's Markdown in the lesson as it stands in the page, by its words: what Markdown
 * marks is not there any more, and names of code blocks and buttons have come between.
 */

/** The words of a text, in small letters, without what stands between them. */
export const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of Markdown that a reader sees: without addresses of links, HTML tags and names of languages. */
export const readableWords = (markdown: string): string[] =>
  wordsIn(
    markdown
      .replace(/^[ \t]*(?:`{3,}[^`\n]*|~{3,}.*)$/gm, ' ')
      .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, ' ')
      .replace(/\](?:\([^)]*\)|\[[^\]]*\])/g, ' ')
      .replace(/<\/?[a-zA-Z][^>\n]*>/g, ' ')
      .replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, ' '),
  );

/** So many words in a row are looked for; a word alone stands everywhere. */
const RUN = 3;
/** At least this share of the passage's words must be where it is said to be. */
const ENOUGH = 0.5;

/**
 * The stretch of `page` that holds the words of `passage` best: words that are part of a row of the passage
 * count for it, others against it. Undefined where the passage is not there.
 * @returns indexes into `page`, `end` exclusive
 */
export function findStretch(
  page: readonly string[],
  passage: readonly string[],
): { start: number; end: number } | undefined {
  const size = Math.min(RUN, passage.length);
  if (size === 0) return undefined;
  const rows = new Set(rowsOf(passage, size));
  const meant = new Uint8Array(page.length);
  rowsOf(page, size).forEach((row, at) => {
    if (rows.has(row)) meant.fill(1, at, at + size);
  });
  const best = densest(meant);
  if (!best || best.hits < passage.length * ENOUGH) return undefined;
  return trimmed(page, passage, best, size);
}

/** Examples repeat what stands before and behind them: it begins with its first row and ends with its last. */
function trimmed(
  page: readonly string[],
  passage: readonly string[],
  { start, end }: { start: number; end: number },
  size: number,
): { start: number; end: number } {
  const rows = rowsOf(page.slice(start, end), size);
  const [first, last] = [passage.slice(0, size).join(' '), passage.slice(-size).join(' ')];
  const spare = Math.max(0, end - start - passage.length);
  const skipped = rows.findLastIndex((row, at) => row === first && at <= spare * 1.3);
  const from = start + Math.max(0, skipped);
  const kept = rows.findIndex((row, at) => row === last && start + at + size - from >= passage.length * 0.9);
  return { start: from, end: kept === -1 ? end : start + kept + size };
}

const rowsOf = (words: readonly string[], size: number): string[] =>
  Array.from({ length: Math.max(0, words.length - size + 1) }, (_, at) =>
    words.slice(at, at + size).join(' '),
  );

/** The stretch with the most hits above misses (Kadane); the first of equals. */
function densest(meant: Uint8Array): { start: number; end: number; hits: number } | undefined {
  let best: { start: number; end: number; hits: number } | undefined;
  let score = 0;
  let top = 0;
  let start = 0;
  let hits = 0;
  meant.forEach((hit, at) => {
    if (score <= 0) {
      score = 0;
      hits = 0;
      start = at;
    }
    score += hit ? 1 : -1;
    hits += hit;
    if (score > top) {
      top = score;
      best = { start, end: at + 1, hits };
    }
  });
  return best;
}

interface PlacedWord {
  readonly word: string;
  readonly node: Text;
  readonly start: number;
  readonly end: number;
}

/** The words of an element with where they stand, without names and buttons of code. */
function placedWords(root: HTMLElement): PlacedWord[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('figcaption, .sr-only, button')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const placed: PlacedWord[] = [];
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode())
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu))
      placed.push({ word: word.toLowerCase(), node, start: index, end: index + word.length });
  return placed;
}

/** Where a passage stands in an element, and in it the words that are meant; undefined: not there. */
export function findPassage(
  root: HTMLElement,
  { markdown, quote }: { markdown: string; quote: string | undefined },
): { passage: Range; quote: Range | undefined } | undefined {
  const placed = placedWords(root);
  const page = placed.map(({ word }) => word);
  const passage = findStretch(page, readableWords(markdown));
  if (!passage) return undefined;
  const inside = page.slice(passage.start, passage.end);
  const meant = quote ? findQuote(inside, markdown, quote) : undefined;
  const whole = rangeOf(placed.slice(passage.start, passage.end));
  if (!whole) return undefined;
  return {
    passage: whole,
    quote: meant && rangeOf(placed.slice(passage.start + meant.start, passage.start + meant.end)),
  };
}

/** The very words that are meant, or else the sentence that an answer says in other words. */
function findQuote(inside: readonly string[], markdown: string, quote: string) {
  const exact = findStretch(inside, readableWords(quote));
  const like = exact ? undefined : sentenceLike(markdown, quote);
  return like === undefined ? exact : findStretch(inside, readableWords(like));
}

const contentOf = (text: string): Set<string> =>
  new Set(readableWords(text).filter((word) => word.length > 3));

/** The sentence of a passage that has most of what a sentence of an answer says; undefined where none has much of it. */
export function sentenceLike(markdown: string, said: string): string | undefined {
  const wanted = contentOf(said);
  // A sentence goes on in the next line, unless a block of its own begins there.
  const text = markdown.replace(/\n(?![ \t]*(?:\n|[-*+#>|`~]|\d+[.)] ))/g, ' ');
  let best: { sentence: string; score: number } | undefined;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
    const words = contentOf(segment);
    const shared = [...words].filter((word) => wanted.has(word)).length;
    const score = shared < 2 ? 0 : shared / Math.sqrt(words.size);
    if (score > (best?.score ?? 0)) best = { sentence: segment.trim(), score };
  }
  return best?.sentence;
}

function rangeOf(placed: readonly PlacedWord[]): Range | undefined {
  const first = placed[0];
  const last = placed.at(-1);
  if (!first || !last) return undefined;
  const range = document.createRange();
  range.setStart(first.node, first.start);
  range.setEnd(last.node, last.end);
  return range;
}
