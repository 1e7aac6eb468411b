/** Progress on a real system, beside stand-ins for courses, people and letters. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { enrollmentsService } from '../enrollments/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { identityStandIn, names } from '../testing/people.fixture.ts';
import { addLesson, teach } from '../testing/teach.fixture.ts';
import { progress } from './contract.ts';
import { progressService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const school = instructor.organizationId as string;
const learner = () => system.person(['learner'], school);
const as = (person: TestPerson) => system.client(progress, person);
const desk = system.client(courses, instructor);
const codeOf = (code: string, status: number) => (error: unknown) => {
  const actual = error as { code: string; status: number };
  assert.deepEqual([actual.code, actual.status], [code, status]);
  return true;
};

/** A learner who is enrolled in a new course of so many lessons. */
async function enrolled(lessons: number) {
  const { courseId, lessonIds } = await teach(system, instructor, { lessons });
  const person = learner();
  await system.client(enrollments, person).enroll({ courseId });
  return { courseId, lessonIds: lessonIds as [string, ...string[]], person, own: as(person) };
}

async function eventsOf(person: TestPerson): Promise<string[]> {
  const { rows } = await system.sql<{ event: string }>({
    text: `SELECT type || coalesce(' ' || (data->>'percent'), '') AS event FROM kernel.outbox
            WHERE kind = 'event' AND source = 'progress' AND data->>'learnerId' = $1 ORDER BY position`,
    values: [person.userId],
  });
  return rows.map(({ event }) => event);
}

test('a lesson can be completed right after enrolling, and doing it again changes nothing', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(3);
  const fresh = await own.ofCourse({ courseId });
  assert.partialDeepStrictEqual(fresh, {
    percent: 0,
    total: 3,
    nextLessonId: lessonIds[0],
    completedAt: null,
  });
  const once = await own.complete({ lessonId: lessonIds[0] });
  assert.deepEqual(once, { courseId, completed: 1, total: 3, percent: 33 });
  assert.deepEqual(await own.complete({ lessonId: lessonIds[0] }), once);
  await system.settled();
  assert.deepEqual(await own.complete({ lessonId: lessonIds[0] }), once);
  assert.deepEqual(await eventsOf(person), ['lesson.completed', 'progress.updated 33']);
});

test('the last lesson completes the course, once, with a certificate', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(2);
  await assert.rejects(own.certificate({ courseId }), codeOf('course-not-completed', 409));
  await own.complete({ lessonId: lessonIds[0] });
  await assert.rejects(own.certificate({ courseId }), codeOf('course-not-completed', 409));
  assert.equal((await own.complete({ lessonId: lessonIds[1] as string })).percent, 100);
  const { nextLessonId, completedAt } = await own.ofCourse({ courseId });
  assert.equal(nextLessonId, null);
  assert.ok(completedAt);
  assert.deepEqual(await eventsOf(person), [
    'lesson.completed',
    'progress.updated 50',
    'lesson.completed',
    'progress.updated 100',
    'course.completed',
  ]);
});

test('two who complete the last two lessons at once complete the course once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { lessonIds, own, person } = await enrolled(4);
    const replies = await Promise.all(
      lessonIds.flatMap((lessonId) => [own.complete({ lessonId }), own.complete({ lessonId })]),
    );
    assert.equal(Math.max(...replies.map(({ percent }) => percent)), 100);
    const events = await eventsOf(person);
    assert.equal(events.filter((event) => event === 'course.completed').length, 1);
    assert.equal(events.filter((event) => event === 'lesson.completed').length, 4);
    assert.deepEqual(
      events.filter((event) => event.startsWith('progress')),
      ['progress.updated 25', 'progress.updated 50', 'progress.updated 75', 'progress.updated 100'],
    );
  }
});

test('it resumes after the lesson completed last, then with what was skipped', async () => {
  const { courseId, lessonIds, own } = await enrolled(4);
  const next = async () => lessonIds.indexOf((await own.ofCourse({ courseId })).nextLessonId ?? '');
  const complete = (index: number) => own.complete({ lessonId: lessonIds[index] as string });
  await complete(2);
  assert.equal(await next(), 3);
  await complete(3);
  assert.equal(await next(), 0);
  await complete(0);
  assert.equal(await next(), 1);
  await complete(1);
  assert.equal(await next(), -1);
});

