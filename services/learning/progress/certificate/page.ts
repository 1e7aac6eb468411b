/**
 * The certificate as a page: PDF 1.7, A4 on its side, tagged for readers of screens. The same facts give the
 * same bytes: its dates are those of the completion, and nothing in it is random.
 */
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { Fonts, type Style } from './fonts.ts';
import { drawRing } from './seal.ts';
import { type Block, drawLine, type Fit, setText } from './typesetting.ts';

export interface CertificateFacts {
  readonly learnerName: string;
  readonly courseTitle: string;
  readonly lessons: number;
  /** Instant of the completion, RFC 3339; printed as the day in UTC. */
  readonly issuedAt: string;
  readonly code: string;
  /** Where anyone may verify it; ends with the code. */
  readonly link: string;
}

const WIDTH = 841.89;
const HEIGHT = 595.28;
const MARGIN = 68;
/** Width of the column of text. */
const COLUMN = 430;
const SEAL = { x: 662, y: 262, radius: 112 };

const COLOURS = {
  paper: '#fdfbf8',
  ink: '#28201b',
  soft: '#675b54',
  terracotta: '#cb6440',
  dark: '#a54c2b',
  body: '#efcdbd',
} as const;

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Draws the certificate; takes some tens of milliseconds of work. */
export async function drawCertificate(facts: CertificateFacts): Promise<Buffer> {
  const issued = new Date(facts.issuedAt);
  const doc = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // No default font: it would be embedded, though nothing is set in it.
    font: '',
    info: {
      Title: `Certificate: ${facts.courseTitle}`,
      Author: 'Kernos',
      Subject: `${facts.learnerName} completed ${facts.courseTitle}`,
      Keywords: facts.code,
      CreationDate: issued,
      ModDate: issued,
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  await compose(new Sheet(doc), facts, issued);
  doc.end();
  return ended;
}

async function compose(sheet: Sheet, facts: CertificateFacts, issued: Date): Promise<void> {
  const { learnerName, courseTitle, lessons, code, link } = facts;
  sheet.decorate((doc) => {
    doc.rect(0, 0, WIDTH, HEIGHT).fill(COLOURS.paper);
    const colours = { clay: COLOURS.terracotta, body: COLOURS.body, inside: COLOURS.paper };
    drawRing(doc, { ...SEAL, cups: 16, cup: 15.5, opening: 8 }, colours);
    drawRing(doc, { x: MARGIN + 11, y: 74, radius: 8.6, cups: 8, cup: 2.5, opening: 1 }, colours);
  });
  await sheet.write('P', 'Kernos', { style: 'strong', fits: at(15), x: MARGIN + 31, y: 79.5 });
  await sheet.write('H1', 'Certificate of completion', { fits: at(13), y: 178, colour: COLOURS.dark });
  const below = await sheet.write('P', learnerName, { style: 'strong', fits: NAME, y: 230 });
  const said = 'has completed every lesson of the course';
  await sheet.write('P', said, { style: 'italic', fits: at(15), y: below + 34, colour: COLOURS.soft });
  await sheet.write('P', courseTitle, { fits: TITLE, y: below + 74 });

  const details = [
    ['Completed', day.format(issued), MARGIN],
    ['Lessons', String(lessons), MARGIN + 150],
    ['Code', code, MARGIN + 240],
  ] as const;
  for (const [label, value, x] of details) {
    await sheet.write('P', label, { fits: at(9.5), x, y: 502, colour: COLOURS.soft });
    await sheet.write('P', value, { fits: at(13), x, y: 520 });
  }
  sheet.qr(link, { x: SEAL.x, y: SEAL.y, size: 100 });
  const caption = { fits: CAPTION, width: 270, centre: SEAL.x };
  await sheet.write('P', 'Anyone can verify this certificate:', { ...caption, y: 434, colour: COLOURS.soft });
  // Where it is broken, it is broken before the code.
  const [place, end] = [link.slice(0, -code.length), link.slice(-code.length)];
  await sheet.write('Link', place, { ...caption, y: 449, colour: COLOURS.dark, link });
  await sheet.write('Link', end, { ...caption, y: 461, colour: COLOURS.dark, link });
}

const at = (size: number): [Fit] => [{ size, least: size, lines: 1 }];
// Rather one line a little smaller than two.
const NAME: [Fit, ...Fit[]] = [
  { size: 42, least: 32, lines: 1 },
  { size: 36, least: 20, lines: 2 },
];
const TITLE: [Fit, ...Fit[]] = [
  { size: 27, least: 23, lines: 1 },
  { size: 25, least: 18, lines: 3 },
  { size: 17, least: 11, lines: 5 },
];
const CAPTION: [Fit] = [{ size: 9.5, least: 5.5, lines: 1 }];

interface Writing {
  /** Default: regular. */
  readonly style?: Style;
  readonly fits: readonly [Fit, ...Fit[]];
  /** Default: the column. */
  readonly width?: number;
  /** Left end of the lines; or their middle, as `centre`. Default: the margin. */
  readonly x?: number;
  readonly centre?: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly colour?: string;
  readonly link?: string;
}

/** A page that is drawn and tagged at the same time. */
class Sheet {
  readonly #doc: PDFKit.PDFDocument;
  readonly #fonts = new Fonts();
  readonly #root: PDFKit.PDFStructureElement;

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
  }

  /** What only pleases the eye. */
  decorate(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw(this.#doc);
    this.#doc.endMarkedContent();
  }

  /** Sets a text; returns the baseline of its last line. */
  async write(tag: string, text: string, writing: Writing): Promise<number> {
    const {
      style = 'regular',
      fits,
      width = COLUMN,
      x = MARGIN,
      centre,
      colour = COLOURS.ink,
      link,
    } = writing;
    const block = await setText(this.#fonts, text, { style, fits, width });
    const leading = block.size * 1.22;
    const draw = () => {
      this.#doc.fillColor(colour).strokeColor(colour);
      block.lines.forEach((line, index) => {
        const left = centre === undefined ? x : centre - (line.width * block.size) / 2;
        drawLine(this.#doc, line, { x: left, y: writing.y + index * leading, size: block.size });
      });
    };
    // What is read aloud is the text, whatever pieces and outlines it is made of.
    this.#root.add(this.#doc.struct(tag, { actual: text }, draw));
    if (link !== undefined) this.#link(block, writing, link);
    return writing.y + (block.lines.length - 1) * leading;
  }

  #link(block: Block, { width = COLUMN, x = MARGIN, centre, y }: Writing, target: string): void {
    const left = centre === undefined ? x : centre - width / 2;
    this.#doc.link(left, y - block.size, width, block.lines.length * block.size * 1.22 + 4, target);
  }

  /** A QR code (ISO/IEC 18004) with its middle at `x`, `y`. */
  qr(text: string, { x, y, size }: { x: number; y: number; size: number }): void {
    const { data, size: modules } = encode(text, { ecc: 'M', border: 0 });
    const unit = size / modules;
    const draw = () => {
      data.forEach((row, down) => {
        row.forEach((dark, across) => {
          if (dark) this.#doc.rect(x - size / 2 + across * unit, y - size / 2 + down * unit, unit, unit);
        });
      });
      this.#doc.fill(COLOURS.ink);
    };
    this.#root.add(this.#doc.struct('Figure', { alt: `QR code of the link ${text}` }, draw));
  }
}
