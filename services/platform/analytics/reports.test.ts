/** Reports against a naive count of the same events; what they refuse; who sees what. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { analytics } from './contract.ts';
import {
  dayIn,
  lessonsDone,
  peopleOf,
  published,
  randomFrom,
  schoolLife,
  startWithPublishers,
  type Told,
  tell,
  within,
} from './events.fixture.ts';

const system = await startWithPublishers();
after(() => system[Symbol.asyncDispose]());
const NOW = '2026-04-20T12:00:00.000Z';
system.clock.set(NOW);

const here = peopleOf(system);
const there = peopleOf(system);
const desk = system.client(analytics, here.admin);
const teaching = system.client(analytics, here.instructor);

const own = [0, 1].map((n) =>
  published(here.organizationId, here.instructor.userId, { title: `Course ${n}`, lessons: 5 }),
);
const others = [published(here.organizationId, here.colleague.userId, { title: 'Of a colleague' })];
const foreign = published(there.organizationId, there.instructor.userId);
const life = { from: '2026-02-01T00:00:00Z', to: NOW, learners: 60, events: 3_000 };
const events = schoolLife(here.organizationId, [...own, ...others], { ...life, seed: 7 });
const elsewhere = schoolLife(there.organizationId, [foreign], { ...life, seed: 8 });

before(() =>
  tell(system, [...[...own, ...others, foreign].map(({ event }) => event), ...elsewhere, ...events]),
);

const ofCourses = (courseIds: readonly string[]) => (told: Told) =>
  courseIds.includes(told.data.courseId as string);
const ownIds = own.map(({ courseId }) => courseId);
const ACTIVE = ['enrollment.created', 'enrollment.waitlisted', 'lesson.completed', 'course.completed'];
const isActive = ({ type }: Told) => ACTIVE.includes(type);
const learnerOf = ({ data }: Told) => data.learnerId as string;

const sight = [
  { who: 'an admin', client: desk, courseId: undefined, sees: () => true },
  {
    who: 'an admin, of one course',
    client: desk,
    courseId: others[0]?.courseId,
    sees: ofCourses([others[0]?.courseId ?? '']),
  },
  { who: 'an instructor', client: teaching, courseId: undefined, sees: ofCourses(ownIds) },
  {
    who: 'an instructor, of one course',
    client: teaching,
    courseId: ownIds[1],
    sees: ofCourses([ownIds[1] ?? '']),
  },
] as const;

/** What a bucket of an interval is called: its first day. */
function bucketOf(day: string, interval: 'day' | 'week' | 'month'): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (interval === 'week') at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return interval === 'month' ? `${day.slice(0, 7)}-01` : at.toISOString().slice(0, 10);
}

