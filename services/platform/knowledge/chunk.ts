/**
 * Cuts a text into passages by its structure: a heading begins a new one, a code block stays whole, and
 * about 300 tokens are enough. Each passage is an exact slice of the text, with its place in bytes of UTF-8.
 */

import { headingAttributes } from '../../formats/heading-attributes.ts';
import { markdownBlocks } from '../../formats/markdown-blocks.ts';

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
  const blocks = markup === 'markdown' ? structured(text) : paragraphs(text, markup);
  const pieces = gather(text, blocks, markup);
  return withBytes(text, pieces);
}

/** The first heading of the first rank in a Markdown text. */
export const firstHeading = (text: string): string | undefined =>
  structured(text).find(({ kind, depth }) => kind === 'heading' && depth === 1)?.title;

interface Line {
  readonly start: number;
  /** Behind the line break. */
  readonly end: number;
  readonly text: string;
}

function* lines(text: string, from: number, to: number): Generator<Line> {
  let start = from;
  while (start < to) {
    const found = text.indexOf('\n', start);
    const end = found < 0 || found >= to ? to : found + 1;
    yield { start, end, text: text.slice(start, end).replace(/\r?\n$/, '') };
    start = end;
  }
}

function structured(text: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const add = (block: Block) => {
    // What is neither heading nor code goes by its blank lines, as lists and tables do.
    blocks.push(...paragraphs(text, 'plain', at, block.start), block);
    at = block.end;
  };
  markdownBlocks.parse(text).iterate({
    enter: ({ name, from, to, node }) => {
      const heading = /^(?:ATX|Setext)Heading([1-6])$/.exec(name);
      // A heading in a quote or a list is one of that quote, and begins nothing.
      if (heading && node.parent?.name === 'Document') {
        const title = plainTitle(text.slice(from, Math.min(to, from + TITLE_AT_MOST)));
        add({
          start: lineStart(text, from),
          end: lineEnd(text, to),
          kind: 'heading',
          depth: Number(heading[1]),
          title,
        });
      } else if (name === 'FencedCode' || name === 'CodeBlock')
        add({ start: Math.max(at, lineStart(text, from)), end: lineEnd(text, to), kind: 'code' });
      return !LEAVES.has(name) && !heading;
    },
  });
  blocks.push(...paragraphs(text, 'plain', at, text.length));
  return blocks;
}

const LEAVES = new Set(['FencedCode', 'CodeBlock', 'Paragraph', 'HTMLBlock', 'CommentBlock']);
const TITLE_AT_MOST = 1_000;

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

const LINK = /!?\[([^[\]]*)\]\([^()]*\)/g;

/** A heading without its markup. */
function plainTitle(heading: string): string {
  const line = heading
    .trimStart()
    .replace(/^#{1,6}(?:[ \t]+|$)/, '')
    .replace(/\n[ \t]*(?:=+|-+)[ \t]*$/, '')
    .replace(/(?:^|[ \t])#+[ \t]*$/, '');
  // What was an image in a link is a link after the first time.
  return headingAttributes(line)
    .text.replaceAll(LINK, '$1')
    .replaceAll(LINK, '$1')
    .replaceAll(/[`*]+/g, '')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Paragraphs of a text without headings; of source code, what stands between blank lines before column one. */
function paragraphs(text: string, markup: Markup, from = 0, to = text.length): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let blank = true;
  for (const line of lines(text, from, to)) {
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
  return /^[\s|\\·•›»«‹<>:*_/–—-]*$/.test(block.replaceAll(/!?\[[^[\]]*\]\([^()]*\)/g, ''));
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
