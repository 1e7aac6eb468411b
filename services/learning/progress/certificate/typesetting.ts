/**
 * Sets text of any script on a page: finds fonts grapheme by grapheme, keeps right-to-left words in their
 * order, breaks lines, and shrinks what does not fit. Shaping (joined letters, conjuncts, marks) is the
 * fonts' own, through fontkit.
 *
 * Direction follows the Unicode bidirectional algorithm (UAX #9) at the level of words: enough for names and
 * titles, in which nobody nests quotations of the other direction.
 */
import type { Face, Fonts, Style } from './fonts.ts';

/** Letters of one face. */
interface Piece {
  readonly text: string;
  readonly face: Face;
  readonly rightToLeft: boolean;
  /** At a size of 1 point. */
  readonly width: number;
}

interface Word {
  readonly pieces: readonly Piece[];
  readonly rightToLeft: boolean;
  readonly width: number;
  /** True: stands right behind the one before, as in scripts without spaces. */
  readonly joined: boolean;
}

export interface Line {
  /** In the order in which they stand on the page, with the distance from its left end at a size of 1 point. */
  readonly pieces: readonly (Piece & { readonly x: number })[];
  readonly width: number;
}

export interface Block {
  readonly lines: readonly Line[];
  /** Points. */
  readonly size: number;
}

/** One way to set a text: so large, within so many lines, and how small it may get for that. */
export interface Fit {
  readonly size: number;
  readonly least: number;
  readonly lines: number;
}

export interface Setting {
  readonly style: Style;
  /** Width of a line, points. */
  readonly width: number;
  /** Tried in turn. Where none fits, the last one’s least size takes the lines it needs. */
  readonly fits: readonly [Fit, ...Fit[]];
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const STRONG = /\p{L}/u;
const SPACE = 0.25;

/** Sets `text` in the first way that fits, at the largest size, its lines about equally long. */
export async function setText(fonts: Fonts, text: string, { style, width, fits }: Setting): Promise<Block> {
  const words = await Promise.all(
    splitWords(text.normalize('NFC')).map(({ word, joined }) => setWord(fonts, word, joined, text, style)),
  );
  const rightToLeft = words.find(({ pieces }) =>
    pieces.some((piece) => STRONG.test(piece.text)),
  )?.rightToLeft;
  const size = sizeOf(words, width, fits);
  const lines = balance(words, width / size);
  return { size, lines: lines.map((line) => order(line, rightToLeft ?? false)) };
}

function sizeOf(words: readonly Word[], width: number, fits: Setting['fits']): number {
  for (const { size, least, lines } of fits)
    for (let tried = size; tried >= least; tried -= 1)
      if (breakLines(words, width / tried).length <= lines) return tried;
  return fits.at(-1)?.least ?? fits[0].least;
}

/** As many lines as are needed, none much shorter than the others. */
function balance(words: readonly Word[], width: number): Word[][] {
  const { length } = breakLines(words, width);
  let narrow = width / length;
  while (breakLines(words, narrow).length > length) narrow += width / 50;
  return breakLines(words, Math.min(narrow, width));
}

/** Where a line may be broken: at spaces, and between words in scripts that write none. */
function splitWords(text: string): { word: string; joined: boolean }[] {
  return text
    .split(/\s+/u)
    .filter((word) => word.length > 0)
    .flatMap((word) => {
      if (!WITHOUT_SPACES.test(word)) return [{ word, joined: false }];
      const parts: { word: string; joined: boolean }[] = [];
      for (const { segment, isWordLike } of wordSegments.segment(word)) {
        const last = parts.at(-1);
        if (last && !isWordLike) last.word += segment;
        else parts.push({ word: segment, joined: last !== undefined });
      }
      return parts;
    });
}

const wordSegments = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

async function setWord(
  fonts: Fonts,
  word: string,
  joined: boolean,
  text: string,
  style: Style,
): Promise<Word> {
  const runs: { text: string; face: Face }[] = [];
  for (const { segment } of graphemes.segment(word)) {
    const face = await fonts.faceOf(segment, text, style);
    const last = runs.at(-1);
    if (last?.face === face) last.text += segment;
    else runs.push({ text: segment, face });
  }
  const pieces = runs.map((run) => ({
    ...run,
    rightToLeft: RIGHT_TO_LEFT.test(run.text),
    width: run.face.font.layout(run.text).advanceWidth / run.face.font.unitsPerEm,
  }));
  return toWord(pieces, joined);
}

function toWord(pieces: readonly Piece[], joined: boolean): Word {
  const strong = pieces.find((piece) => STRONG.test(piece.text));
  return {
    pieces,
    rightToLeft: strong?.rightToLeft ?? false,
    width: pieces.reduce((sum, { width }) => sum + width, 0),
    joined,
  };
}

function breakLines(words: readonly Word[], width: number): Word[][] {
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of words.flatMap((whole) => breakWord(whole, width))) {
    const line = lines.at(-1) as Word[];
    const needed = line.length === 0 ? word.width : used + (word.joined ? 0 : SPACE) + word.width;
    if (line.length > 0 && needed > width) {
      lines.push([word]);
      used = word.width;
    } else {
      line.push(word);
      used = needed;
    }
  }
  return lines;
}

