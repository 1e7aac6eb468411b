/** With real courses, enrollments and progress: what people do shows in the reports, with titles. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestSystem } from '@kernos/kernel/testing';
import { courses } from '../../learning/courses/contract.ts';
import { coursesService } from '../../learning/courses/service.ts';
import { enrollments } from '../../learning/enrollments/contract.ts';
import { enrollmentsService } from '../../learning/enrollments/service.ts';
import { progress } from '../../learning/progress/contract.ts';
import { progressService } from '../../learning/progress/service.ts';
import { identityStandIn } from '../../learning/testing/people.fixture.ts';
import { analytics } from './contract.ts';
import { peopleOf } from './events.fixture.ts';
import { analyticsService } from './service.ts';

const system = await startTestSystem({
  services: [identityStandIn, coursesService, enrollmentsService, progressService, analyticsService],
});
after(() => system[Symbol.asyncDispose]());

const { admin, instructor, colleague, organizationId } = peopleOf(system);
const teaching = system.client(courses, instructor);
const [ada, alan, grace] = Array.from({ length: 3 }, () => system.person(['learner'], organizationId));
let courseId = '';
const lessonIds: string[] = [];

before(async () => {
  const course = await teaching.create({ title: 'Practical Python', capacity: 2, waitlist: true });
  courseId = course.id;
  const { id: moduleId } = await teaching.addModule({ courseId, title: 'Beginning' });
  for (const title of ['Numbers', 'Strings'])
    lessonIds.push((await teaching.addLesson({ moduleId, title, markdown: `# ${title}\n\nText.` })).id);
  await teaching.publish({ courseId });
  await system.settled();
  for (const learner of [ada, alan, grace])
    if (learner) await system.client(enrollments, learner).enroll({ courseId });
  await system.settled();
  const complete = (learner: typeof ada, lessonId: string | undefined) =>
    system.client(progress, learner).complete({ lessonId: lessonId ?? '' });
  await complete(ada, lessonIds[0]);
  await complete(ada, lessonIds[1]);
  await complete(alan, lessonIds[0]);
  await system.settled();
});

test('enrolling, learning and completing are counted today', async () => {
  for (const client of [system.client(analytics, instructor), system.client(analytics, admin)]) {
    const numbers = async (
      report: 'enrollments' | 'completions' | 'lessonCompletions' | 'activeLearners',
    ) => {
      const { series, total } = await client[report]({ courseId });
      assert.equal(
        series.reduce((sum, { count }) => sum + count, 0),
        total,
      );
      return total;
    };
    assert.deepEqual(
      [
        await numbers('enrollments'),
        await numbers('completions'),
        await numbers('lessonCompletions'),
        await numbers('activeLearners'),
      ],
      [2, 1, 3, 3],
    );
  }
});

test('a course is looked at by who instructs it, with the titles of its lessons', async () => {
  const desk = system.client(analytics, instructor);
  const { lessons, ...course } = await desk.lessons({ courseId });
  assert.deepEqual(course, {
    courseId,
    title: 'Practical Python',
    inactiveDays: 14,
    enrolled: 2,
    notStarted: 0,
    completed: 1,
  });
  assert.deepEqual(
    lessons.map(({ title, completed, share, underWay, stopped }) => [
      title,
      completed,
      share,
      underWay,
      stopped,
    ]),
    [
      ['Numbers', 2, 1, 1, 0],
      ['Strings', 1, 0.5, 0, 0],
    ],
  );
  const glance = await desk.course({ courseId });
  assert.deepEqual(
    [
      glance.enrolled,
      glance.waiting,
      glance.completed,
      glance.active7Days,
      glance.completionShare,
      glance.biggestDropOff,
    ],
    [2, 1, 1, 3, 0.5, null],
  );
  assert.ok((glance.medianDaysToComplete ?? 1) < 0.01);
  await assert.rejects(
    system.client(analytics, colleague).course({ courseId }),
    (error) => (error as { code: string }).code === 'course-not-found',
  );
});

test('a lesson that is taken back does not count, until it is completed again', async () => {
  const [desk, learning] = [system.client(analytics, instructor), system.client(progress, alan)];
  const lessonId = lessonIds[0] ?? '';
  const standing = async () => {
    await system.settled();
    const { notStarted, lessons } = await desk.lessons({ courseId });
    const [funnel] = (await desk.funnel({ courseId })).items;
    const reached = funnel?.stages.map(({ learners }) => learners);
    return [notStarted, lessons.map(({ completed, underWay }) => [completed, underWay]), reached];
  };
  const before = await standing();
  assert.deepEqual(before.at(-1), [2, 2, 2, 2, 1, 1]);
  await learning.uncomplete({ lessonId });
  assert.deepEqual(await standing(), [
    1,
    [
      [1, 0],
      [1, 0],
    ],
    [2, 1, 1, 1, 1, 1],
  ]);
  await learning.complete({ lessonId });
  assert.deepEqual(await standing(), before);
});

test('a renamed course is called by its new name, and a seat given back is free', async () => {
  const { version } = await teaching.get({ courseId });
  await teaching.update({ courseId, title: 'Python, practically', ifMatch: version });
  await system.client(enrollments, alan).withdraw({ courseId });
  await system.settled();
  const glance = await system.client(analytics, instructor).course({ courseId });
  assert.deepEqual(
    [glance.title, glance.enrolled, glance.waiting, glance.withdrawn],
    ['Python, practically', 2, 0, 1],
  );
  const { learners, topCourses, completions } = await system.client(analytics, admin).organization({});
  assert.deepEqual([learners, topCourses[0]?.title, completions.count], [2, 'Python, practically', 1]);
});

test('who was acting is kept with the fact', async () => {
  const { rows } = await system.sql<{ actorId: string }>({
    text: `SELECT actor_id FROM analytics.facts WHERE type = 'lesson.completed' AND learner_id = $1`,
    values: [ada?.userId],
  });
  assert.deepEqual(
    rows.map((row) => row.actorId),
    [ada?.userId, ada?.userId],
  );
});
