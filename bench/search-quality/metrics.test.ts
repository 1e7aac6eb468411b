import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averagePrecision, ndcg, percentile, recall } from './metrics.ts';

const judged = new Map([
  ['a', 2],
  ['b', 1],
  ['c', 0],
]);

test('the measures give what their definitions do', () => {
  assert.equal(ndcg(['a', 'b'], judged), 1);
  // (1 + 3 / log2(3)) / (3 + 1 / log2(3))
  assert.ok(Math.abs(ndcg(['b', 'a'], judged) - (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3))) < 1e-12);
  assert.equal(ndcg(['c', 'x'], judged), 0);
  assert.equal(averagePrecision(['a', 'x', 'b'], judged), (1 + 2 / 3) / 2);
  assert.equal(recall(['x', 'b'], judged), 0.5);
  assert.equal(recall(['x', 'b'], judged, 1), 0);
  assert.equal(percentile([5, 1, 3, 2, 4], 0.5), 3);
});
