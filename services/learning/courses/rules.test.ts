import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anonymous, serviceActor } from '@kernos/kernel/caller';
import { batches, moved, reader, viewerOf } from './rules.ts';

test('who edits what', () => {
  const person = (...roles: string[]) => ({ kind: 'person', id: 'p', sessionId: 's', roles }) as const;
  assert.deepEqual(viewerOf(person('instructor')), { editorId: 'p', editsAll: false });
  assert.deepEqual(viewerOf(person('admin')), { editorId: 'p', editsAll: true });
  assert.deepEqual(viewerOf(person('learner', 'instructor', 'admin')), { editorId: 'p', editsAll: true });
  for (const actor of [person(), person('learner'), anonymous, serviceActor('progress')])
    assert.deepEqual(viewerOf(actor), reader);
});

test('one of a row moves, the others keep their order', () => {
  const row = ['a', 'b', 'c', 'd'];
  assert.deepEqual(moved(row, 'a', 2), ['b', 'c', 'a', 'd']);
  assert.deepEqual(moved(row, 'd', 0), ['d', 'a', 'b', 'c']);
  assert.deepEqual(moved(row, 'b', 1), row);
  assert.deepEqual(moved(row, 'b', 99), ['a', 'c', 'd', 'b']);
  assert.deepEqual(moved(row, 'new', Number.POSITIVE_INFINITY), [...row, 'new']);
  assert.deepEqual(moved([], 'new', 3), ['new']);
});

test('batches keep order and weight', () => {
  const weight = (n: number) => n;
  assert.deepEqual(batches([1, 2, 3, 4], weight, 5), [[1, 2], [3], [4]]);
  assert.deepEqual(batches([9, 1, 1], weight, 5), [[9], [1, 1]]);
  assert.deepEqual(batches([], weight, 5), []);
});
