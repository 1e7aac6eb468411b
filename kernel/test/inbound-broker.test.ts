/** Messages of an MQTT broker: what cannot be taken is on record with its reason, and holds up nothing behind it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { listDeadLetters } from '../src/messaging/dead-letters.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { newGateway } from './monitors/gateway.fixture.ts';
import { monitorsService } from './monitors/monitors.ts';

const broker = await Aedes.createBroker();
const server = createServer(broker.handle).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
const subscribed = once(broker, 'subscribe');
let acknowledged = 0;
broker.on('ack', (_packet, client) => {
  if (client.id === 'kernos-vitals') acknowledged += 1;
});
const system = await startTestSystem({
  services: [monitorsService],
  env: { LOG_LEVEL: 'silent', MONITORS_MQTT_URL: url },
});
await subscribed;
const publisher = await mqtt.connectAsync(url);
const store = new Store(system.system.databaseUrl, { connections: 2 });
after(async () => {
  await publisher.endAsync(true);
  await store.close();
  await system[Symbol.asyncDispose]();
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
});

async function until(isThere: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isThere()); await sleep(10))
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
}

test('what is too large is dead with its reason, its beginning and its length, and the next is filed', async () => {
  const { credential, organizationId } = await newGateway(system);
  const before = acknowledged;
  const publish = (key: string, body: string) =>
    publisher.publishAsync(`monitors/${credential}/${key}`, body, { qos: 1 });
  await publish('large', `large ${'x'.repeat(300_000)}`);
  await publish('larger', `large ${'x'.repeat(300_001)}`);
  // The same again, as from a broker that has not heard of its acknowledgement.
  await publish('large', `large ${'x'.repeat(300_000)}`);
  await publish('next', 'v');
  await publisher.publishAsync('monitors/nobody/large', 'x'.repeat(300_000), { qos: 1 });
  await until(() => acknowledged === before + 5, 'all are acknowledged');

  const dead = await listDeadLetters(store, organizationId, { state: 'dead', limit: 10 });
  assert.deepEqual(dead.map(({ error }) => error?.match(/unreadable: (.*)/)?.[1]).toSorted(), [
    'it has 300006 bytes; this listener reads 10000 at most',
    'it has 300007 bytes; this listener reads 10000 at most',
  ]);
  const { rows: kept } = await system.sql<{ topic: string; size: number }>({
    text: `SELECT message->'data'->>'topic' AS topic, length(message::text) AS size FROM kernel.deliveries ORDER BY 1`,
  });
  assert.deepEqual(
    kept.map(({ topic }) => topic),
    [`monitors/${credential}/large`, `monitors/${credential}/larger`],
  );
  assert.ok(kept.every(({ size }) => size > 64_000 && size < 150_000));
  const { rows: filed } = await system.sql<{ key: string }>({ text: 'SELECT key FROM monitors.results' });
  assert.deepEqual(filed, [{ key: 'next' }]);
});
