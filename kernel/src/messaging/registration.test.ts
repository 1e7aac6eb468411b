/** Where consumers begin, what they get of kinds that are new to them, and how they are retired. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { notesService } from '../../test/notes/notes.ts';
import { OutboxLog } from '../engines/outbox-log.ts';
import { Metrics } from '../observability/telemetry.ts';
import type { Subscriber } from '../ports/message-source.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import type { Consumer, LoggedMessage } from './consumer.ts';
import { registerConsumers } from './registration.ts';
import { Relay } from './relay.ts';
import { pauseAfter, retryPolicies } from './retry.ts';

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

const send = (type: string, text: string, count = 1) =>
  store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
           SELECT gen_random_uuid(), 'event', $1, 'test', $1, now(), to_jsonb($2 || n), '00-0-0-00' FROM generate_series(1, $3) n`,
    values: [type, text, count],
  });

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await done()); await sleep(5))
    assert.ok(Date.now() < deadline, 'waited in vain');
}

/** Runs a consumer until it has got so many messages; gives their data. */
async function run(about: Omit<Consumer, 'deliver' | 'kind'>, count: number): Promise<LoggedMessage[]> {
  const seen: LoggedMessage[] = [];
  const deliver = async (message: LoggedMessage) => void seen.push(message);
  const relay = new Relay({ ...about, kind: 'event', deliver }, { store, source, log, metrics });
  await relay.start();
  await until(() => seen.length >= count);
  await relay.stop();
  return seen;
}
const register = (consumers: readonly Subscriber[], retired: readonly string[], heard: object = log) =>
  registerConsumers(store, { log: source, tasks: source }, { consumers, retired }, heard as typeof log);
const texts = (messages: readonly LoggedMessage[]) => messages.map(({ data }) => data);

describe('a consumer that is new to a system', () => {
  test('gets what the log holds of the kinds that it wants from the beginning, and of others what comes', async () => {
    await send('new.copied', 'old', 2);
    await send('new.mailed', 'old');
    const consumer = { name: 'test.new', types: ['new.copied', 'new.mailed'], fromNow: ['new.mailed'] };
    await register([{ ...consumer, kind: 'event' }], []);
    await send('new.mailed', 'next');
    await send('new.copied', 'next');
    assert.deepEqual(texts(await run(consumer, 4)).toSorted(), ['next1', 'next1', 'old1', 'old2']);
  });

  test('gets a kind that it takes from a later release on, as an old message is', async () => {
    await send('later.first', 'one');
    await send('later.second', 'before');
    assert.deepEqual(texts(await run({ name: 'test.later', types: ['later.first'] }, 1)), ['one1']);
    await send('later.second', 'after');
    const both = { name: 'test.later', types: ['later.first', 'later.second'] };
    const [before, afterwards] = await run(both, 2);
    assert.deepEqual([before?.data, afterwards?.data].toSorted(), ['after1', 'before1']);
    const { rows } = await store.query<LoggedMessage>({
      text: `SELECT position, logged_at, id, kind, type, source, key, organization_id,
                    actor_id, time, data, traceparent FROM kernel.outbox WHERE type = 'later.second' AND data = '"before1"'`,
    });
    assert.deepEqual(
      [before, afterwards].find(({ data } = {} as LoggedMessage) => data === 'before1'),
      rows[0],
    );
  });
});

