/** Makes an extracted text fit to be cut and read; its marks move with it. */
import type { Extracted, Format, Mark } from './extracted.ts';

/** Without control characters, with one kind of line break; a PDF also without what each page repeats. */
export function clean({ text, marks, ...rest }: Extracted, format: Format): Extracted {
  const parts = slices(text, marks);
  const repeated = format === 'pdf' ? repeatedLines(parts.map(({ text }) => text)) : new Set<string>();
  let cleaned = '';
  const moved: Mark[] = [];
  for (const part of parts) {
    const own = format === 'pdf' ? cleanPage(part.text, repeated) : tidy(part.text);
    if (own.trim() === '') continue;
    if (part.mark) moved.push({ ...part.mark, at: cleaned.length });
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
    .replaceAll(/[\uD800-\uDFFF](?<![\uD800-\uDBFF][\uDC00-\uDFFF])(?![\uDC00-\uDFFF])/g, '\uFFFD');

function cleanPage(page: string, repeated: ReadonlySet<string>): string {
  const lines = tidy(page).split('\n');
  // Of a page with little on it, what it repeats may be all that it says.
  const short = lines.filter((line) => line.trim() !== '').length < LINES_WITH_EDGES;
  const own = lines.filter((line) => short || !repeated.has(pattern(line)));
  // A word that was divided at the end of a line is one word again.
  return `${own
    .join('\n')
    .replaceAll(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2')
    .trim()}\n\n`;
}

/** Numbers count as equal: page 7 repeats what page 6 said. */
const pattern = (line: string): string => line.trim().replaceAll(/\d+/g, '#');

const PAGES_TO_JUDGE_BY = 4;
const LINES_WITH_EDGES = 4;

/** First and last lines that most pages have: headers and footers. */
function repeatedLines(pages: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  if (pages.length < PAGES_TO_JUDGE_BY) return new Set();
  for (const page of pages) {
    const lines = page.split('\n').filter((line) => line.trim() !== '');
    const edges = new Set(
      [lines[0], lines.at(-1)].flatMap((line) => (line === undefined ? [] : pattern(line))),
    );
    for (const edge of edges) counts.set(edge, (counts.get(edge) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > pages.length * 0.6).map(([line]) => line));
}
