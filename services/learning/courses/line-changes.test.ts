import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsTheLoop } from '@kernos/kernel/longest-turn';
import { lineChanges } from './line-changes.ts';

test('lines that came and went', async () => {
  const changes = async (before: string, after: string) => Object.values(await lineChanges(before, after));
  assert.deepEqual(await changes('', 'a\nb'), [2, 0]);
  assert.deepEqual(await changes('a\nb', ''), [0, 2]);
  assert.deepEqual(await changes('a\nb\nc', 'a\nB\nc\nd'), [2, 1]);
  assert.deepEqual(await changes('a\nb\nc', 'c\na\nb'), [0, 0], 'a line that only moved');
  assert.deepEqual(await changes('x\nx', 'x\nx\nx'), [1, 0], 'the same line more often');
  assert.deepEqual(await changes('same', 'same'), [0, 0]);
  assert.deepEqual(await changes('', '\n'), [2, 0], 'an empty line before and one after');
  assert.deepEqual(await changes('a\n', 'a'), [0, 1], 'the empty line behind the last');
});

test('those of the largest lessons hold nobody up', async () => {
  const lines = Array.from({ length: 190_000 }, (_, n) => n.toString(36));
  const [before, after] = [lines.join('\n'), lines.toReversed().join('x\n')];
  assert.equal(await holdsTheLoop(() => lineChanges(before, after)), null);
});
