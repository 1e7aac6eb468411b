/** Paging: nothing twice, nothing left out, and no cursor but our own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCursor, encodeCursor, list } from './list.ts';

const rows = Array.from({ length: 45 }, (_, n) => ({
  rank: Math.floor(n / 10),
  name: `n${String(n).padStart(2, '0')}`,
}));
const comes = (row: (typeof rows)[number], after: { rank: number | null; name: string | null }) =>
  after.rank === null || row.rank > after.rank || (row.rank === after.rank && row.name > (after.name ?? ''));
const read = async (after: { rank: number | null; name: string | null }, limit: number) =>
  rows.filter((row) => comes(row, after)).slice(0, limit);

const readAll = async (limit?: number) => {
  const pages: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list({ limit, cursor }, { rank: 'integer', name: 'text' }, read, ({ name }) => name);
    pages.push(page.items);
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
  }
};

test('pages hold every row once, in order, and the last one says that it is the last', async () => {
  for (const limit of [1, 7, 15, 45, 100]) {
    const pages = await readAll(limit);
    assert.deepEqual(
      pages.flat(),
      rows.map(({ name }) => name),
      `${limit} a page`,
    );
    assert.equal(pages.length, Math.ceil(45 / limit), `${limit} a page`);
  }
  assert.deepEqual(
    (await readAll()).map((page) => page.length),
    [20, 20, 5],
  );
});

test('a cursor that no such list gave out is refused, naming the field', () => {
  const id = '018f3c2e-7b1a-7000-8000-000000000000';
  const wrong: [string, Parameters<typeof decodeCursor>[1]][] = [
    ['nonsense', ['text']],
    [encodeCursor(['a', 'b']), ['text']],
    [encodeCursor(['a']), ['id']],
    [encodeCursor(['yesterday-ish']), ['instant']],
    [encodeCursor([2 ** 31]), ['integer']],
    [encodeCursor([1.5]), ['integer']],
    [encodeCursor([2 ** 60]), ['bigint']],
    [encodeCursor(['1']), ['real']],
    [encodeCursor([1e300]), ['real']],
    [encodeCursor([1e-300]), ['real']],
    [Buffer.from('[1e999]').toString('base64url'), ['real']],
    [encodeCursor(['2026-02-30T00:00:00Z']), ['instant']],
    [encodeCursor(['9999-12-31T23:00:00-02:00']), ['instant']],
    [encodeCursor(['a\0b']), ['text']],
    [encodeCursor(['a\ud800b']), ['text']],
    [Buffer.from('{"0":1}').toString('base64url'), ['integer']],
    [Buffer.from('[null]').toString('base64url'), ['text']],
  ];
  for (const [cursor, forms] of wrong)
    assert.throws(
      () => decodeCursor(cursor, forms),
      { code: 'invalid-input', status: 400 },
      `${cursor} as ${forms}`,
    );
  assert.deepEqual(
    decodeCursor(encodeCursor([id, 7, '2026-11-29T09:00:00Z']), ['id', 'integer', 'instant']),
    [id, 7, '2026-11-29T09:00:00.000Z'],
  );
});
