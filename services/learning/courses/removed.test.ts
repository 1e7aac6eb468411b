/** What was removed from a draft, and its way back. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Store } from '@kernos/kernel/store';
import { codeOf, publishAndWait, startSchool } from './courses.fixture.ts';
import { purgeRemoved } from './removed.ts';

const school = await startSchool();
const store = new Store(school.system.system.databaseUrl, { connections: 1 });
after(async () => {
  await store.close();
  await school[Symbol.asyncDispose]();
});
const { instructor, colleague, admin, learner, stranger, as, system } = school;
const mine = as(instructor);
const DAY = 86_400_000;

/** A course with modules A and B, of three lessons each. */
async function courseOfSix() {
  const { id: courseId } = await mine.create({ title: 'Six' });
  const ids: Record<string, string> = {};
  for (const name of ['A', 'B']) {
    const { id: moduleId } = await mine.addModule({ courseId, title: name });
    ids[name] = moduleId;
    for (const n of [1, 2, 3])
      ids[`${name}${n}`] = (await mine.addLesson({ moduleId, title: `${name}${n}`, markdown: 'x' })).id;
  }
  return { courseId, id: (name: string) => ids[name] ?? '' };
}

/** Runs the schedule as the kernel does: as the service, for no organization. */
async function purge(): Promise<void> {
  const tx = store.transaction({
    service: 'courses',
    organizationId: null,
    actorId: null,
    scope: 'platform',
    readOnly: false,
  });
  await purgeRemoved(system.clock.now(), { tx, now: system.clock.now });
  await tx.commit();
}

const outlineOf = async (courseId: string) =>
  (await mine.get({ courseId })).modules
    .map(({ title, lessons }) => [`${title}:`, ...lessons.map((lesson) => lesson.title)].join(' '))
    .join(' | ');

const removedOf = async (courseId: string) =>
  (await mine.removed({ courseId })).items.map(
    ({ kind, title, lessons }) => `${kind} ${title}${lessons === null ? '' : ` of ${lessons}`}`,
  );

test('a lesson comes back to its place, as it was', async () => {
  const { courseId, id } = await courseOfSix();
  const before = await mine.lesson({ lessonId: id('A2'), draft: true });
  await mine.removeLesson({ lessonId: id('A2') });
  assert.equal(await outlineOf(courseId), 'A: A1 A3 | B: B1 B2 B3');
  assert.deepEqual(await removedOf(courseId), ['lesson A2']);
  await assert.rejects(mine.lesson({ lessonId: id('A2'), draft: true }), codeOf('lesson-not-found'));
  await assert.rejects(mine.revisions({ lessonId: id('A2') }), codeOf('lesson-not-found'));
  assert.deepEqual(await mine.restoreLesson({ lessonId: id('A2') }), before);
  assert.equal(await outlineOf(courseId), 'A: A1 A2 A3 | B: B1 B2 B3');
  assert.deepEqual(await removedOf(courseId), []);
  await assert.rejects(mine.restoreLesson({ lessonId: id('A2') }), codeOf('lesson-not-found'));
  assert.equal((await mine.revisions({ lessonId: id('A2') })).items.length, 1, 'with its history');
});

test('a module comes back with the lessons that went with it', async () => {
  const { courseId, id } = await courseOfSix();
  await mine.removeLesson({ lessonId: id('A1') });
  await mine.removeModule({ moduleId: id('A') });
  assert.equal(await outlineOf(courseId), 'B: B1 B2 B3');
  assert.deepEqual((await removedOf(courseId)).sort(), ['lesson A1', 'module A of 2']);
  const module = await mine.restoreModule({ moduleId: id('A') });
  assert.deepEqual(
    module.lessons.map(({ title }) => title),
    ['A2', 'A3'],
  );
  assert.equal(await outlineOf(courseId), 'A: A2 A3 | B: B1 B2 B3');
  await mine.restoreLesson({ lessonId: id('A1') });
  assert.equal(await outlineOf(courseId), 'A: A1 A2 A3 | B: B1 B2 B3');
});

