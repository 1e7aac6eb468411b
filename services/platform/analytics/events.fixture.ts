/** Events as other services would publish them, at any time, in any order; and counting them by hand. */
import { contract } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { type ServiceDefinition, service } from '@kernos/kernel/service';
import { startTestSystem, type TestPerson, type TestSystem } from '@kernos/kernel/testing';
import { courses } from '../../learning/courses/contract.ts';
import { enrollmentsService } from '../../learning/enrollments/service.ts';
import { progressService } from '../../learning/progress/service.ts';
import { coursesStandIn } from '../../learning/testing/courses.fixture.ts';
import { notificationsService } from '../notifications/service.ts';
import { operationsService } from '../operations/service.ts';
import { analyticsService } from './service.ts';

/** Services that publish and do nothing else, so that a test is alone with its events. */
const publishers = [enrollmentsService, progressService, notificationsService].map(
  ({ name, contract: { events }, declares = [] }) =>
    service(contract(name, { events: events as never }), { declares }),
);

export const startWithPublishers = (others: readonly ServiceDefinition[] = []): Promise<TestSystem> =>
  startTestSystem({
    services: [coursesStandIn, ...publishers, ...others, analyticsService, operationsService],
  });

export interface Told {
  readonly type: string;
  readonly time: string;
  readonly organizationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes events to the log, each in a transaction’s place of its own, and tells the reader. */
export async function tell(system: TestSystem, events: readonly Told[]): Promise<void> {
  for (let n = 0; n < events.length; n += 2_000) {
    const part = events.slice(n, n + 2_000);
    await system.sql({
      text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
             SELECT id, 'event', type, 'test', coalesce(data->>'learnerId', data->>'courseId', 'key'), organization_id, time, data, '00-0-0-00'
               FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::jsonb[]) AS e (id, type, organization_id, time, data)`,
      values: [
        part.map(() => newId()),
        part.map(({ type }) => type),
        part.map(({ organizationId }) => organizationId),
        part.map(({ time }) => time),
        part.map(({ data }) => JSON.stringify(data)),
      ],
    });
  }
  // As a process that commits would.
  await system.sql({ text: `SELECT pg_notify('kernos_hints', 'committed test')` });
  await system.settled();
}

export interface Taught {
  readonly courseId: string;
  readonly lessonIds: readonly string[];
  readonly instructorId: string;
}

/** Tells of a published course. */
export function published(
  organizationId: string,
  instructorId: string,
  { lessons = 4, title = 'Practical Python', time = '2026-01-01T00:00:00.000Z', version = 1 } = {},
): Taught & { readonly event: Told } {
  const courseId = newId();
  const lessonIds = Array.from({ length: lessons }, () => newId());
  const data = { courseId, version, title, capacity: null, waitlist: false, instructorId, lessonIds };
  return {
    courseId,
    lessonIds,
    instructorId,
    event: { type: courses.events['course.published'].type, time, organizationId, data },
  };
}

/** The state of all rollups of an organization, as one text a table: the same rows give the same text. */
export async function stateOf(system: TestSystem, organizationId: string): Promise<Record<string, string>> {
  const tables = [
    'counts',
    'activity',
    'enrollments',
    'journeys',
    'lessons',
    'courses',
    'deliveries',
    'measurements',
  ];
  const state: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await system.sql<{ sum: string }>({
      text: `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS sum
               FROM analytics.${table} t WHERE organization_id = $1`,
      values: [organizationId],
    });
    state[table] = rows[0]?.sum ?? '';
  }
  return state;
}

/** The day of an instant in a time zone by another way than the service’s: `2026-03-29`. */
export function dayIn(timezone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(new Date(instant));
}

export const within = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a school of learners did in a stretch of time, in random order. */
export function schoolLife(
  organizationId: string,
  taught: readonly Taught[],
  {
    learners,
    events,
    from,
    to,
    seed,
  }: { learners: number; events: number; from: string; to: string; seed: number },
): Told[] {
  const random = randomFrom(seed);
  const people = Array.from({ length: learners }, () => newId());
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const done = new Set<string>();
  const told: Told[] = [];
  while (told.length < events) {
    const learnerId = within(people, random);
    const { courseId, lessonIds } = within(taught, random);
    const time = new Date(begin + Math.floor(random() * (end - begin))).toISOString();
    const say = (type: string, data: object) =>
      told.push({ type, time, organizationId, data: { learnerId, courseId, ...data } });
    const once = (what: string, run: () => void) => {
      if (!done.has(`${what} ${learnerId} ${courseId}`)) run();
      done.add(`${what} ${learnerId} ${courseId}`);
    };
    const dice = random();
    if (dice < 0.2) {
      const enrollmentId = newId();
      say('enrollment.created', { enrollmentId });
      if (random() < 0.2) say('enrollment.withdrawn', { enrollmentId });
    } else if (dice < 0.7) {
      const lessonId = within(lessonIds, random);
      once(lessonId, () => say('lesson.completed', { lessonId, courseVersion: 1 }));
    } else if (dice < 0.95)
      say('progress.updated', { completed: 1, total: 4, percent: Math.floor(random() * 100) });
    else once('course', () => say('course.completed', { courseVersion: 1, certificateCode: 'X' }));
  }
  return [...told, ...secondThoughts(told, end, random)];
}

const aboutLessons = ['lesson.completed', 'lesson.completed_again', 'lesson.reopened'];

/** The lessons that somebody completed in a course and has not taken back, with when; from events in any order. */
export function lessonsDone(told: readonly Told[]): Map<string, string> {
  const done = new Map<string, string>();
  const inOrder = told
    .filter(({ type }) => aboutLessons.includes(type))
    .toSorted((a, b) => (a.time < b.time ? -1 : 1));
  for (const { type, time, data } of inOrder) {
    done.delete(data.lessonId as string);
    if (type !== 'lesson.reopened') done.set(data.lessonId as string, time);
  }
  return done;
}

/** Some lessons taken back later, and some of these completed again. */
function secondThoughts(told: readonly Told[], end: number, random: () => number): Told[] {
  const later = (time: string): string =>
    new Date(Date.parse(time) + Math.ceil(random() * (end - Date.parse(time)))).toISOString();
  const thoughts = told
    .filter(({ type }) => type === 'lesson.completed' && random() < 0.3)
    .flatMap((completed) => {
      const reopened = { ...completed, type: 'lesson.reopened', time: later(completed.time) };
      const again = { ...completed, type: 'lesson.completed_again', time: later(reopened.time) };
      return random() < 0.5 ? [reopened] : [reopened, again];
    });
  const all = [...told, ...thoughts];
  const lastBefore = ({ time, data: { learnerId, courseId } }: Told): string | undefined => {
    const before = all.filter(
      (one) => one.time <= time && one.data.learnerId === learnerId && one.data.courseId === courseId,
    );
    return [...lessonsDone(before).keys()].at(-1);
  };
  return thoughts.map((one) =>
    one.type === 'lesson.reopened'
      ? { ...one, data: { ...one.data, lastLessonId: lastBefore(one) ?? null } }
      : one,
  );
}

export const peopleOf = (system: TestSystem) => {
  const admin = system.person(['admin']);
  const organizationId = admin.organizationId as string;
  const of = (...roles: string[]): TestPerson => system.person(roles, organizationId);
  return {
    admin,
    organizationId,
    instructor: of('instructor'),
    colleague: of('instructor'),
    learner: of('learner'),
  };
};
