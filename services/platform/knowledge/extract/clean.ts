/** Makes an extracted text fit to be cut and read; its marks move with it. */
import type { Extracted, Format, Mark } from './extracted.ts';

/** Without control characters, with one kind of line break; a PDF also without what each page repeats. */
export function clean({ text, marks, ...rest }: Extracted, format: Format): Extracted {
  const parts = slices(text, marks).map((part) => ({ ...part, text: tidy(part.text) }));
  const texts = parts.map((part) => part.text);
  const pages = format === 'pdf' ? withoutEdges(texts) : texts;
  let cleaned = '';
  const moved: Mark[] = [];
  for (const [index, { mark }] of parts.entries()) {
    const own = pages[index] ?? '';
    if (own.trim() === '') continue;
    if (mark) moved.push({ ...mark, at: cleaned.length });
    cleaned += own;
  }
  return { ...rest, text: cleaned, marks: moved };
}

function slices(text: string, marks: readonly Mark[]): { mark: Mark | undefined; text: string }[] {
  const before = text.slice(0, marks[0]?.at ?? text.length);
  const others = marks.map((mark, index) => ({ mark, text: text.slice(mark.at, marks[index + 1]?.at) }));
  return [...(before === '' ? [] : [{ mark: undefined, text: before }]), ...others];
}

const tidy = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF\u00AD]/g, '')
    .toWellFormed();

const PAGES_TO_JUDGE_BY = 4;
/** Of a page with little on it, what stands at its edge may be all that it says. */
const LINES_WITH_EDGES = 4;
/** Headers and footers have so many lines at most, and white space between them and the text. */
const LINES_AT_AN_EDGE = 3;
/** Left and right pages have other headers. */
const SHARE = 0.4;

interface Page {
  readonly lines: readonly string[];
  /** Which of them say something. */
  readonly shown: readonly number[];
  /** Of those, what is left between its header and its footer. */
  from: number;
  to: number;
}

/**
 * Pages without their numbers, and without the first and last lines that the pages before had too: where such a
 * line comes first it stays, so that no word of the whole is lost. Only what stands at an edge is judged.
 */
function withoutEdges(texts: readonly string[]): string[] {
  const pages = texts.map((text): Page => {
    const lines = text.split('\n');
    const shown = lines.flatMap((line, index) => (line.trim() === '' ? [] : index));
    return { lines, shown, from: 0, to: shown.length };
  });
  if (pages.length >= PAGES_TO_JUDGE_BY)
    for (const edge of ['from', 'to'] as const)
      for (let round = 0; round < LINES_AT_AN_EDGE; round += 1) cutEdge(pages, edge);
  return pages.map(({ lines, shown, from, to }) => {
    const own = lines.slice(shown[from], (shown[to - 1] ?? -1) + 1).join('\n');
    // A word that was divided at the end of a line is one word again.
    return `${own.replaceAll(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2').trim()}\n\n`;
  });
}

/** Takes what stands first or last off every page where others have it too. */
function cutEdge(pages: readonly Page[], edge: 'from' | 'to'): void {
  const edges = pages.map(({ lines, shown, from, to }, index) => {
    const left = shown.slice(from, to);
    if (shown.length < LINES_WITH_EDGES || left.length === 0) return undefined;
    if (edge === 'to') left.reverse();
    return edgeOf(left, lines, index);
  });
  const counts = new Map<string, number>();
  for (const found of edges) if (found) counts.set(found.key, (counts.get(found.key) ?? 0) + 1);
  const known = new Set<string>();
  for (const [index, page] of pages.entries()) {
    const found = edges[index];
    if (!found || (counts.get(found.key) ?? 0) <= Math.max(2, pages.length * SHARE)) continue;
    const isFirst = !known.has(found.key);
    known.add(found.key);
    if (!isFirst || found.saysNothing) page[edge] += edge === 'from' ? found.length : -found.length;
  }
}

const NUMBER_ALONE = /^[^\p{L}\p{N}]*(\d{1,4})(?:\s*(?:\/|of|von|de|sur|di|из)\s*\d{1,4})?[^\p{L}\p{N}]*$/iu;
const NUMBER_OF_PAGE =
  /(?:^|[^\p{L}\p{N}])(?:page|p\.|seite|página|pagina|стр\.?|صفحة|第)\s?(\d{1,4})(?:[^\p{N}]|$)/iu;

interface Edge {
  /** What it has in common with those of other pages: its words, and that it counts the pages. */
  readonly key: string;
  readonly length: number;
  readonly saysNothing: boolean;
}

/** The header or footer that a page may have; `shown` are its lines from the edge inwards. */
function edgeOf(shown: readonly number[], lines: readonly string[], page: number): Edge | undefined {
  const texts = shown.slice(0, LINES_AT_AN_EDGE + 1).map((index) => (lines[index] ?? '').trim());
  const first = common(texts[0] ?? '', page);
  if (first.counts) return { ...first, length: 1 };
  const apart = shown.slice(1).findIndex((index, at) => Math.abs(index - (shown[at] ?? 0)) > 1) + 1;
  if (apart === 0 || apart > LINES_AT_AN_EDGE) return undefined;
  const block = texts.slice(0, apart).map((text) => common(text, page));
  return { key: block.map(({ key }) => key).join('\n'), length: apart, saysNothing: false };
}

function common(text: string, page: number): { key: string; counts: boolean; saysNothing: boolean } {
  const alone = NUMBER_ALONE.exec(text)?.[1];
  if (alone) return { key: `# ${Number(alone) - page}`, counts: true, saysNothing: true };
  const found = NUMBER_OF_PAGE.exec(text)?.[1];
  if (!found) return { key: text, counts: false, saysNothing: false };
  const words = text.replaceAll(/\d+/g, '#');
  const saysNothing = !/\p{L}/u.test(text.replace(NUMBER_OF_PAGE, ''));
  return { key: `${words} ${Number(found) - page}`, counts: true, saysNothing };
}
