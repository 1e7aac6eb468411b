/** Files with known text, made as they are needed: none lies in the repository. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { ZipFile } from 'yazl';

/** A PDF with a text a page; empty pages have a drawing and no text. */
export async function pdf(
  pages: readonly string[],
  options: { password?: string; title?: string; typed?: string } = {},
): Promise<Buffer> {
  const document = new PDFDocument({
    autoFirstPage: false,
    ...(options.password && { userPassword: options.password }),
    ...(options.title && { info: { Title: options.title } }),
  });
  const out = new PassThrough();
  document.pipe(out);
  const bytes = buffer(out);
  for (const text of pages) {
    document.addPage();
    if (text === '') document.rect(50, 50, 200, 100).fill('gray');
    else document.text(text);
  }
  if (options.typed) {
    document.initForm();
    document.formText('answer', 50, 200, 200, 20, { value: options.typed });
    document.formText('pin', 50, 240, 200, 20, { value: 'secretpin', password: true });
  }
  document.end();
  return bytes;
}

/** A small PDF whose one page is drawn by so many bytes. */
export const inflating = (size: number): Buffer =>
  rawPdf([stream(deflateSync(Buffer.alloc(size, ' ')), '/Filter/FlateDecode'), '<<>>']);

/** A PDF with one line in a font that is not in it, by the codes of an encoding; blanks set pieces apart. */
export const composite = (font: {
  encoding: string;
  ordering: string;
  hex: string;
  toUnicode?: string | undefined;
}): Buffer => {
  const { encoding, ordering, hex, toUnicode } = font;
  const drawn = hex.split(' ').map((codes, at) => `1 0 0 1 ${60 + 60 * at} 780 Tm <${codes}> Tj`);
  const map = `begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${toUnicode?.split('> <').length ?? 0} beginbfchar ${toUnicode} endbfchar endcmap`;
  return rawPdf([
    stream(Buffer.from(`BT /F1 14 Tf ${drawn.join(' ')} ET`)),
    '<</Font<</F1 6 0 R>>>>',
    `<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/${encoding}/DescendantFonts[7 0 R]${toUnicode ? '/ToUnicode 9 0 R' : ''}>>`,
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(${ordering})/Supplement 0>>/FontDescriptor 8 0 R/DW 1000>>`,
    '<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 -136 1000 859]/ItalicAngle 0/Ascent 859/Descent -140/CapHeight 709/StemV 80>>',
    stream(Buffer.from(map)),
  ]);
};

const stream = (content: Buffer, more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<</Length ${content.length}${more}>>stream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);

/** A PDF of one page, written as it stands: its content, its resources, and objects from the sixth on. */
function rawPdf(objects: readonly (Buffer | string)[]): Buffer {
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 5 0 R/Contents 4 0 R>>';
  const all = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', page, ...objects];
  const written = all.flatMap((object, index) => [`${index + 1} 0 obj\n`, object, '\nendobj\n']);
  const parts = ['%PDF-1.6\n', ...written, `trailer\n<</Size ${all.length + 1}/Root 1 0 R>>\n%%EOF`];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

export async function zip(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word document; a paragraph that begins with `#` is a heading. `body` is XML behind them, `main` the part of all. */
export const docx = (
  paragraphs: readonly string[],
  { main = 'word/document.xml', body: rest = '', ...more }: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> => {
  const body = paragraphs
    .map((text) => {
      const heading = text.startsWith('# ');
      const style = heading ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : '';
      return `<w:p>${style}<w:r><w:t xml:space="preserve">${heading ? text.slice(2) : text}</w:t></w:r></w:p>`;
    })
    .join('');
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="${main}"/></Relationships>`,
    [String(main)]: `<?xml version="1.0"?><w:document ${W}><w:body>${body}${rest}</w:body></w:document>`,
    'word/styles.xml': `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    [String(main).replace(/([^/]+)$/, '_rels/$1.rels')]:
      `<?xml version="1.0"?><Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ...more,
  });
};

const P =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const shape = (text: string, type?: string) =>
  `<p:sp><p:nvSpPr><p:nvPr>${type ? `<p:ph type="${type}"/>` : ''}</p:nvPr></p:nvSpPr><p:txBody>${text
    .split('\n')
    .map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`)
    .join('')}</p:txBody></p:sp>`;

export interface Slide {
  readonly title: string;
  readonly text: string;
  readonly notes?: string;
  /** XML of more shapes, and the parts that they lead to: their kind and XML, by id. */
  readonly shapes?: string;
  readonly parts?: Readonly<Record<string, readonly [kind: string, xml: string]>>;
}

/** Slides in the order given; their files are numbered backwards, as editors leave them after moving slides. */
export const pptx = (slides: readonly Slide[]): Promise<Buffer> => {
  const parts: Record<string, string> = {};
  const numberOf = (index: number) => slides.length - index;
  for (const [index, { title, text, notes, shapes = '', parts: own = {} }] of slides.entries()) {
    const number = numberOf(index);
    parts[`ppt/slides/slide${number}.xml`] =
      `<p:sld ${P}><p:cSld><p:spTree>${shape(title, 'title')}${shape(text)}${shapes}</p:spTree></p:cSld></p:sld>`;
    const relations = notes ? [['rId1', 'notesSlide', `../notesSlides/notesSlide${number}.xml`]] : [];
    for (const [id, [kind, xml]] of Object.entries(own)) {
      relations.push([id, kind, `../${kind}s/${kind}${number}.xml`]);
      parts[`ppt/${kind}s/${kind}${number}.xml`] = xml;
    }
    parts[`ppt/slides/_rels/slide${number}.xml.rels`] =
      `<Relationships ${RELATIONS}>${relations.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
    if (!notes) continue;
    parts[`ppt/notesSlides/notesSlide${number}.xml`] =
      `<p:notes ${P}><p:cSld><p:spTree>${shape(notes, 'body')}${shape(String(number), 'sldNum')}</p:spTree></p:cSld></p:notes>`;
  }
  parts['_rels/.rels'] =
    `<Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="ppt/presentation.xml"/></Relationships>`;
  parts['ppt/presentation.xml'] =
    `<p:presentation ${P}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join('')}</p:sldIdLst></p:presentation>`;
  parts['ppt/_rels/presentation.xml.rels'] =
    `<Relationships ${RELATIONS}>${slides.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/slide" Target="slides/slide${numberOf(index)}.xml"/>`).join('')}</Relationships>`;
  return zip(parts);
};
