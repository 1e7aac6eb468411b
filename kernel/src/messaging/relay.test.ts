/**
 * The relay against writers that commit in another order than they began, and two pollers as they are
 * often written, which lose messages under the same load. They stand here as failing examples.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { notesService } from '../../test/notes/notes.ts';
import { OutboxLog } from '../engines/outbox-log.ts';
import { Metrics } from '../observability/telemetry.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import type { Consumer, LoggedMessage } from './consumer.ts';
import { advance, readPage, takeUp } from './outbox-pages.ts';
import { Relay } from './relay.ts';

// The system makes the database; its own relays do not read the types written here.
const system = await startTestSystem({ services: [notesService()] });
const store = new Store(system.system.databaseUrl);
const metrics = new Metrics();
const log = pino({ level: 'silent' });
const source = new OutboxLog({ store, log });
after(async () => {
  await store.close();
  metrics.stop();
  await system[Symbol.asyncDispose]();
});

const insert = `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
                VALUES (gen_random_uuid(), 'event', $1, 'test', $2, now(), $3, '00-0-0-00') RETURNING position`;

/** Writers whose transactions overlap: each gets its transaction id first, and commits some time after its insert. */
async function writeOverlapping(type: string, writers: number, each: number): Promise<number> {
  const write = async (writer: number) => {
    const client = new pg.Client({ connectionString: system.system.databaseUrl });
    await client.connect();
    for (let n = 0; n < each; n += 1) {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
      await sleep(Math.random() * 4);
      await client.query(insert, [type, `writer-${writer}`, JSON.stringify({ writer, n })]);
      await sleep(Math.random() * 4);
      await client.query('COMMIT');
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return writers * each;
}

/**
 * Writers whose transactions get their ids at some time, then the lock of a row, then publish which of that row's
 * changes theirs is; some roll back, and others that have no part in it stay open for long. Calls `now` between them.
 */
async function writeByLocks(type: string, now: () => void): Promise<number> {
  let written = 0;
  const run = async (work: (client: pg.Client) => Promise<void>, times: number) => {
    const client = new pg.Client({ connectionString: system.system.databaseUrl });
    await client.connect();
    for (let n = 0; n < times; n += 1) {
      await client.query('BEGIN');
      if (Math.random() < 0.7) await client.query('SELECT pg_current_xact_id()');
      await work(client);
    }
    await client.end();
  };
  const write = async (client: pg.Client) => {
    const key = `key-${1 + Math.floor(Math.random() * 4)}`;
    await sleep(Math.random() * 3);
    const change = 'UPDATE public.keys SET last = last + 1 WHERE key = $1 RETURNING last';
    const { rows } = await client.query<{ last: number }>(change, [key]);
    await client.query(insert, [type, key, JSON.stringify(rows[0]?.last)]);
    await sleep(Math.random() * 3);
    const commits = Math.random() < 0.9;
    await client.query(commits ? 'COMMIT' : 'ROLLBACK');
    if (commits) written += 1;
    now();
  };
  const stayOpen = async (client: pg.Client) => {
    await sleep(Math.random() * 150);
    await client.query('COMMIT');
  };
  await Promise.all([
    ...Array.from({ length: 10 }, () => run(write, 40)),
    ...Array.from({ length: 3 }, () => run(stayOpen, 8)),
  ]);
  return written;
}

/** Polls with `sql($1 = last, $2 = type)`, where the last row's `cursor` is the next `last`, until the writing ends. */
async function poll(
  sql: string,
  first: string,
  type: string,
  writing: Promise<number>,
): Promise<{ seen: number; written: number }> {
  const ids = new Set<string>();
  let last = first;
  let ended = false;
  const written = writing.finally(() => {
    ended = true;
  });
  for (let final = false; !final; ) {
    final = ended;
    const { rows } = await store.query<{ id: string; cursor: string }>({ text: sql, values: [last, type] });
    for (const row of rows) ids.add(row.id);
    last = rows.at(-1)?.cursor ?? last;
    await sleep(1);
  }
  return { seen: ids.size, written: await written };
}

function collect(
  type: string,
  name: string,
  act: (message: LoggedMessage) => Promise<void> = async () => {},
) {
  const seen: LoggedMessage[] = [];
  const consumer: Consumer = {
    name,
    kind: 'event',
    types: [type],
    deliver: async (message) => {
      await act(message);
      seen.push(message);
    },
  };
  return { seen, relay: new Relay(consumer, { store, source, log, metrics }) };
}

/** Reads on from where the cursor was left, as after a restart: some pages, smaller than most windows. */
async function readInPages(type: string, name: string): Promise<LoggedMessage[]> {
  const consumer: Consumer = { name, kind: 'event', types: [type], deliver: async () => {} };
  const read: LoggedMessage[] = [];
  let cursor = await takeUp(store, consumer);
  for (let full = true; full && read.length < 50; ) {
    const page = await readPage(store, { kinds: ['event'], types: [type] }, cursor, 3);
    await store.query(advance(name, cursor, page.next));
    cursor = page.next;
    full = page.isFull;
    read.push(...page.messages);
  }
  return read;
}

async function until(done: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await done())) {
    assert.ok(Date.now() < deadline, 'waited in vain');
    await sleep(5);
  }
}

