/** Sensitive data at rest: a canary that was written into every kind of place is found in none. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import { newId } from '../src/contract/ids.ts';
import { encryptAnew } from '../src/store/encrypt-anew.ts';
import { renewValues, rotateKeys } from '../src/store/key-upkeep.ts';
import { OrganizationKeys } from '../src/store/organization-keys.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem, type TestSystem } from '../src/testing.ts';
import { charts, chartsService, heard } from './charts/charts.fixture.ts';

const secret = randomBytes(32).toString('base64');
const logged: string[] = [];
const logTo = new Writable({
  write(chunk, _encoding, done) {
    logged.push(String(chunk));
    done();
  },
});
let system: TestSystem;
let store: Store;

before(async () => {
  system = await startTestSystem({ services: [chartsService], env: { KERNOS_SECRET: secret }, logTo });
  store = new Store(system.system.databaseUrl, { connections: 2 });
});
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});
beforeEach(() => {
  heard.length = 0;
});

const keysUnder = (...secrets: [string, ...string[]]) =>
  new OrganizationKeys(store, secrets.map((text) => Buffer.from(text)) as [Buffer, ...Buffer[]]);

/** Every row of every table of the database, as text, by table. */
async function dump(): Promise<Map<string, string>> {
  const { rows: tables } = await system.sql<{ name: string }>({
    text: `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  });
  const all = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await system.sql<{ text: string | null }>({
      text: `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
    });
    all.set(name, rows[0]?.text ?? '');
  }
  return all;
}

async function assertNowhere(canary: string): Promise<void> {
  const shapes = [
    canary,
    Buffer.from(canary).toString('hex'),
    Buffer.from(canary).toString('base64').slice(0, -3),
  ];
  for (const [table, text] of await dump())
    for (const shape of shapes) assert.equal(text.includes(shape), false, `${table} holds ${shape}`);
  assert.equal(logged.join('').includes(canary), false, 'the log holds it');
}

test('workflows and their steps get what was sent, and nothing at rest holds it', async () => {
  const admin = system.person(['admin']);
  const name = `Canary ${newId()} recall`;
  await system.client(charts, admin).open({ name });
  await system.settled();
  assert.deepEqual(heard.at(-1), { found: name, confirmed: { name } });
  await assertNowhere(name);
});

