import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsTheLoop } from '@kernos/kernel/longest-turn';
import { asText, csvField } from './csv.ts';

async function textOf(rows: Record<string, unknown>[], format: 'csv' | 'jsonl'): Promise<string> {
  let text = '';
  for await (const part of asText(['title', 'n', 'data'], [rows as never], format)) text += part;
  return text;
}

test('fields are quoted as RFC 4180 says, and lines end with CRLF', async () => {
  const rows = [
    { title: 'Say "hi", twice', n: 1.5, data: { a: [1] } },
    { title: 'two\r\nlines', n: -3 },
  ];
  assert.equal(
    await textOf(rows, 'csv'),
    '\uFEFFtitle,n,data\r\n"Say ""hi"", twice",1.5,"{""a"":[1]}"\r\n"two\r\nlines",-3,\r\n',
  );
});

test('text that a spreadsheet would run gets an apostrophe; numbers do not', () => {
  for (const bad of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=cmd|"/c calc"!A1', '\uFF1D1'])
    assert.match(csvField(bad), /^"?'/, JSON.stringify(bad));
  assert.equal(csvField(-1), '-1');
  assert.equal(csvField('a=1'), 'a=1');
  assert.equal(csvField('=1'), "'=1");
});

test('JSON Lines keep values as they are', async () => {
  const rows = [{ title: '=1\n"', n: 1 }];
  assert.deepEqual(JSON.parse(await textOf(rows, 'jsonl')), { title: '=1\n"', n: 1, data: null });
});

test('many rows at once hold nobody up', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({ title: '"'.repeat(200), n, data: { n } }));
  for (const format of ['csv', 'jsonl'] as const)
    assert.equal(await holdsTheLoop(() => textOf(rows, format)), null, format);
});

test('long rows are given in pieces, with a turn for others after each', async () => {
  const page = Array.from({ length: 500 }, () => ({ title: '"'.repeat(8_000) }));
  for (const format of ['csv', 'jsonl'] as const) {
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const pieces: number[] = [];
    for await (const { length } of asText(['title'], [page], format)) pieces.push(length);
    clearImmediate(next);
    assert.ok(Math.max(...pieces) < 300_000, `${format}: ${pieces.join()}`);
    assert.ok(turns >= 20, `${format}: ${turns} turns`);
  }
});