describe('a report equals a naive recount of the events', () => {
  const random = randomFrom(42);
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Auckland',
    'America/St_Johns',
    'Australia/Lord_Howe',
  ];
  for (const { who, client, courseId, sees } of sight) {
    for (let round = 0; round < 6; round += 1) {
      const timezone = within(zones, random);
      const interval = within(['day', 'week', 'month'] as const, random);
      const first = 1 + Math.floor(random() * 60);
      const dayOfYear = (n: number) => new Date(Date.UTC(2026, 1, n)).toISOString().slice(0, 10);
      const [from, to] = [dayOfYear(first), dayOfYear(first + Math.floor(random() * 60))] as const;
      const asked = { from, to, timezone, interval, ...(courseId !== undefined && { courseId }) };

      test(`${who}: ${interval}s from ${from} to ${to} in ${timezone}`, async () => {
        const dayOf = dayIn(timezone);
        const inRange = events.filter(
          (told) => sees(told) && dayOf(told.time) >= from && dayOf(told.time) <= to,
        );
        for (const [report, type] of [
          ['enrollments', 'enrollment.created'],
          ['completions', 'course.completed'],
          ['lessonCompletions', 'lesson.completed'],
        ] as const) {
          const { series, total } = await client[report](asked);
          const naive = Map.groupBy(
            inRange.filter((told) => told.type === type),
            ({ time }) => bucketOf(dayOf(time), interval),
          );
          assert.deepEqual(
            series.filter(({ count }) => count > 0).map(({ date, count }) => [date, count]),
            [...naive].map(([date, told]) => [date, told.length]).sort(),
            report,
          );
          assert.equal(
            total,
            series.reduce((sum, { count }) => sum + count, 0),
          );
          assert.deepEqual(new Set(series.map(({ date }) => date)).size, series.length);
        }
        const { series, total } = await client.activeLearners(asked);
        const active = inRange.filter(isActive);
        const naive = Map.groupBy(active, ({ time }) => bucketOf(dayOf(time), interval));
        assert.deepEqual(
          series.filter(({ count }) => count > 0).map(({ date, count }) => [date, count]),
          [...naive].map(([date, told]) => [date, new Set(told.map(learnerOf)).size]).sort(),
        );
        assert.equal(total, new Set(active.map(learnerOf)).size);
      });
    }

    test(`${who}: funnel, time to complete`, async () => {
      const asked = courseId === undefined ? {} : { courseId };
      const [funnels, times] = [await client.funnel(asked), await client.timeToComplete(asked)];
      const courseIds = [...new Set(events.filter(sees).map(({ data }) => data.courseId as string))].sort();
      assert.deepEqual(funnels.items.map((item) => item.courseId).sort(), courseIds);
      for (const id of courseIds) {
        const byLearner = [...Map.groupBy(events.filter(ofCourses([id])), learnerOf).values()].map((told) => {
          const times = (type: string) =>
            told.filter((each) => each.type === type).map(({ time }) => Date.parse(time));
          const percent = told
            .filter(({ type }) => type === 'progress.updated')
            .toSorted((a, b) => (a.time < b.time ? -1 : 1))
            .at(-1)?.data.percent as number | undefined;
          return {
            enrolled: Math.min(...times('enrollment.created')),
            completed: Math.min(...times('course.completed')),
            started: lessonsDone(told).size > 0,
            percent: percent ?? -1,
          };
        });
        const ever = byLearner.filter(({ enrolled }) => enrolled < Infinity);
        const reached = (percent: number) =>
          ever.filter((one) => one.completed < Infinity || one.percent >= percent).length;
        const funnel = funnels.items.find((item) => item.courseId === id);
        assert.deepEqual(
          funnel?.stages.map(({ learners }) => learners),
          [
            ever.length,
            ever.filter((one) => one.completed < Infinity || one.started).length,
            ...[reached(25), reached(50), reached(75)],
            ever.filter((one) => one.completed < Infinity).length,
          ],
        );
        const days = ever
          .filter(({ completed }) => completed < Infinity)
          .map(({ enrolled, completed }) => Math.max(0, completed - enrolled) / 86_400_000)
          .sort((a, b) => a - b);
        const time = times.items.find((item) => item.courseId === id);
        assert.equal(time?.learners ?? 0, days.length);
        for (const [share, found] of [
          [0.5, time?.medianDays],
          [0.9, time?.p90Days],
        ] as const) {
          const at = share * (days.length - 1);
          const [low, high] = [days[Math.floor(at)] as number, days[Math.ceil(at)] as number];
          assert.ok(Math.abs((found ?? 0) - (low + (high - low) * (at % 1))) < 0.001, `${found} ${share}`);
        }
      }
    });

    test(`${who}: retention`, async () => {
      const timezone = 'America/New_York';
      const { cohorts } = await client.retention({
        weeks: 9,
        timezone,
        ...(courseId !== undefined && { courseId }),
      });
      const weekOf = (time: string) => bucketOf(dayIn(timezone)(time), 'week');
      const seen = events.filter(sees);
      const firsts = new Map<string, string>();
      for (const told of seen.filter(({ type }) => type === 'enrollment.created')) {
        const known = firsts.get(learnerOf(told));
        if (!known || told.time < known) firsts.set(learnerOf(told), told.time);
      }
      for (const [n, { date, size, weeks }] of cohorts.entries()) {
        const members = [...firsts].filter(([, time]) => weekOf(time) === date).map(([id]) => id);
        assert.equal(size, members.length, date);
        for (const { week, learners } of weeks) {
          const that = cohorts[n + week]?.date;
          const came = seen.filter(
            (told) => isActive(told) && members.includes(learnerOf(told)) && weekOf(told.time) === that,
          );
          assert.equal(learners, new Set(came.map(learnerOf)).size, `${date} + ${week}`);
        }
      }
      assert.ok(cohorts.some(({ size, weeks }) => size > 0 && weeks.length > 1));
    });
  }

  test('over New Year, which each zone has at its own time', async () => {
    const school = peopleOf(system);
    const taught = published(school.organizationId, school.instructor.userId);
    const winter = { from: '2025-12-20T00:00:00Z', to: '2026-01-12T00:00:00Z', learners: 30, events: 600 };
    const told = schoolLife(school.organizationId, [taught], { ...winter, seed: 11 });
    await tell(system, [taught.event, ...told]);
    for (const timezone of ['Pacific/Auckland', 'Pacific/Honolulu'])
      for (const interval of ['day', 'month'] as const) {
        const asked = { from: '2025-12-28', to: '2026-01-04', timezone, interval };
        const { series, total } = await system.client(analytics, school.admin).activeLearners(asked);
        const dayOf = dayIn(timezone);
        const active = told.filter(
          (one) => isActive(one) && dayOf(one.time) >= asked.from && dayOf(one.time) <= asked.to,
        );
        const naive = Map.groupBy(active, ({ time }) => bucketOf(dayOf(time), interval));
        assert.deepEqual(
          series.map(({ date, count }) => [date, count]),
          [...naive].map(([date, some]) => [date, new Set(some.map(learnerOf)).size]).sort(),
        );
        assert.equal(total, new Set(active.map(learnerOf)).size);
      }
  });

  test('lesson by lesson, and a course at a glance', async () => {
    const [first] = own as [(typeof own)[0]];
    const { courseId } = first;
    const inactiveDays = 20;
    const report = await teaching.lessons({ courseId, inactiveDays });
    const glance = await teaching.course({ courseId, inactiveDays });
    const told = events.filter(ofCourses([courseId]));
    const learners = [...Map.groupBy(told, learnerOf)].map(([id, all]) => {
      const lessons = [...lessonsDone(all).keys()];
      const active = all
        .filter(isActive)
        .map(({ time }) => time)
        .sort();
      return {
        id,
        all,
        lessons,
        last: lessons.at(-1),
        done: all.some(({ type }) => type === 'course.completed'),
        active: active.at(-1) ?? '',
      };
    });
    const since = new Date(Date.parse(NOW) - inactiveDays * 86_400_000).toISOString();
    for (const [n, lessonId] of first.lessonIds.entries()) {
      const at = learners.filter(({ last, done }) => last === lessonId && !done);
      const { completed, stopped, underWay, position } = report.lessons[n] as (typeof report.lessons)[0];
      assert.equal(position, n + 1);
      assert.equal(completed, learners.filter(({ lessons }) => lessons.includes(lessonId)).length);
      assert.deepEqual(
        [underWay, stopped],
        [at.filter(({ active }) => active >= since).length, at.filter(({ active }) => active < since).length],
      );
    }
    const worst = report.lessons.toSorted((a, b) => b.stopped - a.stopped)[0];
    assert.equal(glance.biggestDropOff?.stopped, worst?.stopped);
    const ever = told.filter(({ type }) => type === 'lesson.completed').length;
    const now = report.lessons.reduce((sum, { completed }) => sum + completed, 0);
    assert.ok(now > 0 && now < ever, 'some lessons were taken back');
    assert.equal(
      report.notStarted,
      learners.filter(
        ({ all, done, lessons }) =>
          !done && lessons.length === 0 && all.some(({ type }) => type === 'enrollment.created'),
      ).length,
    );
    const seats = (all: readonly Told[]) => {
      const gone = new Set(
        all.filter(({ type }) => type === 'enrollment.withdrawn').map(({ data }) => data.enrollmentId),
      );
      const had = all.filter(({ type }) => type === 'enrollment.created');
      return { had: had.length > 0, has: had.some(({ data }) => !gone.has(data.enrollmentId)) };
    };
    const each = learners.map(({ all }) => seats(all));
    const week = new Date(Date.parse(NOW) - 7 * 86_400_000).toISOString();
    assert.deepEqual(
      [glance.enrolled, glance.withdrawn, glance.waiting, glance.active7Days, glance.completed],
      [
        each.filter(({ has }) => has).length,
        each.filter(({ had, has }) => had && !has).length,
        0,
        learners.filter(({ active }) => active >= week).length,
        learners.filter(({ done }) => done).length,
      ],
    );
    assert.equal(glance.title, 'Course 0');
  });

  test('an organization at a glance', async () => {
    const glance = await desk.organization({});
    const ago = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
    const between = (type: string, from: string, to = '9') =>
      events.filter((told) => told.type === type && told.time >= from && told.time < to).length;
    const active = (days: number) =>
      new Set(events.filter((told) => isActive(told) && told.time >= ago(days)).map(learnerOf)).size;
    assert.deepEqual(
      [glance.activeToday, glance.active7Days, glance.active30Days],
      [active(1), active(7), active(30)],
    );
    assert.deepEqual(glance.enrollments, {
      count: between('enrollment.created', ago(7)),
      before: between('enrollment.created', ago(14), ago(7)),
    });
    assert.equal(glance.events.today, events.filter(({ time }) => time >= ago(1)).length);
    assert.equal(
      glance.events.newestAt,
      events
        .map(({ time }) => time)
        .sort()
        .at(-1),
    );
    assert.equal(glance.courses, 3);
    assert.deepEqual(
      glance.topCourses.map(({ enrollments }) => enrollments),
      glance.topCourses.map(({ enrollments }) => enrollments).toSorted((a, b) => b - a),
    );
    assert.equal(glance.topCourses.length, 3);
  });
});