test('a lesson whose module is gone waits for it, or goes elsewhere', async () => {
  const { courseId, id } = await courseOfSix();
  await mine.removeModule({ moduleId: id('A') });
  await assert.rejects(mine.restoreLesson({ lessonId: id('A2') }), codeOf('module-not-found'));
  const { modules } = await mine.get({ courseId: (await courseOfSix()).courseId });
  const foreign = modules[0]?.id ?? '';
  await assert.rejects(
    mine.restoreLesson({ lessonId: id('A2'), moduleId: foreign }),
    codeOf('module-not-found'),
  );
  await mine.restoreLesson({ lessonId: id('A2'), moduleId: id('B') });
  assert.equal(await outlineOf(courseId), 'B: B1 B2 B3 A2');
  await mine.restoreModule({ moduleId: id('A') });
  assert.equal(await outlineOf(courseId), 'A: A1 A3 | B: B1 B2 B3 A2');
});

test('a removed lesson keeps its key', async () => {
  const { id } = await courseOfSix();
  const { key } = await mine.lesson({ lessonId: id('A1'), draft: true });
  await mine.removeLesson({ lessonId: id('A1') });
  const other = await mine.addLesson({ moduleId: id('A'), title: 'A1', markdown: '' });
  assert.notEqual(other.key, key);
  assert.equal((await mine.restoreLesson({ lessonId: id('A1') })).key, key);
});

test('what came back can be published', async () => {
  const { courseId, id } = await courseOfSix();
  await publishAndWait(school, courseId, instructor);
  await mine.removeModule({ moduleId: id('B') });
  await mine.restoreModule({ moduleId: id('B') });
  assert.equal((await publishAndWait(school, courseId, instructor)).status, 'succeeded');
  assert.equal((await as(learner).get({ courseId })).lessons, 6);
});

test('only those who may edit the draft see what was removed, and bring it back', async () => {
  const { courseId, id } = await courseOfSix();
  await mine.removeLesson({ lessonId: id('A1') });
  await mine.removeModule({ moduleId: id('B') });
  for (const person of [colleague, stranger]) {
    await assert.rejects(as(person).removed({ courseId }), codeOf('course-not-found'));
    await assert.rejects(as(person).restoreLesson({ lessonId: id('A1') }), codeOf('lesson-not-found'));
    await assert.rejects(as(person).restoreModule({ moduleId: id('B') }), codeOf('module-not-found'));
  }
  await as(admin).restoreLesson({ lessonId: id('A1') });
  assert.equal(await outlineOf(courseId), 'A: A1 A2 A3');
});

test('pages of what was removed fit together', async () => {
  const { courseId, id } = await courseOfSix();
  for (const name of ['A1', 'A2', 'A3', 'B1', 'B2']) await mine.removeLesson({ lessonId: id(name) });
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await mine.removed({ courseId, limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor;
  }
  assert.deepEqual(seen, ['B2', 'B1', 'A3', 'A2', 'A1']);
});

test('after thirty days it is gone, first for people and then for good', async () => {
  const { courseId, id } = await courseOfSix();
  await mine.removeLesson({ lessonId: id('A1') });
  await mine.removeModule({ moduleId: id('B') });
  const [item] = (await mine.removed({ courseId })).items;
  assert.equal(Date.parse(item?.keptUntil ?? '') - Date.parse(item?.removedAt ?? ''), 30 * DAY);
  await mine.removeLesson({ lessonId: id('A2') });
  await purge();
  assert.equal((await removedOf(courseId)).length, 3, 'not a day early');
  system.clock.advance(30 * DAY + 1);
  assert.deepEqual(await removedOf(courseId), []);
  await assert.rejects(mine.restoreLesson({ lessonId: id('A1') }), codeOf('lesson-not-found'));
  await assert.rejects(mine.restoreModule({ moduleId: id('B') }), codeOf('module-not-found'));
  await purge();
  const { rows } = await system.sql<{ left: number }>({
    text: `SELECT (SELECT count(*) FROM courses.removed_lessons WHERE course_id = $1)
                + (SELECT count(*) FROM courses.removed_modules WHERE course_id = $1)
                + (SELECT count(*) FROM courses.revisions WHERE course_id = $1) AS left`,
    values: [courseId],
  });
  assert.deepEqual(rows, [{ left: 1 }], 'the history of the lesson that is still there');
});
