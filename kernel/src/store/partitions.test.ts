import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract } from '../contract/contract.ts';
import { service } from '../contract/service.ts';
import { startTestSystem } from '../testing.ts';
import { maintain } from './maintenance.ts';
import { keepPartitions } from './partitions.ts';
import { Store } from './store.ts';

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

test('an old part of the log goes once every consumer has read past it, not before', async () => {
  await store.query({
    text: `SELECT kernel.ensure_partition('outbox', 'outbox_20200101', '2020-01-01', '2020-01-02')`,
  });
  await store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent, logged_at)
           VALUES (gen_random_uuid(), 'event', 'diary.old', 'test', 'k', now(), '{}', '00-0-0-00', '2020-01-01 12:00+00')`,
  });
  await store.query({ text: `INSERT INTO kernel.consumers (name, types) VALUES ('slow', '{diary.old}')` });
  const isThere = async () => {
    await maintain(store, new Date());
    const { rows } = await store.query<{ there: boolean }>({
      text: `SELECT to_regclass('kernel.outbox_20200101') IS NOT NULL AS there`,
    });
    return rows[0]?.there;
  };
  assert.equal(await isThere(), true);
  await store.query({ text: `UPDATE kernel.consumers SET seen = pg_current_snapshot()` });
  assert.equal(await isThere(), false);
});
