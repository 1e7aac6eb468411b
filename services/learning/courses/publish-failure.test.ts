/** Publishing that fails, and what happens around it while it runs. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { commonError } from '@kernos/kernel/errors';
import {
  codeOf,
  draftIn,
  publishAndWait,
  publishedEvents,
  startSchool,
  withSteps,
} from './courses.fixture.ts';

let failing = '';
let paused: { step: string; reached: () => void; go: Promise<void> } | undefined;
const school = await startSchool(
  withSteps((step, run) => async (input, ctx) => {
    if (paused?.step === step) {
      paused.reached();
      await paused.go;
    }
    const result = await run(input, ctx);
    if (step === failing) throw commonError('conflict', `The step ${step} fails for good.`);
    return result;
  }),
);
after(() => school[Symbol.asyncDispose]());
const { instructor, learner, as, system } = school;
const mine = as(instructor);

const traces = async (courseId: string) => {
  const { rows } = await system.sql({
    text: `SELECT (SELECT array_agg(version) FROM courses.versions WHERE course_id = $1) AS versions,
                  (SELECT count(*) FROM courses.version_lessons WHERE course_id = $1) AS lessons,
                  (SELECT array_agg(terms::text ORDER BY terms) FROM courses.searchable_lessons WHERE course_id = $1) AS searchable,
                  (SELECT terms::text FROM courses.searchable_courses WHERE course_id = $1) AS terms`,
    values: [courseId],
  });
  return rows[0];
};

/** Whether a mistyped word may be corrected into this one. */
const isKnown = async (word: string) => {
  const { rows } = await system.sql({
    text: 'SELECT FROM courses.vocabulary WHERE word = $1',
    values: [word],
  });
  return rows.length > 0;
};

for (const step of ['validate', 'freeze', 'storeFiles', 'markPublished']) {
  test(`in "${step}" leaves a draft a draft and a published course as it was`, async () => {
    const courseId = await draftIn(school);
    const fresh = await traces(courseId);
    failing = step;
    const first = await publishAndWait(school, courseId, instructor);
    assert.deepEqual([first.status, first.error?.code], ['failed', 'conflict']);
    assert.match(first.error?.detail ?? '', new RegExp(`The step ${step} fails for good`));
    assert.equal((await mine.get({ courseId })).state, 'draft');
    assert.deepEqual(await traces(courseId), fresh);
    const { rows: told } = await system.sql({
      text: `SELECT data->>'instructorId' AS to FROM kernel.outbox WHERE type = 'course.publish_failed' AND key = $1`,
      values: [courseId],
    });
    assert.deepEqual(told, [{ to: instructor.userId }]);
    await assert.rejects(as(learner).get({ courseId }), codeOf('course-not-found'));

    failing = '';
    const second = await publishAndWait(school, courseId, instructor);
    assert.deepEqual([second.id, second.status], [`publish-${courseId}-2`, 'succeeded']);
    assert.equal((await mine.get({ courseId })).publishedVersion, 1);

    const module = await mine.addModule({ courseId, title: 'Second edition' });
    await mine.addLesson({ moduleId: module.id, title: 'Zebra', markdown: 'zebra' });
    const before = await traces(courseId);
    failing = step;
    await publishAndWait(school, courseId, instructor);
    failing = '';
    const course = await as(learner).get({ courseId });
    assert.deepEqual([course.state, course.publishedVersion, course.lessons], ['published', 1, 2]);
    assert.equal((await mine.get({ courseId })).state, 'published');
    assert.deepEqual(await traces(courseId), before);
    assert.deepEqual((await as(learner).list({ q: 'zebra' })).items, []);
    assert.equal(await isKnown('zebra'), false);
    assert.deepEqual(
      (await publishedEvents(school, courseId)).map(({ version }) => version),
      [1],
    );
  });
}

test('because the draft was emptied meanwhile says so', async () => {
  const courseId = await draftIn(school);
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  paused = { step: 'validate', reached: resolve, go };
  const ending = publishAndWait(school, courseId, instructor);
  await reached;
  for (const { id } of (await mine.get({ courseId })).modules) await mine.removeModule({ moduleId: id });
  paused = undefined;
  release();
  const status = await ending;
  assert.deepEqual([status.status, status.error?.code], ['failed', 'conflict']);
  assert.match(status.error?.detail ?? '', /no lesson/);
  assert.equal((await mine.get({ courseId })).state, 'draft');
});

test('new words are found in the moment in which they can be read, not before', async () => {
  const courseId = await draftIn(school);
  await publishAndWait(school, courseId, instructor);
  const [module] = (await mine.get({ courseId })).modules;
  await mine.addLesson({ moduleId: module?.id ?? '', title: 'Second edition', markdown: 'okapi' });
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  paused = { step: 'markPublished', reached: resolve, go };
  const ending = publishAndWait(school, courseId, instructor);
  await reached;
  const found = async () => [
    (await as(learner).list({ q: 'okapi' })).items.length,
    (await as(learner).searchLessons({ q: 'okapi' })).items.length,
  ];
  assert.deepEqual(await found(), [0, 0]);
  paused = undefined;
  release();
  await ending;
  assert.deepEqual(await found(), [1, 1]);
});

test('or not: while it runs, its editors go on, and others cannot publish or archive it', async () => {
  const courseId = await draftIn(school);
  await publishAndWait(school, courseId, instructor);
  const { modules } = await mine.get({ courseId });
  const moduleId = modules[0]?.id ?? '';
  await mine.addLesson({ moduleId, title: 'In version 2', markdown: '' });
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  paused = { step: 'storeFiles', reached: resolve, go };
  const ending = publishAndWait(school, courseId, instructor);
  await reached;
  await assert.rejects(mine.publish({ courseId }), codeOf('course-publishing'));
  await assert.rejects(mine.archive({ courseId }), codeOf('course-publishing'));
  assert.equal((await mine.get({ courseId })).state, 'publishing');
  assert.equal((await as(learner).get({ courseId })).state, 'published');
  await mine.addLesson({ moduleId, title: 'For version 3', markdown: '' });
  // Its content is still on its way to the store, though the draft has no use for it any more.
  const [file] = (await mine.files({ courseId })).items;
  await mine.removeFile({ courseId, fileId: file?.id ?? '' });
  paused = undefined;
  release();
  assert.equal((await ending).status, 'succeeded');
  assert.equal((await as(learner).get({ courseId })).lessons, 3);
  assert.equal((await mine.get({ courseId })).lessons, 4);
  const response = await fetch(`${system.url}/api/courses/${courseId}/files/${file?.id}`, {
    headers: system.headers(learner),
  });
  assert.equal(response.status, 200);
  assert.equal((await publishAndWait(school, courseId, instructor)).status, 'succeeded');
  assert.equal((await as(learner).get({ courseId })).lessons, 4);
});
