/** Publishing, when every step is done again: as after a crash, in one transaction and after a rollback. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { draftIn, publishAndWait, publishedEvents, startSchool, withSteps } from './courses.fixture.ts';

const failedOnce = new Set<string>();
const school = await startSchool(
  withSteps((step, run) => async (input, ctx) => {
    await run(input, ctx);
    const result = await run(input, ctx);
    const key = `${step} ${JSON.stringify(input)}`;
    if (!failedOnce.has(key)) {
      failedOnce.add(key);
      throw new Error('the power went off here, on purpose');
    }
    return result;
  }),
);
after(() => school[Symbol.asyncDispose]());
const { instructor, learner, as, system } = school;

test('ends with one version, one event, one of everything', async () => {
  const courseId = await draftIn(school);
  const end = await publishAndWait(school, courseId, instructor);
  assert.equal(end.status, 'succeeded', JSON.stringify(end));
  assert.ok(end.steps.every(({ attempts }) => attempts === 2));
  const course = await as(learner).get({ courseId });
  assert.deepEqual([course.state, course.publishedVersion, course.lessons], ['published', 1, 2]);
  assert.equal((await publishedEvents(school, courseId)).length, 1);
  const { rows } = await system.sql<{ versions: number; lessons: number; searchable: number }>({
    text: `SELECT (SELECT count(*) FROM courses.versions) AS versions, (SELECT count(*) FROM courses.version_lessons) AS lessons,
                  (SELECT count(*) FROM courses.searchable_lessons) AS searchable`,
  });
  assert.deepEqual(rows, [{ versions: 1, lessons: 2, searchable: 2 }]);
  assert.equal((await as(learner).list({ q: 'dot' })).items.length, 1);
  const stored = await readdir(join(system.system.config.dataDir, 'files'), {
    recursive: true,
    withFileTypes: true,
  });
  assert.equal(stored.filter((entry) => entry.isFile()).length, 1);
});
