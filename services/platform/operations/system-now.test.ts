/** How the system is doing, as an administrator looks at it every few seconds; its schedules and workflows. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { anyone, contract } from '@kernos/kernel/contract';
import { handle, schedule, service } from '@kernos/kernel/service';
import { startTestSystem } from '@kernos/kernel/testing';
import { notes, notesService } from '@kernos/kernel/testing/notes';
import { Type } from 'typebox';
import { operations } from './contract.ts';
import { operationsService } from './service.ts';

const clocks = contract('clocks', {
  calls: {
    fall: {
      method: 'GET',
      path: '/fall',
      summary: 'Falls',
      access: anyone,
      reply: { 204: Type.Null() },
    },
  },
});
const system = await startTestSystem({
  services: [
    operationsService,
    notesService(),
    service(clocks, {
      calls: [
        handle(clocks.calls.fall, async () => {
          throw new Error('it fell');
        }),
      ],
      schedules: {
        // Six fields, with seconds, so that the test need not wait for minutes.
        strike: schedule(clocks, '* * * * * *', async () => undefined),
        stall: schedule(clocks, '* * * * * *', async (_dueAt, ctx) => ctx.fail('conflict', 'It stalls.')),
        rest: schedule(clocks, '30 4 * * 1', async () => undefined),
      },
    }),
  ],
});
after(() => system[Symbol.asyncDispose]());
const admin = system.person(['admin', 'writer']);
const api = system.client(operations, admin);

test('the system is told in one answer: requests by route, pool, memory, event loop, messages, workflows', async () => {
  for (let n = 0; n < 20; n += 1) await system.client(notes, admin).write({ text: `note ${n}` });
  await assert.rejects(system.client(clocks).fall({}));
  await system.settled();
  const now = await api.system({});
  assert.equal(now.version, 'test');
  assert.ok(now.leads);
  assert.ok(now.process.residentBytes > 10_000_000 && now.process.cpuShare >= 0);
  assert.ok(now.process.eventLoop.maxMs >= now.process.eventLoop.p50Ms);
  assert.ok(now.pool.size > 0 && now.pool.size <= now.pool.limit && now.pool.waiting === 0);
  const write = now.requests.routes.find(({ method, route }) => method === 'POST' && route === '/api/notes');
  assert.equal(write?.requests, 20);
  assert.ok(write.p50Ms > 0 && write.p50Ms <= write.p95Ms && write.p95Ms <= write.p99Ms);
  assert.equal(write.errorRate, 0);
  assert.equal(now.requests.routes.find(({ route }) => route === '/api/fall')?.errorRate, 1);
  assert.ok(now.requests.perSecond > 0 && now.requests.errorRate > 0);
  assert.deepEqual(
    now.messages.consumers.map(({ name, isRead }) => [name, isRead]),
    [
      ['notes', true],
      ['notes.print', true],
      ['notes.workflows', true],
    ],
  );
  await system.sql({ text: `INSERT INTO kernel.consumers (name, types) VALUES ('gone', '{}')` });
  const { consumers } = await api.outbox({});
  assert.deepEqual(
    consumers.filter(({ isRead }) => !isRead).map(({ name }) => name),
    ['gone'],
  );
  await system.sql({ text: `DELETE FROM kernel.consumers WHERE name = 'gone'` });
  assert.deepEqual(now.workflows, { running: 0, failedToday: 0 });
});

describe('workflows', () => {
  test('are listed with their progress, newest first, for their organization', async () => {
    const shout = system.client(notes, admin);
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      const { id: noteId } = await shout.write({ text });
      ids.unshift((await shout.shout({ noteId })).workflowId);
    }
    await system.settled();
    const first = await api.workflows({ limit: 2 });
    const rest = await api.workflows({ limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      ids,
    );
    const [newest] = first.items;
    assert.deepEqual(
      [newest?.status, newest?.progress, newest?.startedBy, newest?.steps.length],
      ['succeeded', 100, admin.userId, 2],
    );
    assert.deepEqual((await api.workflows({ status: 'failed' })).items, []);
    assert.equal((await api.workflows({ name: 'notes.shout' })).items.length, 3);
    assert.deepEqual((await system.client(operations, system.person(['admin'])).workflows({})).items, []);
    const { nodes } = await api.trace({ traceId: newest?.traceId ?? '' });
    assert.ok(nodes.some(({ reference }) => reference === newest?.id));
  });
});

describe('schedules', () => {
  const schedules = async () =>
    Object.fromEntries((await api.schedules({})).items.map((item) => [item.name, item]));

  test('say when they run next and how their last run ended', async () => {
    const deadline = Date.now() + 60_000;
    let askedAt = Date.now();
    let known = await schedules();
    while ((known['clocks.stall']?.failures ?? 0) < 1 || (known['clocks.strike']?.runs ?? 0) < 2) {
      assert.ok(Date.now() < deadline, JSON.stringify(known));
      await sleep(100);
      askedAt = Date.now();
      known = await schedules();
    }
    const { 'clocks.strike': strike, 'clocks.stall': stall, 'clocks.rest': rest } = known;
    assert.deepEqual([strike?.service, strike?.failures], ['clocks', 0]);
    assert.ok(Date.parse(strike?.nextRunAt ?? '') > askedAt);
    assert.ok(stall?.lastRun?.outcome === 'running' || stall?.lastRun?.errorCode === 'conflict');
    assert.deepEqual([rest?.lastRun, rest?.runs], [null, 0]);
    const next = new Date(rest?.nextRunAt ?? '');
    assert.deepEqual([next.getUTCDay(), next.getUTCHours(), next.getUTCMinutes()], [1, 4, 30]);
  });
});

test('an administrator gets the recent past, and nobody else', async () => {
  const { everySeconds, samples } = await api.history({ minutes: 60 });
  assert.equal(everySeconds, 5);
  // As many as there was time for so far.
  assert.ok(samples.every(({ perSecond, at }) => perSecond >= 0 && Date.parse(at) <= Date.now()));
  await assert.rejects(
    system.client(operations, system.person(['writer'])).history({}),
    (error) => (error as { code: string }).code === 'forbidden',
  );
});
