/** Many learners at once, over real sockets and real PostgreSQL. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { often } from '@kernos/kernel/often';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';
import { progressService } from '../progress/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { type Answer, gather } from '../testing/crowd.fixture.ts';
import { identityStandIn } from '../testing/people.fixture.ts';
import { teach } from '../testing/teach.fixture.ts';
import { enrollmentsService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const learners = (count: number): TestPerson[] =>
  Array.from({ length: count }, () => system.person(['learner'], instructor.organizationId as string));
const enrollPath = (courseId: string) => `/api/courses/${courseId}/enroll`;

interface State {
  capacity: number | null;
  seats: number | null;
  over: number;
  waiting: number;
  active: number;
  queued: number;
  /** Enrollments that are active, by the events alone. */
  told: number;
}

async function stateOf(courseId: string): Promise<State> {
  const { rows } = await system.sql<State>({
    text: `SELECT c.capacity, c.seats_taken AS seats, c.over_capacity AS over, c.waiting,
                  (SELECT count(*) FROM enrollments.enrollments e WHERE e.course_id = $1 AND status = 'active') AS active,
                  (SELECT count(*) FROM enrollments.enrollments e WHERE e.course_id = $1 AND status = 'waitlisted') AS queued,
                  (SELECT count(*) FROM (
                     SELECT data->>'enrollmentId', array_agg(type ORDER BY position) AS story FROM kernel.outbox
                      WHERE kind = 'event' AND type LIKE 'enrollment.%' AND data->>'courseId' = $1::text GROUP BY 1
                   ) one WHERE story[cardinality(story)] = 'enrollment.created') AS told
             FROM enrollments.courses c WHERE course_id = $1::uuid`,
    values: [courseId],
  });
  return rows[0] as State;
}

/** What must hold at every moment, whoever does what. */
function checkInvariants(state: State): void {
  const shown = JSON.stringify(state);
  assert.equal(state.queued, state.waiting, shown);
  assert.equal(state.told, state.active, `the events tell another story: ${shown}`);
  if (state.capacity === null) {
    assert.equal(state.seats, null, shown);
    assert.equal(state.waiting, 0, shown);
    return;
  }
  assert.equal(state.seats, state.active, shown);
  assert.equal(state.over, Math.max(0, state.active - state.capacity), shown);
  assert.ok(
    state.waiting === 0 || state.active >= state.capacity,
    `somebody waits beside a free seat: ${shown}`,
  );
}

const REQUESTS = often(10_000);

test(`${REQUESTS} requests for 100 seats end with exactly 100 enrollments and 100 events`, async (t) => {
  const { courseId } = await teach(system, instructor, { capacity: 100 });
  const people = learners(REQUESTS);
  using crowd = gather(system, 200);
  const started = performance.now();
  const answers = await Promise.all(people.map((person) => crowd.ask('POST', enrollPath(courseId), person)));
  const seconds = (performance.now() - started) / 1_000;
  t.diagnostic(`${Math.round(people.length / seconds)} requests/s, ${seconds.toFixed(1)} s in all`);

  const tally = Object.groupBy(answers, ({ status, body }) => `${status} ${body.code ?? body.status}`);
  assert.deepEqual(
    Object.entries(tally)
      .map(([outcome, list]) => [outcome, list?.length])
      .sort(),
    [
      ['201 active', 100],
      ['409 course-full', REQUESTS - 100],
    ],
  );
  const state = await stateOf(courseId);
  assert.partialDeepStrictEqual(state, { seats: 100, active: 100, told: 100, over: 0 });
  const { rows } = await system.sql<{ events: number }>({
    text: `SELECT count(*) AS events FROM kernel.outbox WHERE type = 'enrollment.created' AND data->>'courseId' = $1`,
    values: [courseId],
  });
  assert.equal(rows[0]?.events, 100);
});

test('one learner who asks fifty times at once gets one seat', async () => {
  for (const capacity of [10, null]) {
    const { courseId } = await teach(system, instructor, { capacity });
    const [ada] = learners(1) as [TestPerson];
    using crowd = gather(system, 50);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => crowd.ask('POST', enrollPath(courseId), ada)),
    );
    const by = Object.groupBy(answers, ({ status }) => status);
    assert.equal(by[201]?.length, 1);
    assert.deepEqual(
      by[409]?.map(({ body }) => body.code),
      Array(49).fill('already-enrolled'),
    );
    const state = await stateOf(courseId);
    assert.equal(state.active, 1);
    checkInvariants(state);
  }
});

const ALLOWED = new Set([
  '201 active',
  '202 waitlisted',
  '200 withdrawn',
  '404 not-enrolled',
  '409 already-enrolled',
  '409 course-full',
]);

/** Learners come and go at random while the instructor changes the capacity, and a witness looks on. */
async function comeAndGo(plan: {
  waitlist: boolean;
  capacities: (number | null)[];
  steps: number;
}): Promise<State> {
  const { courseId } = await teach(system, instructor, {
    capacity: plan.capacities[0] ?? null,
    waitlist: plan.waitlist,
  });
  const desk = system.client(courses, instructor);
  const people = learners(24);
  using crowd = gather(system, 24);
  let going = true;
  const witness = async () => {
    while (going) {
      const state = await stateOf(courseId);
      if (state) checkInvariants(state);
      await sleep(5);
    }
  };
  const conduct = async () => {
    for (const capacity of plan.capacities) {
      const { version } = await desk.get({ courseId });
      await desk.update({ courseId, capacity, ifMatch: version });
      await sleep(50);
    }
  };
  const wander = async (person: TestPerson) => {
    for (let step = 0; step < plan.steps; step += 1) {
      const method = Math.random() < 0.6 ? 'POST' : 'DELETE';
      const { status, body }: Answer = await crowd.ask(method, enrollPath(courseId), person);
      assert.ok(ALLOWED.has(`${status} ${body.code ?? body.status}`), `${method}: ${status} ${body.code}`);
    }
  };
  const looking = witness();
  await Promise.all([conduct(), ...people.map(wander)]);
  await system.settled();
  going = false;
  await looking;
  const end = await stateOf(courseId);
  checkInvariants(end);
  return end;
}

test('whoever comes and goes, no seat is given twice and nobody waits beside a free one', async () => {
  await comeAndGo({ waitlist: true, capacities: [5, 12, 3, 20, 1, 8], steps: 20 });
  await comeAndGo({ waitlist: false, capacities: [5, 12, 3, 20, 1, 8], steps: 20 });
});

test('a limit that is set and lifted while learners come counts every one of them', async () => {
  const end = await comeAndGo({
    waitlist: true,
    capacities: [null, 10, null, 4, null, 25, null, 7],
    steps: 20,
  });
  assert.equal(end.capacity, 7);
});