test('a new version with more lessons lowers nobody’s percent; who asks moves to it, and nothing done is lost', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(2);
  await own.complete({ lessonId: lessonIds[0] });
  const [third, fourth] = [
    await addLesson(system, instructor, courseId),
    await addLesson(system, instructor, courseId),
  ];
  await desk.publish({ courseId });
  await system.settled();
  assert.partialDeepStrictEqual(await own.ofCourse({ courseId }), {
    percent: 50,
    total: 2,
    courseVersion: 1,
    newestVersion: 2,
  });
  // The new lesson can be completed at once. By the new version that makes 2 of 4: no less, so it measures now.
  assert.deepEqual(await own.complete({ lessonId: third }), {
    courseId,
    completed: 2,
    total: 4,
    percent: 50,
  });
  await own.complete({ lessonId: lessonIds[1] as string });
  assert.equal((await own.complete({ lessonId: fourth })).percent, 100);
  assert.equal((await eventsOf(person)).at(-1), 'course.completed');
});

test('who has completed a course stays at 100 % when it grows, meets the new lessons, and may take them on', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(1);
  await own.complete({ lessonId: lessonIds[0] });
  const before = await own.ofCourse({ courseId });
  const added = await addLesson(system, instructor, courseId);
  await desk.publish({ courseId });
  await system.settled();
  const later = await own.ofCourse({ courseId });
  assert.deepEqual([later.percent, later.completedAt, later.nextLessonId], [100, before.completedAt, added]);
  const moved = await own.moveToNewest({ courseId });
  assert.deepEqual([moved.percent, moved.courseVersion, moved.completedAt], [50, 2, before.completedAt]);
  assert.equal((await own.complete({ lessonId: added })).percent, 100);
  assert.equal((await eventsOf(person)).filter((event) => event === 'course.completed').length, 1);
});

test('a dropped lesson that somebody still missed is forgiven; one that was done still counts', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(3);
  const other = learner();
  await system.client(enrollments, other).enroll({ courseId });
  await own.complete({ lessonId: lessonIds[0] });
  await own.complete({ lessonId: lessonIds[1] as string });
  await as(other).complete({ lessonId: lessonIds[2] as string });
  await system.settled();
  await desk.removeLesson({ lessonId: lessonIds[2] as string });
  await desk.publish({ courseId });
  await system.settled();
  assert.partialDeepStrictEqual(await own.ofCourse({ courseId }), {
    percent: 100,
    total: 2,
    courseVersion: 2,
  });
  assert.deepEqual((await eventsOf(person)).slice(-2), ['progress.updated 100', 'course.completed']);
  assert.partialDeepStrictEqual(await as(other).ofCourse({ courseId }), {
    percent: 33,
    total: 3,
    courseVersion: 1,
  });
  await as(other).complete({ lessonId: lessonIds[0] });
  assert.equal((await as(other).complete({ lessonId: lessonIds[1] as string })).percent, 100);
});

test('nobody who has not begun is kept on an old version', async () => {
  const { courseId, own } = await enrolled(2);
  await system.settled();
  await addLesson(system, instructor, courseId);
  await desk.publish({ courseId });
  await system.settled();
  assert.partialDeepStrictEqual(await own.ofCourse({ courseId }), { courseVersion: 2, total: 3, percent: 0 });
});

test('a course of many learners is carried over in parts, each learner once', async () => {
  const { courseId, lessonIds } = await teach(system, instructor, { lessons: 2 });
  const count = 450;
  await system.sql({
    text: `WITH seats AS (
             INSERT INTO progress.enrollments (enrollment_id, organization_id, course_id, learner_id, active)
             SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), true FROM generate_series(1, $3) RETURNING learner_id
           ) SELECT count(*) FROM seats`,
    values: [school, courseId, count],
  });
  await system.settled();
  await system.sql({
    text: `INSERT INTO progress.records (course_id, learner_id, organization_id, course_version, total, started_at, updated_at)
           SELECT course_id, learner_id, organization_id, 1, 2, now(), now() FROM progress.enrollments WHERE course_id = $1`,
    values: [courseId],
  });
  await system.sql({
    text: `INSERT INTO progress.completions (learner_id, course_id, lesson_id, organization_id, course_version, completed_at)
           SELECT learner_id, course_id, $2, organization_id, 1, now() FROM progress.enrollments WHERE course_id = $1`,
    values: [courseId, lessonIds[0]],
  });
  await system.sql({
    text: 'UPDATE progress.records SET completed = 1, percent = 50 WHERE course_id = $1',
    values: [courseId],
  });
  await desk.removeLesson({ lessonId: lessonIds[1] as string });
  await desk.publish({ courseId });
  await system.settled();
  const { rows } = await system.sql({
    text: `SELECT count(*) AS completed, count(DISTINCT data->>'learnerId') AS learners FROM kernel.outbox
            WHERE type = 'course.completed' AND data->>'courseId' = $1`,
    values: [courseId],
  });
  assert.deepEqual(rows, [{ completed: count, learners: count }]);
});

