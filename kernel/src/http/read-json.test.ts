/** What of a JSON text is refused before it is read, and that nothing else is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { json } from '../inbound/listen.ts';
import type { RawMessage } from '../ports/listener.ts';
import { readJson } from './read-json.ts';

const many = 100_000;
const list = (item: string) => `[${`${item},`.repeat(many)}${item}]`;

describe('too much of a value is not read:', () => {
  for (const [what, text, says] of [
    ['a list in a list in a list', '['.repeat(many) + ']'.repeat(many), /nested deeper than 64/],
    ['an object in an object', `${'{"a":'.repeat(many)}1${'}'.repeat(many)}`, /nested deeper than 64/],
    ['brackets that nothing closes', '['.repeat(many), /nested deeper than 64/],
    ['many numbers', list('1'), /more than 65536 values/],
    ['many empty objects', list('{}'), /more than 65536 values/],
    [
      'many names',
      `{${Array.from({ length: many }, (_, n) => `"${n}":1`).join()}}`,
      /more than 65536 values/,
    ],
    [
      'many after a text that ends on a backslash',
      `["${'\\\\'.repeat(many)}",${list('1')}]`,
      /more than 65536 values/,
    ],
  ] as const)
    test(what, () => assert.throws(() => readJson(text), { code: 'invalid-input', message: says }));
});

describe('what looks like much in a text is a text:', () => {
  for (const text of ['[{,:', '"', '\\', '\\"', 'a\\'])
    test(JSON.stringify(text), () => {
      const value = { text: text.repeat(many), next: [text] };
      assert.deepEqual(readJson(JSON.stringify(value)), value);
    });
});

test('a name that would change what others mean is refused', () => {
  assert.throws(() => readJson('{"__proto__": {"isAdmin": true}}'), SyntaxError);
});

test('a message that comes in beside HTTP is looked at no longer', () => {
  const parse = json(Type.Object({ ids: Type.Array(Type.Integer(), { maxItems: 100, uniqueItems: true }) }));
  const message = (ids: readonly number[]) =>
    ({ body: Buffer.from(JSON.stringify({ ids })) }) as unknown as RawMessage;
  assert.deepEqual(parse(message([1, 2])), { ids: [1, 2] });
  // Comparing all with all would take seconds.
  assert.throws(() => parse(message(Array(40_000).fill(1))), /\/ids is too much/);
  assert.throws(() => parse(message(Array(many).fill(1))), /more than 65536 values/);
});
