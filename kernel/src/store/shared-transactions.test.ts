/** Effects that share transactions: each happens once, in order, and what goes wrong with one is no other's business. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Type } from 'typebox';
import { anyone, contract, event, internal } from '../contract/contract.ts';
import { newId } from '../contract/ids.ts';
import { handle, on, service } from '../contract/service.ts';
import { startTestSystem } from '../testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-parcels-'));
await writeFile(
  join(folder, '0001-parcels.sql'),
  `CREATE TABLE parcels.shelves (name text PRIMARY KEY, parcels int NOT NULL,
     organization_id uuid NOT NULL DEFAULT kernel.organization());
   CREATE TABLE parcels.kept (
     place bigint GENERATED ALWAYS AS IDENTITY, id text NOT NULL, shelf text NOT NULL, pid int NOT NULL,
     xid xid8 NOT NULL DEFAULT pg_current_xact_id(), organization_id uuid NOT NULL DEFAULT kernel.organization(),
     CONSTRAINT kept_once UNIQUE (id));`,
);

const Parcel = { id: Type.String(), sender: Type.String(), shelf: Type.String(), does: Type.String() };
const parcels = contract('parcels', {
  calls: {
    send: {
      method: 'POST',
      path: '/parcels',
      summary: 'Sends parcels, all at once',
      access: anyone,
      body: Type.Object({ parcels: Type.Array(Type.Object(Parcel)) }),
      reply: { 202: Type.Object({ sent: Type.Integer() }) },
    },
    size: {
      method: 'GET',
      path: '/parcels/:id/size',
      summary: 'Asked by each effect before it writes anything',
      access: internal,
      params: Type.Object({ id: Type.String() }),
      reply: { 200: Type.Object({ pid: Type.Integer() }) },
    },
  },
  events: {
    'parcel.sent': event('A parcel is on its way.', 'sender', Parcel),
    'parcel.kept': event('A parcel has arrived.', 'id', { id: Type.String() }),
  },
});

/** How often a parcel was tried, and on which connections its size was asked for. */
const tries = new Map<string, number>();
const asked: number[] = [];

