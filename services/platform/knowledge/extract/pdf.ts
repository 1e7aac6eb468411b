/** The text of a PDF, page by page. Scripts and forms in it are not looked at. */
import type { Extracted, Mark } from './extracted.ts';
import { Refused } from './refused.ts';

const PAGES_AT_MOST = 3_000;
const STRANGE = /[\uFFFD\p{Co}]|(?![\t\n\r])\p{Cc}/gu;

export async function fromPdf(bytes: Buffer): Promise<Extracted> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
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
  const { info } = (await pdf.getMetadata().catch(() => ({ info: {} }))) as { info: { Title?: unknown } };
  const title = typeof info.Title === 'string' && info.Title.trim() !== '' ? info.Title.trim() : null;
  const notices = [
    ...notice(without, pdf.numPages, 'no text: they may be scanned'),
    ...notice(strange, pdf.numPages, 'a font that cannot be read'),
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

const notice = (pages: readonly number[], of: number, what: string): string[] =>
  pages.length === 0 ? [] : [`${pages.length} of ${of} pages have ${what} (first: page ${pages[0]}).`];

type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;

async function pageText(pdf: Pdf, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  try {
    const { items } = await page.getTextContent();
    let text = '';
    let baseline: number | undefined;
    for (const item of items) {
      if (!('str' in item)) continue;
      const y = item.transform[5] as number;
      // A gap of more than a line and a half begins a paragraph.
      if (
        baseline !== undefined &&
        item.str.trim() !== '' &&
        baseline - y > 1.6 * (item.height || 12) &&
        text.endsWith('\n')
      )
        text += '\n';
      text += item.str + (item.hasEOL ? '\n' : '');
      if (item.str.trim() !== '') baseline = y;
    }
    return text;
  } finally {
    page.cleanup();
  }
}
