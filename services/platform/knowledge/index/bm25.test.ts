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
    const having = docs.filter(({ weights }) => weights[term]).length;
    return { term, weight: 1, having, lists };
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
  const counts = new Map(
    ['common', 'rare'].map((term) => [term, docs.filter(({ weights }) => weights[term]).length]),
  );
  const having = (term: string) => counts.get(term) ?? 0;
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

test('a passage gains from all that its source says, and one without a source is gone', () => {
  const few: Doc[] = [
    { number: 1, length: 100, weights: { common: 4, rare: 2 } },
    { number: 2, length: 100, weights: { common: 4 } },
    { number: 3, length: 100, weights: { rare: 8 } },
    { number: 4, length: 100, weights: { common: 8, rare: 8 } },
  ];
  const figures = { passages: 10, words: 1_000 };
  const terms = listsOf(few, ['common', 'rare']);
  const alone = best(terms, figures, tuning, 10);
  const sources = new Map([
    [1, 'a'],
    [2, 'b'],
    [3, 'a'],
  ]);
  const raised = inContext(terms, figures, tuning, alone, sources);
  assert.deepEqual(new Set(raised.map(({ number }) => number)), new Set([1, 2, 3]));
  // As one text of 200 words: common twice, rare five times.
  const norm = tuning.k1 * (1 - tuning.b + tuning.b * 2);
  const of = (tf: number, having: number) => (rarity(10, having) * tf * (tuning.k1 + 1)) / (tf + norm);
  const whole = 0.6 * (of(2, 3) + of(5, 3));
  for (const number of [1, 3]) {
    const { score = 0, context = 0 } = raised.find((one) => one.number === number) ?? {};
    assert.ok(Math.abs(context - whole) < 1e-9);
    const own = alone.find((one) => one.number === number)?.score ?? 0;
    assert.ok(Math.abs(score - own - whole) < 1e-9);
  }
});
