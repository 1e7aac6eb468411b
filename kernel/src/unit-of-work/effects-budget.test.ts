/** Requests come before effects, and effects come nevertheless. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Type } from 'typebox';
import { contract, event, signedIn } from '../contract/contract.ts';
import { newId } from '../contract/ids.ts';
import { handle, on, service } from '../contract/service.ts';
import { startTestSystem } from '../testing.ts';
import { BUNCH, EffectsBudget, LONGEST_PAUSE_MS } from './effects-budget.ts';

/** Requests that take long are answered all the while, until it is said that it is enough. */
function pressOn(budget: EffectsBudget): () => void {
  const answer = () => {
    for (let n = 0; n < 20; n += 1) budget.answered(500);
  };
  answer();
  const timer = setInterval(answer, 5);
  return () => clearInterval(timer);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2);
}

test('without requests, effects begin at once', async () => {
  const budget = new EffectsBudget();
  for (let n = 0; n < 10 * BUNCH; n += 1) assert.equal(budget.admit(), undefined);
  await sleep(60);
  assert.equal(budget.admit(), undefined);
});

test('while requests take long, effects begin in bunches with pauses, in order, and none waits for ever', async () => {
  const budget = new EffectsBudget();
  void budget.admit();
  const release = pressOn(budget);
  try {
    await until(() => budget.pause === LONGEST_PAUSE_MS);
    const began = performance.now();
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 8 * BUNCH }, async (_, n) => {
        await budget.admit();
        order.push(n);
      }),
    );
    const took = performance.now() - began;
    // The first bunch, and one that may have been due, wait for nothing.
    assert.ok(took >= 6 * LONGEST_PAUSE_MS - 10, `${took} ms`);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  } finally {
    release();
  }
});

test('when requests are answered in time again, what waits begins at once', async () => {
  const budget = new EffectsBudget();
  void budget.admit();
  const release = pressOn(budget);
  await until(() => budget.pause === LONGEST_PAUSE_MS);
  release();
  await until(() => {
    void budget.admit();
    return budget.pause === 0;
  });
  for (let n = 0; n < 4 * BUNCH; n += 1) assert.equal(budget.admit(), undefined);
});

test('a backlog drains while requests keep the process busy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-busy-'));
  after(() => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, '0001-busy.sql'),
    'CREATE TABLE busy.heard (id text PRIMARY KEY, organization_id uuid NOT NULL DEFAULT kernel.organization());',
  );
  const busy = contract('busy', {
    calls: {
      say: {
        method: 'POST',
        path: '/said',
        summary: 'Says so many things',
        access: signedIn,
        body: Type.Object({ things: Type.Integer() }),
        reply: { 202: Type.Object({ said: Type.Integer() }) },
      },
      toil: {
        method: 'GET',
        path: '/toil',
        summary: 'Keeps the event loop from everything else for a while',
        access: signedIn,
        reply: { 200: Type.Object({ done: Type.Boolean() }) },
      },
    },
    events: { 'thing.said': event('Something was said.', 'id', { id: Type.String() }) },
  });
  const toil = () => {
    for (const end = performance.now() + 5; performance.now() < end; ) Math.random();
  };
  const busyService = service(busy, {
    migrations: pathToFileURL(`${folder}/`),
    calls: [
      handle(busy.calls.say, async ({ things }, ctx) => {
        for (let n = 0; n < things; n += 1) ctx.publish('thing.said', { id: newId() });
        return { said: things };
      }),
      handle(busy.calls.toil, async () => {
        toil();
        return { done: true };
      }),
    ],
    on: [
      on(
        busy,
        busy.events['thing.said'],
        'beginning',
        async ({ id }, ctx) => {
          await ctx.tx.query({ text: 'INSERT INTO busy.heard (id) VALUES ($1)', values: [id] });
        },
        { groupCommitKey: ({ id }) => id },
      ),
    ],
  });
  await using system = await startTestSystem({ services: [busyService] });
  const api = system.client(busy, system.person([]));
  let done = false;
  const visitor = async () => {
    while (!done) await api.toil({});
  };
  const visitors = Array.from({ length: 12 }, visitor);
  await api.say({ things: 300 });
  const heard = async () => (await system.sql({ text: 'SELECT FROM busy.heard' })).rows.length;
  while ((await heard()) < 300) await sleep(20);
  done = true;
  await Promise.all(visitors);
});
