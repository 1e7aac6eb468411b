/** That what one organization sends, however much, holds up no other's: what it sent is counted, not the time. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { newId } from '../contract/ids.ts';
import { OutboxLog } from '../engines/outbox-log.ts';
import { Metrics } from '../observability/telemetry.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import type { LoggedMessage } from './consumer.ts';
import { SHARE } from './lanes.ts';
import { Relay } from './relay.ts';

const system = await startTestSystem({ services: [] });
const store = new Store(system.system.databaseUrl);
const log = pino({ level: 'silent' });
const source = new OutboxLog({ store, log });
const metrics = new Metrics();
const relays: Relay[] = [];
after(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await store.close();
  metrics.stop();
  await system[Symbol.asyncDispose]();
});

/** So many messages of an organization under some keys, numbered in their order. */
async function send(
  type: string,
  organizationId: string | null,
  count: number,
  { sender = '', from = 1 } = {},
): Promise<void> {
  await store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT gen_random_uuid(), 'event', $1, 'test', concat($2::text, $4::text, n % 30), $2::text::uuid, now(), to_jsonb(n), '00-0-0-00'
             FROM generate_series($5::int, $5 + $3 - 1) n`,
    values: [type, organizationId, count, ` ${sender} `, from],
  });
  source.hint();
}

function reading(type: string, act: (message: LoggedMessage, handled: number) => Promise<void>) {
  const handled: LoggedMessage[] = [];
  const deliver = async (message: LoggedMessage) => {
    await act(message, handled.length);
    handled.push(message);
  };
  const consumer = { name: type, kind: 'event' as const, types: [type], deliver };
  const relay = new Relay(consumer, { store, source, log, metrics });
  relays.push(relay);
  return { handled, relay };
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!(await done())) {
    assert.ok(Date.now() < deadline, 'waited in vain');
    await sleep(5);
  }
}

/** How many of these came before the last one of an organization. */
const before = (messages: readonly Pick<LoggedMessage, 'organizationId'>[], organizationId: string) =>
  messages.findLastIndex((message) => message.organizationId === organizationId);

function inOrder(messages: readonly Pick<LoggedMessage, 'key' | 'data'>[]): void {
  for (const ofKey of Map.groupBy(messages, ({ key }) => key).values()) {
    const numbers = ofKey.map(({ data }) => Number(data));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
  }
}

/** What the database says that a consumer has not read. */
async function unreadOf(type: string): Promise<ReadonlySet<string>> {
  const { rows } = await store.query<{ id: string }>({
    text: `SELECT o.id FROM kernel.outbox o JOIN kernel.consumers c ON c.name = o.type
            WHERE o.type = $1 AND NOT kernel.has_read(c, o.xid, o.position)`,
    values: [type],
  });
  return new Set(rows.map(({ id }) => id));
}

test('who comes after others that sent thousands waits for a share of each, and all is handled once, in order', async () => {
  const type = 'turns.after';
  const [first, second, third] = [newId(), newId(), newId()];
  await send(type, first, 2_500);
  await send(type, second, 1_000);
  await send(type, null, 500);
  await send(type, third, 5);
  const { handled, relay } = reading(type, () => Promise.resolve());
  await relay.start();
  await until(() => handled.length >= 4_005);
  await until(async () => (await unreadOf(type)).size === 0);
  await relay.stop();
  assert.ok(before(handled, third) <= 4 * SHARE, `${before(handled, third)} came before`);
  assert.equal(handled.length, 4_005);
  assert.equal(new Set(handled.map(({ id }) => id)).size, 4_005);
  inOrder(handled);
});

test('so does who comes while they are at it; the cursor passes nothing that is not handled', async () => {
  const type = 'turns.meanwhile';
  const [busy, other] = [newId(), newId()];
  const gate = Promise.withResolvers<void>();
  const { handled, relay } = reading(type, async (_, count) => {
    if (count >= 500) await gate.promise;
  });
  await relay.start();
  await send(type, busy, 2_500);
  await until(() => handled.length >= 500);
  await send(type, other, 1);
  // It goes on once there is nothing that it has not been told of.
  const open = await unreadOf(type);
  const done = new Set(handled.map(({ id }) => id));
  gate.resolve();
  await until(() => before(handled, other) >= 0);
  const came = before(handled, other) - done.size;
  await until(() => handled.length >= 2_501);
  await until(async () => (await unreadOf(type)).size === 0);
  await relay.stop();
  assert.deepEqual(
    handled.slice(done.size).filter(({ id }) => !open.has(id)),
    [],
  );
  assert.ok(came <= 4 * SHARE, `${came} came before`);
  assert.equal(new Set(handled.map(({ id }) => id)).size, 2_501);
  assert.equal(handled.length, 2_501);
  inOrder(handled);
});

test('whatever several send at the same time, all of it is handled once, and each key in order', async () => {
  const type = 'turns.random';
  const [busy, other] = [newId(), newId()];
  const { handled, relay } = reading(type, () => Promise.resolve());
  await relay.start();
  const senders = [busy, busy, busy, other, null].map(async (organizationId, sender) => {
    for (let n = 0; n < 3; n += 1) {
      const from = n * 400 + 1;
      await send(type, organizationId, organizationId === other ? 40 : 400, { sender: `${sender}`, from });
      await sleep(Math.random() * 40);
    }
  });
  await Promise.all(senders);
  await until(async () => (await unreadOf(type)).size === 0);
  await relay.stop();
  assert.equal(handled.length, 4 * 1_200 + 120);
  assert.equal(new Set(handled.map(({ id }) => id)).size, handled.length);
  inOrder(handled);
});

test('after kill -9 in the midst of it nothing is lost, nothing there twice, all in order and by turns', async (t) => {
  const type = 'turns.killed';
  const [busy, other] = [newId(), newId()];
  await store.query({
    text: 'CREATE TABLE public.effects (n bigserial, key text, data jsonb, organization_id uuid)',
  });
  const effects = async () =>
    (
      await store.query<Pick<LoggedMessage, 'key' | 'data' | 'organizationId'>>({
        text: 'SELECT key, data, organization_id FROM public.effects ORDER BY n',
      })
    ).rows;
  const start = () => {
    const path = fileURLToPath(new URL('./turns.fixture.ts', import.meta.url));
    const child = fork(path, [system.system.databaseUrl, type]);
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  await send(type, busy, 1_900);
  await send(type, other, 100);
  for (const many of [200, 500]) {
    const child = start();
    await until(async () => (await effects()).length >= many);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const last = start();
  await until(async () => (await unreadOf(type)).size === 0);
  last.kill('SIGKILL');
  await once(last, 'exit');
  const all = await effects();
  assert.equal(all.length, 2_000);
  assert.equal(new Set(all.map(({ key, data }) => `${key} ${data}`)).size, 2_000);
  inOrder(all);
  // Each start may begin with a share of the busy one again.
  assert.ok(before(all, other) <= 100 + 4 * SHARE, `${before(all, other)} came before`);
});

test('of what failed, an organization is tried again however much of another is due before', async () => {
  const type = 'turns.failing';
  const [busy, other] = [newId(), newId()];
  await store.query({
    text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, organization_id, message, state, next_attempt_at)
           SELECT $1::text, id, n, now(), id::text, sender, jsonb_build_object('id', id, 'type', $1::text, 'key', id, 'organizationId', sender),
                  'waiting', now() + n * interval '1 microsecond'
             FROM (SELECT n, gen_random_uuid() AS id, CASE WHEN n <= 250 THEN $2 ELSE $3 END::uuid AS sender FROM generate_series(1, 251) n) made`,
    values: [type, busy, other],
  });
  const { handled, relay } = reading(type, () => Promise.resolve());
  await relay.start();
  await until(() => handled.length >= 251);
  await relay.stop();
  assert.ok(before(handled, other) < 100, `${before(handled, other)} came before`);
});
