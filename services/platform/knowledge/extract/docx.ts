/** Word documents with their headings, lists, tables and equations. */

import { type LeftOut, notRead } from '../contract-notices.ts';
import { equation, type MathNode } from './equations.ts';
import type { Extracted } from './extracted.ts';
import { fromHtml } from './html.ts';
import { type OfficePackage, openOffice } from './office-package.ts';
import { Refused } from './refused.ts';
import { titleFrom } from './titles.ts';

export async function fromDocx(bytes: Buffer): Promise<Extracted> {
  const office = await openOffice(bytes);
  const [main] = await office.related('', 'officeDocument');
  if (
    !main ||
    !/<(?:\w+:)?document[\s>]/.test(office.parts.get(main)?.subarray(0, 4_096).toString('utf8') ?? '')
  )
    throw new Refused('file-broken', 'This is no Word document, whatever its name says.');
  const found = await fromHtml(`<body>${await htmlOf(office)}</body>`);
  return { ...found, title: titleFrom(found.title, await office.title()), notices: notRead(leftOut(office)) };
}

async function htmlOf(office: OfficePackage): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const parts = new Map(office.parts);
  const hidden = await hiddenStyles(office);
  for (const [name, xml] of parts)
    if ((hidden.length > 0 && xml.includes('rStyle')) || UNREAD.some((mark) => xml.includes(mark)))
      parts.set(name, await readable(office, name, hidden));
  // What mammoth makes of the bytes of a zip: so it is unpacked once, and what mammoth would leave out is words.
  const file = {
    exists: (name: string) => parts.has(name),
    read: async (name: string, encoding?: BufferEncoding) => {
      const part = parts.get(name) ?? Buffer.alloc(0);
      return encoding ? part.toString(encoding).replace(/^\uFEFF/, '') : part;
    },
  };
  const options = {
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    externalFileAccess: false,
    styleMap: ["p[style-name='Title'] => h1:fresh"],
  };
  const { value } = await mammoth.convertToHtml({ file } as never, options).catch((error: unknown) => {
    throw new Refused('file-broken', 'This Word document is damaged and cannot be read.', { cause: error });
  });
  return value;
}

/** What mammoth leaves out, or shows although it is hidden. */
const UNREAD = ['vanish', 'oMath', 'AlternateContent', 'txbxContent', 'fldSimple'];
const VML = 'xmlns:v="urn:schemas-microsoft-com:vml"';

/** A part in which all that has words is what mammoth reads, where it stood. */
async function readable(office: OfficePackage, name: string, hidden: readonly string[]): Promise<Buffer> {
  const $ = await office.xml(name);
  for (const run of $('w\\:r:has(> w\\:rPr)').toArray()) {
    const properties = $(run).children('w\\:rPr');
    const own = properties.children('w\\:vanish');
    const style = properties.children('w\\:rStyle').attr('w:val') ?? '';
    // What marks a field stays: half of one could not be read.
    if (own.length > 0 ? isOn(own.attr('w:val')) : hidden.includes(style))
      $(run).children('w\\:t, w\\:tab, w\\:br, w\\:sym, w\\:drawing, w\\:pict').remove();
  }
  for (const node of $('mc\\:AlternateContent').toArray().toReversed()) {
    const says = (kind: string) => $(node).children(kind).find('w\\:t, m\\:t').length > 0;
    if (says('mc\\:Choice') && !says('mc\\:Fallback'))
      $(node).replaceWith($(node).children('mc\\:Choice').first().contents());
  }
  for (const drawing of $('w\\:drawing:has(w\\:txbxContent)').toArray()) {
    if ($(drawing).closest('mc\\:Choice').length > 0) continue;
    const box = $(`<w:pict ${VML}><v:shape><v:textbox></v:textbox></v:shape></w:pict>`);
    box.find('v\\:textbox').append($(drawing).find('w\\:txbxContent'));
    $(drawing).replaceWith(box);
  }
  for (const field of $('w\\:fldSimple').toArray().toReversed()) $(field).replaceWith($(field).contents());
  for (const math of $('m\\:oMath').toArray()) {
    const run = $('<w:r><w:t xml:space="preserve"></w:t></w:r>');
    run.find('w\\:t').text(equation(math as unknown as MathNode));
    const block = $(math).closest('m\\:oMathPara');
    const inParagraph = $(math).closest('w\\:p').length > 0;
    if (block.length > 0) block.before(inParagraph ? run : $('<w:p></w:p>').append(run));
    else $(math).replaceWith(run);
  }
  $('m\\:oMathPara').remove();
  return Buffer.from($.xml());
}

const isOn = (value = 'true'): boolean => !['0', 'false', 'off'].includes(value);

/** Styles of characters that nobody is to see. */
async function hiddenStyles(office: OfficePackage): Promise<string[]> {
  const name = [...office.parts.keys()].find((part) => /\/styles\.xml$/.test(part));
  if (!name || !office.parts.get(name)?.includes('vanish')) return [];
  const $ = await office.xml(name);
  return $('w\\:style[w\\:type="character"]:has(> w\\:rPr > w\\:vanish)')
    .toArray()
    .filter((style) => isOn($(style).find('w\\:vanish').attr('w:val')))
    .flatMap((style) => $(style).attr('w:styleId') ?? []);
}

function leftOut({ parts, pictures }: OfficePackage): LeftOut {
  const count = (pattern: RegExp) => [...parts.keys()].filter((name) => pattern.test(name)).length;
  const equations = [...parts.values()].reduce(
    (sum, xml) => sum + xml.toString('latin1').split('ProgID="Equation').length - 1,
    0,
  );
  return {
    equations,
    charts: count(/\/charts\/chart[^/]*\.xml$/),
    diagrams: count(/\/diagrams\/data[^/]*\.xml$/),
    pictures,
  };
}
