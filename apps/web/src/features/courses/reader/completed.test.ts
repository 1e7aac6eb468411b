/** What is shown before the server answers is what the server will answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCompleted, withoutCompleted } from './completed.ts';

const order = ['a', 'b', 'c'];
const none = { completedLessonIds: [], completed: 0, total: 3, percent: 0, nextLessonId: 'a' };

test('a lesson more: rounded down, and the next one after it', () => {
  const one = withCompleted(none, 'b', order);
  assert.deepEqual(one, {
    completedLessonIds: ['b'],
    completed: 1,
    total: 3,
    percent: 33,
    nextLessonId: 'c',
  });
  const two = withCompleted(one, 'c', order);
  assert.equal(two.percent, 66);
  assert.equal(two.nextLessonId, 'a', 'what was skipped comes last');
  const all = withCompleted(two, 'a', order);
  assert.deepEqual([all.percent, all.nextLessonId], [100, null]);
});

test('the same lesson again changes nothing', () => {
  const one = withCompleted(none, 'a', order);
  assert.equal(withCompleted(one, 'a', order), one);
});

test('taking back gives what was before, and the lesson as the one to go on with', () => {
  const one = withCompleted(none, 'a', order);
  assert.deepEqual(withoutCompleted(one, 'a'), none);
  assert.equal(withoutCompleted(none, 'a'), none);
});
