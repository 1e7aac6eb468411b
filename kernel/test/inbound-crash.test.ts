/** `kill -9` while messages come in: nothing that was acknowledged is lost, and nothing has its effect twice. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { often } from '../src/often.fixture.ts';
import { startTestSystem } from '../src/testing.ts';
import { Device } from './monitors/device.fixture.ts';
import { newGateway } from './monitors/gateway.fixture.ts';
import { MailboxServer } from './monitors/mailbox.fixture.ts';
import { monitorsService } from './monitors/monitors.ts';

const system = await startTestSystem({ services: [monitorsService] });
after(() => system[Symbol.asyncDispose]());

interface Victim {
  readonly process: ChildProcess;
  readonly listeners: Readonly<Record<string, string>>;
}

async function startVictim(env: Readonly<Record<string, string>> = {}): Promise<Victim> {
  const { databaseUrl, config } = system.system;
  const child = fork(fileURLToPath(new URL('./monitors/server.fixture.ts', import.meta.url)), [], {
    env: { ...process.env, DATABASE_URL: databaseUrl, KERNOS_DATA: config.dataDir, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [listeners] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the process ended with ${code} before it listened`);
    }),
  ])) as [Readonly<Record<string, string>>];
  return { process: child, listeners };
}

async function ended({ process: child }: Victim): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function until(isThere: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 90_000; !isThere(); await sleep(10))
    assert.ok(Date.now() < deadline, 'waited in vain');
}

for (const place of ['before-commit', 'after-commit'] as const) {
  test(`a result whose process ends ${place} is sent again and filed once`, async () => {
    const { credential, organizationId } = await newGateway(system);
    // The first commit is that of looking up whose it is.
    const victim = await startVictim({ CRASH_AT: `${place}@2` });
    const address = victim.listeners['monitors.results'] as string;
    assert.equal(await new Device(address, 'mllp').ask(`${credential}|k|v`), null, 'it is not acknowledged');
    await ended(victim);
    const next = await startVictim();
    const device = new Device(next.listeners['monitors.results'] as string, 'mllp');
    assert.equal(await device.ask(`${credential}|k|v`), 'AA|k|v');
    next.process.kill('SIGKILL');
    await ended(next);
    const { rows } = await system.sql({
      text: 'SELECT FROM monitors.results WHERE organization_id = $1',
      values: [organizationId],
    });
    assert.equal(rows.length, 1);
  });
}

test('measurements that stream while their process is killed again and again are all there, once', async () => {
  const { credential, organizationId } = await newGateway(system);
  const kills = often(4);
  const count = 500 * kills;
  let acknowledged = 0;
  for (let kill = 0; acknowledged < count; kill += 1) {
    const victim = await startVictim();
    const device = new Device(victim.listeners['monitors.observations'] as string, 'line');
    const first = acknowledged;
    const messages = Array.from({ length: count - first }, (_, n) =>
      JSON.stringify({ gateway: credential, source: 'bed', n: first + n + 1, value: n }),
    );
    const sending = (async () => {
      for (let n = 0; n < messages.length && !device.isClosed; n += 20) {
        device.send(...messages.slice(n, n + 20));
        await device.answered(n);
      }
    })();
    // At a moment that has nothing to do with its transactions; the last one may finish.
    if (kill < kills) {
      await device.answered(1 + Math.floor(Math.random() * 300));
      await sleep(Math.random() * 10);
    } else await device.answered(messages.length);
    victim.process.kill('SIGKILL');
    await ended(victim);
    await device.closed;
    await sending;
    acknowledged += device.answers.filter((text) => text.startsWith('ok')).length;
    const { rows } = await system.sql<{ there: number }>({
      text: 'SELECT count(*) AS there FROM monitors.observations WHERE organization_id = $1 AND sequence <= $2',
      values: [organizationId, acknowledged],
    });
    assert.equal(rows[0]?.there, acknowledged, 'what was acknowledged is there');
  }
  const { rows } = await system.sql<{ count: number; different: number }>({
    text: `SELECT count(*), count(DISTINCT sequence) AS different FROM monitors.observations WHERE organization_id = $1`,
    values: [organizationId],
  });
  assert.deepEqual(rows, [{ count, different: count }]);
});

test('what a broker delivers is filed once, by one process at a time, also when that one is killed', async () => {
  const { credential, organizationId } = await newGateway(system);
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let acknowledged = 0;
  let connections = 0;
  broker.on('ack', (_packet, client) => {
    if (client.id === 'kernos-vitals') acknowledged += 1;
  });
  broker.on('client', (client) => {
    if (client.id === 'kernos-vitals') connections += 1;
  });
  const subscribed = once(broker, 'subscribe');
  const victims = [
    await startVictim({ MONITORS_MQTT_URL: url }),
    await startVictim({ MONITORS_MQTT_URL: url }),
  ];
  await subscribed;
  const publisher = await mqtt.connectAsync(url);
  const count = 600;
  for (let n = 0; n < count; n += 1) {
    await publisher.publishAsync(`monitors/${credential}/${n}`, 'v', { qos: 1 });
    if (n !== 300) continue;
    assert.equal(connections, 1, 'the other process waits');
    victims[0]?.process.kill('SIGKILL');
  }
  const filed = async () => {
    const { rows } = await system.sql<{ count: number; different: number }>({
      text: 'SELECT count(*), count(DISTINCT key) AS different FROM monitors.results WHERE organization_id = $1',
      values: [organizationId],
    });
    return rows[0] as { count: number; different: number };
  };
  for (const deadline = Date.now() + 90_000; (await filed()).different < count; await sleep(20))
    assert.ok(Date.now() < deadline, JSON.stringify(await filed()));
  assert.deepEqual(await filed(), { count, different: count });
  assert.equal(connections, 2);
  assert.ok(acknowledged > 0);
  victims[1]?.process.kill('SIGKILL');
  for (const victim of victims) await ended(victim);
  await publisher.endAsync(true);
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
});

for (const place of ['before-commit', 'after-commit'] as const) {
  test(`an email whose process ends ${place} is taken by the process that waited, and filed once`, async () => {
    const { credential, organizationId } = await newGateway(system);
    const server = new MailboxServer();
    await server.listen();
    const env = { MONITORS_MAILBOX_URL: server.url() };
    // The first commit is that of looking up whose it is.
    const victim = await startVictim({ ...env, CRASH_AT: `${place}@2` });
    await until(() => server.connections === 1);
    const next = await startVictim(env);
    server.put(`From: a@lab\r\nTo: ${credential}@monitors\r\nMessage-ID: <1@lab>\r\nSubject: k\r\n\r\nv`);
    await ended(victim);
    await until(() => server.seen() === 1);
    assert.equal(server.connections, 2, 'it was marked by the other, which had waited until then');
    const { rows } = await system.sql({
      text: 'SELECT FROM monitors.results WHERE organization_id = $1',
      values: [organizationId],
    });
    assert.equal(rows.length, 1);
    next.process.kill('SIGKILL');
    await ended(next);
    await server.close();
  });
}