test('after withdrawing nothing can be completed, and what was done is there when one comes back', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(2);
  await own.complete({ lessonId: lessonIds[0] });
  const seats = system.client(enrollments, person);
  await seats.withdraw({ courseId });
  await system.settled();
  await assert.rejects(own.complete({ lessonId: lessonIds[1] as string }), codeOf('not-enrolled', 404));
  assert.equal((await own.ofCourse({ courseId })).percent, 50);
  await seats.enroll({ courseId });
  assert.equal((await own.complete({ lessonId: lessonIds[1] as string })).percent, 100);
  await seats.withdraw({ courseId });
  await system.settled();
  assert.match((await own.certificate({ courseId })).contentType, /application\/pdf/);
});

test('who is not enrolled, or waits for a seat, makes no progress; other organizations see nothing', async () => {
  const { courseId, lessonIds } = await teach(system, instructor, {
    lessons: 1,
    capacity: 1,
    waitlist: true,
  });
  const lessonId = lessonIds[0] as string;
  const [ada, bob] = [learner(), learner()];
  await assert.rejects(as(ada).complete({ lessonId }), codeOf('not-enrolled', 404));
  await assert.rejects(as(ada).ofCourse({ courseId }), codeOf('not-enrolled', 404));
  await assert.rejects(as(ada).moveToNewest({ courseId }), codeOf('not-enrolled', 404));
  await system.client(enrollments, ada).enroll({ courseId });
  await system.client(enrollments, bob).enroll({ courseId });
  await assert.rejects(as(bob).complete({ lessonId }), codeOf('not-enrolled', 404));
  await as(ada).complete({ lessonId });
  const stranger = system.person(['learner']);
  await assert.rejects(as(stranger).complete({ lessonId }), codeOf('lesson-not-found', 404));
  await assert.rejects(as(stranger).ofCourse({ courseId }), codeOf('not-enrolled', 404));
  await assert.rejects(as(stranger).certificate({ courseId }), codeOf('not-enrolled', 404));
  await assert.rejects(as(ada).complete({ lessonId: crypto.randomUUID() }), codeOf('lesson-not-found', 404));
  await assert.rejects(as(instructor).complete({ lessonId }), codeOf('forbidden', 403));
  await assert.rejects(system.client(progress).complete({ lessonId }), codeOf('unauthenticated', 401));
  const body = { courseId, learnerId: bob.userId, enrollmentId: crypto.randomUUID() };
  await assert.rejects(as(ada).initialise(body), codeOf('not-found', 404));
});

test('one’s own progress comes in pages, last touched first', async () => {
  const person = learner();
  const own = as(person);
  const order: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { courseId, lessonIds } = await teach(system, instructor, { lessons: 2 });
    await system.client(enrollments, person).enroll({ courseId });
    await own.complete({ lessonId: lessonIds[0] as string });
    order.unshift(courseId);
  }
  const first = await own.mine({ limit: 2 });
  const second = await own.mine({ limit: 2, cursor: first.nextCursor as string });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ courseId }) => courseId),
    order,
  );
  assert.equal(second.nextCursor, null);
  const forged = Buffer.from('["then","there"]').toString('base64url');
  await assert.rejects(own.mine({ cursor: forged }), codeOf('invalid-input', 400));
});

test('anyone can verify a certificate by its code, typed as people type; it keeps the name it was issued to', async () => {
  const { courseId, lessonIds, own, person } = await enrolled(1);
  names.set(person.userId, 'Grace Hopper');
  await own.complete({ lessonId: lessonIds[0] });
  await system.settled();
  names.set(person.userId, 'Somebody Else');
  const { rows } = await system.sql<{ code: string }>({
    text: 'SELECT code FROM progress.certificates WHERE course_id = $1',
    values: [courseId],
  });
  const code = rows[0]?.code as string;
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  const mine = { code, courseId, courseTitle: 'Practical Python' };
  assert.partialDeepStrictEqual(await own.certificates({}), { items: [mine], nextCursor: null });
  assert.deepEqual((await as(system.person(['learner'])).certificates({})).items, []);
  const anyone = system.client(progress);
  const certificate = await anyone.verify({ code });
  assert.partialDeepStrictEqual(certificate, {
    code,
    courseTitle: 'Practical Python',
    learnerName: 'Grace Hopper',
  });
  assert.deepEqual(
    await anyone.verify({ code: code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o') }),
    certificate,
  );
  assert.deepEqual(await as(system.person(['learner'])).verify({ code }), certificate);
  await assert.rejects(
    anyone.verify({ code: '00000-00000-00000-00000' }),
    codeOf('certificate-not-found', 404),
  );
});
