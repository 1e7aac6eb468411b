import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import pino from 'pino';
import { notes, notesService } from '../../test/notes/notes.ts';
import { contract } from '../contract/contract.ts';
import { service } from '../contract/service.ts';
import { outboxLagSeconds } from '../messaging/lag.ts';
import { startTestSystem } from '../testing.ts';
import { keepPartitions, maintain } from './maintenance.ts';
import { monthly } from './partitions.ts';
import { Store } from './store.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-diary-'));
await writeFile(
  join(folder, '0001-diary.sql'),
  `CREATE TABLE diary.days (at timestamptz NOT NULL, organization_id uuid, text text) PARTITION BY RANGE (at);`,
);
let broken = false;
const partitions = [{ table: 'diary.days', keepMonths: 3 }];
const system = await startTestSystem({
  services: [
    notesService((n) => {
      if (broken && n === 1) throw new Error('out of paper');
    }),
    service(contract('diary', {}), { migrations: pathToFileURL(`${folder}/`), partitions }),
  ],
});
const log = pino({ level: 'silent' });
const keep = async (at = new Date()) => {
  await maintain(store, at, log);
  await keepPartitions(store, at, partitions.map(monthly), log);
};
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
  await keep();
  await keep();
  assert.deepEqual(await names(), [-3, -2, -1, 0, 1, 2].map(nameOf));
  const { rows } = await store.query<{ text: string }>({ text: 'SELECT text FROM diary.days ORDER BY at' });
  assert.deepEqual(
    rows.map(({ text }) => text),
    ['-3', '0'],
  );
});

/** A connection of its own, to another database of the same server where one is named. */
async function connect(
  t: { after: (run: () => Promise<void>) => void },
  database?: string,
): Promise<pg.Client> {
  const url = new URL(system.system.databaseUrl);
  if (database) url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  t.after(() => client.end());
  return client;
}

