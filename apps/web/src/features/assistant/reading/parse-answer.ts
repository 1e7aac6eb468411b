/** The Markdown of an answer, as a tree whose nodes know where in the text they stand. */
import type { PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** HTML stays text: nothing that a model writes becomes an element. */
export const parseAnswer = (text: string): Root =>
  fromMarkdown(text, {
    extensions: [gfmTable(), { disable: { null: ['htmlFlow', 'htmlText', 'definition'] } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  });

export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'cite'; readonly n: number; readonly at: number };

const CITATION = /\[(\d{1,3})\]/g;

/** A run of text cut at its citations. `at`: where a citation stands in the answer, in UTF-16 units. */
export function cutAtCitations(text: string, from: number): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CITATION)) {
    if (match.index > end) pieces.push({ type: 'text', text: text.slice(end, match.index) });
    pieces.push({ type: 'cite', n: Number(match[1]), at: from + match.index });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

/** Where a node stands in the text of its answer. */
export const spanOf = (node: PhrasingContent | Root): { start: number; end: number } => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});
