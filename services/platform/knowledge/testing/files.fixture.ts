/** Files with known text, made as they are needed: none lies in the repository. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { ZipFile } from 'yazl';

/** A PDF with a text a page; empty pages have a drawing and no text. */
export async function pdf(
  pages: readonly string[],
  options: { password?: string; title?: string } = {},
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
  document.end();
  return bytes;
}

export async function zip(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word document; a paragraph that begins with `#` is a heading. */
export const docx = (
  paragraphs: readonly string[],
  more: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> => {
  const body = paragraphs
    .map((text) => {
      const heading = text.startsWith('# ');
      const style = heading ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : '';
      return `<w:p>${style}<w:r><w:t xml:space="preserve">${heading ? text.slice(2) : text}</w:t></w:r></w:p>`;
    })
    .join('');
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
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
}

/** Slides in the order given; their files are numbered backwards, as editors leave them after moving slides. */
export const pptx = (slides: readonly Slide[]): Promise<Buffer> => {
  const parts: Record<string, string> = {};
  const numberOf = (index: number) => slides.length - index;
  for (const [index, { title, text, notes }] of slides.entries()) {
    const number = numberOf(index);
    parts[`ppt/slides/slide${number}.xml`] =
      `<p:sld ${P}><p:cSld><p:spTree>${shape(title, 'title')}${shape(text)}</p:spTree></p:cSld></p:sld>`;
    if (!notes) continue;
    parts[`ppt/slides/_rels/slide${number}.xml.rels`] =
      `<Relationships ${RELATIONS}><Relationship Id="rId1" Type="${OFFICE}/notesSlide" Target="../notesSlides/notesSlide${number}.xml"/></Relationships>`;
    parts[`ppt/notesSlides/notesSlide${number}.xml`] =
      `<p:notes ${P}><p:cSld><p:spTree>${shape(notes, 'body')}${shape(String(number), 'sldNum')}</p:spTree></p:cSld></p:notes>`;
  }
  parts['ppt/presentation.xml'] =
    `<p:presentation ${P}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join('')}</p:sldIdLst></p:presentation>`;
  parts['ppt/_rels/presentation.xml.rels'] =
    `<Relationships ${RELATIONS}>${slides.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/slide" Target="slides/slide${numberOf(index)}.xml"/>`).join('')}</Relationships>`;
  return zip(parts);
};
