/** The tail sees every committed event once, whatever order transactions begin and end in. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { newId } from '../src/contract/ids.ts';
import { openHints } from '../src/engines/open-hints.ts';
import { type Sighting, Tail } from '../src/realtime/log-tail.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { until } from './realtime/realtime.fixture.ts';

const system = await startTestSystem({ services: [] });
const url = system.system.databaseUrl;
after(() => system[Symbol.asyncDispose]());

async function connection(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // Some of these tests end connections on purpose.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const insert = (client: pg.Client, type: string, key = 'k', data: unknown = {}) =>
  client
    .query<{ id: string }>(
      `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
       VALUES ($1, 'event', $2, 'test', $3, now(), $4, '00-0-0-00') RETURNING id`,
      [newId(), type, key, JSON.stringify(data)],
    )
    .then(({ rows }) => rows[0]?.id as string);

/** A tail of events of one type, and what it has seen. */
async function tailOf(type: string, fields: string[] = []) {
  const store = new Store(url, { connections: 2 });
  const hints = openHints(store);
  const seen: Sighting[] = [];
  const floods: (string | null)[][] = [];
  const tail = new Tail({
    store,
    log: pino({ level: 'silent' }),
    hints,
    types: [type],
    fields,
    seen: (events) => seen.push(...events),
    flooded: (organizationIds) => floods.push([...organizationIds]),
  });
  await tail.follow();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await tail.rest();
    await hints.close();
    await store.close();
  };
  // Where a test fails before it closes it, the run must end all the same.
  after(close);
  return { tail, seen, floods, close };
}

test('what was begun before it started and committed after is seen; what was committed before is not', async () => {
  const [early, late] = [await connection(), await connection()];
  await insert(late, 'tail.begun');
  await early.query('BEGIN');
  const open = await insert(early, 'tail.begun');
  const { tail, seen, close } = await tailOf('tail.begun');
  const after1 = await insert(late, 'tail.begun');
  tail.hint();
  await until(() => seen.length === 1, 'the one that was committed is seen, though the other is still open');
  await early.query('COMMIT');
  tail.hint();
  await until(() => seen.length === 2, 'the late one is seen');
  await sleep(100);
  assert.deepEqual(
    seen.map(({ id }) => id),
    [after1, open],
  );
  await close();
  await Promise.all([early.end(), late.end()]);
});

test('under many writers that overlap, roll back and break off, each committed event is seen once, each key in order', async () => {
  const { tail, seen, close } = await tailOf('tail.many', ['owner', 'nobody']);
  const committed = new Map<string, string[]>();
  const writer = async (n: number) => {
    let client = await connection();
    for (let turn = 0; turn < 60; turn += 1) {
      const key = `key ${n % 3}`;
      await client.query('BEGIN');
      // The transaction gets its id first and the lock of its key second, as a handler may.
      await client.query('SELECT pg_current_xact_id()');
      await sleep(Math.random() * 8);
      await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [key]);
      const ids = [
        await insert(client, 'tail.many', key, { owner: `${n}` }),
        await insert(client, 'tail.many', key),
      ];
      await sleep(Math.random() * 4);
      const fate = Math.random();
      if (fate < 0.1) await client.query('ROLLBACK');
      else if (fate < 0.15) {
        await client.end();
        client = await connection();
      } else {
        // Before the lock is free: the order in this list is the order of the commits.
        const list = committed.get(key) ?? [];
        committed.set(key, list);
        list.push(...ids);
        await client.query('COMMIT');
        tail.hint();
      }
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: 9 }, (_, n) => writer(n)));
  const total = [...committed.values()].reduce((sum, ids) => sum + ids.length, 0);
  await until(() => seen.length >= total, 'all are seen');
  await sleep(50);
  assert.equal(seen.length, total);
  const byKey = Map.groupBy(seen, ({ key }) => key);
  for (const [key, ids] of committed)
    assert.deepEqual(
      byKey.get(key)?.map(({ id }) => id),
      ids,
    );
  assert.ok(seen.some(({ people }) => people[0] !== null && people[1] === null));
  await close();
});

test('a flood is told as one, and what follows it is seen again', async () => {
  const { tail, seen, floods, close } = await tailOf('tail.flood');
  const client = await connection();
  await client.query(
    `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
     SELECT gen_random_uuid(), 'event', 'tail.flood', 'test', 'k', now(), '{}', '00-0-0-00' FROM generate_series(1, 1001)`,
  );
  tail.hint();
  await until(() => floods.length === 1, 'flooded');
  assert.deepEqual(floods, [[null]]);
  const next = await insert(client, 'tail.flood');
  tail.hint();
  await until(() => seen.length === 1, 'seen');
  assert.equal(seen[0]?.id, next);
  await close();
  await client.end();
});

/** Where nothing is heard the log is read every second. */
const SOONER_THAN_A_POLL_MS = 500;

test('without a hint it is seen within about a second; a lost connection loses nothing', async (context) => {
  const { seen, close } = await tailOf('tail.polled');
  const client = await connection();
  await insert(client, 'tail.polled');
  await until(() => seen.length === 1, 'seen');
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('kernos', 'kernos hints')`,
  );
  await insert(client, 'tail.polled');
  await until(() => seen.length === 2, 'seen');
  // Once it listens again, what another process notifies is not waited for: it comes sooner than a poll would.
  const times: number[] = [];
  for (let n = 3; n <= 22; n += 1) {
    const began = performance.now();
    await insert(client, 'tail.polled');
    await client.query(`SELECT pg_notify('kernos_hints', 'committed another')`);
    await until(() => seen.length === n, 'seen');
    times.push(performance.now() - began);
  }
  context.diagnostic(`seen after ${times.map((ms) => ms.toFixed(0)).join(' ')} ms`);
  assert.ok(Math.min(...times.slice(-10)) < SOONER_THAN_A_POLL_MS, `${times}`);
  await close();
  await client.end();
});

test('while the database is away it says so, and can be asked again', async () => {
  // Nothing listens at this port.
  const store = new Store('postgres://nobody@127.0.0.1:1/nowhere', { connections: 1 });
  const hints = openHints(store);
  const tail = new Tail({
    ...{ store, log: pino({ level: 'silent' }), hints, types: [], fields: [] },
    ...{ seen: () => undefined, flooded: () => undefined },
  });
  await assert.rejects(tail.follow(), { code: 'unavailable', retryAfter: 1 });
  await assert.rejects(tail.follow(), { code: 'unavailable' });
  await tail.rest();
  await hints.close();
  await store.close();
});
