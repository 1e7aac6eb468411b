/** DOCX and PPTX: zips of XML. What they unpack to is counted while it is unpacked, whatever they claim. */

import type { Extracted, Mark } from './extracted.ts';
import { fromHtml } from './html.ts';
import { Refused } from './refused.ts';

const UNPACKED_AT_MOST = 200 * 1_048_576;
const XML_AT_MOST = 20 * 1_048_576;
const ENTRIES_AT_MOST = 10_000;

/** Reads the entries of a zip that are asked for, and measures all others. */
async function unzip(bytes: Buffer, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  const { fromBufferPromise } = await import('yauzl');
  const zip = await fromBufferPromise(bytes).catch((error: unknown) => {
    throw new Refused('file-broken', 'This file is damaged: it cannot be unpacked.', { cause: error });
  });
  const kept = new Map<string, Buffer>();
  let total = 0;
  let entries = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    if (entries > ENTRIES_AT_MOST) throw bomb();
    const name = String(entry.fileName);
    if (name.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    let size = 0;
    const stream = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw new Refused('file-broken', 'This file is damaged: it cannot be unpacked.', { cause: error });
    });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      total += chunk.length;
      if (total > UNPACKED_AT_MOST || (wanted(name) && size > XML_AT_MOST)) throw bomb();
      if (wanted(name)) chunks.push(chunk);
    }
    if (wanted(name)) kept.set(name, Buffer.concat(chunks));
  }
  return kept;
}

const bomb = () =>
  new Refused(
    'file-too-large',
    'This file unpacks to more than 200 MB, so it was not read. Leave large parts out.',
  );

/** A Word document with its headings, lists and tables. */
export async function fromDocx(bytes: Buffer): Promise<Extracted> {
  const parts = await unzip(bytes, (name) => name === 'word/document.xml');
  if (!parts.has('word/document.xml'))
    throw new Refused('file-broken', 'This is no Word document, whatever its name says.');
  const { default: mammoth } = await import('mammoth');
  const { value: html } = await mammoth
    .convertToHtml(
      { buffer: bytes },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
    )
    .catch((error: unknown) => {
      throw new Refused('file-broken', 'This Word document is damaged and cannot be read.', { cause: error });
    });
  const found = await fromHtml(`<body>${html}</body>`);
  return { ...found, title: found.title };
}

/** Slides in their order, a page each, with what their notes say. */
export async function fromPptx(bytes: Buffer): Promise<Extracted> {
  const parts = await unzip(bytes, (name) =>
    /^ppt\/(slides|notesSlides)\/[^/]+\.xml$|\.rels$|^ppt\/presentation\.xml$/.test(name),
  );
  const names = await slideOrder(parts);
  if (names.length === 0) throw new Refused('file-broken', 'This is no presentation, or it has no slides.');
  let text = '';
  const marks: Mark[] = [];
  let title: string | null = null;
  for (const [index, name] of names.entries()) {
    const slide = await slideText(parts.get(name) ?? Buffer.alloc(0));
    const notes = await notesOf(parts, name);
    title ??= slide.title;
    marks.push({ at: text.length, page: index + 1 });
    text += `## ${slide.title ?? `Slide ${index + 1}`}\n\n${slide.lines.join('\n\n')}\n\n`;
    if (notes.length > 0) text += `${notes.join('\n\n')}\n\n`;
  }
  return { text: text.trim(), title, marks, pages: names.length, notices: [] };
}

async function parseXml(xml: Buffer) {
  const { load } = await import('cheerio');
  return load(xml.toString('utf8'), { xml: true });
}

/** The presentation says in which order its slides come; where it is damaged, their numbers do. */
async function slideOrder(parts: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const all = [...parts.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  const presentation = parts.get('ppt/presentation.xml');
  const targets = await relations(parts, 'ppt/_rels/presentation.xml.rels');
  const numberOf = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1]);
  if (!presentation) return all.sort((a, b) => numberOf(a) - numberOf(b));
  const $ = await parseXml(presentation);
  const ordered = $('p\\:sldId')
    .toArray()
    .flatMap((node) => targets.get($(node).attr('r:id') ?? '') ?? [])
    .map((target) => `ppt/${target.replace(/^\/?(ppt\/)?/, '')}`)
    .filter((name) => parts.has(name));
  return ordered.length > 0 ? ordered : all.sort((a, b) => numberOf(a) - numberOf(b));
}

async function relations(parts: ReadonlyMap<string, Buffer>, name: string): Promise<Map<string, string>> {
  const xml = parts.get(name);
  if (!xml) return new Map();
  const $ = await parseXml(xml);
  return new Map(
    $('Relationship')
      .toArray()
      .map((node) => [$(node).attr('Id') ?? '', $(node).attr('Target') ?? '']),
  );
}

async function slideText(xml: Buffer): Promise<{ title: string | null; lines: string[] }> {
  const $ = await parseXml(xml);
  let title: string | null = null;
  const lines: string[] = [];
  for (const shape of $('p\\:sp, p\\:graphicFrame').toArray()) {
    const isTitle = /^(title|ctrTitle)$/.test($(shape).find('p\\:ph').attr('type') ?? '');
    const paragraphs = $(shape)
      .find('a\\:p')
      .toArray()
      .map((node) =>
        $(node)
          .find('a\\:t')
          .toArray()
          .map((run) => $(run).text())
          .join(''),
      )
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (isTitle && title === null && paragraphs.length > 0) title = paragraphs.join(' ');
    else lines.push(...paragraphs);
  }
  return { title, lines };
}

async function notesOf(parts: ReadonlyMap<string, Buffer>, slide: string): Promise<string[]> {
  const targets = await relations(parts, slide.replace(/([^/]+)$/, '_rels/$1.rels'));
  const target = [...targets.values()].find((name) => name.includes('notesSlide'));
  const notes = target && parts.get(`ppt/${target.replace(/^(\.\.\/|\/ppt\/)/, '')}`);
  if (!notes) return [];
  const { lines } = await slideText(notes);
  // The number of the slide stands in a shape of its own.
  return lines.filter((line) => !/^\d+$/.test(line));
}
