/** Markdown cut into blocks and sentences, each with its place in the text (UTF-16 offsets). */

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
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+-]*)/;
const HEADING = /^ {0,3}#{1,6}[ \t]+/;
const ITEM = /^[ \t]*(?:>[ \t]?)*[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const TABLE = /^ {0,3}\|/;
const QUOTE = /^ {0,3}(?:>[ \t]?)+/;

interface Line extends Span {
  readonly text: string;
}

function* linesOf(text: string): Generator<Line> {
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield { start, end, text: text.slice(start, end) };
    start = end + 1;
  }
}

/** The blocks of a Markdown text in order. An unclosed fence runs to the end. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; start: number; textStart: number; end: number } | undefined;
  let code: { fence: string; start: number; textStart: number; language: string } | undefined;
  const close = () => {
    if (!open) return;
    const { kind, start, textStart, end } = open;
    if (end > textStart) blocks.push({ kind, start, end, textStart, text: markdown.slice(textStart, end) });
    open = undefined;
  };
  for (const line of linesOf(markdown)) {
    const fence = line.text.match(FENCE);
    if (code) {
      if (fence?.[1]?.startsWith(code.fence) && !fence[2]) {
        blocks.push(codeBlock(markdown, code, line.start, line.end));
        code = undefined;
      }
      continue;
    }
    if (fence?.[1]) {
      close();
      code = { fence: fence[1], start: line.start, textStart: line.end + 1, language: fence[2] ?? '' };
      continue;
    }
    const kind = kindOf(line.text);
    if (kind === 'blank') close();
    else if (kind === 'text' && open && open.kind !== 'heading' && open.kind !== 'table') open.end = line.end;
    else if (kind === 'table' && open?.kind === 'table') open.end = line.end;
    else {
      close();
      const mark =
        line.text.match(kind === 'item' ? ITEM : kind === 'heading' ? HEADING : QUOTE)?.[0].length ?? 0;
      open = { kind, start: line.start, textStart: line.start + mark, end: line.end };
    }
  }
  close();
  if (code) blocks.push(codeBlock(markdown, code, markdown.length, markdown.length));
  return blocks;
}

function kindOf(line: string): Block['kind'] | 'blank' {
  if (/^[ \t>]*$/.test(line)) return 'blank';
  if (HEADING.test(line)) return 'heading';
  if (TABLE.test(line)) return 'table';
  return ITEM.test(line) ? 'item' : 'text';
}

const codeBlock = (
  markdown: string,
  { start, textStart, language }: { start: number; textStart: number; language: string },
  textEnd: number,
  end: number,
): Block => ({
  kind: 'code',
  start,
  end,
  textStart: Math.min(textStart, textEnd),
  text: markdown.slice(Math.min(textStart, textEnd), textEnd).replace(/\n$/, ''),
  language,
});

// The mark that ends a sentence, what may close behind it, and citations that belong to it.
const END = /(?:[.!?…]+["'”’)\]*_`]*|[。！？]+[」』”’）]*)(?:[ \t]*\[\d+\])*/g;
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|ca|approx|no|fig|sec|mr|mrs|ms|dr|prof|st|z\.b|d\.h|usw|p\.ej|[a-z]|\d+)\.$/i;

/** The sentences of a piece of running text; `offset` is added to their places. */
export function sentencesOf(text: string, offset = 0): (Span & { readonly text: string })[] {
  const ends: number[] = [];
  for (const match of maskCode(text).matchAll(END)) {
    const end = match.index + match[0].length;
    const next = text.slice(end, end + 1);
    const isDense = /^[。！？]/.test(match[0]);
    if (next !== '' && !/\s/.test(next) && !isDense) continue;
    const before = text.slice(0, match.index + 1);
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

/** The same text with inline code blotted out, for a dot inside code ends no sentence. */
export const maskCode = (text: string): string =>
  text.replace(/(`+)([^`]|(?!\1)`)*?\1(?!`)/g, (code) => '_'.repeat(code.length));
