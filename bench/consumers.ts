/**
 * What consumers cost that nothing is for: the same events, each its own commit, handled by five consumers that do
 * nothing about them, with and without 75 others that take other kinds. Processor time of everything, PostgreSQL
 * included, less what writing the events alone costs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { OutboxLog } from '@kernos/kernel/engines/outbox-log';
import { migrate } from '@kernos/kernel/migrations';
import { Relay } from '@kernos/kernel/relay';
import { Store } from '@kernos/kernel/store';
import { Metrics } from '@kernos/kernel/telemetry';
import pino from 'pino';
import { alternate, median, processorTime, report, temporaryFolder } from './measure.ts';

const EVENTS = 1_500;
const PER_SECOND = 300;
const ACTIVE = 5;
const MANY = 80;
const AT_MOST = 1.3;

export async function benchConsumers(): Promise<boolean> {
  await using folder = await temporaryFolder();
  const postgres = await startPostgres({ dataDir: folder.path, durable: false });
  const store = new Store(postgres.url);
  try {
    await migrate(postgres.url, []);
    const alone: number[] = [];
    const few: number[] = [];
    const { ours, limit } = await alternate(
      () => cost(store, MANY),
      async () => {
        alone.push(await cost(store, 0));
        few.push(await cost(store, ACTIVE));
        return few.at(-1) as number;
      },
    );
    const writing = median(alone.slice(1));
    const [many, five] = [ours - writing, limit - writing];
    return report(
      `${MANY} consumers, of which ${MANY - ACTIVE} have nothing to do`,
      `${many.toFixed(0)} µs of processor time an event`,
      `${five.toFixed(0)} µs with ${ACTIVE}`,
      many / five,
      { atMost: AT_MOST },
    );
  } finally {
    await store.close();
    await postgres.stop();
  }
}

/** Microseconds an event, with so many consumers, of which the first few handle each. */
async function cost(store: Store, consumers: number): Promise<number> {
  const log = pino({ level: 'silent' });
  const metrics = new Metrics();
  const source = new OutboxLog({ store, log });
  let handled = 0;
  const relays = Array.from({ length: consumers }, (_, n) => {
    const deliver = async () => {
      handled += 1;
    };
    const types = [n < ACTIVE ? 'bench.happened' : `bench.other-${n}`];
    const consumer = { name: `bench.${n}`, kind: 'event', types, fromNow: types, deliver } as const;
    return new Relay(consumer, { store, source, log, metrics });
  });
  for (const relay of relays) await relay.start();
  // All of them have caught up.
  await sleep(200);
  const before = await processorTime(process.pid);
  const began = performance.now();
  for (let n = 0; n < EVENTS; n += 1) {
    const due = began + (n * 1_000) / PER_SECOND - performance.now();
    if (due > 0) await sleep(due);
    await store.query({
      name: 'bench.publish',
      text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
             VALUES (gen_random_uuid(), 'event', 'bench.happened', 'bench', $1, now(), '{}', '00-0-0-00')`,
      values: [`key-${n % 50}`],
    });
    source.hint();
  }
  while (handled < EVENTS * Math.min(consumers, ACTIVE)) await sleep(5);
  const spent = (await processorTime(process.pid)) - before;
  await Promise.all(relays.map((relay) => relay.stop()));
  metrics.stop();
  return spent / EVENTS;
}

if (import.meta.main) process.exitCode = (await benchConsumers()) ? 0 : 1;
