/** Search does not get worse: our own questions, against the figure that is checked in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { courseFolder, courseIsThere, measureOwn, readBaseline } from './practical-python.ts';

const WORSE_AT_MOST = 0.01;

test('our own questions over the shared course are answered as well as before', {
  skip: courseIsThere ? false : `the shared course is not at ${courseFolder}`,
}, async () => {
  const { ndcg10, each } = await measureOwn();
  const { ndcg10: before } = await readBaseline();
  assert.ok(
    ndcg10 >= before - WORSE_AT_MOST,
    `nDCG@10 fell from ${before} to ${ndcg10.toFixed(4)}. Worst: ${each
      .slice(0, 5)
      .map(({ query }) => query.text)
      .join('; ')}`,
  );
  // What the project promises: this question leads to the lessons on generators.
  const generator = each.find(({ query }) => query.text === 'How do I write a generator function?');
  assert.match(generator?.first ?? '', /^06-generators\//);
});
