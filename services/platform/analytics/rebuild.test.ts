/** The same facts give the same rollups: whatever order, however often, anew, and while more come in. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@kernos/kernel/ids';
import { operations } from '../operations/contract.ts';
import { analytics } from './contract.ts';
import {
  peopleOf,
  published,
  randomFrom,
  schoolLife,
  startWithPublishers,
  stateOf,
  type Told,
  tell,
} from './events.fixture.ts';

const system = await startWithPublishers();
after(() => system[Symbol.asyncDispose]());

/** What an organization may live through, every kind of event in it. */
function lifeOf(organizationId: string, seed: number, count = 1_500): Told[] {
  const instructorId = newId();
  const taught = [0, 1].map((n) => published(organizationId, instructorId, { title: `Course ${n}` }));
  const random = randomFrom(seed);
  const time = () =>
    new Date(Date.parse('2026-03-01T00:00:00Z') + Math.floor(random() * 40 * 86_400_000)).toISOString();
  const about = (type: string, data: object): Told => ({
    type,
    time: time(),
    organizationId,
    data: { ...data },
  });
  const rest = Array.from({ length: 100 }, () => [
    about('notification.delivered', {
      recipientId: newId(),
      deliveryId: newId(),
      kind: 'course.published',
      channel: 'email',
      sequence: null,
    }),
    about('notification.failed', {
      recipientId: newId(),
      deliveryId: newId(),
      kind: 'welcome',
      channel: 'webhook',
    }),
    about('analytics.metric_updated', {
      metric: 'beds.free',
      value: Math.floor(random() * 50),
      unit: '1',
      dimensions: { ward: 'B' },
      at: time(),
    }),
    about('course.updated', {
      courseId: taught[0]?.courseId,
      title: `Title ${random()}`,
      capacity: null,
      waitlist: false,
    }),
  ]).flat();
  const moves = taught.flatMap(({ courseId }) => [
    about('course.archived', { courseId }),
    about('course.restored', { courseId }),
    about('enrollment.waitlisted', { courseId, enrollmentId: newId(), learnerId: newId() }),
  ]);
  const again = taught.map(({ event }) => ({
    ...event,
    time: time(),
    data: { ...event.data, version: 2, title: 'Second' },
  }));
  const life = schoolLife(organizationId, taught, {
    learners: 40,
    events: count,
    from: '2026-03-01T00:00:00Z',
    to: '2026-04-10T00:00:00Z',
    seed,
  });
  return [...taught.map(({ event }) => event), ...life, ...rest, ...moves, ...again];
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** The same organization under another id: for comparing what came of it. */
const movedTo = (organizationId: string, life: readonly Told[]): Told[] =>
  life.map((told) => ({ ...told, organizationId }));

async function readAllAgain(): Promise<void> {
  await system.sql({
    text: `UPDATE kernel.consumers SET seen = DEFAULT, until = NULL, position = 0 WHERE name = 'analytics.every'`,
  });
  // The reader finds out when it wants to go on.
  await tell(system, [published(newId(), newId()).event]);
}

async function rebuild(organizationId: string): Promise<void> {
  const admin = system.person(['admin'], organizationId);
  const { workflowId } = await system.client(analytics, admin).rebuild({});
  for (;;) {
    const { status, error, steps } = await system.client(operations, admin).workflowStatus({ workflowId });
    assert.notEqual(status, 'failed', JSON.stringify(error));
    if (status === 'succeeded') {
      assert.ok(steps.every((step) => step.status === 'done'));
      return;
    }
    await sleep(20);
  }
}

/** Rows of all rollups, without the organization. */
async function rowsOf(organizationId: string) {
  const state: Record<string, string[]> = {};
  for (const table of Object.keys(await stateOf(system, organizationId))) {
    const { rows } = await system.sql<{ row: string }>({
      // Whose event was the last decides between two of one millisecond, and ids differ from telling to telling.
      text: `SELECT (to_jsonb(t) - '{organization_id,event_id,titled_by,moved_by,last_lesson_by,percent_by}'::text[])::text AS row FROM analytics.${table} t WHERE organization_id = $1 ORDER BY 1`,
      values: [organizationId],
    });
    state[table] = rows.map(({ row }) => row);
  }
  return state;
}

describe('rollups', () => {
  const { organizationId } = peopleOf(system);
  const life = lifeOf(organizationId, 1);

  test('are the same in whatever order and in whatever batches events come', async () => {
    await tell(system, life);
    const { organizationId: other } = peopleOf(system);
    const mixed = shuffled(movedTo(other, life), 3);
    for (let n = 0; n < 30; n += 1) await tell(system, [mixed[n] as Told]);
    await tell(system, mixed.slice(30));
    const [first, second] = [await rowsOf(organizationId), await rowsOf(other)];
    for (const [table, rows] of Object.entries(first)) {
      assert.ok(rows.length > 0, table);
      assert.deepEqual(second[table], rows, table);
    }
  });

  test('do not change when the whole log is read again', async () => {
    const before = await stateOf(system, organizationId);
    await readAllAgain();
    assert.deepEqual(await stateOf(system, organizationId), before);
    const { rows } = await system.sql<{ facts: number; log: number }>({
      text: `SELECT (SELECT count(*) FROM analytics.facts) AS facts, (SELECT count(*) FROM kernel.outbox WHERE kind = 'event') AS log`,
    });
    assert.equal(rows[0]?.facts, rows[0]?.log);
  });

  test('come out the same when they are made anew, also where they were wrong', async () => {
    const before = await stateOf(system, organizationId);
    await rebuild(organizationId);
    assert.deepEqual(await stateOf(system, organizationId), before);
    await system.sql({
      text: 'UPDATE analytics.counts SET upto[96] = upto[96] + 1 WHERE organization_id = $1',
      values: [organizationId],
    });
    await system.sql({
      text: 'DELETE FROM analytics.journeys WHERE organization_id = $1',
      values: [organizationId],
    });
    await system.sql({
      text: `UPDATE analytics.activity SET quarters = reverse(quarters) WHERE organization_id = $1`,
      values: [organizationId],
    });
    assert.notDeepEqual(await stateOf(system, organizationId), before);
    await rebuild(organizationId);
    assert.deepEqual(await stateOf(system, organizationId), before);
  });

  test('come out the same when events go on arriving meanwhile', async () => {
    const { organizationId: busy } = peopleOf(system);
    const { organizationId: quiet } = peopleOf(system);
    const all = shuffled(lifeOf(busy, 5), 6);
    await tell(system, all.slice(0, 500));
    const telling = (async () => {
      for (let n = 500; n < all.length; n += 40) await tell(system, all.slice(n, n + 40));
    })();
    for (let n = 0; n < 3; n += 1) await rebuild(busy);
    await telling;
    const after = await rowsOf(busy);
    await tell(system, movedTo(quiet, all));
    assert.deepEqual(after, await rowsOf(quiet));
    const before = await stateOf(system, busy);
    await rebuild(busy);
    assert.deepEqual(await stateOf(system, busy), before);
  });

  test('of another organization are left alone', async () => {
    const { organizationId: other } = peopleOf(system);
    await tell(system, lifeOf(other, 9, 100));
    const before = await stateOf(system, organizationId);
    await system.sql({
      text: 'DELETE FROM analytics.counts WHERE organization_id = $1',
      values: [organizationId],
    });
    const broken = await stateOf(system, organizationId);
    await rebuild(other);
    assert.deepEqual(await stateOf(system, organizationId), broken);
    await rebuild(organizationId);
    assert.deepEqual(await stateOf(system, organizationId), before);
  });
});
