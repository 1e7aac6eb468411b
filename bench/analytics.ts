/**
 * Analytics with a million events: how fast they are taken in, against the plainest consumer there can be (it reads
 * the same log in the same pages and copies each into a bare table), and how long each report takes afterwards. Most are
 * one large organization's, the rest those of two hundred small ones.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { boot, type System } from '@kernos/kernel/boot';
import type { Actor } from '@kernos/kernel/caller';
import { loadConfig } from '@kernos/kernel/config';
import { type ContractSpec, contract } from '@kernos/kernel/contract';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { newId } from '@kernos/kernel/ids';
import { migrate } from '@kernos/kernel/migrations';
import { readPage, takeUp } from '@kernos/kernel/outbox-pages';
import { handle, service } from '@kernos/kernel/service';
import { Store } from '@kernos/kernel/store';
import { courses } from '@kernos/services/learning/courses/contract';
import { coursesService } from '@kernos/services/learning/courses/service';
import { enrollmentsService } from '@kernos/services/learning/enrollments/service';
import { progressService } from '@kernos/services/learning/progress/service';
import { analytics } from '@kernos/services/platform/analytics/contract';
import { analyticsService } from '@kernos/services/platform/analytics/service';
import { median, report, temporaryFolder } from './measure.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const PER_SECOND = 10_000;
const REPORT_MS = 200;
const COURSES = 50;
const LESSONS = 33;
const RUNS = 7;
/** It is written in so many statements, each of some weeks. */
const PARTS = 20;
/** Events of one enrollment: itself, and two for each of 17 lessons on average. */
const PER_ENROLLMENT = 1 + LESSONS + 1;

const organizationId = newId();
/** Who instructs ten of the courses, and who all others. */
const [instructorId, headId] = [newId(), newId()];

/** Services that only say what they publish: the bench is about one consumer of their events. */
const publishers = [
  service(contract(courses.name, { calls: { get: courses.calls.get }, events: courses.events }), {
    declares: coursesService.declares ?? [],
    calls: [
      handle(courses.calls.get, async (_input, ctx) =>
        ctx.fail('course-not-found', 'Only its events are here.'),
      ),
    ],
  }),
  ...[enrollmentsService, progressService].map(({ name, contract: { events }, declares = [] }) =>
    service(contract<string, ContractSpec>(name, { events }), { declares }),
  ),
];

/**
 * A year of a school: everybody enrolls at some time and completes some lessons of a course, about one a day. All
 * events of a kind come from one formula, so that a million of them are written in seconds.
 */
async function liveAYear(store: Store): Promise<number> {
  const people = Math.ceil(EVENTS / PER_ENROLLMENT);
  const learners = Math.ceil(people / 1.5);
  const course = (n: string) => `md5('course' || (${n}) % ${COURSES})::uuid`;
  await store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT gen_random_uuid(), 'event', 'course.published', 'courses', 'course', $1, now() - interval '366 days',
                  jsonb_build_object('courseId', ${course('n')}, 'version', 1, 'title', 'Course ' || n, 'capacity', null,
                    'waitlist', false, 'instructorId', CASE WHEN n < 10 THEN $2::uuid ELSE $3::uuid END,
                    'lessonIds', (SELECT jsonb_agg(md5('lesson' || n || '-' || l)::uuid) FROM generate_series(1, ${LESSONS}) l)), '00-0-0-00'
             FROM generate_series(0, ${COURSES - 1}) n`,
    values: [organizationId, instructorId, headId],
  });
  let events = COURSES;
  const part = Math.ceil(people / PARTS);
  for (let first = 1; first <= people; first += part) {
    const { rowCount } = await store.query({
      text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT gen_random_uuid(), 'event', type, 'bench', learner::text, CASE WHEN n % 10 = 0 THEN md5('organization' || n % 2000)::uuid ELSE $1::uuid END, time,
                  jsonb_build_object('learnerId', learner, 'courseId', course) || data, '00-0-0-00'
             FROM (
               SELECT md5('learner' || n % ${learners})::uuid AS learner, ${course('n * 7 + n / 50')} AS course,
                      (n * 7 + n / 50) % ${COURSES} AS c, n, 1 + (n * 31) % ${LESSONS} AS done,
                      now() - interval '365 days' + interval '345 days' * n / ${people} AS began
                 FROM generate_series($2::int, $3::int) n
             ) one, LATERAL (
               SELECT 'enrollment.created' AS type, began AS time, jsonb_build_object('enrollmentId', gen_random_uuid()) AS data
               UNION ALL
               SELECT step.type, least(now(), began + make_interval(hours => l * 20) + random() * interval '4 hours'), step.data
                 FROM generate_series(1, done) l, LATERAL (VALUES
                   ('lesson.completed', jsonb_build_object('lessonId', md5('lesson' || c || '-' || l)::uuid, 'courseVersion', 1)),
                   ('progress.updated', jsonb_build_object('completed', l, 'total', ${LESSONS}, 'percent', 100 * l / ${LESSONS}))) AS step (type, data)
               UNION ALL
               SELECT 'course.completed', least(now(), began + make_interval(hours => 700)), jsonb_build_object('courseVersion', 1, 'certificateCode', 'X')
                WHERE done > ${LESSONS - 8}
             ) each
            ORDER BY time`,
      values: [organizationId, first, Math.min(people, first + part - 1)],
    });
    events += rowCount;
  }
  await store.query({ text: 'ANALYZE kernel.outbox' });
  return events;
}

