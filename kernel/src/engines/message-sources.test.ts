/** The outbox passes the suites of both ports that it stands behind. */
import { after, describe, test } from 'node:test';
import pino from 'pino';
import {
  eventLogConformance,
  type OpenTransaction,
  taskQueueConformance,
} from '../ports/message-source.conformance.fixture.ts';
import type { Subscriber } from '../ports/message-source.ts';
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
      send: async (type, { key, data }) =>
        void (await client.query(
          `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
           VALUES (gen_random_uuid(), $1, $2, 'test', $3, now(), $4, '00-0-0-00')`,
          [kind, type, key, JSON.stringify(data)],
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

describe('the outbox as task queue', () => {
  for (const [sentence, holds] of Object.entries(taskQueueConformance))
    test(sentence, () => holds(engine('task')));
});
