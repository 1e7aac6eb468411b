/** Search does not get worse: questions over courses, against the figures that are checked in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collections, measureCourse, readBaseline } from './courses.ts';

const WORSE_AT_MOST = 0.01;

for (const collection of collections) {
  test(`the questions over ${collection.name} are answered as well as before`, async () => {
    const { ndcg10, each } = await measureCourse(collection);
    const { ndcg10: before } = await readBaseline(collection);
    assert.ok(
      ndcg10 >= before - WORSE_AT_MOST,
      `nDCG@10 fell from ${before} to ${ndcg10.toFixed(4)}. Worst: ${each
        .slice(0, 5)
        .map(({ query }) => query.text)
        .join('; ')}`,
    );
    // What the project promises: this question leads to the lessons on generators.
    const generator = each.find(({ query }) => query.text === 'How do I write a generator function?');
    assert.match(generator?.first ?? '', /^0[68]-(generators|iteration)\//);
  });
}