test('subscriptions and tasks get what was sent, and nothing at rest holds it: not even what failed', async () => {
  const admin = system.person(['admin']);
  const name = `Canary ${newId()} fails`;
  const phone = `+49 ${newId()}`;
  const key = { headers: { 'idempotency-key': newId() } };
  const api = system.client(charts, admin);
  const asked = {
    name,
    contacts: [
      { kind: 'home', phone },
      { kind: 'work', phone: null },
    ],
  };
  const opened = await api.open(asked, key);
  assert.deepEqual(await api.open(asked, key), opened, 'the recorded reply');
  assert.equal(opened.name, name);
  await assert.rejects(api.open({ name }), { code: 'chart-exists' });
  const waiting = async () => {
    const { rows } = await system.sql({ text: `SELECT FROM kernel.deliveries WHERE state = 'waiting'` });
    return rows.length;
  };
  while (heard.length === 0 || (await waiting()) === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(heard, [
    {
      chartId: opened.id,
      name,
      contacts: [
        { kind: 'home', phone },
        { kind: 'work', phone: null },
      ],
    },
  ]);
  await assertNowhere(name);
  await assertNowhere(phone);
  const found = await system.client(charts, admin).find({ name: `  ${name.toUpperCase()}` });
  assert.deepEqual(found.items, [{ id: opened.id, name }]);
  await system.sql({ text: `UPDATE kernel.deliveries SET state = 'discarded'` });
});

test('of two organizations with one name neither the value nor the index is alike', async () => {
  const name = `Ana ${newId()}`;
  for (const _ of [1, 2]) await system.client(charts, system.person(['admin'])).open({ name });
  const { rows } = await system.sql<{ n: number }>({
    text: `SELECT count(DISTINCT name_index) AS n FROM charts.charts WHERE organization_id IN (
             SELECT organization_id FROM charts.charts ORDER BY id DESC LIMIT 2)`,
  });
  assert.equal(rows[0]?.n, 2);
});

test('text that was not encrypted does not get into the column', async () => {
  await assert.rejects(
    system.sql({
      text: `INSERT INTO charts.charts (id, organization_id, name, name_index) VALUES ($1, $1, $2, $3)`,
      values: [newId(), Buffer.from('Ana, plain as day, and long enough to pass for one'), randomBytes(16)],
    }),
    /encrypted_check/,
  );
});

test('a key is rotated while people write: all stays readable, and in the end nothing is under the old one', async () => {
  const admin = system.person(['admin']);
  const api = system.client(charts, admin);
  const names = Array.from({ length: 40 }, (_, n) => `Guest ${n} ${newId()}`);
  for (const name of names.slice(0, 20)) await api.open({ name });
  const config = { ...system.system.config, secret };
  assert.ok((await rotateKeys(config, store)) >= 1);
  // What takes a minute, so that every process knows the key before anything is encrypted under it.
  await system.sql({
    text: `UPDATE kernel.organization_keys SET active_from = now() WHERE active_from > now()`,
  });
  const fresh = keysUnder(secret);
  const writing = Promise.all(names.slice(20, 30).map((name) => api.open({ name })));
  const renewed = await encryptAnew(store, fresh, admin.organizationId as string);
  await writing;
  assert.ok(renewed >= 20, `${renewed} renewed`);
  await renewValues(config, store);
  const { rows } = await system.sql<{ keys: number }>({
    text: `SELECT count(DISTINCT substring(name FROM 2 FOR 16)) AS keys FROM charts.charts WHERE organization_id = $1`,
    values: [admin.organizationId],
  });
  assert.equal(rows[0]?.keys, 1);
  const cipher = await fresh.cipherOf(admin.organizationId);
  const { rows: kept } = await system.sql<{ name: Buffer }>({
    text: 'SELECT name FROM charts.charts WHERE organization_id = $1 ORDER BY id',
    values: [admin.organizationId],
  });
  const read = kept.map((row) => cipher.decrypt('charts.charts.name', row.name));
  assert.deepEqual(read.toSorted(), names.slice(0, 30).toSorted());
});

test('the first keys of an organization are one, however many want them at once', async () => {
  const organization = newId();
  const ciphers = await Promise.all(
    Array.from({ length: 20 }, () => keysUnder(secret).cipherOf(organization)),
  );
  assert.equal(new Set(ciphers.map(({ keyId }) => keyId)).size, 1);
  const value = (ciphers[0] as (typeof ciphers)[number]).encrypt('a.b.c', 'Ana');
  for (const cipher of ciphers) assert.equal(cipher.decrypt('a.b.c', value), 'Ana');
});

test('the secret of the system is changed: both are known for a while, then the old one opens nothing', async () => {
  const organization = newId();
  const value = (await keysUnder(secret).cipherOf(organization)).encrypt('a.b.c', 'Ana');
  const next = randomBytes(32).toString('base64');
  await assert.rejects(keysUnder(next).checkSecret(), /belongs to a system with another secret/);
  const both = keysUnder(next, secret);
  await both.checkSecret();
  assert.equal((await both.cipherOf(organization)).decrypt('a.b.c', value), 'Ana');
  assert.ok((await both.rewrap()) > 0);
  await keysUnder(next).checkSecret();
  assert.equal((await keysUnder(next).cipherOf(organization)).decrypt('a.b.c', value), 'Ana');
  await assert.rejects(keysUnder(secret).checkSecret(), /another secret/);
  await assert.rejects(keysUnder(secret).cipherOf(organization), /encrypted under another secret/);
  await keysUnder(secret, next).rewrap();
});
