/** Feeds: everything, once, in order, however often the connection is lost. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { commonError } from '../src/contract/errors.ts';
import { startTestSystem, type TestPerson } from '../src/testing.ts';
import { letters, lettersService } from './realtime/letters.fixture.ts';
import { listen, until, Wire } from './realtime/realtime.fixture.ts';

let failing: Error | undefined;
/** How often a feed was read while that failed. */
let tries = 0;
const fails = () => {
  if (failing) tries += 1;
  return failing;
};
const system = await startTestSystem({ services: [lettersService(fails)] });
after(() => system[Symbol.asyncDispose]());

const writer = system.person(['writer']);
const here = writer.organizationId as string;
const reader = () => system.person(['reader'], here);
const { post } = system.client(letters, writer);

interface Letter {
  sequence: number;
  text: string;
}

/** Follows the letters of a person over a connection of its own. */
function follow(person: TestPerson, url = system.url, from = 0) {
  const had: Letter[] = [];
  const listener = listen(url, async () => system.token(person));
  after(() => listener.live.close());
  const stop = listener.live.follow(letters.calls.feed, {
    after: from,
    onItem: (letter) => had.push(letter),
  });
  return { ...listener, had, stop };
}

async function stored(person: TestPerson): Promise<Letter[]> {
  const { rows } = await system.sql<Letter>({
    text: 'SELECT sequence, text FROM letters.entries WHERE reader_id = $1 ORDER BY sequence',
    values: [person.userId],
  });
  return rows;
}

test('a feed brings what is there, then what comes, in order, past pages of a hundred', async (context) => {
  const person = reader();
  for (let n = 0; n < 3; n += 1) await post({ readerIds: [person.userId], text: `before ${n}` });
  const { had } = follow(person);
  await until(() => had.length === 3, 'there was what had been written');
  const copies = Array.from({ length: 250 }, () => person.userId);
  await post({ readerIds: copies, text: 'many' });
  const began = performance.now();
  await post({ readerIds: [person.userId], text: 'last' });
  await until(() => had.length === 254, 'all came');
  const took = performance.now() - began;
  assert.deepEqual(had, await stored(person));
  assert.equal(had.at(-1)?.text, 'last');
  context.diagnostic(`254 entries in ${took.toFixed(0)} ms`);
});

test('a feed begins after the entry that is there already, and ends when it is asked to', async () => {
  const person = reader();
  for (let n = 1; n <= 5; n += 1) await post({ readerIds: [person.userId], text: `${n}` });
  const { had, stop, states } = follow(person, system.url, 3);
  await until(() => had.length === 2, 'the rest came');
  assert.deepEqual(
    had.map(({ sequence }) => sequence),
    [4, 5],
  );
  stop();
  await post({ readerIds: [person.userId], text: 'unread' });
  await sleep(150);
  assert.equal(had.length, 2);
  assert.deepEqual(states, ['online']);
});

test('cut more than a hundred times at any moment, under load of several writers, a feed has no gap and no repeat', async (context) => {
  const readers = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const person = reader();
      const wire = new Wire(system.url);
      const url = await wire.open();
      after(() => wire.close());
      return { person, wire, ...follow(person, url) };
    }),
  );
  const everyone = readers.map(({ person }) => person.userId);
  let busy = true;
  let written = 0;
  let refused = 0;
  const write = async (name: string) => {
    for (let n = 0; busy; n += 1) {
      const readerIds = everyone.filter(() => Math.random() < 0.7);
      const fail = Math.random() < 0.1;
      const sent = post({ readerIds, text: `${name} ${n}`, fail });
      if (fail) await assert.rejects(sent, { code: 'letter-refused' });
      else await sent;
      if (fail) refused += 1;
      else written += readerIds.length;
      await sleep(Math.random() * 20);
    }
  };
  const snip = async ({ wire }: (typeof readers)[number]) => {
    while (wire.cuts < 20) {
      await sleep(Math.random() * 400);
      wire.cut();
    }
  };
  const began = performance.now();
  const writers = ['a', 'b', 'c', 'd'].map(write);
  await Promise.all(readers.map(snip));
  busy = false;
  await Promise.all(writers);

  const cuts = readers.reduce((sum, { wire }) => sum + wire.cuts, 0);
  for (const { person, had, states } of readers) {
    const all = await stored(person);
    await until(() => had.length >= all.length, `${all.length} letters came, not ${had.length}`);
    assert.deepEqual(had, all);
    assert.deepEqual(
      had.map(({ sequence }) => sequence),
      all.map((_, index) => index + 1),
    );
    assert.ok(states.includes('reconnected'));
    for (const name of ['a', 'b', 'c', 'd']) {
      const own = had.filter(({ text }) => text.startsWith(name)).map(({ text }) => Number(text.slice(2)));
      assert.deepEqual(
        own,
        own.toSorted((a, b) => a - b),
      );
    }
  }
  const seconds = (performance.now() - began) / 1000;
  context.diagnostic(
    `${cuts} cuts in ${seconds.toFixed(1)} s while ${written} letters were written (${refused} letters rolled back): 0 gaps, 0 repeats`,
  );
  assert.ok(cuts >= 100);
  assert.ok(refused > 0);
});