/** The plainest consumer: pages of the log into a table without index, rollup or policy. Events a second. */
async function copyPlainly(store: Store, pages: number): Promise<number> {
  await store.query({
    text: 'CREATE UNLOGGED TABLE public.copied (id uuid, logged_at timestamptz, time timestamptz, organization_id uuid, type text, key text, data jsonb)',
  });
  const types = publishers.flatMap(({ contract: { events } }) => Object.keys(events));
  let cursor = await takeUp(store, { name: 'bench.copy', kind: 'event', types });
  let copied = 0;
  const began = performance.now();
  for (let page = 0; page < pages; page += 1) {
    const { messages, next, isFull } = await readPage(store, { kinds: ['event'], types }, cursor, 2_000);
    await store.query({
      name: 'bench.copy',
      text: `INSERT INTO public.copied SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[], $7::jsonb[])`,
      values: [
        messages.map(({ id }) => id),
        messages.map(({ loggedAt }) => loggedAt),
        messages.map(({ time }) => time),
        messages.map((message) => message.organizationId),
        messages.map(({ type }) => type),
        messages.map(({ key }) => key),
        messages.map(({ data }) => JSON.stringify(data)),
      ],
    });
    copied += messages.length;
    cursor = next;
    if (!isFull) break;
  }
  const perSecond = (copied * 1_000) / (performance.now() - began);
  await store.query({ text: 'DROP TABLE public.copied' });
  await store.query({ text: `DELETE FROM kernel.consumers WHERE name = 'bench.copy'` });
  return perSecond;
}

/** Waits until all events are taken in; events a second over all, and over the slowest tenth. */
async function takeIn(store: Store, events: number): Promise<{ perSecond: number; slowest: number }> {
  const began = performance.now();
  const parts: number[] = [];
  let [since, before] = [began, 0];
  for (;;) {
    await sleep(100);
    const { rows } = await store.query<{ done: number; all: boolean }>({
      text: `SELECT c.position - (SELECT min(position) FROM kernel.outbox WHERE kind = 'event') AS done, c.until IS NULL AND pg_visible_in_snapshot((SELECT max(xid) FROM kernel.outbox WHERE kind = 'event'), c.seen) AS all
               FROM kernel.consumers c WHERE c.name = 'analytics.every'`,
    });
    const now = performance.now();
    const all = rows[0]?.all ?? false;
    const done = all ? events : (rows[0]?.done ?? 0);
    if (done - before >= events / 10 || all) {
      if (done - before >= events / 20) parts.push(((done - before) * 1_000) / (now - since));
      [since, before] = [now, done];
    }
    if (all) return { perSecond: (events * 1_000) / (now - began), slowest: Math.min(...parts) };
  }
}

const person = (id: string, role: string): Actor => ({ kind: 'person', id, roles: [role], sessionId: id });