/** A word longer than a line is broken between graphemes. */
function breakWord(word: Word, width: number): Word[] {
  if (word.width <= width) return [word];
  const parts: Piece[][] = [[]];
  let used = 0;
  for (const piece of word.pieces) {
    for (const { segment } of graphemes.segment(piece.text)) {
      const { font } = piece.face;
      const advance = font.layout(segment).advanceWidth / font.unitsPerEm;
      if (used + advance > width && used > 0) {
        parts.push([]);
        used = 0;
      }
      used += advance;
      const part = parts.at(-1) as Piece[];
      const last = part.at(-1);
      if (last?.face === piece.face)
        part[part.length - 1] = { ...last, text: last.text + segment, width: last.width + advance };
      else part.push({ ...piece, text: segment, width: advance });
    }
  }
  return parts.map((part, index) => toWord(part, index > 0 || word.joined));
}

/** Words of the text's own direction follow it; a group of the other direction runs the other way within. */
function order(words: readonly Word[], rightToLeft: boolean): Line {
  const groups: Word[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.[0]?.rightToLeft === word.rightToLeft) last.push(word);
    else groups.push([word]);
  }
  const inGroups = groups.map((group) => (group[0]?.rightToLeft ? group.toReversed() : group));
  const visual = (rightToLeft ? inGroups.toReversed() : inGroups).flat();
  const pieces: (Piece & { x: number })[] = [];
  let x = 0;
  for (const word of visual) {
    if (x > 0 && !word.joined) x += SPACE;
    for (const piece of word.rightToLeft ? word.pieces.toReversed() : word.pieces) {
      pieces.push({ ...piece, x });
      x += piece.width;
    }
  }
  return { pieces, width: x };
}

/** Draws a line with its baseline at `y`, from `x` on, in the current fill colour. */
export function drawLine(
  doc: PDFKit.PDFDocument,
  line: Line,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  for (const piece of line.pieces) {
    const { data, name } = piece.face;
    if (data === null) {
      drawOutlines(doc, piece, { x: x + piece.x * size, y, size });
      continue;
    }
    doc.registerFont(name, data);
    // With a list of features, pdfkit has the whole piece shaped at once, which right-to-left needs.
    doc
      .font(name)
      .fontSize(size)
      .text(piece.text, x + piece.x * size, y, {
        lineBreak: false,
        baseline: 'alphabetic',
        features: ['kern'],
      });
  }
}

function drawOutlines(
  doc: PDFKit.PDFDocument,
  { text, face: { font, stroke } }: Piece,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let pen = x;
  glyphs.forEach((glyph, index) => {
    doc
      .save()
      .translate(pen, y)
      .scale(scale, -scale)
      .lineWidth(stroke * font.unitsPerEm)
      .path(glyph.path.toSVG())
      .fillAndStroke();
    doc.restore();
    pen += (positions[index]?.xAdvance ?? 0) * scale;
  });
}
