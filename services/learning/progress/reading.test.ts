/** What a learner leaves in lessons: how far they read, notes, and completions taken back. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { enrollments } from '../enrollments/contract.ts';
import { enrollmentsService } from '../enrollments/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { identityStandIn } from '../testing/people.fixture.ts';
import { teach } from '../testing/teach.fixture.ts';
import { progress } from './contract.ts';
import { progressService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const school = instructor.organizationId as string;
const as = (person: TestPerson) => system.client(progress, person);
const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const conflictAt = (version: number) => (error: unknown) => {
  const { code, currentVersion } = error as { code?: string; currentVersion?: number };
  assert.deepEqual([code, currentVersion], ['version-conflict', version]);
  return true;
};

/** A course of three lessons and somebody who enrolled in it just now. */
async function attended(lessons = 3) {
  const { courseId, lessonIds } = await teach(system, instructor, { lessons });
  const person = system.person(['learner'], school);
  await system.client(enrollments, person).enroll({ courseId });
  return { courseId, person, me: as(person), lesson: (n: number) => lessonIds[n] ?? '' };
}

const eventsOf = async (courseId: string, type: string): Promise<unknown[]> => {
  const { rows } = await system.sql<{ data: unknown }>({
    text: `SELECT data FROM kernel.outbox WHERE type = $1 AND data->>'courseId' = $2 ORDER BY position`,
    values: [type, courseId],
  });
  return rows.map(({ data }) => data);
};

test('a lesson is as it was left, right after enrolling and later', async () => {
  const { courseId, me, lesson } = await attended();
  const lessonId = lesson(0);
  const untouched = {
    lessonId,
    courseId,
    completed: false,
    completedAt: null,
    position: null,
    note: { lessonId, courseId, text: '', version: 0, updatedAt: null },
  };
  assert.deepEqual(await me.lessonState({ lessonId }), untouched);
  await me.keepPosition({ lessonId, fraction: 0.2, anchor: 'one' });
  const position = await me.keepPosition({ lessonId, fraction: 0.75 });
  assert.deepEqual([position.fraction, position.anchor], [0.75, null]);
  const note = await me.writeNote({ lessonId, text: '**Remember**', ifMatch: 0 });
  await me.complete({ lessonId });
  const state = await me.open({ lessonId });
  assert.deepEqual(state, await me.lessonState({ lessonId }));
  assert.deepEqual([state.completed, state.position, state.note], [true, position, note]);
  assert.deepEqual(await me.lessonState({ lessonId: lesson(1) }), {
    ...untouched,
    lessonId: lesson(1),
    note: { ...untouched.note, lessonId: lesson(1) },
  });
});

test('a position is between the beginning and the end', async () => {
  const { me, lesson } = await attended(1);
  for (const fraction of [-0.1, 1.1, Number.NaN])
    await assert.rejects(me.keepPosition({ lessonId: lesson(0), fraction }), codeOf('invalid-input'));
  await me.keepPosition({ lessonId: lesson(0), fraction: 1 });
});

test('opening a lesson makes its course the one touched last', async () => {
  const first = await attended();
  const second = await teach(system, instructor);
  await system.client(enrollments, first.person).enroll({ courseId: second.courseId });
  await system.settled();
  const order = async () => (await first.me.mine({})).items.map(({ courseId }) => courseId);
  await first.me.open({ lessonId: second.lessonIds[0] ?? '' });
  assert.deepEqual(await order(), [second.courseId, first.courseId]);
  await first.me.open({ lessonId: first.lesson(0) });
  assert.deepEqual(await order(), [first.courseId, second.courseId]);
  assert.equal(
    (await eventsOf(first.courseId, 'progress.updated')).length,
    0,
    'reading is nobody’s business',
  );
});

