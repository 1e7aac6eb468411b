/** A learner's home. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { enrollmentsService } from '../enrollments/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { identityStandIn } from '../testing/people.fixture.ts';
import { addLesson, teach } from '../testing/teach.fixture.ts';
import { progress } from './contract.ts';
import { progressService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const as = (person: TestPerson) => system.client(progress, person);
const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const DAY = 86_400_000;

/** An organization of its own, with an instructor and a learner. */
function school() {
  const instructor = system.person(['instructor']);
  const person = system.person(['learner'], instructor.organizationId ?? '');
  const seats = system.client(enrollments, person);
  const course = async (title: string, lessons: number) => {
    const taught = await teach(system, instructor, { title, lessons });
    await seats.enroll({ courseId: taught.courseId });
    await system.settled();
    return { ...taught, lesson: (n: number) => taught.lessonIds[n] ?? '' };
  };
  return { instructor, person, seats, me: as(person), course };
}

test('somebody who begins has nothing to go on with, and no days', async () => {
  const { me } = school();
  const { resume, finished, news, streak } = await me.home({});
  assert.deepEqual([resume, finished, news], [[], [], []]);
  assert.deepEqual([streak.current, streak.longest, streak.days.length], [0, 0, 35]);
});

test('one goes on where one left, in the course touched last', async () => {
  const { me, course, seats } = school();
  const [pots, kilns] = [await course('Pots', 3), await course('Kilns', 2)];
  await me.complete({ lessonId: kilns.lesson(0) });
  await me.open({ lessonId: pots.lesson(2) });
  const position = await me.keepPosition({ lessonId: pots.lesson(2), fraction: 0.4, anchor: 'glaze' });
  const { resume } = await me.home({});
  assert.deepEqual(
    resume.map(({ touchedAt: _, ...rest }) => rest),
    [
      {
        courseId: pots.courseId,
        courseTitle: 'Pots',
        completed: 0,
        total: 3,
        percent: 0,
        lesson: { id: pots.lesson(2), title: 'A lesson', moduleTitle: 'A module' },
        position,
      },
      {
        courseId: kilns.courseId,
        courseTitle: 'Kilns',
        completed: 1,
        total: 2,
        percent: 50,
        lesson: { id: kilns.lesson(1), title: 'A lesson', moduleTitle: 'A module' },
        position: null,
      },
    ],
  );
  await me.complete({ lessonId: pots.lesson(2) });
  assert.equal((await me.home({})).resume[0]?.lesson.id, pots.lesson(0), 'what was skipped');
  await seats.withdraw({ courseId: pots.courseId });
  await system.settled();
  assert.deepEqual(
    (await me.home({})).resume.map(({ courseId }) => courseId),
    [kilns.courseId],
  );
});

test('what was finished is no longer to be gone on with', async () => {
  const { me, course } = school();
  const done = await course('Short', 1);
  await me.complete({ lessonId: done.lesson(0) });
  const { resume, finished } = await me.home({});
  assert.deepEqual(resume, []);
  const [item] = finished;
  assert.deepEqual([item?.courseId, item?.courseTitle], [done.courseId, 'Short']);
  assert.ok(item && (await me.verify({ code: item.certificateCode }).catch(() => true)));
});

test('what is new: by the catalog’s own titles, once a course, for thirty days', async () => {
  const { me, instructor, course } = school();
  const desk = system.client(courses, instructor);
  const { courseId } = await course('Old name', 1);
  const other = await teach(system, instructor, { title: 'Other' });
  await addLesson(system, instructor, courseId);
  await desk.publish({ courseId });
  await desk.update({ courseId, title: 'New name', ifMatch: (await desk.get({ courseId })).version });
  await system.settled();
  const news = async () =>
    (await me.home({})).news.map(({ courseTitle, kind, version, enrolled }) =>
      [courseTitle, kind, version, enrolled].join(' '),
    );
  assert.deepEqual(await news(), ['New name updated 2 true', 'Other new 1 false']);
  await desk.archive({ courseId: other.courseId });
  await system.settled();
  assert.deepEqual(await news(), ['New name updated 2 true']);
  await desk.restore({ courseId: other.courseId });
  await system.settled();
  assert.equal((await news()).length, 2);
  assert.deepEqual((await school().me.home({})).news, [], 'of one’s own organization');
  await system.sql({
    text: `UPDATE progress.courses SET published_at = published_at - interval '31 days' WHERE course_id = $1`,
    values: [courseId],
  });
  assert.deepEqual(await news(), ['Other new 1 false']);
});

test('what was taken back counts on no day', async () => {
  const { me, course } = school();
  const { lesson } = await course('Taken back', 3);
  for (const n of [0, 1]) await me.complete({ lessonId: lesson(n) });
  const today = async () => {
    const { current, longest, days } = (await me.home({})).streak;
    return [current, longest, days.at(-1)?.count];
  };
  assert.deepEqual(await today(), [1, 1, 2]);
  await me.uncomplete({ lessonId: lesson(0) });
  assert.deepEqual(await today(), [1, 1, 1]);
  await me.uncomplete({ lessonId: lesson(1) });
  assert.deepEqual(await today(), [0, 0, 0]);
});

test('a day is one where the person is, also when the clocks change', async () => {
  const { me, course, seats } = school();
  const { lesson, courseId } = await course('Long', 6);
  // In Berlin the clocks went back on 25 October 2026: that day had 25 hours.
  const at = async (instant: string, n: number) => {
    system.clock.set(instant);
    await me.complete({ lessonId: lesson(n) });
  };
  await at('2026-10-23T22:30:00Z', 0); // 24th, 00:30 in Berlin
  await at('2026-10-24T22:30:00Z', 1); // 25th, 00:30
  await at('2026-10-25T22:30:00Z', 2); // 25th, 23:30
  await at('2026-10-25T23:30:00Z', 3); // 26th, 00:30
  // Nothing to go on with: with the clock standing in the past, no service could be asked for a title over HTTP.
  await seats.withdraw({ courseId });
  await system.settled();
  const inBerlin = (await me.home({ timeZone: 'Europe/Berlin' })).streak;
  assert.deepEqual([inBerlin.current, inBerlin.longest], [3, 3]);
  assert.deepEqual(inBerlin.days.slice(-3), [
    { date: '2026-10-24', count: 1 },
    { date: '2026-10-25', count: 2 },
    { date: '2026-10-26', count: 1 },
  ]);
  const inUtc = (await me.home({})).streak;
  assert.deepEqual(inUtc.days.slice(-3), [
    { date: '2026-10-23', count: 1 },
    { date: '2026-10-24', count: 1 },
    { date: '2026-10-25', count: 2 },
  ]);
  system.clock.advance(2 * DAY);
  assert.equal((await me.home({ timeZone: 'Europe/Berlin' })).streak.current, 0);
  for (const timeZone of ['Europe/Atlantis', '+01:00', "'; DROP"])
    await assert.rejects(me.home({ timeZone }), codeOf('invalid-input'), timeZone);
});
