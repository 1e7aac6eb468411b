/** What is taken out of a file: a text with its marks. */
import type { Markup } from '../chunk.ts';
import type { Notice } from '../contract-notices.ts';

/** The formats that passages can come from, beside lessons. */
export type Format =
  | 'markdown'
  | 'html'
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'text'
  | 'notebook'
  | 'code'
  | 'captions'
  | 'media';

/** From here on (UTF-16 offset) the text is of this page, or of this stretch of time, until the next mark. */
export interface Mark {
  readonly at: number;
  readonly page?: number;
  /** Milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

export interface Extracted {
  readonly text: string;
  /** What the file itself says it is called; null where it does not. */
  readonly title: string | null;
  readonly marks: readonly Mark[];
  /** Null where the format has none. */
  readonly pages: number | null;
  /** What a reader should know, e.g. that some pages have no text. */
  readonly notices: readonly Notice[];
}

/** How a format's text is cut. Everything that has headings becomes Markdown when its text is taken out. */
export const markupOf = (format: Format | 'lesson'): Markup =>
  format === 'text'
    ? 'plain'
    : format === 'code'
      ? 'code'
      : format === 'captions' || format === 'media'
        ? 'lines'
        : 'markdown';

/** Pages and time of a slice of the text; its marks stand in its order. */
export function placeIn(
  marks: readonly Mark[],
  start: number,
  end: number,
): { firstPage: number | null; lastPage: number | null; from: number | null; to: number | null } {
  const touched = marks.slice(Math.max(0, firstFrom(marks, start + 1) - 1), firstFrom(marks, end));
  const pages = touched.flatMap(({ page }) => page ?? []);
  const from = touched.flatMap((mark) => mark.from ?? []);
  const to = touched.flatMap((mark) => mark.to ?? []);
  return {
    firstPage: pages.length > 0 ? Math.min(...pages) : null,
    lastPage: pages.length > 0 ? Math.max(...pages) : null,
    from: from.length > 0 ? Math.min(...from) : null,
    to: to.length > 0 ? Math.max(...to) : null,
  };
}

/** Which of the marks is the first from a place on. */
function firstFrom(marks: readonly Mark[], place: number): number {
  let [from, to] = [0, marks.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((marks[middle]?.at ?? place) < place) from = middle + 1;
    else to = middle;
  }
  return from;
}
