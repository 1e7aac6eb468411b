/** Publishing: what becomes of a draft, and what learners have of it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { often } from '@kernos/kernel/often';
import {
  archiveOf,
  codeOf,
  draftIn,
  openToAll,
  publishAndWait,
  publishedCourse,
  publishedEvents,
  startSchool,
} from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, admin, learner, as, system } = school;
const mine = as(instructor);

test('opens a course to learners, step by step, and says so once', async () => {
  const courseId = await draftIn(school);
  await assert.rejects(as(learner).get({ courseId }), codeOf('course-not-found'));
  const status = await publishAndWait(school, courseId, instructor);
  assert.equal(status.id, `publish-${courseId}-1`);
  assert.deepEqual(
    [status.status, status.progress, ...status.steps.map(({ name, status: s }) => `${name} ${s}`)],
    ['succeeded', 100, 'hold done', 'validate done', 'freeze done', 'storeFiles done', 'markPublished done'],
  );
  const course = await as(learner).get({ courseId });
  assert.deepEqual([course.state, course.publishedVersion, course.lessons], ['published', 1, 2]);
  assert.notEqual(course.publishedAt, null);
  const lessonIds = course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  assert.deepEqual(await publishedEvents(school, courseId), [
    {
      courseId,
      version: 1,
      title: course.title,
      capacity: null,
      waitlist: false,
      audience: 'open',
      instructorId: instructor.userId,
      lessonIds,
    },
  ]);
  const [a, b] = lessonIds;
  const lesson = await as(learner).lesson({ lessonId: a ?? '' });
  assert.match(lesson.html, new RegExp(`<a href="/lessons/${b}">b</a>`));
  assert.deepEqual([lesson.publishedVersion, lesson.previousLessonId, lesson.nextLessonId], [1, null, b]);
});

test('says what would change for learners, and what they would stumble over', async () => {
  const course = await publishedCourse(school, 'Compared', { A: 'a', B: '[a](lesson:a)', C: 'c', D: 'd' });
  const courseId = course.id;
  const said = async () => {
    const { publishedVersion, changes, warnings } = await mine.changes({ courseId });
    return {
      publishedVersion,
      changes: changes.map(({ kind, change, title }) => `${kind} ${title} ${change}`),
      warnings: warnings.map(({ problem, title, link }) => `${problem} ${title} ${link ?? ''}`.trim()),
    };
  };
  assert.deepEqual(await said(), { publishedVersion: 1, changes: [], warnings: [] });
  const [module] = course.modules;
  assert.ok(module);
  const [a, b, c, d] = module.lessons.map(({ id }) => id);
  const change = async (lessonId = '', changed: { markdown?: string; title?: string; position?: number }) =>
    mine.updateLesson({
      lessonId,
      ...changed,
      ifMatch: (await mine.lesson({ lessonId, draft: true })).version,
    });
  await change(d, { position: 0 });
  await change(c, { title: 'See' });
  await mine.removeLesson({ lessonId: a ?? '' });
  await change(b, { markdown: '# Top\n\n[a](lesson:a) [up](#top) [down](#bottom) [file](notes/extra.md)' });
  await mine.addLesson({ moduleId: module.id, title: 'E', markdown: '  \n' });
  await mine.addLesson({ moduleId: module.id, title: 'Only a title', markdown: '# only a  title\n' });
  await mine.addModule({ courseId, title: 'Later' });
  assert.deepEqual(await said(), {
    publishedVersion: 1,
    changes: [
      'module Later added',
      'lesson D moved',
      'lesson B changed',
      'lesson See renamed',
      'lesson E added',
      'lesson Only a title added',
      'lesson A removed',
    ],
    warnings: [
      'empty-lesson E',
      'empty-lesson Only a title',
      'empty-module Later',
      'broken-link B lesson:a',
      'broken-link B #bottom',
      'broken-link B file',
    ],
  });
  // What was changed and changed back is none, though it was saved.
  await change(c, { title: 'C' });
  assert.ok(!(await said()).changes.some((one) => one.includes('See') || one.includes('lesson C ')));
  const { id } = await mine.create({ title: 'Never published' });
  assert.deepEqual(await mine.changes({ courseId: id }), {
    publishedVersion: null,
    changes: [],
    warnings: [],
  });
  await assert.rejects(as(learner).changes({ courseId }), codeOf('forbidden'));
});

test('again keeps the ids of lessons, and readers on the old version until the new one is there', async () => {
  const course = await publishedCourse(school, 'Evolving', { A: 'old a', B: '[a](lesson:a)' });
  const courseId = course.id;
  const [a, b] = course.modules[0]?.lessons.map(({ id }) => id) ?? [];
  const draft = await mine.lesson({ lessonId: a ?? '', draft: true });
  await mine.updateLesson({ lessonId: a ?? '', markdown: 'new a', ifMatch: draft.version });
  assert.equal((await as(learner).lesson({ lessonId: a ?? '' })).markdown, 'old a');
  assert.equal((await mine.lesson({ lessonId: a ?? '' })).markdown, 'old a');
  assert.equal((await mine.lesson({ lessonId: a ?? '', draft: true })).markdown, 'new a');
  await publishAndWait(school, courseId, instructor);
  const lesson = await as(learner).lesson({ lessonId: a ?? '' });
  assert.deepEqual([lesson.markdown, lesson.publishedVersion], ['new a', 2]);
  // A link to a lesson that is gone in the new version loses its address there, and only there.
  await mine.removeLesson({ lessonId: a ?? '' });
  await publishAndWait(school, courseId, instructor);
  assert.match((await as(learner).lesson({ lessonId: b ?? '' })).html, /<a>a<\/a>/);
  assert.equal((await as(admin).lesson({ lessonId: a ?? '' })).publishedVersion, 2);
  await assert.rejects(as(learner).lesson({ lessonId: a ?? '' }), { code: 'lesson-taken-down', status: 410 });
  const versions = (await publishedEvents(school, courseId)).map(({ version, lessonIds }) => [
    version,
    lessonIds,
  ]);
  assert.deepEqual(versions, [
    [1, [a, b]],
    [2, [a, b]],
    [3, [b]],
  ]);
});

test('is refused where there is nothing to publish', async () => {
  const { id: courseId } = await mine.create({ title: 'Empty' });
  await assert.rejects(mine.publish({ courseId }), codeOf('course-empty'));
  const module = await mine.addModule({ courseId, title: 'Still empty' });
  await assert.rejects(mine.publish({ courseId }), codeOf('course-empty'));
  await mine.addLesson({ moduleId: module.id, title: 'A', markdown: '' });
  await publishAndWait(school, courseId, instructor);
  await assert.rejects(mine.publish({ courseId }), codeOf('course-unchanged'));
  const course = await mine.get({ courseId });
  await mine.update({ courseId, title: 'No longer empty', ifMatch: course.version });
  await assert.rejects(mine.publish({ courseId }), codeOf('course-unchanged'));
  await mine.updateModule({ moduleId: module.id, title: 'Renamed' });
  assert.equal((await publishAndWait(school, courseId, instructor)).status, 'succeeded');
  assert.equal((await as(learner).get({ courseId })).modules[0]?.title, 'Renamed');
});

test('at the same time runs for one, and the others are told', async () => {
  const courseId = await draftIn(school);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => as(n % 2 ? admin : instructor).publish({ courseId })),
  );
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const result of results) {
    if (result.status === 'rejected')
      assert.ok(['course-publishing', 'course-unchanged'].includes((result.reason as { code: string }).code));
  }
  await system.settled();
  assert.equal((await publishedEvents(school, courseId)).length, 1);
  assert.equal((await mine.versions({ courseId })).items.length, 1);
});

test('asked for twice under one Idempotency-Key gives the same workflow', async () => {
  const courseId = await draftIn(school);
  const once = { headers: { 'idempotency-key': `publish-${courseId}` } };
  assert.deepEqual(await mine.publish({ courseId }, once), await mine.publish({ courseId }, once));
  await system.settled();
  assert.equal((await publishedEvents(school, courseId)).length, 1);
});

test('a version never changes and never goes, not even for the owner of the database', async () => {
  const courseId = await draftIn(school);
  await publishAndWait(school, courseId, instructor);
  const refused = (text: string, values?: unknown[]) =>
    assert.rejects(
      system.sql({ text, ...(values && { values }) }),
      (error: { code?: string }) => error.code === '23001',
    );
  await refused(`UPDATE courses.versions SET title = 'x' WHERE course_id = $1`, [courseId]);
  await refused('DELETE FROM courses.versions WHERE course_id = $1', [courseId]);
  for (const part of ['modules', 'lessons', 'assets']) {
    await refused(
      `UPDATE courses.version_${part} SET organization_id = organization_id WHERE course_id = $1`,
      [courseId],
    );
    await refused(`DELETE FROM courses.version_${part} WHERE course_id = $1`, [courseId]);
    await refused(`TRUNCATE courses.version_${part} CASCADE`);
  }
  await refused(
    `INSERT INTO courses.version_modules (course_id, version, organization_id, module_id, title, position)
     SELECT course_id, version, organization_id, gen_random_uuid(), 'x', 9 FROM courses.versions WHERE course_id = $1`,
    [courseId],
  );
});

const LESSONS = often(1_000);

test(`${LESSONS} lessons: imported, published, read and searched`, async (t) => {
  const middle = LESSONS / 2;
  const lessons = Object.fromEntries(
    Array.from({ length: LESSONS }, (_, n) => [
      `${String(n % 20).padStart(2, '0')}_module/${n}.md`,
      `# Lesson ${n}\n\n${'Words to read here. '.repeat(20)}\n\nNumber${n} [next](../${String((n + 1) % 20).padStart(2, '0')}_module/${n + 1}.md)`,
    ]),
  );
  const began = performance.now();
  const { course, report } = await mine.import(archiveOf(lessons));
  await openToAll(mine, course);
  const imported = performance.now();
  assert.deepEqual([report.modules, report.lessons], [20, LESSONS]);
  const { status } = await publishAndWait(school, course.id, instructor);
  const published = performance.now();
  assert.equal(status, 'succeeded');
  const outline = await as(learner).get({ courseId: course.id });
  const read = performance.now();
  assert.equal(
    outline.modules.reduce((sum, module) => sum + module.lessons.length, 0),
    LESSONS,
  );
  const ids = outline.modules.flatMap((module) => module.lessons.map(({ id }) => id));
  const lesson = await as(learner).lesson({ lessonId: ids[middle] ?? '' });
  assert.deepEqual([lesson.previousLessonId, lesson.nextLessonId], [ids[middle - 1], ids[middle + 1]]);
  const [event] = await publishedEvents(school, course.id);
  assert.deepEqual(event?.lessonIds, ids);
  assert.deepEqual(
    (await as(learner).list({ q: `number${middle - 3}` })).items.map(({ id }) => id),
    [course.id],
  );
  const moving = performance.now();
  const last = await mine.lesson({ lessonId: ids[LESSONS - 1] ?? '', draft: true });
  await mine.updateLesson({ lessonId: last.id, position: 0, ifMatch: last.version });
  t.diagnostic(
    `${LESSONS} lessons: import ${Math.round(imported - began)} ms, publish ${Math.round(published - imported)} ms, outline ${Math.round(read - published)} ms, move ${Math.round(performance.now() - moving)} ms`,
  );
});
