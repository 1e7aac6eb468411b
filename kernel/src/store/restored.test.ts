/** A log from another cluster, whose ids are far ahead of this one's: who had read what stays as it was. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import pg from 'pg';
import { newId } from '../contract/ids.ts';
import { startTestSystem } from '../testing.ts';
import { renumberRestoredLog } from './restored.ts';

const LOCK = 7_261_999;
const FAR = 5_000_000_000;
const system = await startTestSystem({ services: [] });
const client = new pg.Client({ connectionString: system.system.databaseUrl });
await client.connect();
after(async () => {
  await client.end();
  await system[Symbol.asyncDispose]();
});
beforeEach(async () => void (await client.query('DELETE FROM kernel.outbox; DELETE FROM kernel.consumers')));

const random = (below: number) => Math.floor(Math.random() * below);

const write = (xid: number) =>
  client.query(
    `INSERT INTO kernel.outbox (xid, id, kind, type, source, key, time, data, traceparent)
     VALUES ($1::text::xid8, $2, 'event', 'kept', 'test', 'key', now(), '{}', $3)`,
    [xid, newId(), `00-${'1'.repeat(32)}-${'1'.repeat(16)}-01`],
  );

/** What each consumer has not read yet, in the order in which it will. */
async function unread(): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ name: string; ids: string[] | null }>(
    `SELECT c.name, (SELECT array_agg(o.id ORDER BY o.position) FROM kernel.outbox o
                      WHERE NOT kernel.has_read(c, o.xid, o.position)) AS ids
       FROM kernel.consumers c ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, ids }) => [name, ids ?? []]));
}

const snapshot = (most: number): string => {
  const open = [...new Set(Array.from({ length: random(5) }, () => FAR + random(most)))].sort(
    (a, b) => a - b,
  );
  return `${open[0] ?? FAR + most}:${FAR + most}:${open.join()}`;
};

test('each consumer has read exactly what it had, in the same order, and hears of what is new', async () => {
  for (let round = 0; round < 30; round += 1) {
    await client.query('DELETE FROM kernel.outbox; DELETE FROM kernel.consumers');
    for (let n = 0; n < 40; n += 1) await write(FAR + random(60));
    for (let n = 0; n < 6; n += 1)
      await client.query(
        `INSERT INTO kernel.consumers (name, types, seen, until, position)
         SELECT $1, '{kept}', $2::pg_snapshot, $3::pg_snapshot, (SELECT min(position) + $4 FROM kernel.outbox)`,
        [`c${n}`, snapshot(1 + random(60)), random(2) === 0 ? null : snapshot(60), random(40)],
      );
    const before = await unread();
    assert.equal(await renumberRestoredLog(client, LOCK), true);
    assert.deepEqual(await unread(), before);
    await client.query(
      `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
       VALUES ($1, 'event', 'kept', 'test', 'key', now(), '{}', $2)`,
      [newId(), `00-${'1'.repeat(32)}-${'1'.repeat(16)}-01`],
    );
    const { rows } = await client.query('SELECT id FROM kernel.outbox ORDER BY position DESC LIMIT 1');
    for (const [name, ids] of Object.entries(await unread()))
      assert.deepEqual(ids, [...(before[name] ?? []), rows[0].id], name);
    assert.equal(await renumberRestoredLog(client, LOCK), false, 'and once is enough');
  }
});

test('a log of this cluster is left alone', async () => {
  await client.query(
    `INSERT INTO kernel.consumers (name, types, seen) VALUES ('here', '{kept}', pg_current_snapshot())`,
  );
  assert.equal(await renumberRestoredLog(client, LOCK), false);
});
