/** Messages that come in over TCP: once, acknowledged after the commit, kept where they fail, and whoever misbehaves ended. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { service } from '../src/contract/service.ts';
import { listDeadLetters, replayDeadLetter } from '../src/messaging/dead-letters.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { Device } from './monitors/device.fixture.ts';
import { newGateway } from './monitors/gateway.fixture.ts';
import { fault, monitors, monitorsService } from './monitors/monitors.ts';

const system = await startTestSystem({ services: [monitorsService], env: { LOG_LEVEL: 'silent' } });
const store = new Store(system.system.databaseUrl, { connections: 2 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});

const address = (name: string) => system.system.listeners.get(`monitors.${name}`) as string;
const results = () => new Device(address('results'), 'mllp');
const observations = () => new Device(address('observations'), 'line');
const observation = (gateway: string, source: string, n: number, value = n) =>
  JSON.stringify({ gateway, source, n, value });

async function filed(organizationId: string): Promise<readonly string[]> {
  const { rows } = await system.sql<{ key: string }>({
    text: 'SELECT key FROM monitors.results WHERE organization_id = $1 ORDER BY key',
    values: [organizationId],
  });
  return rows.map(({ key }) => key);
}

async function observed(organizationId: string) {
  const { rows } = await system.sql<{ count: number; different: number; reached: number }>({
    text: `SELECT count(*), count(DISTINCT (source, sequence)) AS different, max(sequence) AS reached
             FROM monitors.observations WHERE organization_id = $1`,
    values: [organizationId],
  });
  return rows[0] as { count: number; different: number; reached: number };
}

async function until<T>(look: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 60_000; ; await sleep(10)) {
    const value = await look();
    if (isThere(value)) return value;
    assert.ok(Date.now() < deadline, `waited in vain: ${JSON.stringify(value)}`);
  }
}

const deadOf = (organizationId: string | null) =>
  listDeadLetters(store, organizationId, { state: 'dead', limit: 100 });

async function counted(listener: string, outcome: string): Promise<number> {
  const text = await (await fetch(`${system.url}/metrics`)).text();
  const [, count] =
    text.match(
      new RegExp(`inbound_messages_total{listener="monitors.${listener}",outcome="${outcome}"} (\\d+)`),
    ) ?? [];
  return Number(count ?? 0);
}

test('a message is answered with what its handler returned, and its event goes out', async () => {
  const { credential, organizationId } = await newGateway(system);
  assert.equal(await results().ask(`${credential}|k1|5.2`), 'AA|k1|5.2');
  assert.deepEqual(await filed(organizationId), ['k1']);
  const { rows } = await system.sql<{ organization: string }>({
    text: `SELECT organization_id AS organization FROM kernel.outbox WHERE type = 'result.filed' AND organization_id = $1`,
    values: [organizationId],
  });
  assert.equal(rows.length, 1);
});

test('what comes again has no second effect and the first answer, also of many connections at once', async () => {
  const { credential, organizationId } = await newGateway(system);
  const devices = Array.from({ length: 8 }, results);
  const answers = await Promise.all(devices.map((device, n) => device.ask(`${credential}|same|${n}`)));
  assert.equal(new Set(answers).size, 1, 'all hear what the one that was first was told');
  assert.match(answers[0] ?? '', /^AA\|same\|\d$/);
  assert.deepEqual(await filed(organizationId), ['same']);
});

test('the answer that is kept is encrypted', async () => {
  const { credential, organizationId } = await newGateway(system);
  await results().ask(`${credential}|secret|canary-4711`);
  const { rows } = await system.sql<{ text: string }>({
    text: `SELECT encode(reply, 'escape') AS text FROM kernel.received WHERE organization_id = $1`,
    values: [organizationId],
  });
  assert.ok(rows[0]?.text && !rows[0].text.includes('canary'));
});

test('two organizations may use one key', async () => {
  const [one, other] = [await newGateway(system), await newGateway(system)];
  for (const { credential } of [one, other])
    assert.match((await results().ask(`${credential}|k|v`)) ?? '', /^AA/);
  assert.deepEqual([await filed(one.organizationId), await filed(other.organizationId)], [['k'], ['k']]);
});

test('whoever shows nothing that is known is told so, and its connection ends', async () => {
  const before = await counted('results', 'unknown-sender');
  const device = results();
  device.send('stranger|k|v', 'stranger|k2|v');
  await device.closed;
  assert.equal(device.answers[0], 'AE|unknown-sender');
  assert.ok((await counted('results', 'unknown-sender')) > before);
});

test('a listener that does not say whose its messages are keeps the system from starting', async () => {
  const open = { ...monitorsService.listeners?.results, authenticate: undefined } as never;
  await assert.rejects(
    startTestSystem({ services: [service(monitors, { ...monitorsService, listeners: { open } })] }),
    /monitors\.open has no rule that says whose its messages are/,
  );
});

test('a process opens no port of a service that runs elsewhere', async () => {
  await using other = await startTestSystem({
    services: [monitorsService],
    env: {
      SERVICES: 'test_sign_in',
      SERVICE_URLS: 'monitors=http://127.0.0.1:1',
      KERNOS_SECRET: Buffer.alloc(32, 7).toString('base64url'),
    },
  });
  assert.deepEqual([...other.system.listeners], []);
  assert.equal(system.system.listeners.size, 2);
});

test('a message that cannot be read is kept with the reason, encrypted, and counted; others go on', async () => {
  const { credential, organizationId } = await newGateway(system);
  const before = await counted('results', 'unreadable');
  const device = results();
  for (const _ of ['first', 'again'])
    assert.equal(await device.ask(`${credential}|canary without a value`), 'AE|unreadable');
  assert.equal(await device.ask(`${credential}|k|v`), 'AA|k|v');
  const dead = await deadOf(organizationId);
  assert.equal(dead.length, 1, 'the same one is kept once');
  assert.match(dead[0]?.error ?? '', /unreadable: a result is credential\|key\|value/);
  assert.equal(await counted('results', 'unreadable'), before + 2);
  const { rows } = await system.sql({
    text: `SELECT FROM kernel.deliveries WHERE message::text LIKE '%canary%'`,
  });
  assert.equal(rows.length, 0);
});

test('no more than 1,000 unreadable messages are kept of an organization', async () => {
  const { credential, organizationId } = await newGateway(system);
  const device = results();
  device.send(...Array.from({ length: 1_050 }, (_, n) => `${credential}|${n}`));
  await device.answered(1_050);
  const { rows } = await system.sql<{ count: number }>({
    text: 'SELECT count(*) FROM kernel.deliveries WHERE organization_id = $1',
    values: [organizationId],
  });
  // Some are looked at side by side.
  assert.ok((rows[0]?.count ?? 0) >= 1_000 && (rows[0]?.count ?? 0) < 1_050, JSON.stringify(rows));
  assert.ok(device.answers.includes('AE|full'));
});

test('a message that fails is kept, tried again, and has its effect once', async () => {
  const { credential, organizationId } = await newGateway(system);
  const device = results();
  assert.equal(await device.ask(`${credential}|k|fails today`), 'AE|failed');
  assert.equal(
    await device.ask(`${credential}|k|fails today`),
    'AE|failed',
    'it is known, and not tried now',
  );
  assert.deepEqual(await filed(organizationId), []);
  fault.value = null;
  await until(
    () => filed(organizationId),
    ({ length }) => length > 0,
  );
  fault.value = 'fails';
  assert.equal(await device.ask(`${credential}|k|fails today`), 'AA|k|fails today');
  assert.deepEqual(await filed(organizationId), ['k']);
});

test('what was dead is replayed as a dead event is', async () => {
  const { credential, organizationId } = await newGateway(system);
  assert.equal(await results().ask(`${credential}|k|fails for good`), 'AE|failed');
  // As after its last attempt.
  await system.sql({
    text: `UPDATE kernel.deliveries SET state = 'dead' WHERE organization_id = $1`,
    values: [organizationId],
  });
  const [dead] = await deadOf(organizationId);
  assert.ok(dead);
  fault.value = null;
  assert.ok(await replayDeadLetter(store, dead.id, organizationId));
  await store.query({ text: `SELECT pg_notify('kernos', 'revive operator')` });
  await until(
    () => filed(organizationId),
    ({ length }) => length > 0,
  );
  fault.value = 'fails';
});

test('many small messages are one transaction, each is acknowledged, and none counts twice', async () => {
  const { credential, organizationId } = await newGateway(system);
  const device = observations();
  const all = Array.from({ length: 3_000 }, (_, n) => observation(credential, 'bed 1', n + 1));
  device.send(...all);
  await device.answered(3_000);
  assert.deepEqual(device.answers.slice(0, 2), ['ok bed 1 1', 'ok bed 1 2']);
  const again = observations();
  again.send(...all.slice(2_500), observation(credential, 'bed 1', 3_001));
  await again.answered(501);
  assert.deepEqual(await observed(organizationId), { count: 3_001, different: 3_001, reached: 3_001 });
});

test('two connections that send the same source have each measurement once', async () => {
  const { credential, organizationId } = await newGateway(system);
  const all = Array.from({ length: 2_000 }, (_, n) => observation(credential, 'bed 2', n + 1));
  await Promise.all(
    [observations(), observations()].map(async (device) => {
      for (let n = 0; n < all.length; n += 50) {
        device.send(...all.slice(n, n + 50));
        await device.answered(n + 50);
      }
      device.socket.destroy();
    }),
  );
  assert.deepEqual(await observed(organizationId), { count: 2_000, different: 2_000, reached: 2_000 });
});

test('one bad message of a batch is kept, the others are done', async () => {
  const { credential, organizationId } = await newGateway(system);
  const device = observations();
  const values = Array.from({ length: 40 }, (_, n) =>
    observation(credential, 'bed 3', n + 1, n === 20 ? -1 : n),
  );
  device.send(...values, 'no JSON at all');
  await device.closed;
  assert.equal(device.answers.filter((text) => text.startsWith('ok')).length, 39);
  assert.equal(device.answers[20], 'no failed');
  assert.equal(device.answers.at(-1), 'no unknown-sender', 'what cannot be read shows no credential');
  assert.equal((await observed(organizationId)).count, 39);
});

test('a frame without end is cut off at its size, one that trickles at its time; others go on', async () => {
  const { credential } = await newGateway(system);
  const [honest, endless, slow, silent] = [results(), results(), results(), results()];
  assert.match((await honest.ask(`${credential}|before|v`)) ?? '', /^AA/);
  endless.socket.write(Buffer.concat([Buffer.of(0x0b), Buffer.alloc(20_000, 'x')]));
  slow.socket.write(Buffer.of(0x0b));
  const trickle = setInterval(() => slow.socket.write('x'), 50);
  await Promise.all([endless.closed, slow.closed]);
  clearInterval(trickle);
  assert.match((await honest.ask(`${credential}|after|v`)) ?? '', /^AA/);
  assert.equal(silent.isClosed, false, 'who has sent nothing yet is within its rights');
  assert.ok((await counted('results', 'too-large')) > 0 && (await counted('results', 'too-slow')) > 0);
});

test('bytes that are no frame end the connection', async () => {
  const device = results();
  device.socket.write('GET / HTTP/1.1\r\n\r\n');
  await device.closed;
  assert.ok((await counted('results', 'malformed')) > 0);
});

test('whoever does not read its answers is cut off, and what it sent is held back, not piled up', async () => {
  const { credential } = await newGateway(system);
  const device = results();
  device.socket.pause();
  const message = Buffer.concat([
    Buffer.of(0x0b),
    Buffer.from(`${credential}|same|${'x'.repeat(8_000)}`),
    Buffer.of(0x1c, 0x0d),
  ]);
  const before = await counted('results', 'too-slow');
  let isEnded = false;
  const ended = once(device.socket, 'error').catch(() => undefined);
  void ended.then(() => {
    isEnded = true;
  });
  // Its answers are as long as it is; some megabytes fit between the two.
  for (let n = 0; n < 5_000 && !isEnded; n += 1)
    if (!device.socket.write(message))
      await Promise.race([once(device.socket, 'drain').catch(() => undefined), ended]);
  await until(
    () => counted('results', 'too-slow'),
    (count) => count > before,
  );
  device.socket.destroy();
});

test('strangers do not keep others out by being connected', async () => {
  const { credential } = await newGateway(system);
  const known = observations();
  assert.equal(await known.ask(observation(credential, 'bed 4', 1)), 'ok bed 4 1');
  const strangers = Array.from({ length: 6 }, observations);
  await Promise.all(strangers.map(({ socket }) => socket.readyState === 'open' || once(socket, 'connect')));
  const late = observations();
  assert.equal(await late.ask(observation(credential, 'bed 5', 1)), 'ok bed 5 1');
  assert.equal(await known.ask(observation(credential, 'bed 4', 2)), 'ok bed 4 2');
  for (const { socket } of [...strangers, late, known]) socket.destroy();
});
