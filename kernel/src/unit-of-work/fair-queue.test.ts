import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairQueue } from './fair-queue.ts';

/** Work that says that it has begun, and ends when it is let go. */
function workshop(queue: FairQueue) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (organizationId: string | null, name: string, signal?: AbortSignal) =>
    queue.run(
      organizationId,
      () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      },
      signal,
    );
  const end = async (name: string) => {
    await settle();
    const release = ends.get(name);
    assert.ok(release, `${name} has begun`);
    release();
    await settle();
  };
  return { begun, ask, end };
}

/** What can go on without anybody has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('organizations have a turn each, however much one of them has asked for', async () => {
  const { begun, ask, end } = workshop(new FairQueue({ atOnce: 1 }));
  const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => ask(name[0] as string, name));
  const order = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3'];
  for (const name of order) await end(name);
  await Promise.all(all);
  assert.deepEqual(begun, order);
});

test('what one organization never ends leaves room for another', async () => {
  const queue = new FairQueue({ atOnce: 3, eachAtOnce: 2 });
  const { begun, ask, end } = workshop(queue);
  const stuck = ['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name));
  const first = ask('b', 'b1');
  const second = ask(null, 'n1');
  await settle();
  assert.deepEqual(begun, ['a1', 'a2', 'b1']);
  await end('b1');
  await first;
  await end('n1');
  await second;
  assert.deepEqual(begun, ['a1', 'a2', 'b1', 'n1']);
  assert.equal(queue.countOf('a'), 4);
  for (const name of ['a1', 'a2', 'a3', 'a4']) await end(name);
  await Promise.all(stuck);
  assert.equal(queue.countOf('a'), 0);
});

test('whoever has too much waiting is told when to try again, and nobody else', async () => {
  const { ask, end } = workshop(new FairQueue({ atOnce: 1, eachWaiting: 1 }));
  const kept = [ask('a', 'a1'), ask('a', 'a2'), ask('b', 'b1')];
  await assert.rejects(ask('a', 'a3'), { code: 'rate-limited', status: 429, retryAfter: 5 });
  for (const name of ['a1', 'b1', 'a2']) await end(name);
  assert.deepEqual(await Promise.all(kept), ['a1', 'a2', 'b1']);
});

test('whoever gives up waiting is not begun; work that fails makes room as well', async () => {
  const queue = new FairQueue({ atOnce: 1 });
  const { begun, ask, end } = workshop(queue);
  const first = ask('a', 'a1');
  const impatient = new AbortController();
  const given = ask('b', 'b1', impatient.signal);
  impatient.abort(new Error('gone'));
  await assert.rejects(given, /gone/);
  await assert.rejects(ask('b', 'b2', impatient.signal), /gone/);
  assert.equal(queue.countOf('b'), 0);
  const failing = assert.rejects(
    queue.run('a', () => Promise.reject(new Error('broken'))),
    /broken/,
  );
  const last = ask('c', 'c1');
  await end('a1');
  await first;
  await settle();
  await end('c1');
  await failing;
  assert.equal(await last, 'c1');
  assert.deepEqual(begun, ['a1', 'c1']);
});

test('who does something outside gives its turn to others, and waits for another', async () => {
  const queue = new FairQueue({ atOnce: 1 });
  const away = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = queue.run('a', async (outside) => {
    await outside(() => away.promise);
    order.push('a');
  });
  const hold = Promise.withResolvers<void>();
  const second = queue.run('b', () => hold.promise.then(() => void order.push('b')));
  await settle();
  assert.deepEqual([queue.countOf('a'), queue.countOf('b')], [1, 1], 'who is outside is here');
  away.resolve();
  await settle();
  assert.deepEqual([order, queue.countOf('a')], [[], 1]);
  hold.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['b', 'a']);
  assert.deepEqual(queue.withAtLeast(0), []);
});

test('who ends without coming back gives no turn twice', async () => {
  const queue = new FairQueue({ atOnce: 1 });
  const away = Promise.withResolvers<void>();
  let coming: Promise<void> | undefined;
  await queue.run('a', async (outside) => {
    coming = outside(() => away.promise);
  });
  const hold = Promise.withResolvers<void>();
  const others = ['b', 'c'].map((name) => queue.run(name, () => hold.promise));
  away.resolve();
  await coming;
  assert.deepEqual([queue.countOf('a'), queue.countOf('b')], [0, 1]);
  hold.resolve();
  await Promise.all(others);
});

test('who does two things outside works on with one turn, and not before it has it', async () => {
  const queue = new FairQueue({ atOnce: 1 });
  const [short, long, hold] = Array.from({ length: 3 }, () => Promise.withResolvers<void>()) as [
    PromiseWithResolvers<void>,
    PromiseWithResolvers<void>,
    PromiseWithResolvers<void>,
  ];
  const order: string[] = [];
  const first = queue.run('a', async (outside) => {
    const both = [short, long].map((end) => outside(() => end.promise).then(() => order.push('a')));
    await Promise.all(both);
  });
  const second = queue.run('b', () => hold.promise.then(() => void order.push('b')));
  short.resolve();
  await settle();
  assert.deepEqual([order, queue.countOf('a')], [[], 1]);
  long.resolve();
  await settle();
  assert.deepEqual([order, queue.countOf('a')], [[], 1]);
  hold.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['b', 'a', 'a']);
  assert.deepEqual(queue.withAtLeast(0), []);
});