describe('a feed whose call fails', () => {
  test('is read again, and brings everything, when that was passing', async () => {
    const person = reader();
    const { had, states } = follow(person);
    await until(() => states.includes('online'), 'connected');
    // It follows, and what it asked for first has been read: else that could still bring what comes now.
    await post({ readerIds: [person.userId], text: 'before' });
    await until(() => had.length === 1, 'it follows');
    failing = commonError('unavailable', 'Away for a moment.');
    const before = tries;
    await post({ readerIds: [person.userId], text: 'meanwhile' });
    await until(() => tries > before, 'it was asked for');
    assert.equal(had.length, 1);
    failing = undefined;
    await until(() => had.length === 2, 'it came');
  });

  test('ends, with the reason, when the call refuses', async () => {
    const person = reader();
    const problems: string[] = [];
    const { live, states } = listen(system.url, async () => system.token(person));
    after(() => live.close());
    await until(() => states.includes('online'), 'connected');
    failing = commonError('conflict', 'No.');
    live.follow(letters.calls.feed, {
      after: 0,
      onItem: () => {},
      onEnded: ({ code }) => problems.push(code),
    });
    await until(() => problems.length === 1, 'it ended');
    failing = undefined;
    assert.deepEqual(problems, ['conflict']);
  });

  test('is not for people who may not make it, nor of a name that there is not', async () => {
    const { live } = listen(system.url, async () => system.token(system.person(['writer'], here)));
    after(() => live.close());
    const problems: string[] = [];
    const onEnded = ({ code }: { code: string }) => problems.push(code);
    live.follow(letters.calls.feed, { after: 0, onItem: () => {}, onEnded });
    await until(() => problems.length === 1, 'it was refused');
    live.follow({ ...letters.calls.feed, id: 'letters.other' }, { after: 0, onItem: () => {}, onEnded });
    await until(() => problems.length === 2, 'it was refused as well');
    assert.deepEqual(problems, ['forbidden', 'not-found']);
  });
});

test('each person gets their own entries, also with the same feed in two organizations', async () => {
  const person = reader();
  const elsewhere = { ...person, organizationId: system.person([]).organizationId };
  const [one, other, neighbour] = [follow(person), follow(elsewhere), follow(reader())];
  await until(() => [one, other, neighbour].every(({ states }) => states.includes('online')), 'connected');
  await post({ readerIds: [person.userId], text: 'here' });
  await until(() => one.had.length === 1, 'it came');
  await sleep(100);
  assert.deepEqual([other.had, neighbour.had], [[], []]);
});

test('one page at a time: who does not acknowledge gets no second one', async () => {
  const { io } = await import('socket.io-client');
  const person = reader();
  await post({ readerIds: Array.from({ length: 250 }, () => person.userId), text: 'many' });
  const socket = io(system.url, {
    path: '/api/realtime',
    auth: { token: system.token(person) },
    forceNew: true,
  });
  after(() => socket.disconnect());
  const pages: (() => void)[] = [];
  socket.on('entries', (_page: unknown, acknowledge: () => void) => pages.push(acknowledge));
  assert.deepEqual(await socket.emitWithAck('follow', { feed: 'letters.feed', after: 0 }), { ok: true });
  await until(() => pages.length === 1, 'the first page came');
  await post({ readerIds: [person.userId], text: 'one more' });
  await sleep(150);
  assert.equal(pages.length, 1);
  pages[0]?.();
  await until(() => pages.length === 2, 'the second page came');
});
