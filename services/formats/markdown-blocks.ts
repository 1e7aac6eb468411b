/** What Markdown consists of, by CommonMark and GFM: one reading for passages and for answers. */
import { type BlockParser, parser, Table } from '@lezer/markdown';

/** Lists, their items and quotes that something may stand in. Nobody writes more; each line is held against all of them. */
const DEEPEST = 100;

/** What stands deeper is text, marks and all: `1. 1. 1. …` in 32 kB took half a second, with blank lines behind it four. */
const tooDeep: BlockParser = {
  name: 'TooDeep',
  before: 'Blockquote',
  parse: (cx, line) => {
    if (cx.depth <= DEEPEST) return false;
    cx.addElement(cx.elt('Paragraph', cx.lineStart + line.pos, cx.lineStart + line.text.length));
    cx.nextLine();
    return true;
  },
};

/**
 * Reads headings, code, lists, quotes and tables, each with its place, and nothing that stands inside a line.
 * A megabyte takes a quarter of a second, also where somebody wants it to take longer.
 */
export const markdownBlocks = parser.configure([
  Table,
  {
    parseBlock: [tooDeep],
    remove: [
      'Escape',
      'Entity',
      'InlineCode',
      'HTMLTag',
      'Emphasis',
      'HardBreak',
      'Link',
      'Image',
      'LinkEnd',
      'Autolink',
    ],
  },
]);
