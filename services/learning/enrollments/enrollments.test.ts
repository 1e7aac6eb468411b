/** Enrollments on a real system, beside stand-ins for courses, people and letters. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';
import { progressService } from '../progress/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { identityStandIn } from '../testing/people.fixture.ts';
import { teach } from '../testing/teach.fixture.ts';
import { enrollments } from './contract.ts';
import { enrollmentsService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const school = instructor.organizationId as string;
const learner = () => system.person(['learner'], school);
const as = (person: TestPerson) => system.client(enrollments, person);
const codeOf = (code: string, status?: number) => (error: unknown) => {
  const { code: actual, status: actualStatus } = error as { code: string; status: number };
  assert.equal(actual, code);
  if (status !== undefined) assert.equal(actualStatus, status);
  return true;
};

async function eventsOf(courseId: string): Promise<string[]> {
  const { rows } = await system.sql<{ event: string }>({
    text: `SELECT substr(type, 12) || ' ' || (data->>'learnerId') AS event FROM kernel.outbox
            WHERE kind = 'event' AND type LIKE 'enrollment.%' AND data->>'courseId' = $1 ORDER BY position`,
    values: [courseId],
  });
  return rows.map(({ event }) => event);
}

async function update(courseId: string, change: { capacity?: number | null; waitlist?: boolean }) {
  const desk = system.client(courses, instructor);
  const { version } = await desk.get({ courseId });
  await desk.update({ courseId, ...change, ifMatch: version });
  await system.settled();
}

test('a seat can be taken right after publishing, and the event goes with it', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 2 });
  const ada = learner();
  const enrollment = await as(ada).enroll({ courseId });
  assert.partialDeepStrictEqual(enrollment, {
    courseId,
    learnerId: ada.userId,
    status: 'active',
    waitlistPosition: null,
  });
  assert.deepEqual(await eventsOf(courseId), [`created ${ada.userId}`]);
});

test('enrolling twice is refused, also in a full course, and changes nothing', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 1 });
  const ada = learner();
  await as(ada).enroll({ courseId });
  await assert.rejects(as(ada).enroll({ courseId }), codeOf('already-enrolled', 409));
  await assert.rejects(as(learner()).enroll({ courseId }), codeOf('course-full', 409));
  assert.equal((await eventsOf(courseId)).length, 1);
});

test('a draft, an archived course, an unknown one and one of another organization are not found', async () => {
  const desk = system.client(courses, instructor);
  const draft = await desk.create({ title: 'A draft' });
  const { courseId } = await teach(system, instructor);
  const stranger = system.person(['learner']);
  await assert.rejects(as(learner()).enroll({ courseId: draft.id }), codeOf('course-not-found', 404));
  await assert.rejects(as(stranger).enroll({ courseId }), codeOf('course-not-found', 404));
  await assert.rejects(as(learner()).enroll({ courseId: crypto.randomUUID() }), codeOf('course-not-found'));
  await as(learner()).enroll({ courseId });
  await assert.rejects(as(stranger).enroll({ courseId }), codeOf('course-not-found', 404));
  await desk.archive({ courseId });
  await system.settled();
  await assert.rejects(as(learner()).enroll({ courseId }), codeOf('course-not-found', 404));
  await desk.restore({ courseId });
  await system.settled();
  await as(learner()).enroll({ courseId });
});

test('the instructor’s own draft is not found either', async () => {
  const both = system.person(['instructor', 'learner'], school);
  const { id: courseId } = await system.client(courses, both).create({ title: 'A draft' });
  await assert.rejects(as(both).enroll({ courseId }), codeOf('course-not-found', 404));
});

test('who comes when it is full waits; a withdrawal moves the first one up in the same transaction', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 1, waitlist: true });
  const [ada, bob, eve] = [learner(), learner(), learner()];
  await as(ada).enroll({ courseId });
  assert.equal((await as(bob).enroll({ courseId })).waitlistPosition, 1);
  const response = await fetch(`${system.url}/api/courses/${courseId}/enroll`, {
    method: 'POST',
    headers: system.headers(eve),
  });
  assert.equal(response.status, 202);
  assert.partialDeepStrictEqual(await response.json(), { status: 'waitlisted', waitlistPosition: 2 });
  await assert.rejects(as(bob).enroll({ courseId }), codeOf('already-enrolled'));

  assert.equal((await as(ada).withdraw({ courseId })).status, 'withdrawn');
  const [first] = (await as(bob).mine({})).items;
  const [second] = (await as(eve).mine({})).items;
  assert.deepEqual([first?.status, first?.waitlistPosition], ['active', null]);
  assert.deepEqual([second?.status, second?.waitlistPosition], ['waitlisted', 1]);
  assert.deepEqual(await eventsOf(courseId), [
    `created ${ada.userId}`,
    `waitlisted ${bob.userId}`,
    `waitlisted ${eve.userId}`,
    `withdrawn ${ada.userId}`,
    `created ${bob.userId}`,
  ]);
});

test('a learner may stop waiting, come back, and then waits behind the others', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 1, waitlist: true });
  const [ada, bob, eve] = [learner(), learner(), learner()];
  for (const person of [ada, bob, eve]) await as(person).enroll({ courseId });
  await as(bob).withdraw({ courseId });
  assert.equal((await as(bob).enroll({ courseId })).waitlistPosition, 2);
  await as(ada).withdraw({ courseId });
  assert.equal((await as(eve).mine({})).items[0]?.status, 'active');
  assert.equal((await as(bob).mine({})).items[0]?.waitlistPosition, 1);
  assert.deepEqual(
    (await as(bob).mine({})).items.map(({ status }) => status),
    ['waitlisted', 'withdrawn'],
  );
});

test('withdrawing frees the seat, and one may enroll again', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 1 });
  const [ada, bob] = [learner(), learner()];
  await as(ada).enroll({ courseId });
  await as(ada).withdraw({ courseId });
  await assert.rejects(as(ada).withdraw({ courseId }), codeOf('not-enrolled', 404));
  await as(bob).enroll({ courseId });
  await as(bob).withdraw({ courseId });
  assert.equal((await as(ada).enroll({ courseId })).status, 'active');
});

test('a larger capacity moves up as many as fit; a smaller one takes no seat away and lets nobody in', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 1, waitlist: true });
  const people = Array.from({ length: 5 }, learner);
  for (const person of people) await as(person).enroll({ courseId });
  const statuses = async () => {
    const lists = await Promise.all(people.map((person) => as(person).mine({})));
    return lists.map(({ items }) => items[0]?.status?.[0]).join('');
  };
  await system.settled();
  assert.equal(await statuses(), 'awwww');
  await update(courseId, { capacity: 3 });
  assert.equal(await statuses(), 'aaaww');
  await update(courseId, { capacity: 1 });
  assert.equal(await statuses(), 'aaaww');
  await as(people[0] as TestPerson).withdraw({ courseId });
  await as(people[1] as TestPerson).withdraw({ courseId });
  assert.equal(await statuses(), 'wwaww', 'withdrawn, withdrawn, active, waiting, waiting');
  assert.equal((await as(people[3] as TestPerson).mine({})).items[0]?.status, 'waitlisted');
  await as(people[2] as TestPerson).withdraw({ courseId });
  assert.equal((await as(people[3] as TestPerson).mine({})).items[0]?.status, 'active');
  await update(courseId, { capacity: null });
  assert.equal((await as(people[4] as TestPerson).mine({})).items[0]?.status, 'active');
  const { rows } = await system.sql<{ seatsTaken: number | null }>({
    text: 'SELECT seats_taken FROM enrollments.courses WHERE course_id = $1',
    values: [courseId],
  });
  assert.equal(rows[0]?.seatsTaken, null, 'without a capacity nobody counts');
  await update(courseId, { capacity: 2 });
  assert.equal(
    (await as(learner()).enroll({ courseId })).status,
    'waitlisted',
    'the seats are counted again',
  );
});

test('the roster is for the instructor and administrators; a learner’s list is their own, and both have pages', async () => {
  const { courseId } = await teach(system, instructor);
  const people = Array.from({ length: 5 }, learner);
  for (const person of people) await as(person).enroll({ courseId });
  await as(people[4] as TestPerson).withdraw({ courseId });
  const first = await as(instructor).roster({ courseId, limit: 3 });
  const second = await as(instructor).roster({ courseId, limit: 3, cursor: first.nextCursor as string });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ learnerId }) => learnerId),
    people.slice(0, 4).map(({ userId }) => userId),
  );
  assert.equal(second.nextCursor, null);
  assert.equal((await as(instructor).roster({ courseId, status: 'withdrawn' })).items.length, 1);
  const admin = system.person(['admin'], school);
  assert.equal((await as(admin).roster({ courseId })).items.length, 4);
  const colleague = system.person(['instructor'], school);
  await assert.rejects(as(colleague).roster({ courseId }), codeOf('forbidden', 403));
  await assert.rejects(as(system.person(['admin'])).roster({ courseId }), codeOf('course-not-found', 404));
  await assert.rejects(as(people[0] as TestPerson).roster({ courseId }), codeOf('forbidden', 403));
  await assert.rejects(system.client(enrollments).mine({}), codeOf('unauthenticated', 401));

  const busy = learner();
  const taken = [];
  for (let n = 0; n < 3; n += 1) {
    const other = await teach(system, instructor);
    taken.push((await as(busy).enroll({ courseId: other.courseId })).id);
  }
  const page = await as(busy).mine({ limit: 2 });
  const rest = await as(busy).mine({ limit: 2, cursor: page.nextCursor as string });
  assert.deepEqual(
    [...page.items, ...rest.items].map(({ id }) => id),
    taken.toReversed(),
  );
  const forged = Buffer.from('["not an id"]').toString('base64url');
  await assert.rejects(as(busy).mine({ cursor: forged }), codeOf('invalid-input', 400));
});

test('one Idempotency-Key takes one seat, whatever happens to the reply', async () => {
  const { courseId } = await teach(system, instructor, { capacity: 5 });
  const ada = learner();
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const once = await as(ada).enroll({ courseId }, { headers });
  const twice = await as(ada).enroll({ courseId }, { headers });
  assert.deepEqual(twice, once);
  assert.equal((await eventsOf(courseId)).length, 1);
});

test('an enrollment is followed by a workflow: progress begins', async () => {
  const { courseId } = await teach(system, instructor, { title: 'Knots', lessons: 3 });
  const ada = learner();
  const { id } = await as(ada).enroll({ courseId });
  await system.settled();
  const { rows } = await system.sql({
    text: `SELECT id, status FROM kernel.workflows WHERE id = $1`,
    values: [`welcome-${id}`],
  });
  assert.deepEqual(rows, [{ id: `welcome-${id}`, status: 'succeeded' }]);
  const { rows: records } = await system.sql<{ total: number }>({
    text: 'SELECT total FROM progress.records WHERE course_id = $1 AND learner_id = $2',
    values: [courseId, ada.userId],
  });
  assert.deepEqual(records, [{ total: 3 }]);
});
