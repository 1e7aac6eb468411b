/** Several processes on one database, and processes that come and go. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { boot, type System } from '../src/boot.ts';
import { client } from '../src/contract/client.ts';
import { newId } from '../src/contract/ids.ts';
import { createLogger } from '../src/observability/telemetry.ts';
import { startTestSystem } from '../src/testing.ts';
import { letters, lettersService } from './realtime/letters.fixture.ts';
import { listen, until } from './realtime/realtime.fixture.ts';

const first = await startTestSystem({ services: [lettersService()] });
const services = first.system.services;
const log = createLogger('error');
/** Another system on the same database, as another process would be. */
const another = (port = 0): Promise<System> =>
  boot({ config: { ...first.system.config, port }, services, version: 'test', log });
const second = await another();
after(async () => {
  await second.stop();
  await first[Symbol.asyncDispose]();
});

const admin = first.person(['admin', 'writer', 'reader']);
const token = async () => first.token(admin);
const at = (url: string) => client(letters, { baseUrl: url, headers: () => first.headers(admin) });

async function connected(url: string) {
  const listener = listen(url, token);
  after(() => listener.live.close());
  await until(() => listener.states.includes('online'), 'connected');
  return listener;
}

/** Milliseconds until a change made at `from` was heard, for twenty changes. */
async function latencies(from: string, { hints }: { hints: unknown[] }): Promise<number[]> {
  const times: number[] = [];
  for (let n = 1; n <= 20; n += 1) {
    const had = hints.length;
    const began = performance.now();
    await at(from).change({ thingId: newId(), ownerId: null });
    await until(() => hints.length === had + 1, 'heard');
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b);
}

test('the first who listens at a process hears nothing of before, and everything from then on', async () => {
  await at(first.url).change({ thingId: newId(), ownerId: null });
  const { hints } = await connected(second.url);
  await at(first.url).change({ thingId: newId(), ownerId: null });
  await until(() => hints.length === 1, 'heard');
});

describe('what one process commits is heard at the other, at once,', () => {
  test('from the one that leads and to it', async (context) => {
    const [here, there] = await Promise.all([connected(first.url), connected(second.url)]);
    // The leader learns by a notification of its own that somebody listens elsewhere.
    await at(first.url).change({ thingId: newId(), ownerId: null });
    await until(() => there.hints.length === 1, 'heard');
    const outward = await latencies(first.url, there);
    // What is told to both reaches this one a little later, perhaps.
    await until(() => here.hints.length === 21, 'heard here too');
    const inward = await latencies(second.url, here);
    context.diagnostic(
      `leader to other: median ${outward[10]?.toFixed(1)} ms; other to leader: ${inward[10]?.toFixed(1)} ms`,
    );
    for (const [soonest = 1_000] of [outward, inward])
      assert.ok(soonest < 500, 'no sooner than by reading the log every second');
    await until(() => there.hints.length === 41 && here.hints.length === 41, 'both heard everything');
  });

  test('and a feed followed at one brings what is written at the other', async () => {
    const there = await connected(second.url);
    const had: number[] = [];
    there.live.follow(letters.calls.feed, { after: 0, onItem: ({ sequence }) => had.push(sequence) });
    for (let n = 0; n < 10; n += 1)
      await at(n % 2 ? first.url : second.url).post({ readerIds: [admin.userId], text: `${n}` });
    await until(() => had.length === 10, 'all came');
    assert.deepEqual(
      had,
      Array.from({ length: 10 }, (_, n) => n + 1),
    );
  });
});

test('more at once than is worth telling one by one: refresh', async () => {
  const { hints, states } = await connected(first.url);
  const elsewhere = listen(first.url, async () => first.token(first.person(['admin'])));
  after(() => elsewhere.live.close());
  await until(() => elsewhere.states.includes('online'), 'connected');
  await at(first.url).change({ thingId: newId(), ownerId: null, announce: true, times: 1_500 });
  await until(() => states.includes('reconnected'), 'asked to refresh');
  assert.deepEqual(elsewhere.states, ['online']);
  await at(first.url).change({ thingId: newId(), ownerId: null });
  await until(() => hints.length > 0, 'heard again');
  assert.equal(hints.length, 1);
});

test('many changes of one thing at once are one hint', async () => {
  const { hints } = await connected(first.url);
  const thingId = newId();
  await at(first.url).change({ thingId, ownerId: null, times: 500 });
  await at(first.url).change({ thingId: newId(), ownerId: null });
  await until(() => hints.some(({ subject }) => subject !== thingId), 'heard');
  assert.equal(hints.length, 2);
});

test('a server that stops says so; the client comes back to the next one, and has missed nothing of its feed', async () => {
  const reader = first.person(['reader'], admin.organizationId as string);
  const post = (text: string) => at(second.url).post({ readerIds: [reader.userId], text });
  let server = await another();
  const port = Number(new URL(server.url).port);
  const { live, states, problems } = listen(server.url, async () => first.token(reader));
  const had: string[] = [];
  live.follow(letters.calls.feed, { after: 0, onItem: ({ text }) => had.push(text) });
  await until(() => states.includes('online'), 'connected');
  const said: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    await post(`up ${n}`);
    await server.stop();
    await post(`down ${n}`);
    said.push(`up ${n}`, `down ${n}`);
    server = await another(port);
    await until(() => had.length === said.length, 'all came');
  }
  live.close();
  await server.stop();
  assert.deepEqual(had, said);
  assert.deepEqual(
    states.filter((state) => state !== 'offline'),
    ['online', 'reconnected', 'reconnected', 'reconnected'],
  );
  assert.deepEqual(problems, []);
});

test('when the leader goes, the other hears its own commits, and those of who comes next', async () => {
  const { hints } = await connected(second.url);
  await first.system.stop();
  await at(second.url).change({ thingId: newId(), ownerId: null });
  await until(() => hints.length === 1, 'heard');
  const third = await another();
  await at(third.url).change({ thingId: newId(), ownerId: null });
  await until(() => hints.length === 2, 'heard');
  await third.stop();
});
