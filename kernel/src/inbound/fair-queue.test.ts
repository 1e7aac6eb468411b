import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairQueue } from './fair-queue.ts';

function filled(
  counts: Readonly<Record<string, number>>,
  organization = 'o',
  queue = new FairQueue<string>(),
) {
  for (const [sender, count] of Object.entries(counts))
    for (let n = 0; n < count; n += 1) queue.add(organization, sender, `${sender}${n}`);
  return queue;
}
const countOf = (items: readonly string[] = []) =>
  Object.fromEntries(
    [...Map.groupBy(items, (item) => item[0])].map(([sender, some]) => [sender, some.length]),
  );

test('a sender with a lot to say takes no more of a batch than others who still have something', () => {
  const queue = filled({ a: 1_000, b: 3, c: 40 });
  assert.deepEqual(countOf(queue.take(100)?.items), { a: 57, b: 3, c: 40 });
});

test('more senders than places are served in turn', () => {
  const queue = filled({ a: 9, b: 9, c: 9 });
  const served = [1, 2, 3, 4].map(() => {
    const batch = queue.take(2);
    batch?.release();
    return countOf(batch?.items);
  });
  assert.deepEqual(served, [
    { a: 1, b: 1 },
    { c: 1, a: 1 },
    { b: 1, c: 1 },
    { a: 1, b: 1 },
  ]);
});

test('nothing of a sender is given out while others of it are being handled, and its order stays', () => {
  const queue = filled({ a: 3 });
  const first = queue.take(2);
  assert.deepEqual(first?.items, ['a0', 'a1']);
  assert.equal(queue.take(2), undefined);
  first?.release();
  assert.deepEqual(queue.take(2)?.items, ['a2']);
  assert.equal(queue.size, 0);
});

test('an organization with a lot to say does not keep another waiting', () => {
  const queue = filled({ b: 1 }, 'small', filled({ a: 1_000 }, 'large'));
  const batches = [queue.take(10), queue.take(10)].map((batch) => countOf(batch?.items));
  assert.deepEqual(batches, [{ a: 10 }, { b: 1 }]);
});
