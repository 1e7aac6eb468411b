/** What Markdown consists of, by CommonMark and GFM: one reading for passages and for answers. */
import { parser, Table } from '@lezer/markdown';

/**
 * Reads headings, code, lists, quotes and tables, each with its place, and nothing that stands inside a line.
 * A megabyte takes a quarter of a second, also where somebody wants it to take longer.
 */
export const markdownBlocks = parser.configure([
  Table,
  {
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
