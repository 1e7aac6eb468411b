/** Two processes on one database: one leads, the other serves, and takes over when the first is gone. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { openHints } from '../src/engines/open-hints.ts';
import { openSources } from '../src/engines/open-sources.ts';
import { Leader } from '../src/messaging/leader.ts';
import { Metrics } from '../src/observability/telemetry.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
const folder = await mkdtemp(join(tmpdir(), 'kernos-lead-'));
// Made by hand on a database of its own, so that the system's own leader is not in the way.
const admin = new pg.Client({ connectionString: system.system.databaseUrl });
await admin.connect();
const name = `lead_${Date.now()}`;
await admin.query(`CREATE DATABASE ${name}`);
const url = new URL(system.system.databaseUrl);
url.pathname = `/${name}`;
await (await import('../src/store/migrations.ts')).migrate(url.href, []);
after(async () => {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  await rm(folder, { recursive: true });
  await system[Symbol.asyncDispose]();
});

function contender(seen: string[], who: string) {
  const store = new Store(url.href, { connections: 2 });
  const metrics = new Metrics();
  const hints = openHints(store);
  const log = pino({ level: 'silent' });
  const leader = new Leader({
    store,
    hints,
    sources: openSources({ store, log }),
    log,
    metrics,
    now: () => new Date(),
    consumers: [
      {
        name: 'lead.test',
        kind: 'event',
        types: ['lead.test'],
        deliver: async ({ data }) => {
          seen.push(`${who} ${data}`);
        },
      },
    ],
  });
  const close = async () => {
    await leader.stop();
    await hints.close();
    metrics.stop();
    await store.close();
  };
  return { leader, store, close };
}

const until = async (done: () => boolean) => {
  const deadline = Date.now() + 60_000;
  while (!done()) {
    assert.ok(Date.now() < deadline, 'waited in vain');
    await sleep(5);
  }
};

const send = (store: Store, data: string) =>
  store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
           VALUES (gen_random_uuid(), 'event', 'lead.test', 'test', 'k', now(), $1, '00-0-0-00')`,
    values: [JSON.stringify(data)],
  });

test('one leads at a time; a message committed by the other reaches it; the lead passes on', async () => {
  const seen: string[] = [];
  const [first, second] = [contender(seen, 'first'), contender(seen, 'second')];
  await first.leader.start();
  await second.leader.start();
  assert.deepEqual([first.leader.isLeading, second.leader.isLeading], [true, false]);

  await send(second.store, 'from the other');
  second.leader.hint();
  await until(() => seen.includes('first from the other'));

  await first.close();
  await until(() => second.leader.isLeading);
  await send(second.store, 'after the change');
  second.leader.hint();
  await until(() => seen.length === 2);
  await second.close();
  assert.deepEqual(seen, ['first from the other', 'second after the change']);
});

test('a leader whose connection is cut gives way, and leads again when it can', async () => {
  const seen: string[] = [];
  const only = contender(seen, 'only');
  await only.leader.start();
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kernos leases' AND datname = $1`,
    [name],
  );
  await until(() => !only.leader.isLeading);
  await until(() => only.leader.isLeading);
  await send(only.store, 'back');
  only.leader.hint();
  await until(() => seen.length === 1);
  await only.close();
});