const parcelsService = service(parcels, {
  migrations: pathToFileURL(`${folder}/`),
  calls: [
    handle(parcels.calls.send, async ({ parcels: sent }, ctx) => {
      for (const parcel of sent) ctx.publish('parcel.sent', parcel, { organizationId: house });
      return { sent: sent.length };
    }),
    handle(parcels.calls.size, async (_, ctx) => {
      const { rows } = await ctx.tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
      return rows[0] as { pid: number };
    }),
  ],
  on: [
    on(
      parcels,
      parcels.events['parcel.sent'],
      'beginning',
      async ({ id, shelf, does }, ctx) => {
        const tried = (tries.get(id) ?? 0) + 1;
        tries.set(id, tried);
        asked.push((await ctx.call(parcels.calls.size, { id })).pid);
        const { rows } = await ctx.tx.query<{ parcels: number; pid: number }>({
          text: `SELECT coalesce((SELECT parcels FROM parcels.shelves WHERE name = $1), 0) AS parcels,
                        pg_backend_pid() AS pid`,
          values: [shelf],
        });
        const { parcels: before, pid } = rows[0] as { parcels: number; pid: number };
        // As a handler does that reads, thinks and writes: two of one shelf at once would lose a parcel.
        await ctx.tx.query({
          text: `INSERT INTO parcels.shelves (name, parcels) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET parcels = excluded.parcels`,
          values: [shelf, before + 1],
        });
        await ctx.tx.query({
          text: 'INSERT INTO parcels.kept (id, shelf, pid) VALUES ($1, $2, $3)',
          values: [id, shelf, pid],
        });
        if (does === 'break') throw new Error('broken');
        if (does === 'break at first' && tried < 3) throw new Error('broken at first');
        if (does === 'be slow') await ctx.tx.query({ text: 'SELECT pg_sleep(0.8)' });
        if (does === 'lose the connection' && tried === 1)
          await ctx.tx.query({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' });
        ctx.publish('parcel.kept', { id });
      },
      { groupCommitKey: ({ shelf }) => shelf },
    ),
  ],
});

const system = await startTestSystem({ services: [parcelsService] });
const house = newId();
after(async () => {
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Sent {
  readonly id: string;
  readonly sender: string;
  readonly shelf: string;
  readonly does: string;
}
const crowd = (name: string, count: number, about: Partial<Sent> = {}): Sent[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `${name} ${n}`;
    return { id, sender: id, shelf: id, does: 'stay', ...about };
  });

async function send(all: readonly Sent[]) {
  await system.client(parcels).send({ parcels: [...all] });
  await system.settled();
  const ids = all.map(({ id }) => id);
  const { rows: kept } = await system.sql<{ id: string; xid: string }>({
    text: 'SELECT id, xid::text FROM parcels.kept WHERE id = ANY ($1) ORDER BY place',
    values: [ids],
  });
  const { rows: told } = await system.sql<{ id: string }>({
    text: `SELECT key AS id FROM kernel.outbox WHERE type = 'parcel.kept' AND key = ANY ($1)`,
    values: [ids],
  });
  const { rows: seen } = await system.sql<{ id: string; attempts: number }>({
    text: `SELECT o.data->>'id' AS id, i.attempts FROM kernel.inbox i JOIN kernel.outbox o ON o.id = i.message_id
            WHERE i.consumer = 'parcels' AND o.data->>'id' = ANY ($1) ORDER BY i.handled_at`,
    values: [ids],
  });
  const sorted = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted();
  assert.deepEqual(sorted(told), sorted(kept), 'what is kept is told, once');
  assert.deepEqual(sorted(seen), sorted(kept), 'what is kept is on record, once');
  return {
    order: kept.map(({ id }) => id),
    transactions: new Set(kept.map(({ xid }) => xid)).size,
    handled: seen.map(({ id }) => id),
    attempts: new Map(seen.map(({ id, attempts }) => [id, attempts])),
  };
}

test('many are one transaction, and what they ask of others is asked together too', async () => {
  asked.length = 0;
  const all = crowd('shared', 200);
  const { order, transactions } = await send(all);
  assert.deepEqual(order.toSorted(), all.map(({ id }) => id).toSorted());
  assert.ok(transactions <= 50, `${transactions} transactions for ${all.length}`);
  assert.equal(asked.length, all.length, 'each asked once');
});

test('one that fails takes no other with it, and is tried as often as it would be alone', async () => {
  const all = crowd('bad', 60).map((one, n) => (n === 30 ? { ...one, does: 'break at first' } : one));
  const { order, attempts } = await send(all);
  assert.equal(order.length, all.length);
  for (const { id, does } of all) assert.equal(attempts.get(id), does === 'stay' ? 1 : 2, id);
});

test('one that fails in a shared transaction is charged with its own error only', async () => {
  const all = crowd('charged', 40).map((one, n) => (n === 7 ? { ...one, does: 'break' } : one));
  await system.client(parcels).send({ parcels: [...all] });
  const waiting = async () =>
    system.sql<{ id: string; attempts: number; error: string }>({
      text: `SELECT message->'data'->>'id' AS id, attempts, error FROM kernel.deliveries WHERE key LIKE 'charged%'`,
    });
  while ((await waiting()).rows.length === 0) await sleep(10);
  const { rows } = await waiting();
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['charged 7'],
  );
  assert.match(rows[0]?.error ?? '', /Error: broken/);
  // Nobody waits for it any longer.
  await system.sql({ text: `UPDATE kernel.deliveries SET state = 'dead' WHERE key = 'charged 7'` });
  await system.settled();
  const { rows: kept } = await system.sql({ text: `SELECT FROM parcels.kept WHERE id LIKE 'charged%'` });
  assert.equal(kept.length, all.length - 1);
});

test('those that contend on one thing lose nothing to each other', async () => {
  const all = crowd('counted', 60).map((one, n) => ({ ...one, shelf: `counted ${n % 3}` }));
  await send(all);
  const { rows } = await system.sql<{ parcels: number }>({
    text: `SELECT parcels FROM parcels.shelves WHERE name LIKE 'counted%'`,
  });
  assert.deepEqual(
    rows.map(({ parcels: count }) => count),
    [20, 20, 20],
  );
});

test('messages of one key stay in order', async () => {
  const all = crowd('ordered', 90).map((one, n) => ({ ...one, sender: `ordered ${n % 5}`, shelf: one.id }));
  const { order } = await send(all);
  assert.equal(order.length, all.length);
  for (let sender = 0; sender < 5; sender += 1) {
    const numbers = order.map((id) => Number(id.split(' ')[1])).filter((n) => n % 5 === sender);
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
  }
});

test('one that takes its time holds up the others for a moment only', async () => {
  const all = crowd('slow', 40).map((one, n) => (n === 3 ? { ...one, does: 'be slow' } : one));
  const { order, attempts, handled } = await send(all);
  assert.deepEqual(order.toSorted(), all.map(({ id }) => id).toSorted());
  assert.equal(handled.at(-1), 'slow 3', 'the others were done before it');
  assert.ok([...attempts.values()].every((count) => count === 1));
});

test('a connection that is lost in the midst of it loses nothing and repeats nothing', async () => {
  const all = crowd('lost', 50).map((one, n) => (n === 20 ? { ...one, does: 'lose the connection' } : one));
  const { order } = await send(all);
  assert.deepEqual(order.toSorted(), all.map(({ id }) => id).toSorted());
});
