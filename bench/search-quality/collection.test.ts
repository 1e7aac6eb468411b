import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readCorpus, readQueries } from './collection.ts';

/** A folder with these files, gone at the end of the block. */
async function collection(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-collection-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const queries = '{"_id":"q1","text":"Who swims?"}\n{"_id":"q2","text":"Nobody judged this"}\n';

test('a collection of BEIR is read as it comes: ids, titles that are none, test judgements before those for training', async () => {
  await using given = await collection({
    'corpus.jsonl':
      '{"_id":"d1","title":"Ducks","text":"They swim.","metadata":{}}\r\n{"_id":"d2","text":"They fly."}\r\n',
    'queries.jsonl': queries,
    'qrels/train.tsv': 'query-id\tcorpus-id\tscore\nq2\td2\t1\n',
    'qrels/test.tsv': 'query-id\tcorpus-id\tscore\r\nq1\td1\t2\r\nq1\td2\t0\r\n',
  });
  assert.deepEqual(await readCorpus(given.folder), [
    { id: 'd1', title: 'Ducks', text: 'They swim.' },
    { id: 'd2', title: '', text: 'They fly.' },
  ]);
  const judgements = new Map([
    ['d1', 2],
    ['d2', 0],
  ]);
  assert.deepEqual(await readQueries(given.folder), [{ id: 'q1', text: 'Who swims?', judgements }]);
});

test('what cannot be read is named, with the file and the line', async () => {
  const good = { 'corpus.jsonl': '{"id":"d1","text":"x"}\n', 'queries.jsonl': queries };
  for (const [files, sentence] of [
    [good, /there is neither qrels\.tsv nor a table in qrels/],
    [
      { ...good, 'qrels.tsv': 'q1\td1\t1\nq1\td2\n' },
      /qrels\.tsv, line 2: give query-id, corpus-id and score/,
    ],
    [{ ...good, 'qrels.tsv': 'other\td1\t1\n' }, /no query of queries\.jsonl is judged/],
    [
      { ...good, 'queries.jsonl': `${queries}no JSON\n`, 'qrels.tsv': 'q1\td1\t1\n' },
      /queries\.jsonl.*\b3\b/,
    ],
  ] as const) {
    await using given = await collection(files);
    await assert.rejects(readQueries(given.folder), sentence);
  }
});
