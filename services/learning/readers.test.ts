/** Who may read what: every standing in a course, every setting of it, every call that shows something of it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { operations } from '../platform/operations/contract.ts';
import { operationsService } from '../platform/operations/service.ts';
import { courses } from './courses/contract.ts';
import { archiveOf } from './courses/courses.fixture.ts';
import { coursesService } from './courses/service.ts';
import { enrollments } from './enrollments/contract.ts';
import { enrollmentsService } from './enrollments/service.ts';
import { progress } from './progress/contract.ts';
import { progressService } from './progress/service.ts';
import { identityStandIn } from './testing/people.fixture.ts';

const system = await startTestSystem({
  services: [coursesService, enrollmentsService, progressService, identityStandIn, operationsService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const school = instructor.organizationId as string;
const person = (...roles: string[]) => system.person(roles, school);
const desk = system.client(courses, instructor);
const at = (who: TestPerson) => system.client(courses, who);
const enrolling = (who: TestPerson) => system.client(enrollments, who);

type Audience = 'open' | 'enrolled' | 'invited';
const audiences: readonly Audience[] = ['open', 'enrolled', 'invited'];

async function publish(courseId: string): Promise<void> {
  const { workflowId } = await desk.publish({ courseId });
  const client = system.client(operations, instructor);
  for await (const { data } of await client.workflowEvents({ workflowId }))
    if (data.status !== 'running') break;
  await system.settled();
}

/** A course with one seat and a waitlist, whose first version had a lesson more, and people of every standing in it. */
async function course(audience: Audience) {
  const seats = { capacity: 1, waitlist: true };
  const { id: courseId } = await desk.create({ title: `For ${audience}`, audience: 'open', ...seats });
  const { id: moduleId } = await desk.addModule({ courseId, title: 'All of it' });
  const { id: stays } = await desk.addLesson({ moduleId, title: `Stays ${audience}`, markdown: 'It stays.' });
  const { id: goes } = await desk.addLesson({ moduleId, title: 'Goes', markdown: 'It goes.' });
  await desk.addFile({ courseId, file: { blob: new Blob([audience]), fileName: 'dot.txt' } });
  await publish(courseId);
  const left = person('learner');
  await enrolling(left).enroll({ courseId });
  await enrolling(left).withdraw({ courseId });
  const seated = person('learner');
  await enrolling(seated).enroll({ courseId });
  const waiting = person('learner');
  assert.equal((await enrolling(waiting).enroll({ courseId })).status, 'waitlisted');
  await desk.removeLesson({ lessonId: goes });
  await publish(courseId);
  await desk.update({ courseId, ifMatch: (await desk.get({ courseId })).version, audience });
  await system.settled();
  const fileId = (await desk.files({ courseId })).items[0]?.id ?? '';
  const people = {
    ...{ seated, waiting, left, instructor, nobody: person('learner') },
    ...{ colleague: person('instructor'), admin: person('admin') },
  };
  return { courseId, moduleId, stays, goes, fileId, people };
}
type Course = Awaited<ReturnType<typeof course>>;

/** A file as a browser asks that has it already. */
const again = (who: TestPerson, { courseId, fileId }: Course) =>
  fetch(`${system.url}/api/courses/${courseId}/files/${fileId}`, {
    headers: { ...system.headers(who), 'if-none-match': `"${fileId}"` },
  });

/** What each call gives: `yes`, or why not. */
const calls: Readonly<Record<string, (who: TestPerson, of: Course) => Promise<string>>> = {
  lesson: (who, { stays }) => outcome(at(who).lesson({ lessonId: stays })),
  'lesson taken out': (who, { goes }) => outcome(at(who).lesson({ lessonId: goes })),
  file: (who, { courseId, fileId }) => outcome(at(who).file({ courseId, fileId })),
  page: (who, { courseId }) => outcome(at(who).get({ courseId })),
  version: (who, { courseId }) => outcome(at(who).version({ courseId })),
  catalog: async (who, { courseId }) => found((await at(who).list({ limit: 100 })).items, courseId),
  'by id': async (who, { courseId }) => found((await at(who).list({ ids: courseId })).items, courseId),
  search: async (who, { stays }) =>
    found((await at(who).searchLessons({ q: 'Stays', limit: 50 })).items, stays),
  title: async (who, { stays }) => found((await at(who).lessonTitles({ ids: stays })).items, stays),
};

const outcome = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'yes',
    (error) => (error as { code: string }).code,
  );
const found = (items: readonly { id: string }[], id: string) =>
  items.some((one) => one.id === id) ? 'yes' : 'no';

const everything = Object.fromEntries(Object.keys(calls).map((name) => [name, 'yes']));
const visitor = { ...everything, 'lesson taken out': 'lesson-taken-down' };
const asksForSeat = { ...visitor, lesson: 'enrollment-required', file: 'enrollment-required', search: 'no' };
const hidden = {
  ...{ lesson: 'lesson-not-found', 'lesson taken out': 'lesson-not-found', file: 'file-not-found' },
  ...{
    page: 'course-not-found',
    version: 'course-not-found',
    catalog: 'no',
    'by id': 'no',
    search: 'no',
    title: 'no',
  },
};
const outside: Readonly<Record<Audience, Readonly<Record<string, string>>>> = {
  ...{ open: visitor, enrolled: asksForSeat, invited: hidden },
};

const matrixOf = async (of: Course) => {
  const matrix: Record<string, Record<string, string>> = {};
  for (const [standing, who] of Object.entries(of.people)) {
    const row: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls)) {
      row[name] = await call(who, of);
    }
    matrix[standing] = row;
  }
  return matrix;
};