describe('reading a log that many transactions append to', () => {
  test('a poller that remembers the last position loses messages', async () => {
    const sql =
      'SELECT id, position::text AS cursor FROM kernel.outbox WHERE position > $1 AND type = $2 ORDER BY position';
    const { seen, written } = await poll(
      sql,
      '0',
      'broken.position',
      writeOverlapping('broken.position', 8, 60),
    );
    assert.ok(seen < written, `expected it to lose some of ${written}`);
  });

  test('a poller that remembers the last (transaction, position) without a horizon loses messages', async () => {
    const sql = `SELECT id, xid || ',' || position AS cursor FROM kernel.outbox
                  WHERE (xid, position) > (split_part($1, ',', 1)::xid8, split_part($1, ',', 2)::bigint) AND type = $2 ORDER BY xid, position`;
    const { seen, written } = await poll(sql, '0,0', 'broken.xid', writeOverlapping('broken.xid', 8, 60));
    assert.ok(seen < written, `expected it to lose some of ${written}`);
  });

  test('the relay loses none, repeats none, and keeps each key in order', async () => {
    const { seen, relay } = collect('relay.load', 'test.load');
    await relay.start();
    const hints = setInterval(() => source.hint(), 1);
    const written = await writeOverlapping('relay.load', 8, 60);
    await until(() => seen.length >= written);
    clearInterval(hints);
    await relay.stop();
    assert.equal(new Set(seen.map(({ id }) => id)).size, written);
    assert.equal(seen.length, written);
    for (const messages of Map.groupBy(seen, ({ key }) => key).values()) {
      const order = messages.map(({ data }) => (data as { n: number }).n);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    }
  });

  test('a transaction that began first and published last is delivered last', async () => {
    const { seen, relay } = collect('relay.order', 'test.order');
    const early = new pg.Client({ connectionString: system.system.databaseUrl });
    await early.connect();
    await early.query('BEGIN');
    await early.query('SELECT pg_current_xact_id()');
    await store.query({ text: insert, values: ['relay.order', 'k', '"first"'] });
    await early.query(insert, ['relay.order', 'k', '"second"']);
    await early.query('COMMIT');
    await early.end();
    await relay.start();
    await until(() => seen.length === 2);
    await relay.stop();
    assert.deepEqual(
      seen.map(({ data }) => data),
      ['first', 'second'],
    );
  });

  test('a foreign transaction that stays open neither parts two of one key nor holds them up', async (t) => {
    const { seen, relay } = collect('relay.foreign', 'test.foreign');
    await store.query({ text: 'CREATE TABLE public.locked AS SELECT 1 AS n' });
    const connections = Array.from(
      { length: 3 },
      () => new pg.Client({ connectionString: system.system.databaseUrl }),
    );
    t.after(async () => {
      await relay.stop();
      await Promise.all(connections.map((client) => client.end()));
    });
    const [second, , first] = connections as [pg.Client, pg.Client, pg.Client];
    // Their ids go up in this order, whatever comes later.
    for (const client of connections) {
      await client.connect();
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
    }
    await relay.start();
    const lock = 'SELECT n FROM public.locked FOR UPDATE';
    await first.query(lock);
    const locked = second.query(lock);
    await first.query(insert, ['relay.foreign', 'k', '"first"']);
    await first.query('COMMIT');
    await locked;
    await second.query(insert, ['relay.foreign', 'k', '"second"']);
    await second.query('COMMIT');
    source.hint();
    await until(() => seen.length > 0);
    assert.equal(seen[0]?.data, 'first');
    await until(() => seen.length === 2);
    assert.deepEqual(
      seen.map(({ data }) => data),
      ['first', 'second'],
    );
  });

  test('whatever overlaps, each key arrives once and in commit order, also in small pages and across restarts', async () => {
    await store.query({
      text: `CREATE TABLE public.keys AS SELECT 'key-' || n AS key, 0 AS last FROM generate_series(1, 4) n`,
    });
    const { seen, relay } = collect('relay.random', 'test.random');
    const paged: LoggedMessage[] = [];
    await relay.start();
    let ended = false;
    const paging = (async () => {
      for (let last = false; !last; ) {
        const final = ended;
        const read = await readInPages('relay.random', 'test.random-pages');
        paged.push(...read);
        last = final && read.length === 0;
      }
    })();
    const written = await writeByLocks('relay.random', () => source.hint());
    ended = true;
    await paging;
    await until(() => seen.length >= written);
    await relay.stop();
    for (const messages of [seen, paged]) {
      assert.equal(messages.length, written);
      for (const ofKey of Map.groupBy(messages, ({ key }) => key).values())
        assert.deepEqual(
          ofKey.map(({ data }) => data),
          ofKey.map((_, n) => n + 1),
        );
    }
  });

  test('a backlog larger than a page is read completely, in order, across a restart', async () => {
    await store.query({
      text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
             SELECT gen_random_uuid(), 'event', 'relay.backlog', 'test', 'k', now(), to_jsonb(n), '00-0-0-00' FROM generate_series(1, 5000) n`,
    });
    const first = collect('relay.backlog', 'test.backlog');
    await first.relay.start();
    await until(() => first.seen.length >= 2_100);
    await first.relay.stop();
    const second = collect('relay.backlog', 'test.backlog');
    await second.relay.start();
    await until(() => first.seen.length + second.seen.length >= 5_000);
    await second.relay.stop();
    const order = [...first.seen, ...second.seen].map(({ data }) => data);
    assert.deepEqual(
      order,
      Array.from({ length: 5_000 }, (_, n) => n + 1),
    );
  });
});

describe('a message that fails', () => {
  test('is tried again, later ones of its key wait for it, and others go on', async () => {
    let failures = 2;
    const { seen, relay } = collect('relay.retry', 'test.retry', async ({ data }) => {
      if (data === 'stubborn' && failures > 0) {
        failures -= 1;
        throw new Error('not yet');
      }
    });
    for (const [key, data] of [
      ['a', 'stubborn'],
      ['a', 'after'],
      ['b', 'other'],
    ]) {
      await store.query({ text: insert, values: ['relay.retry', key, JSON.stringify(data)] });
    }
    await relay.start();
    await until(() => seen.length === 3);
    await relay.stop();
    assert.deepEqual(
      seen.map(({ data }) => data),
      ['other', 'stubborn', 'after'],
    );
    const { rows } = await store.query({
      text: `SELECT FROM kernel.deliveries WHERE consumer = 'test.retry'`,
    });
    assert.equal(rows.length, 0);
  });

  test('is dead after its last attempt, with its error, and can be revived', async () => {
    let broken = true;
    const { seen, relay } = collect('relay.dead', 'test.dead', async () => {
      if (broken) throw new Error('out of paper');
    });
    await store.query({ text: insert, values: ['relay.dead', 'a', '"letter"'] });
    await relay.start();
    const hurry = setInterval(() => {
      void store
        .query({ text: `UPDATE kernel.deliveries SET next_attempt_at = now() WHERE consumer = 'test.dead'` })
        .then(() => relay.hint());
    }, 5);
    const dead = () =>
      store.query<{ error: string }>({
        text: `SELECT error FROM kernel.deliveries WHERE consumer = 'test.dead' AND state = 'dead'`,
      });
    await until(async () => (await dead()).rows.length === 1);
    clearInterval(hurry);
    assert.match((await dead()).rows[0]?.error ?? '', /out of paper/);
    broken = false;
    await store.query({
      text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now() WHERE consumer = 'test.dead'`,
    });
    relay.revived();
    await until(() => seen.length === 1);
    await relay.stop();
  });
});
