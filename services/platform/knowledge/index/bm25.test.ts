import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  best,
  explain,
  inContext,
  pack,
  rarity,
  type Statistics,
  segmentOf,
  type TermLists,
  toBytes,
  without,
} from './bm25.ts';

const tuning = { k1: 1.2, b: 0.5 };

interface Doc {
  number: number;
  length: number;
  weights: Record<string, number>;
}

function listsOf(docs: readonly Doc[], terms: readonly string[]): TermLists[] {
  return terms.map((term) => {
    const segments = new Map<number, number[]>();
    for (const { number, length, weights } of docs) {
      const weight = weights[term];
      if (!weight) continue;
      const list = segments.get(segmentOf(number)) ?? [];
      segments.set(segmentOf(number), [...list, pack({ number, weight, length })]);
    }
    const lists = [...segments].map(([segment, postings]) => ({ segment, bytes: toBytes(postings) }));
    return { term, weight: 1, lists };
  });
}

/** Many documents over several segments, with a common word and a rare one. */
const docs: Doc[] = Array.from({ length: 9_000 }, (_, index) => ({
  number: index * 3,
  length: 20 + ((index * 37) % 400),
  weights: { common: 2 + (index % 5) * 2, ...(index % 97 === 0 && { rare: 2 + (index % 3) * 2 }) },
}));
const statistics: Statistics = {
  passages: docs.length,
  words: docs.reduce((sum, { length }) => sum + length, 0),
};

test('the ranking is BM25, as a plain calculation gives it', () => {
  const terms = listsOf(docs, ['common', 'rare']);
  const having = (term: string) => docs.filter(({ weights }) => weights[term]).length;
  const average = statistics.words / statistics.passages;
  const plain = docs
    .map(({ number, length, weights }) => {
      let score = 0;
      for (const [term, weight] of Object.entries(weights)) {
        const tf = weight / 2;
        const norm = tuning.k1 * (1 - tuning.b + (tuning.b * Math.ceil(length / 4) * 4) / average);
        score += (rarity(statistics.passages, having(term)) * tf * (tuning.k1 + 1)) / (tf + norm);
      }
      return { number, score };
    })
    .sort((a, b) => b.score - a.score || a.number - b.number);
  const found = best(terms, statistics, tuning, 50);
  for (const [index, { score }] of found.entries()) {
    assert.ok(Math.abs(score - (plain[index]?.score ?? 0)) < 1e-4, `rank ${index + 1}`);
  }
  const [first] = found;
  const why = explain(terms, statistics, tuning, first?.number ?? -1);
  const sum = why.reduce((all, { contribution }) => all + contribution, 0);
  assert.ok(Math.abs(sum - (first?.score ?? 0)) < 1e-4);
});

test('the best are the same however many are asked for, and only those allowed are given', () => {
  const terms = listsOf(docs, ['common', 'rare']);
  const many = best(terms, statistics, tuning, 5_000);
  assert.deepEqual(best(terms, statistics, tuning, 10), many.slice(0, 10));
  const only = new Set(many.slice(100, 120).map(({ number }) => number));
  assert.deepEqual(best(terms, statistics, tuning, 100, only), many.slice(100, 120));
});

test('what is taken out of a list is gone, the rest stays', () => {
  const listOf = (...numbers: number[]) =>
    toBytes(numbers.map((number) => pack({ number, weight: 2, length: 8 })));
  assert.deepEqual(without(listOf(1, 2, 3), listOf(2)), listOf(1, 3));
  assert.deepEqual(without(listOf(1, 2, 3), undefined), listOf(1, 2, 3));
  assert.equal(without(listOf(1, 2, 3), listOf(1, 2, 3)).length, 0);
});

test('a passage gains from the best of its source, and one without a source is gone', () => {
  const scored = [
    { number: 1, score: 10 },
    { number: 2, score: 9 },
    { number: 3, score: 8.5 },
    { number: 4, score: 1 },
  ];
  const sources = new Map([
    [1, 'a'],
    [2, 'b'],
    [3, 'a'],
  ]);
  assert.deepEqual(
    inContext(scored, sources).map(({ number, context }) => [number, context]),
    [
      [1, 8],
      [3, 8],
      [2, 7.2],
    ],
  );
});
