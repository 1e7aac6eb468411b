import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csvOf } from './csv.ts';

const columns = [
  { name: 'Name', cell: () => null, csv: ({ name }: { name: string }) => name },
  { name: 'What to do', cell: () => null },
  { name: 'Lessons, done', cell: () => null, csv: ({ done }: { done: number | null }) => done },
];

describe('a list as CSV', () => {
  it('quotes what has commas, quotes and lines, and leaves out columns without data', () => {
    assert.equal(
      csvOf(columns, [
        { name: 'Ada "the first", Lovelace\nKing', done: -3 },
        { name: 'Zoé', done: null },
      ]),
      '\uFEFFName,"Lessons, done"\r\n"Ada ""the first"", Lovelace\nKing",-3\r\nZoé,\r\n',
    );
  });

  it('lets no text become a formula', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])
      assert.match(
        csvOf(columns, [{ name, done: 0 }]),
        new RegExp(`\n"?'${name[0] === '\t' ? '\t' : `\\${name[0]}`}`),
      );
  });
});
