/**
 * Cuts a text into passages by its structure: a heading begins a new one, a code block stays whole, and
 * about 300 tokens are enough. Each passage is an exact slice of the text, with its place in bytes of UTF-8.
 */

/** What a text is written in: Markdown has headings and fences, the others have lines only. */
export type Markup = 'markdown' | 'plain' | 'code' | 'lines';

export interface Chunk {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** The same in bytes of UTF-8. */
  readonly startByte: number;
  readonly endByte: number;
  readonly text: string;
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
}

/** A token of a language model is about four characters of English or code. */
const CHARS_PER_TOKEN = 4;
const TARGET = 300 * CHARS_PER_TOKEN;
const AT_MOST = 450 * CHARS_PER_TOKEN;
/** A code block longer than this is cut after all, between lines. */
const CODE_AT_MOST = 2_000 * CHARS_PER_TOKEN;

interface Block {
  readonly start: number;
  end: number;
  readonly kind: 'heading' | 'code' | 'text';
  readonly depth?: number;
  readonly title?: string;
}

/** Cuts `text`. Passages do not overlap, stand in order, and leave out nothing but blank lines and navigation. */
export function chunk(text: string, markup: Markup): Chunk[] {
  const blocks = markup === 'markdown' ? markdownBlocks(text) : paragraphs(text, markup);
  const pieces = gather(text, blocks, markup);
  return withBytes(text, pieces);
}

interface Line {
  readonly start: number;
  /** Behind the line break. */
  readonly end: number;
  readonly text: string;
}

function* lines(text: string): Generator<Line> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    yield { start, end, text: text.slice(start, end).replace(/\r?\n$/, '') };
    start = end;
  }
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const SETEXT = /^ {0,3}(=+|-{2,})[ \t]*$/;

function markdownBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let fence: string | undefined;
  const close = () => {
    open = undefined;
  };
  for (const line of lines(text)) {
    const mark = FENCE.exec(line.text)?.[1];
    if (fence !== undefined) {
      if (open) open.end = line.end;
      if (mark?.startsWith(fence) && /^ {0,3}[`~]+[ \t]*$/.test(line.text)) {
        fence = undefined;
        close();
      }
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      open = { start: line.start, end: line.end, kind: 'code' };
      blocks.push(open);
      continue;
    }
    const atx = ATX.exec(line.text);
    if (atx) {
      blocks.push(heading(line, (atx[1] as string).length, atx[2] ?? ''));
      close();
      continue;
    }
    if (line.text.trim() === '') {
      close();
      continue;
    }
    const setext = SETEXT.exec(line.text);
    if (setext && open?.kind === 'text' && !text.slice(open.start, open.end).trim().includes('\n')) {
      const title = text.slice(open.start, open.end).trim();
      blocks.pop();
      blocks.push({
        start: open.start,
        end: line.end,
        kind: 'heading',
        depth: setext[1]?.startsWith('=') ? 1 : 2,
        title: plainTitle(title),
      });
      close();
      continue;
    }
    if (open) open.end = line.end;
    else {
      open = { start: line.start, end: line.end, kind: 'text' };
      blocks.push(open);
    }
  }
  return blocks;
}

const heading = (line: Line, depth: number, title: string): Block => ({
  start: line.start,
  end: line.end,
  kind: 'heading',
  depth,
  title: plainTitle(title),
});

/** A heading without its markup. */
function plainTitle(title: string): string {
  return title
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]+/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .trim();
}

/** Paragraphs of a text without headings; of source code, what stands between blank lines before column one. */
function paragraphs(text: string, markup: Markup): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let blank = true;
  for (const line of lines(text)) {
    if (line.text.trim() === '') {
      blank = true;
      continue;
    }
    const begins = markup === 'lines' || (blank && (markup === 'plain' || /^\S/.test(line.text)));
    if (open && !begins) open.end = line.end;
    else {
      open = { start: line.start, end: line.end, kind: markup === 'code' ? 'code' : 'text' };
      blocks.push(open);
    }
    blank = false;
  }
  return blocks;
}

interface Piece {
  start: number;
  end: number;
  readonly headings: readonly string[];
}

/** Joins blocks to passages: never across a heading, and not past the size that is enough. */
function gather(text: string, blocks: readonly Block[], markup: Markup): Piece[] {
  const pieces: Piece[] = [];
  const path: { depth: number; title: string }[] = [];
  let open: Piece | undefined;
  let onlyHeadings = false;
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const depth = block.depth ?? 1;
      while ((path.at(-1)?.depth ?? 0) >= depth) path.pop();
      if (block.title) path.push({ depth, title: block.title });
      const headings = path.map(({ title }) => title);
      // A heading with nothing of its own below it goes with the next.
      if (open && onlyHeadings) pieces.pop();
      open = { start: open && onlyHeadings ? open.start : block.start, end: block.end, headings };
      pieces.push(open);
      onlyHeadings = true;
      continue;
    }
    const headings = path.map(({ title }) => title);
    if (block.kind === 'text' && markup === 'markdown' && isNavigation(text.slice(block.start, block.end)))
      continue;
    for (const part of split(text, block, markup)) {
      const size = part.end - (open?.start ?? part.start);
      const fits = open !== undefined && (size <= TARGET || onlyHeadings || joins(text, open, part, size));
      if (open && fits) open.end = part.end;
      else {
        open = { start: part.start, end: part.end, headings };
        pieces.push(open);
      }
      onlyHeadings = false;
    }
  }
  return pieces;
}

/** Links and what stands between them, nothing else: the way to other pages. */
function isNavigation(block: string): boolean {
  if (!block.includes('](')) return false;
  return /^[\s|\\·•›»«‹<>:*_/–—-]*$/.test(block.replaceAll(/!?\[[^\]]*\]\([^)]*\)/g, ''));
}

/** A short remainder, or the code that a sentence with a colon leads to, is better off where it belongs. */
function joins(text: string, open: Piece, part: { start: number; end: number }, size: number): boolean {
  if (size > AT_MOST) return false;
  const leads = /:\s*$/.test(text.slice(Math.max(open.start, open.end - 40), open.end));
  return leads || part.end - part.start < TARGET / 6;
}

/** A block that is too long, cut between lines, sentences or words, in this order. */
function* split(text: string, block: Block, markup: Markup): Generator<{ start: number; end: number }> {
  const most = block.kind === 'code' && markup === 'markdown' ? CODE_AT_MOST : AT_MOST;
  let { start } = block;
  while (block.end - start > most) {
    const window = text.slice(start, start + most);
    const line = window.lastIndexOf('\n') + 1;
    const sentence = block.kind === 'text' ? lastSentence(window) : 0;
    const word = window.lastIndexOf(' ') + 1;
    const least = most / 3;
    const cut = [sentence, line, word].find((at) => at > least) ?? safeCut(text, start + most) - start;
    yield { start, end: start + cut };
    start += cut;
  }
  yield { start, end: block.end };
}

function lastSentence(window: string): number {
  let last = 0;
  for (const match of window.matchAll(/[.!?。！？]["'”’)\]]*(?:\s+|(?<=[。！？]))/gu))
    last = match.index + match[0].length;
  return last;
}

/** Not between the two halves of a character. */
function safeCut(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

function withBytes(text: string, pieces: readonly Piece[]): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  let bytes = 0;
  for (const piece of pieces) {
    const slice = text.slice(piece.start, piece.end);
    const start = piece.start + (slice.length - slice.trimStart().length);
    const own = text.slice(start, piece.start + slice.trimEnd().length);
    if (own === '') continue;
    const startByte = bytes + Buffer.byteLength(text.slice(at, start));
    const endByte = startByte + Buffer.byteLength(own);
    at = start + own.length;
    bytes = endByte;
    chunks.push({ start, end: at, startByte, endByte, text: own, headings: piece.headings });
  }
  return chunks;
}
