/**
 * `POST /api/lessons/:id/complete`, all of it, against pgbench running the same SQL statements one by one, as enroll.ts
 * does for enrolling. The statements are those that the functions of progress sent when they completed one lesson.
 */
import { newId } from '@kernos/kernel/ids';
import type { Store } from '@kernos/kernel/store';
import {
  insertCompletion,
  insertRecord,
  insertVersion,
  lockRecord,
  lookUpLesson,
  noteSeat,
  type RecordRow,
  readDone,
  readVersions,
  updateRecord,
} from '@kernos/services/learning/progress/store';
import type autocannon from 'autocannon';
import type { Server } from './measure.ts';
import { benchOnWholeSystem, CONNECTIONS, counting, tellNotifications } from './whole-system.ts';

/** Half of them are ours, half of them pgbench's. */
const COURSES = 120;
const LESSONS = 40;

const uuid = (kind: number, n: number) => `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const courseIdOf = (course: number) => uuid(1, course);
const allCourses = Array.from({ length: COURSES }, (_, course) => courseIdOf(course));
const lessonIdOf = (course: number, lesson: number) => uuid(2, course * LESSONS + lesson);

interface Sent {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** Courses of many lessons with all learners in them; gives the statements of completing one lesson. */
async function makeLessons(
  store: Store,
  organizationId: string,
  learners: readonly string[],
): Promise<{ statements: Sent[]; about: Record<string, string> }> {
  const binding = { service: 'progress', organizationId, actorId: null } as const;
  const tx = store.transaction({ ...binding, scope: 'organization', readOnly: false });
  const at = new Date().toISOString();
  for (let course = 0; course < COURSES; course += 1) {
    const courseId = courseIdOf(course);
    const lessonIds = Array.from({ length: LESSONS }, (_, lesson) => lessonIdOf(course, lesson));
    await insertVersion({ tx }, { courseId, version: 1, title: 'Course', lessonIds });
    await Promise.all(
      learners.flatMap((learnerId) => [
        noteSeat({ tx }, { enrollmentId: newId(), courseId, learnerId }),
        insertRecord({ tx }, { courseId, learnerId }, at),
      ]),
    );
  }
  const statements: Sent[] = [];
  const query = async (sql: Sent) => {
    statements.push(sql);
    return tx.query(sql);
  };
  const ctx = { tx: { query } as unknown as typeof tx };
  const [courseId, lessonId, learnerId] = [courseIdOf(0), lessonIdOf(0, 0), learners[0] as string];
  await lookUpLesson(ctx, lessonId, learnerId);
  const row = (await lockRecord(ctx, courseId, learnerId)) as RecordRow;
  await readVersions(ctx, courseId, [1]);
  await readDone(ctx, courseId, [learnerId]);
  await insertCompletion(ctx, { learnerId, courseId, lessonId, courseVersion: 1, at });
  await updateRecord(ctx, { ...row, completed: 1, updatedAt: at });
  await tx.commit();
  return { statements, about: { [courseId]: 'course', [lessonId]: 'lesson', [learnerId]: 'learner' } };
}

/** One of these statements in pgbench's words: its parameters become variables, or stand there as they were. */
function inItsWords({ text, values = [] }: Sent, about: Record<string, string>): string {
  const literal = (value: unknown): string => {
    if (Array.isArray(value)) return `ARRAY[${value.map(literal).join()}]`;
    if (value === null) return 'NULL';
    const name = about[String(value)];
    if (name) return `:${name}::uuid`;
    return typeof value === 'string' ? 'now()' : String(value);
  };
  const filled = text.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]));
  return `${filled.replace(/\s+/g, ' ')};`;
}

function script(
  organizationId: string,
  { statements, about }: { statements: readonly Sent[]; about: Record<string, string> },
): string {
  const id = (kind: number, n: string) =>
    `('0000000${kind}-0000-7000-8000-' || lpad(to_hex((${n})::int), 12, '0'))::uuid`;
  const bind = [
    'SET LOCAL ROLE kernos_progress;',
    `SET LOCAL kernos.organization = '${organizationId}';`,
    `SET LOCAL kernos.actor = '${organizationId}';`,
    `SET LOCAL kernos.scope = 'organization';`,
  ];
  const event = (type: string) =>
    `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
     VALUES (gen_random_uuid(), 'event', '${type}', 'progress', :learner::text, '${organizationId}', now(),
             jsonb_build_object('lessonId', :lesson::text, 'learnerId', :learner::text, 'courseId', :course::text), '00-0-0-00');`.replace(
      /\s+/g,
      ' ',
    );
  const [lookUp, ...changes] = statements.map((sent) => inItsWords(sent, about));
  return [
    `\\set c random(${COURSES / 2}, ${COURSES - 1})`,
    `\\set l random(0, ${LESSONS - 1})`,
    `SELECT ${id(1, ':c')} AS course, ${id(2, `:c * ${LESSONS} + :l`)} AS lesson, id AS learner FROM bench_learners ORDER BY random() LIMIT 1 \\gset`,
    ...['BEGIN;', ...bind, lookUp, 'COMMIT;'],
    ...['BEGIN;', ...bind, ...changes, event('bench.completed'), event('bench.updated'), 'COMMIT;'],
  ].join('\n');
}

function completing(server: Server, tokens: readonly string[], next: () => number): autocannon.Options {
  const request: autocannon.Request = {
    method: 'POST',
    setupRequest: (given) => {
      const n = next();
      const [learner, rest] = [n % tokens.length, Math.floor(n / tokens.length)];
      const [course, lesson] = [Math.floor(rest / LESSONS), rest % LESSONS];
      if (course >= COURSES / 2) throw new Error('there are no more lessons to complete');
      const headers = { authorization: `Bearer ${tokens[learner]}` };
      return { ...given, path: `/api/lessons/${lessonIdOf(course, lesson)}/complete`, headers };
    },
  };
  return { url: server.url, connections: CONNECTIONS, requests: [request] };
}

export const benchComplete = (): Promise<boolean> =>
  benchOnWholeSystem({
    what: 'completing a lesson',
    prepare: async ({ store, organizationId, userIds, tokens }) => {
      await tellNotifications(store, organizationId, userIds.at(-1) as string, allCourses);
      const sent = await makeLessons(store, organizationId, userIds);
      await store.query({
        text: 'CREATE TABLE public.bench_learners AS SELECT unnest($1::uuid[]) AS id',
        values: [userIds],
      });
      // The first lesson of the first course is done.
      const count = counting(tokens.length);
      return {
        script: script(organizationId, sent),
        requests: (server) => completing(server, tokens, count),
      };
    },
    judge: (what, { rate, limit, ratio, p99, cost }) => {
      console.log(
        `        ${what}: ${rate}/s, pgbench ${limit}/s, ratio ${ratio.toFixed(2)}, slowest 1 % ${p99} ms; each takes ${cost}`,
      );
      return true;
    },
  });

if (import.meta.main) process.exitCode = (await benchComplete()) ? 0 : 1;