async function askAll(system: System, courseId: string, postmaster: number): Promise<boolean> {
  const { calls } = analytics;
  const year = { from: day(-364), to: day(0), timezone: 'Europe/Berlin' };
  const years = { from: day(-1_094), to: day(0), timezone: 'Asia/Kathmandu' };
  const admin = { actor: person(newId(), 'admin'), organizationId };
  const instructor = { actor: person(instructorId, 'instructor'), organizationId };
  const head = { actor: person(headId, 'instructor'), organizationId };
  const reports: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['enrollments of a year by day', () => system.call(calls.enrollments, year, admin)],
    ['the same, an instructor’s', () => system.call(calls.enrollments, year, instructor)],
    ['completed lessons of a year by day', () => system.call(calls.lessonCompletions, year, admin)],
    ['the same, an instructor’s ', () => system.call(calls.lessonCompletions, year, instructor)],
    ['the same, of who instructs 40 courses', () => system.call(calls.lessonCompletions, year, head)],
    [
      'completed lessons of three years by day, in a zone of quarter hours',
      () => system.call(calls.lessonCompletions, years, admin),
    ],
    ['active learners of a year by day', () => system.call(calls.activeLearners, year, admin)],
    ['the same, an instructor’s  ', () => system.call(calls.activeLearners, year, instructor)],
    ['the same, of who instructs 40 courses ', () => system.call(calls.activeLearners, year, head)],
    ['the same, of three years', () => system.call(calls.activeLearners, years, admin)],
    [
      'active learners of a year by month',
      () => system.call(calls.activeLearners, { ...year, interval: 'month' }, admin),
    ],
    ['funnels of 50 courses', () => system.call(calls.funnel, { limit: 50 }, admin)],
    ['time to complete of 50 courses', () => system.call(calls.timeToComplete, { limit: 50 }, admin)],
    [
      'retention of 26 weeks',
      () => system.call(calls.retention, { weeks: 26, timezone: 'Europe/Berlin' }, admin),
    ],
    ['the same, of who instructs 40 courses  ', () => system.call(calls.retention, { weeks: 26 }, head)],
    ['lessons of a course', () => system.call(calls.lessons, { courseId }, admin)],
    ['a course at a glance', () => system.call(calls.course, { courseId }, admin)],
    ['the organization at a glance', () => system.call(calls.organization, {}, admin)],
    ['notifications of a year', () => system.call(calls.notifications, year, admin)],
  ];
  let holds = true;
  for (const [what, ask] of reports) {
    await ask();
    const times: number[] = [];
    const [used, usedThere] = [process.cpuUsage(), databaseTime(postmaster)];
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    const ms = median(times);
    const { user, system: kernel } = process.cpuUsage(used);
    const busy = (user + kernel + databaseTime(postmaster) - usedThere) / RUNS / 1_000;
    const found = `${ms.toFixed(0)} ms (processors busy for ${busy.toFixed(0)} ms)`;
    holds = report(what.trim(), found, `${REPORT_MS} ms`, ms / REPORT_MS, { atMost: 1 }) && holds;
  }
  return holds;
}

/** Processor time of the database's connections so far, µs; what writes and checks behind them is not theirs. */
function databaseTime(postmaster: number): number {
  const TICK_US = 10_000;
  const times = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').startsWith('postgres: kernos')
          ? readFileSync(`/proc/${name}/stat`, 'utf8')
          : '';
        const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
        return Number(fields[1]) === postmaster ? (Number(fields[11]) + Number(fields[12])) * TICK_US : 0;
      } catch {
        return 0;
      }
    });
  return times.reduce((sum, time) => sum + time, 0);
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

export async function benchAnalytics(): Promise<boolean> {
  await using folder = await temporaryFolder();
  const postgres = await startPostgres({ dataDir: folder.path });
  const services = [...publishers, analyticsService];
  await migrate(postgres.url, services);
  const store = new Store(postgres.url, { connections: 2 });
  try {
    const events = await liveAYear(store);
    const limit = await copyPlainly(store, 60);
    const load = loadavg()[0] ?? 0;
    const [used, usedThere] = [process.cpuUsage(), databaseTime(postgres.pid ?? 0)];
    const config = loadConfig({
      ...{ PORT: '0', DEMO: 'off', LOG_LEVEL: 'warn', RATE_LIMIT: 'off' },
      ...{ KERNOS_DATA: folder.path, DATABASE_URL: postgres.url },
    });
    const system = await boot({ config, services, version: 'bench' });
    try {
      const { perSecond, slowest } = await takeIn(store, events);
      const { user, system: kernel } = process.cpuUsage(used);
      const here = (user + kernel) / events;
      const there = (databaseTime(postgres.pid ?? 0) - usedThere) / events;
      console.log(
        `  ${events.toLocaleString('en')} events; an event takes ${here.toFixed(1)} µs of this process and ${there.toFixed(1)} µs of PostgreSQL, one after the other: ${(1_000_000 / (here + there)).toFixed(0)}/s where nothing else runs; load before: ${load.toFixed(1)}, after: ${(loadavg()[0] ?? 0).toFixed(1)}`,
      );
      const taken = report(
        'events taken in',
        `${perSecond.toFixed(0)}/s`,
        `${PER_SECOND}/s`,
        perSecond / PER_SECOND,
        { atLeast: 1 },
      );
      const steady = report(
        'the slowest tenth of them',
        `${slowest.toFixed(0)}/s`,
        `${PER_SECOND}/s`,
        slowest / PER_SECOND,
        { atLeast: 0.8 },
      );
      const plain = report(
        'taking in, rolling up',
        `${perSecond.toFixed(0)}/s`,
        `only copying ${limit.toFixed(0)}/s`,
        perSecond / limit,
        { atLeast: 0.2 },
      );
      await store.query({ text: 'ANALYZE' });
      const { rows } = await store.query<{ id: string }>({
        text: 'SELECT course_id AS id FROM analytics.courses LIMIT 1',
      });
      const reports = await askAll(system, rows[0]?.id ?? '', postgres.pid ?? 0);
      return taken && steady && plain && reports;
    } finally {
      await system.stop();
    }
  } finally {
    await store.close();
    await postgres.stop();
  }
}

if (import.meta.main) process.exitCode = (await benchAnalytics()) ? 0 : 1;
