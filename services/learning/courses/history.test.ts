/** The version history of draft lessons. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { archiveOf, codeOf, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, colleague, admin, learner, stranger, as, system } = school;
const mine = as(instructor);
const MINUTE = 60_000;

beforeEach(() => system.clock.advance(30 * MINUTE));

async function lessonWith(markdown: string) {
  const { id: courseId } = await mine.create({ title: 'History' });
  const { id: moduleId } = await mine.addModule({ courseId, title: 'Only' });
  return mine.addLesson({ moduleId, title: 'One', markdown });
}

const historyOf = async (lessonId: string) =>
  (await mine.revisions({ lessonId, limit: 100 })).items.map(
    ({ revision, title, words, addedLines, removedLines, restoredFrom }) =>
      `${revision} ${title} ${words}w +${addedLines} -${removedLines}${restoredFrom ? ` from ${restoredFrom}` : ''}`,
  );

test('every saved change is a revision, newest first', async () => {
  const lesson = await lessonWith('a\nb');
  assert.deepEqual(await historyOf(lesson.id), ['1 One 2w +2 -0']);
  system.clock.advance(10 * MINUTE);
  await mine.updateLesson({ lessonId: lesson.id, markdown: 'a\nb\nc', ifMatch: 1 });
  system.clock.advance(10 * MINUTE);
  await mine.updateLesson({ lessonId: lesson.id, title: 'Uno', ifMatch: 2 });
  assert.deepEqual(await historyOf(lesson.id), ['3 Uno 3w +0 -0', '2 One 3w +1 -0', '1 One 2w +2 -0']);
  const first = await mine.revision({ lessonId: lesson.id, revision: 1 });
  assert.deepEqual([first.markdown, first.title, first.authorId], ['a\nb', 'One', instructor.userId]);
  const { items, nextCursor } = await mine.revisions({ lessonId: lesson.id, limit: 2 });
  assert.equal(items.length, 2);
  const rest = await mine.revisions({ lessonId: lesson.id, limit: 2, cursor: nextCursor ?? '' });
  assert.deepEqual(
    rest.items.map(({ revision }) => revision),
    [1],
  );
});

test('what one person saves within five minutes is one revision, but for the first', async () => {
  const { id: lessonId } = await lessonWith('a');
  await mine.updateLesson({ lessonId, markdown: 'a\nb', ifMatch: 1 });
  system.clock.advance(2 * MINUTE);
  await mine.updateLesson({ lessonId, markdown: 'a\nb\nc', ifMatch: 2 });
  system.clock.advance(2 * MINUTE);
  await mine.updateLesson({ lessonId, markdown: 'a\nb\nc\nd', ifMatch: 3 });
  assert.deepEqual(await historyOf(lessonId), ['2 One 4w +3 -0', '1 One 1w +1 -0']);
  const [last] = (await mine.revisions({ lessonId })).items;
  assert.equal(Date.parse(last?.updatedAt ?? '') - Date.parse(last?.createdAt ?? ''), 4 * MINUTE);
  system.clock.advance(2 * MINUTE);
  await mine.updateLesson({ lessonId, markdown: 'a', ifMatch: 4 });
  assert.equal((await historyOf(lessonId))[0], '3 One 1w +0 -3', 'five minutes from its beginning');
  await as(admin).updateLesson({ lessonId, markdown: 'a\nz', ifMatch: 5 });
  assert.equal((await historyOf(lessonId))[0], '4 One 2w +1 -0', 'somebody else');
  assert.equal((await mine.revisions({ lessonId })).items[0]?.authorId, admin.userId);
});

test('a move, or saving what is there, is none', async () => {
  const lesson = await lessonWith('a');
  await mine.updateLesson({ lessonId: lesson.id, position: 0, ifMatch: 1 });
  await mine.updateLesson({ lessonId: lesson.id, markdown: 'a', title: 'One', ifMatch: 2 });
  assert.deepEqual(await historyOf(lesson.id), ['1 One 1w +1 -0']);
});

test('a revision comes back as a new one, and none is lost', async () => {
  const { id: lessonId } = await lessonWith('# First');
  await mine.updateLesson({ lessonId, title: 'Two', markdown: '# Second', ifMatch: 1 });
  await assert.rejects(mine.restoreRevision({ lessonId, revision: 1, ifMatch: 1 }), conflictAt(2));
  const restored = await mine.restoreRevision({ lessonId, revision: 1, ifMatch: 2 });
  assert.deepEqual([restored.title, restored.markdown, restored.version], ['One', '# First', 3]);
  assert.match(restored.html, /First/);
  assert.deepEqual(restored, await mine.lesson({ lessonId, draft: true }));
  // Brought back is not written on: the next save within five minutes is a revision of its own.
  await mine.updateLesson({ lessonId, markdown: '# Third', ifMatch: 3 });
  assert.deepEqual(await historyOf(lessonId), [
    '4 One 1w +1 -1',
    '3 One 1w +1 -1 from 1',
    '2 Two 1w +1 -1',
    '1 One 1w +1 -0',
  ]);
  assert.equal((await mine.revision({ lessonId, revision: 2 })).markdown, '# Second');
  await assert.rejects(mine.revision({ lessonId, revision: 9 }), codeOf('revision-not-found'));
  await assert.rejects(
    mine.restoreRevision({ lessonId, revision: 9, ifMatch: 4 }),
    codeOf('revision-not-found'),
  );
});

test('an imported lesson keeps the text it came with', async () => {
  const { course } = await mine.import(archiveOf({ 'a.md': '# A\n\nText' }));
  const { modules } = await mine.get({ courseId: course.id });
  const lessonId = modules[0]?.lessons[0]?.id ?? '';
  const before = await mine.lesson({ lessonId, draft: true });
  await mine.updateLesson({ lessonId, markdown: 'Other', ifMatch: before.version });
  const { items } = await mine.revisions({ lessonId });
  assert.deepEqual(
    items.map(({ revision, authorId }) => [revision, authorId]),
    [
      [2, instructor.userId],
      [1, instructor.userId],
    ],
  );
  assert.equal((await mine.revision({ lessonId, revision: 1 })).markdown, before.markdown);
});

test('history is for those who may edit', async () => {
  const { id: lessonId } = await lessonWith('Secret');
  for (const person of [colleague, stranger]) {
    await assert.rejects(as(person).revisions({ lessonId }), codeOf('lesson-not-found'));
    await assert.rejects(as(person).revision({ lessonId, revision: 1 }), codeOf('lesson-not-found'));
    await assert.rejects(
      as(person).restoreRevision({ lessonId, revision: 1, ifMatch: 1 }),
      codeOf('lesson-not-found'),
    );
  }
  await assert.rejects(as(learner).revisions({ lessonId }), codeOf('forbidden'));
  await assert.rejects(mine.revisions({ lessonId: newId() }), codeOf('lesson-not-found'));
  assert.equal((await as(admin).revisions({ lessonId })).items.length, 1);
});

const conflictAt = (version: number) => (error: unknown) => {
  const { code, currentVersion } = error as { code?: string; currentVersion?: number };
  assert.deepEqual([code, currentVersion], ['version-conflict', version]);
  return true;
};

test('a conflict says which version is there now', async () => {
  const lesson = await lessonWith('a');
  await mine.updateLesson({ lessonId: lesson.id, markdown: 'b', ifMatch: 1 });
  await as(admin).updateLesson({ lessonId: lesson.id, markdown: 'c', ifMatch: 2 });
  await assert.rejects(mine.updateLesson({ lessonId: lesson.id, markdown: 'd', ifMatch: 2 }), conflictAt(3));
  const { version } = await mine.get({ courseId: lesson.courseId });
  await assert.rejects(
    mine.update({ courseId: lesson.courseId, title: 'x', ifMatch: 1 }),
    conflictAt(version),
  );
});

test('two people who save at once make one revision each, in one order', async () => {
  const { id: lessonId } = await lessonWith('a');
  const saves = await Promise.allSettled(
    [instructor, admin].map((person) => as(person).updateLesson({ lessonId, markdown: 'b', ifMatch: 1 })),
  );
  assert.equal(saves.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await historyOf(lessonId)).length, 2);
});
