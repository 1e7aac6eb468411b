/** Input against schemas: what a text is read as, and how much is looked at of what is too much. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type TObject, Type } from 'typebox';
import { Id, Nullable, PageQuery, Timestamp } from '../contract/schemas.ts';
import { validator } from './validation.ts';

interface Refused {
  readonly status: number;
  readonly message: string;
  readonly errors: readonly { path: string; code: string; limit?: number }[];
}

/** What is wrong with a value, as `path code`. */
function faultsIn(schema: TObject, value: unknown, where: '' | '/query' = ''): string[] {
  try {
    validator(schema, where)(value);
    return [];
  } catch (error) {
    const { status, errors } = error as Refused;
    assert.equal(status, 400);
    return errors.map(({ path, code }) => `${path} ${code}`);
  }
}

describe('a parameter is what its schema asks for, or refused:', () => {
  const schema = Type.Object(
    {
      ...PageQuery,
      version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
      share: Type.Optional(Type.Number()),
      mine: Type.Optional(Type.Boolean()),
      name: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  );
  for (const [name, text, value] of [
    ['limit', '7', 7],
    ['limit', '1e1', 10],
    ['version', '2.0', 2],
    ['share', '-1.5', -1.5],
    ['mine', 'true', true],
    ['mine', 'false', false],
    ['name', 'true', 'true'],
    ['name', '7', '7'],
  ] as const)
    test(`${name}=${text} is ${value}`, () => {
      const read = validator(schema, '/query')({ [name]: text }) as Record<string, unknown>;
      assert.deepEqual(read[name], value);
    });
  for (const [name, text, code] of [
    ...(['true', '', ' 7', '0x10', '07', '+7', '7,', 'Infinity', 'NaN', '1_0', 'null'] as const).map(
      (given) => ['limit', given, 'integer'] as const,
    ),
    ['limit', '101', 'maximum'],
    ['version', '1.5', 'integer'],
    ['version', '1e400', 'integer'],
    ['version', '99999999999999999999', 'maximum'],
    ['share', '1e999', 'number'],
    ['mine', '1', 'boolean'],
    ['mine', 'TRUE', 'boolean'],
    ['mine', '', 'boolean'],
    ['name', 'a\0b', 'unreadable'],
    ['other', 'x', 'additionalProperties'],
  ] as const)
    test(`${name}=${JSON.stringify(text)} is refused: ${code}`, () => {
      assert.deepEqual(faultsIn(schema, { [name]: text }, '/query'), [`/query/${name} ${code}`]);
    });
  test('two of one are none', () => {
    assert.deepEqual(faultsIn(schema, { limit: ['1', '2'] }, '/query'), ['/query/limit type']);
  });
});

test('instants reach the handler in UTC, wherever in the input they stand', () => {
  const schema = Type.Object({
    at: Timestamp,
    times: Type.Array(Type.Object({ until: Nullable(Timestamp), note: Type.String() }), { maxItems: 3 }),
  });
  const east = '2026-01-01T00:00:00+16:30';
  const given = {
    at: east,
    times: [
      { until: east, note: east },
      { until: null, note: '' },
    ],
  };
  const utc = '2025-12-31T07:30:00.000Z';
  assert.deepEqual(validator(schema, '')(given), {
    at: utc,
    times: [
      { until: utc, note: east },
      { until: null, note: '' },
    ],
  });
  assert.deepEqual(faultsIn(schema, { at: '2026-02-30T00:00:00Z', times: [] }), ['/at date-time']);
});

describe('what is too much is refused for that, and not looked at further:', () => {
  const schema = Type.Object(
    {
      ids: Type.Optional(Type.Array(Id, { maxItems: 100, uniqueItems: true })),
      text: Type.Optional(Type.String({ maxLength: 20, pattern: '\\S' })),
      free: Type.Optional(Type.String()),
      list: Type.Optional(Type.Array(Type.Integer())),
      open: Type.Optional(Type.Object({}, { additionalProperties: true })),
      either: Type.Optional(
        Nullable(Type.Union([Type.Array(Type.Integer(), { maxItems: 2 }), Type.String()])),
      ),
    },
    { additionalProperties: false },
  );
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  const cases: readonly [string, unknown, string][] = [
    ['a list with an end', { ids: Array(500_000).fill(1) }, '/ids maxItems'],
    ['a list without one', { list: Array(500_000).fill(1) }, '/list maxItems'],
    ['a text with an end', { text: ' '.repeat(1_000_000) }, '/text maxLength'],
    ['a text without one', { free: 'x'.repeat(1_000_000) }, '/free maxLength'],
    ['one of several things', { either: Array(500_000).fill(1) }, '/either maxItems'],
    ['nesting', { open: { a: nested(10_000) } }, `/open/a${'/0'.repeat(63)} depth`],
    ['what is no text', { text: nested(10_000) }, '/text type'],
    ['fields', Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`f${n}`, n])), ' maxProperties'],
  ];
  for (const [what, value, fault] of cases)
    test(what, () => assert.deepEqual(faultsIn(schema, value), [fault]));

  test('in time that grows as the body does', () => {
    const ids = { ids: Array(400_000).fill(1) };
    // Half a million of them took minutes where each was compared with each: here as long as to read them once more.
    const read = timeOf(() => JSON.parse(JSON.stringify(ids)));
    assert.ok(timeOf(() => faultsIn(schema, ids)) < 20 * read + 50);
  });

  test('as much as is allowed is allowed', () => {
    const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
    assert.deepEqual(
      faultsIn(schema, { ids, text: '🙂'.repeat(20), either: [1, 2], open: { a: nested(50) } }),
      [],
    );
    assert.deepEqual(faultsIn(schema, { ids: [ids[0], ids[0]] }), ['/ids uniqueItems']);
  });

  test('every field at fault is named, however many there are', () => {
    const wide = Type.Object(
      Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, Type.Integer()])),
    );
    assert.equal(
      faultsIn(wide, Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, 'x']))).length,
      30,
    );
  });
});

function timeOf(act: () => unknown): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}
