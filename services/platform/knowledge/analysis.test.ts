import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseQuestion, tokens } from './analysis.ts';

const termsOf = (text: string) => [...tokens(text)].map(({ term }) => term);

test('words become stems, without accents, and those of no meaning go', () => {
  assert.deepEqual(termsOf('The generators are générating — Python’s way'), [
    'gener',
    'gener',
    'python',
    'way',
  ]);
});

test('identifiers are found whole and by their parts', () => {
  assert.deepEqual(termsOf('list.append'), ['list.append', 'list', 'append']);
  assert.deepEqual(termsOf('__init__'), ['__init__', 'init']);
  assert.deepEqual(termsOf('self.__init__'), ['self.__init__', 'self', '__init__', 'init']);
  assert.deepEqual(termsOf('read_csv_data'), ['read_csv_data', 'read', 'csv', 'data']);
  assert.deepEqual(termsOf('HTTPServer camelCase'), [
    'httpserver',
    'http',
    'server',
    'camelcase',
    'camel',
    'case',
  ]);
});

test('texts without spaces are found by every two letters', () => {
  assert.deepEqual(termsOf('生成器'), ['生成', '成器']);
});

test('every term stands where it says', () => {
  const text = 'Call self.__init__ of the naïve HTTPServer, 生成器 and list.append(x)';
  for (const { word, start, end } of tokens(text)) {
    const there = text
      .slice(start, end)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '');
    assert.equal(there, word);
  }
});

test('a question’s everyday words count only where it has no others', () => {
  assert.deepEqual(
    analyseQuestion('How do I write for or while?').map(({ term }) => term),
    ['write'],
  );
  assert.deepEqual(
    analyseQuestion('for ... in').map(({ term }) => term),
    ['for', 'in'],
  );
  assert.deepEqual(analyseQuestion('the of'), []);
  assert.ok(analyseQuestion('a b c d e f g'.repeat(2_000)).length <= 64);
});

test('the last word of a question may be unfinished, unless something follows it', () => {
  const lastOf = (question: string) =>
    analyseQuestion(question).flatMap(({ typed, last }) => (last ? [typed] : []));
  assert.deepEqual(lastOf('explain generat'), ['generat']);
  assert.deepEqual(lastOf('explain generat?'), []);
  assert.deepEqual(lastOf('explain generat '), []);
});

test('a long word that nobody types costs nothing', () => {
  assert.deepEqual(termsOf('x'.repeat(10_000)), []);
});
