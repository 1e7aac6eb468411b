/** The text of a PDF, page by page, with what was typed into its forms. Scripts in it are not looked at. */
import { fileURLToPath } from 'node:url';
import { because, type Notice } from '../contract-notices.ts';
import type { Extracted, Mark } from './extracted.ts';
import { Refused } from './refused.ts';
import {
  type Drawn,
  drawnGlyphs,
  inReadingOrder,
  LigatureOrder,
  type Page,
  type Pdf,
  RIGHT_TO_LEFT,
} from './right-to-left.ts';
import { titleFrom } from './titles.ts';

/** Letters in the form that they have at a place in a word, ligatures and wide Latin letters: no other is searched for. */
const FORMS =
  /[\uFB00-\uFB06\uFB13-\uFB17\uFB1D-\uFB4F\uFB50-\uFDFF\uFE70-\uFEFC\uFF01-\uFF5E\u2F00-\u2FD5]+/g;
const PAGES_AT_MOST = 3_000;
const STRANGE = /[\uFFFD\p{Co}]|(?![\t\n\r])\p{Cc}/gu;

/** What pdf.js does not bring along: which characters the encodings of Chinese, Japanese and Korean mean. */
const data = new URL('.', import.meta.resolve('pdfjs-dist/package.json'));
const dataFolder = (name: string) => fileURLToPath(new URL(`${name}/`, data));

export async function fromPdf(bytes: Buffer): Promise<Extracted> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    cMapUrl: dataFolder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: dataFolder('standard_fonts'),
    // Pictures are not looked at, so they need not be unpacked.
    maxImageSize: 1,
  }).catch((error: unknown) => {
    const { name } = error as Error;
    if (name === 'PasswordException')
      throw new Refused('file-encrypted', 'This PDF is protected by a password. Add it without one.');
    throw new Refused('file-broken', 'This PDF is damaged and cannot be read.', { cause: error });
  });
  if (pdf.numPages > PAGES_AT_MOST)
    throw new Refused(
      'file-too-large',
      `This PDF has ${pdf.numPages} pages; ${PAGES_AT_MOST} are read at most. Split it.`,
    );
  let text = '';
  const marks: Mark[] = [];
  const without: number[] = [];
  const strange: number[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pageText(pdf, number);
    if (page.trim() === '') without.push(number);
    else if (!isReadable(page)) strange.push(number);
    else {
      marks.push({ at: text.length, page: number });
      text += `${page.trim()}\n\n`;
    }
  }
  if (text.trim() === '') throw noText(strange.length > 0);
  const said = await pdf.getMetadata().catch(() => null);
  const title = titleFrom(
    (said?.info as { Title?: unknown } | undefined)?.Title,
    said?.metadata?.get('dc:title'),
  );
  const notices = [
    ...notice('pages-without-text', without, pdf.numPages),
    ...notice('pages-of-strange-font', strange, pdf.numPages),
  ];
  return { text, title, marks, pages: pdf.numPages, notices };
}

/** False where a font does not say which letters it shows: most of the page is of no known meaning. */
export const isReadable = (page: string): boolean => (page.match(STRANGE)?.length ?? 0) <= page.length / 4;

const noText = (strange: boolean) =>
  new Refused(
    'no-text',
    strange
      ? 'The fonts of this PDF do not say which letters they show, so nothing can be read. Export it again, or run text recognition on it.'
      : 'This PDF has no text: it seems to be scanned. Run text recognition (OCR) on it, then add it again.',
  );

function notice(
  code: 'pages-without-text' | 'pages-of-strange-font',
  pages: readonly number[],
  of: number,
): Notice[] {
  const [first] = pages;
  return first === undefined ? [] : [because(code, { pages: pages.length, of, first })];
}

async function pageText(pdf: Pdf, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  try {
    const { items } = await page.getTextContent({ disableNormalization: true });
    const ligatures = items.some((item) => 'str' in item && RIGHT_TO_LEFT.test(item.str))
      ? new LigatureOrder(await drawnGlyphs(page))
      : undefined;
    let text = '';
    let line: Drawn[] = [];
    let baseline: number | undefined;
    const endLine = () => {
      text += inReadingOrder(line);
      line = [];
    };
    for (const item of items) {
      if (!('str' in item)) continue;
      const [x, y] = [item.transform[4] as number, item.transform[5] as number];
      const isBlank = item.str.trim() === '';
      // A gap of more than a line and a half begins a paragraph.
      const gap = baseline !== undefined && baseline - y > 1.6 * (item.height || 12);
      if (gap && !isBlank && line.length === 0 && text.endsWith('\n')) text += '\n';
      if (item.str !== '') line.push({ text: ligatures?.righted(item.str) ?? item.str, x });
      if (item.hasEOL) {
        endLine();
        text += '\n';
      }
      if (!isBlank) baseline = y;
    }
    endLine();
    text += await typedText(page);
    return text.replaceAll(FORMS, (form) => form.normalize('NFKC'));
  } finally {
    page.cleanup();
  }
}

/** As much as is asked of what lies on a page above its text. */
interface Annotation {
  readonly subtype?: string;
  readonly fieldValue?: string | readonly string[] | null;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly password?: boolean;
  readonly contentsObj?: { readonly str: string };
}

/** What people typed into the fields of a form, chose from its lists, or wrote onto the page, a line each. */
async function typedText(page: Page): Promise<string> {
  const annotations: readonly Annotation[] = await page.getAnnotations();
  return annotations
    .flatMap(({ subtype, fieldValue, checkBox, radioButton, password, contentsObj }) => {
      if (subtype === 'FreeText') return contentsObj?.str ?? [];
      return subtype === 'Widget' && !checkBox && !radioButton && !password ? (fieldValue ?? []) : [];
    })
    .filter((typed) => typed.trim() !== '')
    .map((typed) => `\n${typed.trim()}`)
    .join('');
}