test('a consumer that nobody declares is named, keeps its place, and goes when it is retired', async () => {
  const lines: object[] = [];
  const heard = { warn: (about: object) => lines.push(about), info: (about: object) => lines.push(about) };
  await run({ name: 'test.leaving', types: ['leaving.type'] }, 0);
  await store.query({
    text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, message, state)
           VALUES ('test.leaving', gen_random_uuid(), 1, now(), 'k', '{}', 'waiting')`,
  });
  const declared = [{ name: 'test.staying', kind: 'event', types: ['leaving.type'] }] as const;
  await register(declared, [], heard);
  assert.ok(JSON.stringify(lines).includes('test.leaving'), JSON.stringify(lines));
  assert.ok(!JSON.stringify(lines).includes('test.staying'));
  await register(declared, ['test.leaving']);
  lines.length = 0;
  await register(declared, ['test.leaving'], heard);
  assert.ok(!JSON.stringify(lines).includes('test.leaving'));
  const { rows } = await store.query<{ state: string }>({
    text: `SELECT state FROM kernel.deliveries WHERE consumer = 'test.leaving'`,
  });
  assert.deepEqual(rows, [{ state: 'discarded' }]);
  await assert.rejects(register(declared, ['test.staying']), /declared and retired/);
});

test('a consumer that is slower than the log is left behind and catches up, in order; others do not wait for it', async () => {
  const seen: unknown[] = [];
  let slow = true;
  const consumer: Consumer = {
    ...{ name: 'test.slow', kind: 'event', types: ['slow.type'] },
    deliver: async ({ data }) => {
      while (slow) await sleep(5);
      seen.push(data);
    },
  };
  const relay = new Relay(consumer, { store, source, log, metrics });
  await relay.start();
  await send('slow.type', 'first');
  await sleep(50);
  for (let n = 0; n < 9; n += 1) {
    await send('slow.type', `${n}-`, 1_000);
    source.hint();
    await sleep(20);
  }
  await send('quick.type', 'quick');
  assert.deepEqual(texts(await run({ name: 'test.quick', types: ['quick.type'] }, 1)), ['quick1']);
  slow = false;
  await until(() => seen.length === 9_001);
  await send('slow.type', 'last');
  source.hint();
  await until(() => seen.length === 9_002);
  await relay.stop();
  const expected = Array.from({ length: 9 }, (_, n) =>
    Array.from({ length: 1_000 }, (_x, i) => `${n}-${i + 1}`),
  );
  assert.deepEqual(seen, ['first1', ...expected.flat(), 'last1']);
});

describe('how a message is tried again', () => {
  test('a pause is anything up to its limit, which doubles; fast takes minutes, persistent hours', () => {
    for (const policy of Object.values(retryPolicies)) {
      assert.equal(
        pauseAfter(policy, 1, () => 1),
        policy.firstPauseSeconds,
      );
      assert.equal(
        pauseAfter(policy, 3, () => 0.5),
        policy.firstPauseSeconds * 2,
      );
      assert.equal(
        pauseAfter(policy, 50, () => 1),
        policy.longestPauseSeconds,
      );
      assert.equal(
        pauseAfter(policy, 2, () => 0),
        0,
      );
    }
    const most = (policy: (typeof retryPolicies)['fast']) =>
      Array.from({ length: policy.attempts - 1 }, (_, n) => pauseAfter(policy, n + 1, () => 1)).reduce(
        (a, b) => a + b,
      );
    assert.equal(most(retryPolicies.fast), 254);
    assert.ok(most(retryPolicies.persistent) > 6 * 3_600 && most(retryPolicies.persistent) < 10 * 3_600);
  });

  test('a type is tried as often as its policy says', async () => {
    const consumer: Consumer = {
      ...{ name: 'test.persistent', kind: 'event', types: ['retry.fast', 'retry.persistent'] },
      retry: (type) => ({ ...retryPolicies.fast, attempts: type === 'retry.fast' ? 2 : 3 }),
      deliver: async () => {
        throw new Error('not today');
      },
    };
    for (const type of consumer.types) await send(type, 'x');
    const relay = new Relay(consumer, { store, source, log, metrics });
    await relay.start();
    const states = async () =>
      (
        await store.query<{ type: string; attempts: number; state: string }>({
          text: `UPDATE kernel.deliveries SET next_attempt_at = CASE state WHEN 'waiting' THEN now() END
                  WHERE consumer = 'test.persistent' RETURNING key AS type, attempts, state`,
        })
      ).rows.toSorted((a, b) => a.type.localeCompare(b.type));
    await until(async () => {
      relay.hint();
      return (await states()).filter(({ state }) => state === 'dead').length === 2;
    });
    await relay.stop();
    assert.deepEqual(
      (await states()).map(({ attempts }) => attempts),
      [2, 3],
    );
  });

  test('however many wait behind others, those that are due are found by an index', async () => {
    await store.query({
      text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, message, state, next_attempt_at)
             SELECT 'test.many', gen_random_uuid(), n, now(), 'key ' || n % 10, '{}', 'waiting',
                    CASE WHEN n < 10 THEN now() - interval '1 hour' END FROM generate_series(0, 20000) n`,
    });
    await store.query({ text: 'ANALYZE kernel.deliveries' });
    const { rows } = await store.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>({
      text: `EXPLAIN (ANALYZE, FORMAT JSON) SELECT message, attempts FROM kernel.deliveries d
              WHERE consumer = 'test.many' AND state = 'waiting' AND next_attempt_at <= now()
                AND NOT EXISTS (SELECT FROM kernel.deliveries e
                                 WHERE e.consumer = 'test.many' AND e.state = 'waiting' AND e.key = d.key AND e.position < d.position)
              ORDER BY next_attempt_at LIMIT 100`,
    });
    const nodes = flatten(rows[0]?.['QUERY PLAN'][0]?.Plan as PlanNode);
    const read = nodes.map(
      (node) => node['Actual Rows'] * node['Actual Loops'] + (node['Rows Removed by Filter'] ?? 0),
    );
    assert.ok(Math.max(...read) <= 100, JSON.stringify(nodes));
    await store.query({ text: `DELETE FROM kernel.deliveries WHERE consumer = 'test.many'` });
  });
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}
const flatten = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];