describe('nobody sees more than is theirs', () => {
  const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

  test('an instructor asks for a colleague’s course, or that of another organization, in vain', async () => {
    for (const courseId of [others[0]?.courseId as string, foreign.courseId, newId()]) {
      for (const report of [
        'enrollments',
        'completions',
        'lessonCompletions',
        'activeLearners',
        'funnel',
        'timeToComplete',
        'retention',
        'lessons',
        'course',
      ] as const)
        await assert.rejects(teaching[report]({ courseId }), codeOf('course-not-found'), report);
      await assert.rejects(teaching.export({ report: 'enrollments', courseId }), codeOf('course-not-found'));
    }
  });

  test('who instructs nothing sees nothing, though the organization is busy', async () => {
    const idle = system.client(analytics, system.person(['instructor'], here.organizationId));
    assert.equal((await idle.enrollments({ from: '2026-02-01', to: '2026-04-20' })).total, 0);
    assert.equal((await idle.activeLearners({ from: '2026-02-01', to: '2026-04-20' })).total, 0);
    assert.deepEqual((await idle.funnel({})).items, []);
    assert.equal(
      (await idle.retention({})).cohorts.reduce((sum, { size }) => sum + size, 0),
      0,
    );
  });

  test('an organization without events has reports full of zeros', async () => {
    const alone = system.client(analytics, system.person(['admin']));
    const { series, total } = await alone.enrollments({ from: '2026-02-01', to: '2026-04-20' });
    assert.deepEqual([series.length, total], [79, 0]);
    const glance = await alone.organization({});
    assert.deepEqual(
      [glance.learners, glance.courses, glance.events.newestAt, glance.topCourses],
      [0, 0, null, []],
    );
  });

  test('administrators alone get what is about the whole organization', async () => {
    for (const report of ['facts', 'notifications', 'metrics'] as const)
      await assert.rejects(teaching.export({ report, name: 'a' }), codeOf('forbidden'));
    await assert.rejects(teaching.organization({}), codeOf('forbidden'));
    await assert.rejects(system.client(analytics, here.learner).enrollments({}), codeOf('forbidden'));
  });

  test('what makes no sense is refused by name', async () => {
    await assert.rejects(
      desk.enrollments({ from: '2026-03-02', to: '2026-03-01' }),
      codeOf('range-reversed'),
    );
    await assert.rejects(desk.activeLearners({ timezone: 'Mars/Olympus' }), codeOf('timezone-unknown'));
    await assert.rejects(desk.notifications({ from: '2026-02-30' }), codeOf('date-invalid'));
    await assert.rejects(desk.completions({ from: '2000-01-01' }), codeOf('range-too-long'));
    await assert.rejects(desk.export({ report: 'lessons' }), codeOf('export-incomplete'));
  });
});
