/** The outbox passes the suites of both ports that it stands behind. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import type { Follower } from '../messaging/log-reader.ts';
import {
  eventLogConformance,
  type OpenTransaction,
  taskQueueConformance,
} from '../ports/message-source.conformance.fixture.ts';
import type { Subscriber } from '../ports/message-source.ts';
import type { Rows, Sql } from '../store/sql.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import { OutboxLog } from './outbox-log.ts';

const system = await startTestSystem({ services: [] });
const stores: Store[] = [];
const storeOf = () => {
  const store = new Store(system.system.databaseUrl, { connections: 4 });
  stores.push(store);
  return store;
};
// Senders are another process, whose connections are not broken.
const sender = storeOf();
after(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await system[Symbol.asyncDispose]();
});

/** Waits before it reads up to where the reader takes over. */
class HeldStore extends Store {
  beforeJoining = async (): Promise<void> => undefined;
  override async query<Row>(sql: Sql): Promise<Rows<Row>> {
    if (sql.name?.endsWith('.to')) await this.beforeJoining();
    return super.query(sql);
  }
}

const engine = (kind: Subscriber['kind']) => ({
  kind,
  open: () => new OutboxLog({ store: storeOf(), log: pino({ level: 'silent' }) }),
  async begin(): Promise<OpenTransaction> {
    const client = await sender.pool.connect();
    await client.query('BEGIN');
    await client.query(`SET application_name = 'sender'`);
    await client.query('SELECT pg_current_xact_id()');
    const end = async (how: string) => {
      await client.query(how);
      client.release();
    };
    return {
      run: async ({ text, values = [] }) => void (await client.query(text, [...values])),
      send: async (type, { key, data, organizationId }) =>
        void (await client.query(
          `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           VALUES (gen_random_uuid(), $1, $2, 'test', $3, $4, now(), $5, '00-0-0-00')`,
          [kind, type, key, organizationId, JSON.stringify(data)],
        )),
      commit: () => end('COMMIT'),
      rollback: () => end('ROLLBACK'),
    };
  },
  async cut() {
    await sender.query({
      text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'kernos' AND pid <> pg_backend_pid()`,
    });
  },
});

describe('the outbox as event log', () => {
  for (const [sentence, holds] of Object.entries(eventLogConformance))
    test(sentence, () => holds(engine('event')));
});

test('what the reader hands over while a consumer is joining comes at once', async () => {
  const outbox = engine('event');
  const store = new HeldStore(system.system.databaseUrl, { connections: 4 });
  stores.push(store);
  const log = new OutboxLog({ store, log: pino({ level: 'silent' }) });
  const consumer = { name: 'joining', kind: 'event', types: ['test.joining'], fromNow: [] } as const;
  await log.register(consumer);
  const subscription = await log.subscribe(consumer);
  const handed = Promise.withResolvers<void>();
  const follower = subscription as unknown as Follower;
  const take = follower.take.bind(follower);
  follower.take = (page) => {
    take(page);
    handed.resolve();
  };
  store.beforeJoining = async () => {
    const { send, commit } = await outbox.begin();
    await send('test.joining', { key: 'key', data: {} });
    await commit();
    log.hint();
    await handed.promise;
  };
  // For a failure alone: nothing else would wake it.
  const signal = AbortSignal.timeout(20_000);
  const batch = await subscription.next(signal);
  assert.equal(batch?.messages.length, 1);
  assert.equal(signal.aborted, false);
  subscription.close();
});

describe('the outbox as task queue', () => {
  for (const [sentence, holds] of Object.entries(taskQueueConformance))
    test(sentence, () => holds(engine('task')));
});
