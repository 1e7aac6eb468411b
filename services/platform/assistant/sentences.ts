/** Markdown cut into blocks and sentences, each with its place in the text (UTF-16 offsets). */

import { markdownBlocks } from '../../formats/markdown-blocks.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Block extends Span {
  readonly kind: 'code' | 'heading' | 'item' | 'text' | 'table';
  /** What it says, without fence, list mark, heading mark and quotation mark. */
  readonly text: string;
  /** Where `text` begins in the whole. */
  readonly textStart: number;
  /** Of code: what stands behind its fence. */
  readonly language?: string;
  /** Of a heading: 1 to 6. */
  readonly depth?: number;
}

/** The blocks of a Markdown text in order. An unclosed fence runs to the end; comments and rules say nothing. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  markdownBlocks.parse(markdown).iterate({
    enter: ({ name, from, to, node }) => {
      const kind = kinds[name.replace(/\d$/, '')];
      if (kind === undefined) return true;
      const start = markdown.lastIndexOf('\n', from - 1) + 1;
      if (kind === 'code') blocks.push(codeBlock(markdown, node, start, to));
      else if (kind === 'heading') blocks.push({ kind, start, end: to, ...headingOf(markdown, node) });
      else {
        const own = kind === 'text' && node.prevSibling?.name === 'ListMark' ? 'item' : kind;
        blocks.push({ kind: own, start, end: to, textStart: from, text: markdown.slice(from, to) });
      }
      return false;
    },
  });
  return blocks;
}

type Node = ReturnType<typeof markdownBlocks.parse>['topNode'];

const kinds: Readonly<Record<string, Block['kind']>> = {
  ATXHeading: 'heading',
  SetextHeading: 'heading',
  FencedCode: 'code',
  CodeBlock: 'code',
  Paragraph: 'text',
  HTMLBlock: 'text',
  Table: 'table',
};

/** What it says, without the marks before, behind and below it. */
function headingOf(markdown: string, heading: Node): Pick<Block, 'text' | 'textStart' | 'depth'> {
  const marks = heading.getChildren('HeaderMark');
  const before = marks.find(({ from }) => from === heading.from);
  const after = marks.find(({ from }) => from > heading.from);
  const from = before?.to ?? heading.from;
  const inner = markdown.slice(from, after?.from ?? heading.to);
  const textStart = from + inner.length - inner.trimStart().length;
  return { textStart, text: inner.trim(), depth: Number(heading.name.at(-1)) };
}

function codeBlock(markdown: string, code: Node, start: number, end: number): Block {
  // In a list or a quote each line is a piece of its own, behind what marks it.
  const pieces = code.getChildren('CodeText');
  const info = code.getChild('CodeInfo');
  return {
    kind: 'code',
    start,
    end,
    textStart: pieces[0]?.from ?? end,
    text: pieces.map(({ from, to }) => markdown.slice(from, to)).join(''),
    language: info ? (/^[\w+-]*/.exec(markdown.slice(info.from, info.to))?.[0] ?? '') : '',
  };
}

// The mark that ends a sentence, what may close behind it, and citations that belong to it.
const END = /(?:[.!?…]+["'”’)\]*_`]*|[。！？]+[」』”’）]*)(?:[ \t]*\[\d+\])*/g;
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|ca|approx|no|fig|sec|mr|mrs|ms|dr|prof|st|z\.b|d\.h|usw|p\.ej|[a-z]|\d+)\.$/i;

const ABBREVIATION_AT_MOST = 20;

/** The sentences of a piece of running text; `offset` is added to their places. */
export function sentencesOf(text: string, offset = 0): (Span & { readonly text: string })[] {
  const ends: number[] = [];
  for (const match of maskCode(text).matchAll(END)) {
    const end = match.index + match[0].length;
    const next = text.slice(end, end + 1);
    const isDense = /^[。！？]/.test(match[0]);
    if (next !== '' && !/\s/.test(next) && !isDense) continue;
    const before = text.slice(Math.max(0, match.index - ABBREVIATION_AT_MOST), match.index + 1);
    if (
      match[0].startsWith('.') &&
      ABBREVIATION.test(before) &&
      /^\s+[^\p{Lu}]|^\s*$/u.test(text.slice(end, end + 2))
    )
      continue;
    ends.push(end);
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  let start = 0;
  const sentences: (Span & { text: string })[] = [];
  for (const end of ends) {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (trimmed)
      sentences.push({
        start: offset + start + lead,
        end: offset + start + lead + trimmed.length,
        text: trimmed,
      });
    start = end;
  }
  return sentences;
}

/**
 * The same text with inline code blotted out, for a dot inside code ends no sentence. A run of backticks ends
 * at the next one of its length, and is no code where there is none.
 */
export function maskCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: { length }, index: start }) => ({ start, length }));
  const later = new Map<number, number>();
  const ends = new Map<number, number>();
  for (const { start, length } of runs.toReversed()) {
    const closing = later.get(length);
    if (closing !== undefined) ends.set(start, closing + length);
    later.set(length, start);
  }
  let masked = '';
  let from = 0;
  for (const { start } of runs) {
    const end = ends.get(start);
    if (start < from || end === undefined) continue;
    masked += text.slice(from, start) + '_'.repeat(end - start);
    from = end;
  }
  return masked + text.slice(from);
}