test('two tabs do not overwrite each other’s note', async () => {
  const { me, lesson } = await attended(1);
  const lessonId = lesson(0);
  assert.equal((await me.writeNote({ lessonId, text: 'first', ifMatch: 0 })).version, 1);
  await assert.rejects(me.writeNote({ lessonId, text: 'other tab', ifMatch: 0 }), conflictAt(1));
  assert.equal((await me.writeNote({ lessonId, text: 'second', ifMatch: 1 })).version, 2);
  await assert.rejects(me.removeNote({ lessonId, ifMatch: 1 }), conflictAt(2));
  const both = await Promise.allSettled(
    ['x', 'y'].map((text) => me.writeNote({ lessonId, text, ifMatch: 2 })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('a deleted note can be written again, and no older version comes back to life', async () => {
  const { me, lesson } = await attended(1);
  const lessonId = lesson(0);
  await me.writeNote({ lessonId, text: 'dear', ifMatch: 0 });
  const gone = await me.removeNote({ lessonId, ifMatch: 1 });
  assert.deepEqual([gone.text, gone.version], ['', 2]);
  assert.deepEqual((await me.notes({})).items, []);
  await assert.rejects(me.writeNote({ lessonId, text: 'stale', ifMatch: 1 }), conflictAt(2));
  const back = await me.writeNote({ lessonId, text: 'dear', ifMatch: gone.version });
  assert.deepEqual([back.text, back.version], ['dear', 3]);
  assert.deepEqual(await me.note({ lessonId }), back);
});

test('notes have up to 20,000 characters', async () => {
  const { me, lesson } = await attended(1);
  const lessonId = lesson(0);
  await assert.rejects(
    me.writeNote({ lessonId, text: 'x'.repeat(20_001), ifMatch: 0 }),
    codeOf('invalid-input'),
  );
  await me.writeNote({ lessonId, text: '漢'.repeat(20_000), ifMatch: 0 });
});

test('all of one’s notes are listed, searched, and paged, last written first', async () => {
  const { me, lesson, person, courseId } = await attended(3);
  for (const [n, text] of ['Snakes 100%', 'Lists', 'snake_case'].entries())
    await me.writeNote({ lessonId: lesson(n), text, ifMatch: 0 });
  const other = await teach(system, instructor);
  await system.client(enrollments, person).enroll({ courseId: other.courseId });
  await me.writeNote({ lessonId: other.lessonIds[0] ?? '', text: 'Snakes elsewhere', ifMatch: 0 });
  await system.settled();
  const texts = async (query: Parameters<typeof me.notes>[0]) =>
    (await me.notes(query)).items.map(({ text }) => text);
  assert.deepEqual(await texts({}), ['Snakes elsewhere', 'snake_case', 'Lists', 'Snakes 100%']);
  assert.deepEqual(await texts({ courseId }), ['snake_case', 'Lists', 'Snakes 100%']);
  assert.deepEqual(await texts({ courseId, q: 'SNAKE' }), ['snake_case', 'Snakes 100%']);
  assert.deepEqual(await texts({ q: '0%' }), ['Snakes 100%']);
  const first = await me.notes({ limit: 3 });
  assert.deepEqual(await texts({ limit: 3, cursor: first.nextCursor ?? '' }), ['Snakes 100%']);
  const [item] = first.items;
  assert.deepEqual([item?.lessonTitle, item?.courseTitle], ['A lesson', 'Practical Python']);
  await system.client(enrollments, person).withdraw({ courseId });
  await system.settled();
  assert.equal((await texts({ courseId })).length, 3, 'they stay one’s own after leaving');
  await assert.rejects(me.note({ lessonId: lesson(0) }), codeOf('not-enrolled'));
});

test('nobody else reads or writes any of it', async () => {
  const { me, lesson, courseId } = await attended(1);
  const lessonId = lesson(0);
  await me.writeNote({ lessonId, text: 'private', ifMatch: 0 });
  await me.keepPosition({ lessonId, fraction: 0.5 });
  const classmate = system.person(['learner'], school);
  await system.client(enrollments, classmate).enroll({ courseId });
  const theirs = await as(classmate).lessonState({ lessonId });
  assert.deepEqual([theirs.position, theirs.note.text, theirs.note.version], [null, '', 0]);
  await as(classmate).writeNote({ lessonId, text: 'theirs', ifMatch: 0 });
  assert.equal((await me.note({ lessonId })).text, 'private');
  assert.deepEqual(
    (await as(classmate).notes({})).items.map(({ text }) => text),
    ['theirs'],
  );
  const outsider = as(system.person(['learner'], school));
  for (const call of [
    () => outsider.lessonState({ lessonId }),
    () => outsider.open({ lessonId }),
    () => outsider.keepPosition({ lessonId, fraction: 0 }),
    () => outsider.note({ lessonId }),
    () => outsider.writeNote({ lessonId, text: 'x', ifMatch: 0 }),
    () => outsider.removeNote({ lessonId, ifMatch: 0 }),
    () => outsider.uncomplete({ lessonId }),
  ])
    await assert.rejects(call(), codeOf('not-enrolled'));
  await assert.rejects(as(instructor).lessonState({ lessonId }), codeOf('forbidden'));
  await assert.rejects(me.lessonState({ lessonId: newId() }), codeOf('lesson-not-found'));
  const stranger = as(system.person(['learner']));
  await assert.rejects(stranger.lessonState({ lessonId }), codeOf('lesson-not-found'));
});

test('a completion is taken back and made again; each is told as what it is', async () => {
  const { me, lesson, courseId, person } = await attended(2);
  const [lessonId, other] = [lesson(0), lesson(1)];
  assert.equal((await me.uncomplete({ lessonId })).percent, 0, 'nothing to take back');
  await me.complete({ lessonId });
  const after = await me.uncomplete({ lessonId });
  assert.deepEqual(after, { courseId, completed: 0, total: 2, percent: 0 });
  assert.deepEqual(await me.uncomplete({ lessonId }), after);
  const standing = await me.ofCourse({ courseId });
  assert.deepEqual([standing.completedLessonIds, standing.nextLessonId], [[], lessonId]);
  assert.equal((await me.lessonState({ lessonId })).completed, false);
  assert.equal((await me.complete({ lessonId })).percent, 50);
  const about = { learnerId: person.userId, courseId, lessonId };
  assert.deepEqual(await eventsOf(courseId, 'lesson.completed'), [{ ...about, courseVersion: 1 }]);
  assert.deepEqual(await eventsOf(courseId, 'lesson.completed_again'), [{ ...about, courseVersion: 1 }]);
  const percents = (await eventsOf(courseId, 'progress.updated')) as { percent: number }[];
  assert.deepEqual(
    percents.map(({ percent }) => percent),
    [50, 0, 50],
  );
  await me.complete({ lessonId: other });
  await me.uncomplete({ lessonId: other });
  assert.deepEqual(await eventsOf(courseId, 'lesson.reopened'), [
    { ...about, lastLessonId: null },
    { ...about, lessonId: other, lastLessonId: lessonId },
  ]);
});

test('a certificate stays when a lesson is taken back, and there is never a second one', async () => {
  const { me, lesson, courseId } = await attended(1);
  await me.complete({ lessonId: lesson(0) });
  const { completedAt } = await me.ofCourse({ courseId });
  assert.ok(completedAt);
  await me.uncomplete({ lessonId: lesson(0) });
  const reopened = await me.ofCourse({ courseId });
  assert.deepEqual([reopened.percent, reopened.completedAt], [0, completedAt]);
  await system.settled();
  assert.equal((await me.certificate({ courseId })).contentType, 'application/pdf');
  await me.complete({ lessonId: lesson(0) });
  assert.equal((await me.certificates({})).items.length, 1);
  assert.equal((await eventsOf(courseId, 'course.completed')).length, 1);
});
