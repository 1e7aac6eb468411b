/** Takes the text out of a file. Runs in a thread of its own: whatever the file does, it does there. */
import { takeFrontMatter, textField } from '../../../formats/front-matter.ts';
import { firstHeading } from '../chunk.ts';
import { because } from '../contract-notices.ts';
import { fromCaptions } from './captions.ts';
import { decode } from './decode.ts';
import { fromDocx } from './docx.ts';
import type { Extracted, Format } from './extracted.ts';
import { isOldOffice } from './formats.ts';
import { fromHtml } from './html.ts';
import { fromNotebook } from './notebook.ts';
import { fromPdf } from './pdf.ts';
import { fromPptx } from './pptx.ts';
import { Refused } from './refused.ts';
import { titleFrom } from './titles.ts';

export interface FileToRead {
  readonly bytes: Buffer;
  readonly format: Format;
  /** Of the text, as a server said it. */
  readonly charset?: string | undefined;
}

/** Characters that one document may have: more is not read by people either, and no search gains by it. */
const CHARACTERS_AT_MOST = 20_000_000;

/** @throws {Refused} where there is no text to be had */
export async function extract(file: FileToRead): Promise<Extracted> {
  const found = await read(file);
  if (found.text.trim() === '') throw new Refused('no-text', 'There is no text in this file.');
  if (found.text.length > CHARACTERS_AT_MOST)
    throw new Refused('file-too-large', 'This file has more than 20 million characters. Split it.');
  return found;
}

async function read({ bytes, format, charset }: FileToRead): Promise<Extracted> {
  if ((format === 'docx' || format === 'pptx') && isOldOffice(bytes))
    throw new Refused(
      'file-encrypted',
      'This file is protected by a password, or in the format of Office before 2007. Save it anew without one.',
    );
  if (format === 'pdf') return fromPdf(bytes);
  if (format === 'docx') return fromDocx(bytes);
  if (format === 'pptx') return fromPptx(bytes);
  const { text, encoding } = decode(bytes, charset);
  const found = await readText(text, format);
  if (encoding === null) return found;
  return { ...found, notices: [...found.notices, because('not-utf-8', { encoding })] };
}

async function readText(text: string, format: Format): Promise<Extracted> {
  if (format === 'html') return fromHtml(text);
  if (format === 'notebook') return fromNotebook(text);
  if (format === 'captions') return fromCaptions(text);
  if (format === 'markdown') return fromMarkdown(text);
  return { text, title: null, marks: [], pages: null, notices: [] };
}

/** As it is, without the front matter, which says what it is called. */
function fromMarkdown(source: string): Extracted {
  const { text, fields, problem } = takeFrontMatter(source);
  const title = titleFrom(textField(fields, 'title'), firstHeading(text));
  return {
    text,
    title,
    marks: [],
    pages: null,
    notices: problem ? [because(problem.code, { problem: problem.said })] : [],
  };
}
