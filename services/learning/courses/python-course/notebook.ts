import type { RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { parseMarkdown } from '../content/markdown.ts';

interface Cell {
  readonly cell_type: 'markdown' | 'code';
  readonly metadata: object;
  readonly source: string;
  readonly execution_count?: null;
  readonly outputs?: readonly object[];
}

/**
 * A lesson as a Jupyter notebook (nbformat 4.4): its Python as cells to run, with what each prints below it,
 * and its prose between them. Links are left out, since they lead to other lessons.
 */
export function notebookOf(markdown: string): string {
  const cells: Cell[] = [];
  let prose = '';
  const endProse = () => {
    if (prose.trim() !== '') cells.push({ cell_type: 'markdown', metadata: {}, source: prose.trim() });
    prose = '';
  };
  const blocks = parseMarkdown(markdown).children;
  for (const [index, block] of blocks.entries()) {
    if (isPython(block)) {
      endProse();
      const next = blocks[index + 1];
      const printed =
        next && isOutput(next) ? [{ output_type: 'stream', name: 'stdout', text: next.value }] : [];
      cells.push({
        ...{ cell_type: 'code', metadata: {}, execution_count: null },
        ...{ source: block.value, outputs: printed },
      });
    } else if (!(isOutput(block) && isPython(blocks[index - 1]))) prose += `${sourceOf(block, markdown)}\n\n`;
  }
  endProse();
  const metadata = { language_info: { name: 'python' } };
  return `${JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata, cells }, undefined, 1)}\n`;
}

type Code = Extract<RootContent, { type: 'code' }>;

const isPython = (block: RootContent | undefined): block is Code =>
  block?.type === 'code' && block.lang === 'python';
const isOutput = (block: RootContent): block is Code => block.type === 'code' && block.lang === 'text';

function sourceOf(block: RootContent, markdown: string): string {
  const written = markdown.slice(block.position?.start.offset, block.position?.end.offset);
  if (block.type !== 'paragraph') return written;
  return block.children.reduceRight((text, child) => {
    if (child.type !== 'link') return text;
    const from = (child.position?.start.offset ?? 0) - (block.position?.start.offset ?? 0);
    const to = (child.position?.end.offset ?? 0) - (block.position?.start.offset ?? 0);
    return text.slice(0, from) + textOf(child) + text.slice(to);
  }, written);
}
