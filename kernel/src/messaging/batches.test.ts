/** What is handled in batches: every event once, whatever fails or whoever else reads. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { notes, notesService } from '../../test/notes/notes.ts';
import { contract } from '../contract/contract.ts';
import { onEvery, service } from '../contract/service.ts';
import { OutboxLog } from '../engines/outbox-log.ts';
import { Metrics } from '../observability/telemetry.ts';
import type { Sql } from '../store/sql.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import type { LoggedMessage } from './consumer.ts';
import { Relay } from './relay.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-ledger-'));
// Without a unique key on purpose: what happens twice is there twice.
await writeFile(
  join(folder, '0001-ledger.sql'),
  `CREATE TABLE ledger.seen (n bigserial, event_id uuid, organization_id uuid, actor_id uuid, text text, batch int);
   ALTER TABLE ledger.seen ENABLE ROW LEVEL SECURITY;
   CREATE POLICY platform ON ledger.seen USING (kernel.is_platform());`,
);
const ledger = contract('ledger', {});
let broken = true;
const ledgerService = service(ledger, {
  migrations: pathToFileURL(`${folder}/`),
  onEvery: onEvery(ledger, 'beginning', async (events, ctx) => {
    for (const { id, organizationId, actorId, data } of events) {
      const { text } = data as { text: string };
      await ctx.tx.query({
        text: 'INSERT INTO ledger.seen (event_id, organization_id, actor_id, text, batch) VALUES ($1, $2, $3, $4, $5)',
        values: [id, organizationId, actorId, text, events.length],
      });
      if (text === 'poison' && broken) throw new Error('cannot swallow this');
    }
  }),
});
const system = await startTestSystem({ services: [notesService(), ledgerService] });
const store = new Store(system.system.databaseUrl);
const metrics = new Metrics();
const log = pino({ level: 'silent' });
after(async () => {
  await store.close();
  metrics.stop();
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Seen {
  text: string;
  organizationId: string;
  actorId: string;
  batch: number;
}
const seen = async (like: string) =>
  (
    await store.query<Seen>({
      text: 'SELECT * FROM ledger.seen WHERE text LIKE $1 ORDER BY n',
      values: [like],
    })
  ).rows;

const insert = `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
                SELECT gen_random_uuid(), 'event', $1, 'test', $2, now(), jsonb_build_object('text', $3 || '-' || n), '00-0-0-00'
                  FROM generate_series(1, $4) n`;

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await done()); await sleep(5))
    if (Date.now() > deadline) throw new Error('it did not come to that');
}

describe('a service that listens to everything', () => {
  test('gets events of every organization once, with who caused them, and many at a time', async () => {
    const writers = [system.person(['writer']), system.person(['writer'])];
    for (let n = 0; n < 10; n += 1)
      for (const writer of writers) await system.client(notes, writer).write({ text: `single-${n}` });
    await store.query({ text: insert, values: ['note.written', 'key', 'bulk', 5_000] });
    await system.settled();
    const singles = await seen('single-%');
    assert.equal(singles.length, 20);
    for (const { userId, organizationId } of writers) {
      const own = singles.filter((row) => row.organizationId === organizationId);
      assert.deepEqual(
        own.map(({ text, actorId }) => [text, actorId]),
        Array.from({ length: 10 }, (_, n) => [`single-${n}`, userId]),
      );
    }
    const bulk = await seen('bulk-%');
    assert.deepEqual(
      bulk.map(({ text }) => text),
      Array.from({ length: 5_000 }, (_, n) => `bulk-${n + 1}`),
    );
    assert.equal(Math.max(...bulk.map(({ batch }) => batch)), 2_000);
    const { rows } = await store.query({ text: `SELECT FROM kernel.inbox WHERE consumer = 'ledger.every'` });
    assert.equal(rows.length, 0, 'a batch needs no inbox');
  });

  test('is not held up by an event that fails, and gets that one and those of its key later, in order', async () => {
    const outbox = (key: string, text: string) =>
      `(gen_random_uuid(), 'event', 'note.written', 'test', '${key}', now(), '{"text":"${text}"}', '00-0-0-00')`;
    await store.query({
      text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent) VALUES
             ${outbox('a', 'before')}, ${outbox('bad', 'poison')}, ${outbox('bad', 'waits')}, ${outbox('b', 'beside')}`,
    });
    await until(async () => (await seen('beside')).length === 1);
    assert.deepEqual([(await seen('before')).length, (await seen('poison')).length], [1, 0]);
    await store.query({ text: insert, values: ['note.written', 'bad', 'later', 3] });
    broken = false;
    await system.settled();
    const texts = (await seen('%')).map(({ text }) => text).filter((text) => /poison|waits|later/.test(text));
    assert.deepEqual(texts, ['poison', 'waits', 'later-1', 'later-2', 'later-3']);
    assert.deepEqual([(await seen('before')).length, (await seen('beside')).length], [1, 1]);
  });
});

test('two readers of one name, as when the lead changes hands, have each effect once', async () => {
  await store.query({ text: 'CREATE TABLE ledger.hands (text text, reader int)' });
  const sources: OutboxLog[] = [];
  const readerOf = (number: number) => {
    const deliverMany = async (messages: readonly LoggedMessage[], progress: Sql) => {
      const client = await store.pool.connect();
      try {
        await client.query('BEGIN');
        for (const { data } of messages)
          await client.query('INSERT INTO ledger.hands VALUES ($1, $2)', [(data as Seen).text, number]);
        await sleep(Math.random() * 20);
        await client.query({ text: progress.text, values: [...(progress.values ?? [])] });
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    };
    const deliver = async () => assert.fail('nothing failed, so nothing goes alone');
    const types = ['hands'];
    const source = new OutboxLog({ store, log });
    sources.push(source);
    return new Relay(
      { name: 'test.hands', kind: 'event', types, deliver, deliverMany },
      { store, source, log, metrics },
    );
  };
  const readers = [readerOf(1), readerOf(2), readerOf(3)];
  await Promise.all(readers.map((relay) => relay.start()));
  for (let n = 0; n < 30; n += 1) {
    await store.query({ text: insert, values: ['hands', 'key', `hand-${n}`, 10] });
    for (const source of sources) source.hint();
  }
  const count = async () =>
    (
      await store.query<{ all: number; texts: number }>({
        text: 'SELECT count(*) AS all, count(DISTINCT text) AS texts FROM ledger.hands',
      })
    ).rows[0];
  await until(async () => (await count())?.texts === 300);
  await Promise.all(readers.map((relay) => relay.stop()));
  assert.deepEqual(await count(), { all: 300, texts: 300 });
});
