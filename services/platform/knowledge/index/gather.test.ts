import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, toBytes } from './bm25.ts';
import { Gathered } from './gather.ts';

const weights = { title: 1, headings: 6, text: 2 };

test('headings and titles weigh what they are given, and only words of the text have length', () => {
  const gathered = new Gathered(weights);
  gathered.take(7, { title: 'Generators', headings: ['Yield'], text: 'Yield gives a value', language: 'en' });
  const posting = (weight: number) => toBytes([pack({ number: 7, weight, length: 3 })]);
  assert.deepEqual(gathered.takeLists(), [
    { term: 'gener', entries: posting(1) },
    { term: 'give', entries: posting(2) },
    { term: 'valu', entries: posting(2) },
    { term: 'yield', entries: posting(8) },
  ]);
  assert.deepEqual(gathered.spellings(), [
    ['generators', 1],
    ['gives', 1],
    ['value', 1],
    ['yield', 1],
  ]);
  assert.deepEqual([gathered.passages, gathered.words], [1, 3]);
});

test('lists are of the passages since the last time, words of all', () => {
  const gathered = new Gathered(weights);
  const take = (number: number, text: string) =>
    gathered.take(number, { title: '', headings: [], text, language: 'en' });
  const posting = (number: number, weight: number) => pack({ number, weight, length: 2 });
  take(1, 'zebra zebra');
  take(2, 'zebra okapi');
  assert.deepEqual(gathered.takeLists(), [
    { term: 'okapi', entries: toBytes([posting(2, 2)]) },
    { term: 'zebra', entries: toBytes([posting(1, 4), posting(2, 2)]) },
  ]);
  take(3, 'zebras Zebra');
  assert.deepEqual(gathered.takeLists(), [{ term: 'zebra', entries: toBytes([posting(3, 4)]) }]);
  assert.deepEqual(gathered.takeLists(), []);
  assert.deepEqual(gathered.spellings(), [
    ['okapi', 1],
    ['zebra', 3],
    ['zebras', 1],
  ]);
  assert.deepEqual([gathered.passages, gathered.words], [3, 6]);
});
