import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resemblances } from './resemblance.ts';

const found = [
  { text: 'A generator yields values one after the other.', score: 10 },
  { text: 'Values are yielded one after the other by a generator.', score: 8 },
  { text: 'The bakery sells bread in the morning.', score: 7 },
  { text: 'One after the other, a generator yields its values.', score: 6 },
  { text: 'Nobody knows the way to the harbour.', score: 5 },
  { text: 'Rain falls on the roof of the barn.', score: 4 },
];

test('what says the same as the best gains, what says something else does not', () => {
  const gains = resemblances(found);
  const [first = 0, second = 0, bread = 0, fourth = 0] = gains;
  assert.ok(first > 0 && second > 0 && fourth > 2 * bread, String(gains));
  assert.ok(gains.every((gain) => gain >= 0 && gain <= 0.4 * (10 - 4)));
});

test('neighbours count, in scripts without spaces too', () => {
  const of = (...texts: string[]) => resemblances(texts.map((text, index) => ({ text, score: 10 - index })));
  const [, , near = 0, far = 0] = of(
    '生成器函数返回值',
    '生成器函数',
    '生成器函数',
    '函生数成器',
    '天气很好',
  );
  assert.ok(near > far, `${near} ${far}`);
});

test('few passages, and those that are equally good, stay as they are', () => {
  assert.deepEqual(resemblances(found.slice(0, 2)), [0, 0]);
  assert.deepEqual(resemblances(found.map(({ text }) => ({ text, score: 1 }))), [0, 0, 0, 0, 0, 0]);
});
