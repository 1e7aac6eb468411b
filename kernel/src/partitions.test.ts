import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract } from './contract.ts';
import { keepPartitions } from './partitions.ts';
import { service } from './service.ts';
import { Store } from './store.ts';
import { startTestSystem } from './testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-diary-'));
await writeFile(
  join(folder, '0001-diary.sql'),
  `CREATE TABLE diary.days (at timestamptz NOT NULL, organization_id uuid, text text) PARTITION BY RANGE (at);`,
);
const partitions = [{ table: 'diary.days', keepMonths: 3 }];
const system = await startTestSystem({
  services: [service(contract('diary', {}), { migrations: pathToFileURL(`${folder}/`), partitions })],
});
const store = new Store(system.system.databaseUrl);
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const names = async () =>
  (
    await store.query<{ name: string }>({
      text: `SELECT relname AS name FROM pg_class JOIN pg_inherits ON oid = inhrelid WHERE inhparent = 'diary.days'::regclass ORDER BY 1`,
    })
  ).rows.map(({ name }) => name);

function month(offset: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset)).toISOString().slice(0, 7);
}
const nameOf = (offset: number) => `days_${month(offset).replace('-', '')}`;

test('a service’s partitions are there when the system is, from two months ago to two months ahead', async () => {
  assert.deepEqual(await names(), [-2, -1, 0, 1, 2].map(nameOf));
});

test('whole months that are too old go with their rows, the others stay, and doing it again changes nothing', async () => {
  for (const offset of [-3, -4, -5])
    await store.query({
      text: `CREATE TABLE diary.${nameOf(offset)} PARTITION OF diary.days
             FOR VALUES FROM ('${month(offset)}-01 00:00:00+00') TO ('${month(offset + 1)}-01 00:00:00+00')`,
    });
  for (const offset of [-5, -4, -3, 0])
    await store.query({
      text: 'INSERT INTO diary.days (at, text) VALUES ($1, $2)',
      values: [`${month(offset)}-01T00:00:00Z`, String(offset)],
    });
  await keepPartitions(store, partitions);
  await keepPartitions(store, partitions);
  assert.deepEqual(await names(), [-3, -2, -1, 0, 1, 2].map(nameOf));
  const { rows } = await store.query<{ text: string }>({ text: 'SELECT text FROM diary.days ORDER BY at' });
  assert.deepEqual(
    rows.map(({ text }) => text),
    ['-3', '0'],
  );
});