/** The parts of the log and of the inbox of a day long ago, and what is written into that one. */
async function longAgo(day: string): Promise<{ outbox: string; inbox: string; insert: string }> {
  const digits = day.replaceAll('-', '');
  for (const table of ['outbox', 'inbox'])
    await store.query({
      text: `CREATE TABLE kernel.${table}_${digits} PARTITION OF kernel.${table}
             FOR VALUES FROM ('${day} 00:00:00+00') TO ('${day} 24:00:00+00')`,
    });
  return {
    outbox: `kernel.outbox_${digits}`,
    inbox: `kernel.inbox_${digits}`,
    insert: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent, logged_at)
             VALUES (gen_random_uuid(), 'event', $1, 'test', $2, $3, now(), $4, '00-0-0-00', '${day} 12:00+00')`,
  };
}

async function isThere(table: string): Promise<boolean | undefined> {
  const text = 'SELECT to_regclass($1) IS NOT NULL AS there';
  return (await store.query<{ there: boolean }>({ text, values: [table] })).rows[0]?.there;
}

/** Reads on to now, as a consumer that has handled everything. */
const readOn = (consumer: string) =>
  store.query({
    text: `UPDATE kernel.consumers SET seen = pg_current_snapshot(), until = NULL, position = 0 WHERE name = $1`,
    values: [consumer],
  });
const hold = (client: pg.Client) =>
  client.query('BEGIN').then(() => client.query('SELECT pg_current_xact_id()'));

async function until(done: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 120_000; !(await done()); await sleep(10))
    assert.ok(Date.now() < deadline, 'waited in vain');
}

/** What is in use at the moment, by an autovacuum perhaps, goes the next time. */
const goes = (...tables: readonly string[]): Promise<void> =>
  until(async () => {
    await keep();
    return (await Promise.all(tables.map(isThere))).every((there) => !there);
  });

test('an old part of the log goes once every consumer has read past it, whatever runs in another database', async (t) => {
  const foreign = await connect(t, 'postgres');
  await hold(foreign);
  const { outbox, inbox, insert } = await longAgo('2020-01-01');
  await store.query({ text: insert, values: ['diary.old', 'k', null, '{}'] });
  await store.query({ text: `INSERT INTO kernel.consumers (name, types) VALUES ('slow', '{diary.old}')` });
  await keep();
  assert.deepEqual([await isThere(outbox), await isThere(inbox)], [true, true]);
  assert.ok((await outboxLagSeconds(store)) > 86_400);
  await readOn('slow');
  await goes(outbox, inbox);
  // What others wrote meanwhile is read by their consumers in a moment.
  const isRead = async () => (await outboxLagSeconds(store)) === 0;
  await until(isRead);
  await store.query({ text: `DELETE FROM kernel.consumers WHERE name = 'slow'` });

  // Nor is anything delivered later, or shown as waiting, for its sake.
  await system.client(notes, system.person(['writer'])).write({ text: 'meanwhile', copies: 2 });
  await system.settled();
  await until(isRead);
  await foreign.query('ROLLBACK');
});

test('a part of the log that somebody still writes to stays, and so does what was written last', async (t) => {
  const { outbox, insert } = await longAgo('2020-01-02');
  await store.query({ text: `INSERT INTO kernel.consumers (name, types) VALUES ('late', '{diary.late}')` });
  const writer = await connect(t);
  await writer.query('BEGIN');
  await writer.query(insert, ['diary.late', 'k', null, '{}']);
  await readOn('late');
  await keep();
  await writer.query('COMMIT');
  await keep();
  assert.equal(await isThere(outbox), true);
  await readOn('late');
  await goes(outbox);
  await store.query({ text: `DELETE FROM kernel.consumers WHERE name = 'late'` });
});

test('a message that was dead for as long as the log is kept can be replayed, with its effect once', async () => {
  const writer = system.person(['writer']);
  const { id: noteId } = await system.client(notes, writer).write({ text: 'old' });
  await system.settled();
  const { outbox, inbox, insert } = await longAgo('2020-01-03');
  broken = true;
  const data = JSON.stringify({ noteId, n: 1 });
  await store.query({ text: insert, values: ['note.copied', noteId, writer.organizationId, data] });
  const states = async () =>
    (
      await store.query<{ state: string }>({
        text: `UPDATE kernel.deliveries SET next_attempt_at = now() WHERE key = $1 RETURNING state`,
        values: [noteId],
      })
    ).rows.map(({ state }) => state);
  await until(async () => (await states())[0] === 'dead');
  await readOn('notes');
  await goes(outbox);
  // What was handled of that day is remembered for the sake of the one message.
  assert.equal(await isThere(inbox), true);
  broken = false;
  const replayed = {
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0 WHERE key = $1`,
    values: [noteId],
  };
  await store.query(replayed);
  await store.query({ text: `SELECT pg_notify('kernos_hints', 'revived test')` });
  await until(async () => (await states()).length === 0);
  const { rows } = await store.query({
    text: 'SELECT FROM notes.copies WHERE note_id = $1',
    values: [noteId],
  });
  assert.equal(rows.length, 1);
  await goes(inbox);
});

test('while a backup reads all tables, everybody writes, what is needed is made, and what is old goes after it', async (t) => {
  const { outbox } = await longAgo('2020-01-04');
  const { rows } = await store.query<{ last: string; day: string }>({
    text: `SELECT max(inhrelid::regclass::text) AS last FROM pg_inherits WHERE inhparent = 'kernel.outbox'::regclass`,
  });
  const last = rows[0]?.last ?? '';
  await store.query({ text: `DROP TABLE ${last}` });
  await store.query({ text: `DROP TABLE diary.${nameOf(2)}` });
  const backup = await connect(t);
  await backup.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await backup.query(
    'LOCK TABLE kernel.outbox, kernel.inbox, kernel.spans, kernel.audit, diary.days IN ACCESS SHARE MODE',
  );

  let kept = false;
  const writing = (async () => {
    const writer = await connect(t);
    // Whoever waits behind one who waits for the backup would wait for long.
    await writer.query(`SET lock_timeout = '5s'`);
    let written = 0;
    while (!kept) {
      await writer.query('INSERT INTO diary.days (at) VALUES (now())');
      await writer.query(
        `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
         VALUES (gen_random_uuid(), 'event', 'diary.written', 'test', 'k', now(), '{}', '00-0-0-00')`,
      );
      await writer.query('SELECT count(*) FROM kernel.inbox');
      written += 1;
    }
    return written;
  })();
  await keep().finally(() => {
    kept = true;
  });
  assert.ok((await writing) > 0);
  assert.equal(await isThere(last), true);
  assert.ok((await names()).includes(nameOf(2)));
  assert.equal(await isThere(outbox), true, 'it is in use');
  await backup.query('ROLLBACK');
  await goes(outbox);
});
