/** Hints: who hears of what is committed, how soon, and what nobody may hear. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newId } from '../src/contract/ids.ts';
import type { Hint } from '../src/realtime/protocol.ts';
import { startTestSystem, type TestPerson } from '../src/testing.ts';
import { letters, lettersService } from './realtime/letters.fixture.ts';
import { listen, until } from './realtime/realtime.fixture.ts';

const system = await startTestSystem({ services: [lettersService()] });
after(() => system[Symbol.asyncDispose]());

/** Connects a person and collects what they hear. */
async function listener(person: TestPerson) {
  const listening = listen(system.url, async () => system.token(person));
  after(() => listening.live.close());
  await until(() => listening.states.includes('online'), 'connected');
  return { ...listening, person };
}

describe('a hint', () => {
  const writer = system.person(['writer']);
  const here = writer.organizationId as string;
  const client = system.client(letters, writer);

  test('reaches who may hear of it, at once, without the data, and nobody else', async (context) => {
    const [admin, inspector, owner, bystander, stranger] = await Promise.all([
      listener(system.person(['admin', 'inspector'], here)),
      listener(system.person(['inspector'], here)),
      listener(system.person(['reader'], here)),
      listener(system.person(['reader'], here)),
      listener(system.person(['admin', 'inspector', 'reader'])),
    ]);
    const ownerElsewhere = await listener({ ...owner.person, organizationId: newId() });
    const nowhere = await listener({ ...system.person(['admin']), organizationId: null });
    const thingId = newId();
    const began = performance.now();
    await client.change({ thingId, ownerId: owner.person.userId });
    await until(() => [admin, inspector, owner].every(({ hints }) => hints.length === 1), 'heard');
    const took = performance.now() - began;
    context.diagnostic(`heard after ${took.toFixed(0)} ms`);
    await client.change({ thingId: newId(), ownerId: null, announce: true });
    await until(() => bystander.hints.length === 1, 'announced');
    await sleep(50);

    const [hint] = admin.hints;
    assert.deepEqual(Object.keys(hint ?? {}).toSorted(), ['id', 'subject', 'time', 'type']);
    assert.deepEqual(
      { type: hint?.type, subject: hint?.subject },
      { type: 'thing.changed', subject: thingId },
    );
    const heard = (who: { hints: Hint[] }) => who.hints.map(({ type }) => type);
    assert.deepEqual(heard(admin), ['thing.changed', 'thing.announced']);
    assert.deepEqual(heard(inspector), ['thing.changed', 'thing.announced']);
    assert.deepEqual(heard(owner), ['thing.changed', 'thing.announced']);
    assert.deepEqual(heard(bystander), ['thing.announced']);
    for (const outsider of [stranger, ownerElsewhere, nowhere]) assert.deepEqual(heard(outsider), []);
  });

  test('does not wait for transactions that have nothing to do with it', async (context) => {
    const { hints } = await listener(system.person(['admin'], here));
    const slow = new pg.Client({ connectionString: system.system.databaseUrl });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query('SELECT pg_current_xact_id()');
    const times: number[] = [];
    for (let n = 1; n <= 20; n += 1) {
      const began = performance.now();
      await client.change({ thingId: newId(), ownerId: null });
      await until(() => hints.length === n, 'heard');
      times.push(performance.now() - began);
    }
    await slow.query('ROLLBACK');
    await slow.end();
    const median = times.toSorted((a, b) => a - b)[10] ?? 0;
    context.diagnostic(
      `hint after the request began: median ${median.toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`,
    );
    assert.ok(Math.min(...times) < 500, 'no sooner than by reading the log every second');
  });
});

test('a system of one process notifies nobody of what it commits', async () => {
  const writer = system.person(['writer']);
  const { hints } = await listener(system.person(['admin'], writer.organizationId as string));
  const ear = new pg.Client({ connectionString: system.system.databaseUrl });
  const heard: (string | undefined)[] = [];
  ear.on('notification', ({ payload }) => heard.push(payload?.split(' ')[0]));
  await ear.connect();
  await ear.query('LISTEN kernos_hints');
  for (let n = 1; n <= 5; n += 1) {
    await system.client(letters, writer).change({ thingId: newId(), ownerId: null });
    await until(() => hints.length === n, 'heard');
  }
  assert.ok(!heard.includes('committed'), heard.join());
  // Another process begins to listen: once that is heard, it is told.
  await ear.query(`SELECT pg_notify('kernos_hints', 'who another')`);
  for (const deadline = Date.now() + 60_000; !heard.includes('committed'); await sleep(20)) {
    assert.ok(Date.now() < deadline, 'notified in vain');
    await system.client(letters, writer).change({ thingId: newId(), ownerId: null });
  }
  await ear.end();
});

test('what browsers hear is in the description of the events, whose references all lead somewhere', async () => {
  const document = (await (await fetch(`${system.url}/api/asyncapi.json`)).json()) as {
    channels: { realtime: { address: string } };
    components: {
      messages: Record<string, { summary: string; payload: { properties: Record<string, unknown> } }>;
    };
  };
  assert.equal(document.channels.realtime.address, '/api/realtime');
  const { messages } = document.components;
  assert.deepEqual(messages['realtime.hint']?.payload.properties.type, {
    enum: ['thing.changed', 'thing.announced'],
  });
  assert.deepEqual(messages['realtime.follow']?.payload.properties.feed, { enum: ['letters.feed'] });
  assert.match(
    messages['thing.changed']?.summary ?? '',
    /role admin or inspector and the person in `ownerId`/,
  );
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path]) => path as string,
  );
  assert.ok(references.length > 10);
  for (const path of references) {
    const found = path
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document);
    assert.ok(found, path);
  }
});
