import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownBlocks } from './markdown-blocks.ts';

/** How deep the deepest block of a text stands. */
function deepestIn(markdown: string): number {
  let deepest = 0;
  let depth = 0;
  markdownBlocks.parse(markdown).iterate({
    enter: () => {
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    leave: () => {
      depth -= 1;
    },
  });
  return deepest;
}

test('however deep somebody nests lists and quotes, no line is held against more than a hundred of them', () => {
  for (const mark of ['> ', '- ', '+ ', '1. ', '1) ', '> - ', '* 1. ', '- > 1) '])
    for (const behind of ['', 'a', `a${'\n'.repeat(1_000)}`, '\n'.repeat(1_000)]) {
      const depth = deepestIn(mark.repeat(2_000) + behind);
      assert.ok(depth < 106, `${depth} deep: ${JSON.stringify(mark)}`);
    }
});

test('what stands deeper is text, and what follows is what it was', () => {
  const deep = '> '.repeat(300);
  const names: string[] = [];
  markdownBlocks.parse(`${deep}- a\n\n# After\n`).iterate({
    enter: ({ name }) => {
      if (!name.startsWith('Blockquote') && name !== 'QuoteMark') names.push(name);
    },
  });
  assert.deepEqual(names, ['Document', 'Paragraph', 'ATXHeading1', 'HeaderMark']);
});