for (const audience of audiences)
  test(`a course that is ${audience}: read by whom it is for, and by nobody else`, async () => {
    const made = await course(audience);
    const others = outside[audience];
    assert.deepEqual(await matrixOf(made), {
      ...{ seated: everything, waiting: others, left: others, instructor: everything, nobody: others },
      ...{ colleague: others, admin: everything },
    });
    // Archived, it goes on for those who have a seat, and is nobody else's.
    await desk.archive({ courseId: made.courseId });
    const { seated, nobody } = made.people;
    assert.equal(await calls.lesson?.(seated, made), 'yes');
    assert.equal(await calls.file?.(seated, made), 'yes');
    assert.equal(await calls.lesson?.(nobody, made), 'lesson-not-found');
    assert.equal(await calls.page?.(nobody, made), 'course-not-found');
    await desk.restore({ courseId: made.courseId });
    // Taken down, nobody reads it but those who edit it, and nothing of it comes back with the next version.
    await desk.unpublish({ courseId: made.courseId });
    for (const lessonId of [made.stays, made.goes]) {
      await assert.rejects(at(seated).lesson({ lessonId }), { code: 'lesson-taken-down', status: 410 });
      const refusal = audience === 'invited' ? 'lesson-not-found' : 'lesson-taken-down';
      assert.equal(await outcome(at(nobody).lesson({ lessonId })), refusal);
    }
    assert.equal(await calls.file?.(seated, made), 'file-not-found');
    assert.equal((await again(seated, made)).status, 404);
    assert.equal(await calls.search?.(seated, made), 'no');
    assert.equal(await calls.page?.(seated, made), 'course-not-found');
    assert.equal(await calls.lesson?.(instructor, made), 'yes');
    await publish(made.courseId);
    assert.equal(await calls.lesson?.(seated, made), 'yes');
    assert.equal(await outcome(at(seated).lesson({ lessonId: made.goes })), 'lesson-taken-down');
    const known = await again(seated, made);
    assert.deepEqual([known.status, known.headers.get('cache-control')], [304, 'private, no-cache']);
    // Whoever gives the seat back reads no more from that moment on, nor what their browser keeps.
    await enrolling(seated).withdraw({ courseId: made.courseId });
    assert.equal(await calls.lesson?.(seated, made), outside[audience].lesson);
    const refusals = { open: 304, enrolled: 403, invited: 404 };
    assert.equal((await again(seated, made)).status, refusals[audience]);
  });

test('into a course for the invited, staff alone lets people in', async () => {
  const { course: made } = await desk.import(archiveOf({ 'a.md': '# Secret' }));
  const courseId = made.id;
  assert.equal(made.audience, 'enrolled');
  await desk.update({ courseId, ifMatch: made.version, audience: 'invited' });
  await publish(courseId);
  const [guest, other] = [person('learner'), person('learner')];
  await assert.rejects(enrolling(other).enroll({ courseId }), { code: 'course-not-found' });
  await assert.rejects(
    enrolling(person('instructor')).invite({ courseId, email: `${other.userId}@x.example` }),
  );
  const email = `${guest.userId}@people.example`;
  assert.equal((await enrolling(instructor).invite({ courseId, email })).learnerId, guest.userId);
  await assert.rejects(enrolling(instructor).invite({ courseId, email }), { code: 'already-enrolled' });
  // Known here by now, it opens to nobody all the same.
  await assert.rejects(enrolling(other).enroll({ courseId }), { code: 'course-not-found' });
  const { modules } = await at(guest).get({ courseId });
  const lessonId = modules[0]?.lessons[0]?.id ?? '';
  assert.equal((await at(guest).lesson({ lessonId })).title, 'Secret');
  await system.client(progress, guest).complete({ lessonId });
  assert.deepEqual(
    (await at(other).list({})).items.filter(({ id }) => id === courseId),
    [],
  );
  assert.deepEqual((await at(guest).list({})).items.filter(({ id }) => id === courseId).length, 1);
});

test('a course leaves and comes back with whom it is for', async () => {
  const { course: made } = await desk.import(archiveOf({ 'a.md': '# A' }));
  await desk.update({ courseId: made.id, ifMatch: made.version, audience: 'invited' });
  const { body } = await desk.export({ courseId: made.id });
  const blob = new Blob([body as unknown as Uint8Array<ArrayBuffer>]);
  const { course: back } = await desk.import({ archive: { blob, fileName: 'course.zip' } });
  assert.equal(back.audience, 'invited');
});

test('taking a course down ends a publication that is under way', async () => {
  const made = await course('open');
  await desk.addLesson({
    moduleId: made.moduleId,
    title: 'More',
    markdown: 'x',
  });
  const { workflowId } = await desk.publish({ courseId: made.courseId });
  await desk.unpublish({ courseId: made.courseId });
  const client = system.client(operations, instructor);
  let status = 'running';
  for await (const { data } of await client.workflowEvents({ workflowId })) {
    status = data.status;
    if (status !== 'running') break;
  }
  await system.settled();
  const state = (await desk.get({ courseId: made.courseId })).state;
  // It had ended before, or does not open any more.
  assert.deepEqual([status === 'succeeded' || status === 'failed', state], [true, 'draft']);
  await assert.rejects(at(made.people.nobody).lesson({ lessonId: made.stays }), {
    code: 'lesson-taken-down',
  });
});
