/**
 * `POST /api/courses/:id/enroll`, all of it (JWT, checks, enrollment, event), against pgbench running the
 * same SQL statements one by one, prepared, with as many clients, on the same PostgreSQL.
 */
import { newId } from '@kernos/kernel/ids';
import type { Store } from '@kernos/kernel/store';
import { insertCourse, TAKE_SEAT } from '@kernos/services/learning/enrollments/store';
import { insertVersion } from '@kernos/services/learning/progress/store';
import type autocannon from 'autocannon';
import { report, type Server } from './measure.ts';
import {
  benchOnWholeSystem,
  CONNECTIONS,
  counting,
  evenly,
  forEachCourse,
  tellNotifications,
} from './whole-system.ts';

const COURSES = 600;
const P99_MS = 15;

export const courseId = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const allCourses = Array.from({ length: COURSES }, (_, n) => courseId(n));

/** Published courses without a limit of seats, known to enrollments and progress as if their events had arrived. */
export async function makeCourses(store: Store, organizationId: string, instructorId: string): Promise<void> {
  const course = {
    instructorId,
    title: 'Course',
    lessons: 1,
    capacity: null,
    waitlist: false,
    audience: 'enrolled' as const,
  };
  await forEachCourse(
    store,
    'enrollments',
    organizationId,
    (ctx, id) => insertCourse(ctx, { ...course, courseId: id }),
    allCourses,
  );
  await forEachCourse(
    store,
    'progress',
    organizationId,
    (ctx, id) => insertVersion(ctx, { courseId: id, version: 1, title: 'Course', lessonIds: [newId()] }),
    allCourses,
  );
}

/** Every request is another learner and course than those around it, and each pair comes once; so are pgbench’s. */
function enrolling(server: Server, tokens: readonly string[], pair: () => number): autocannon.Options {
  return {
    url: server.url,
    connections: CONNECTIONS,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const n = pair();
          if (n >= tokens.length * COURSES) throw new Error('there are no more pairs of learner and course');
          return {
            ...request,
            path: `/api/courses/${courseId((n + Math.floor(n / COURSES)) % COURSES)}/enroll`,
            headers: { authorization: `Bearer ${tokens[n % tokens.length]}` },
          };
        },
      },
    ],
  };
}

/** The statements of one enrollment as the kernel sends them, in pgbench's words. */
export function pgbenchScript(organizationId: string): string {
  const course = `('00000000-0000-7000-8000-' || lpad(to_hex(:course::int), 12, '0'))::uuid`;
  const seat = TAKE_SEAT.replaceAll('$1', course)
    .replaceAll('$2', ':learner::uuid')
    .replaceAll('$3', ':id::uuid')
    .replaceAll('$4', 'now()')
    .replaceAll('$5', 'false');
  const data = `jsonb_build_object('enrollmentId', :id::text, 'courseId', ${course}, 'learnerId', :learner::text)`;
  return [
    `\\set course random(0, ${COURSES - 1})`,
    `SELECT gen_random_uuid() AS id, gen_random_uuid() AS learner \\gset`,
    'BEGIN;',
    'SET LOCAL ROLE kernos_enrollments;',
    `SET LOCAL kernos.organization = '${organizationId}';`,
    `SET LOCAL kernos.actor = '${organizationId}';`,
    `SET LOCAL kernos.scope = 'organization';`,
    `${seat.replace(/\s+/g, ' ')};`,
    `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
     VALUES (gen_random_uuid(), 'event', 'bench.created', 'enrollments', :id::text, '${organizationId}', now(), ${data}, '00-0-0-00');`.replace(
      /\s+/g,
      ' ',
    ),
    'COMMIT;',
  ].join('\n');
}

export const benchEnroll = (): Promise<boolean> =>
  benchOnWholeSystem({
    what: 'enrolling',
    prepare: async ({ store, organizationId, userIds, tokens }) => {
      const userId = userIds.at(-1) as string;
      await makeCourses(store, organizationId, userId);
      await tellNotifications(store, organizationId, userId, allCourses);
      const pair = counting(0);
      return {
        script: pgbenchScript(organizationId),
        requests: (server) => enrolling(server, tokens, pair),
      };
    },
    judge: (what, alone) => {
      const fast = report(what, `${alone.rate}/s`, `pgbench ${alone.limit}/s`, alone.ratio, { atLeast: 1.2 });
      const even = evenly(what, alone.p99, P99_MS);
      console.log(`        each takes ${alone.cost}`);
      return fast && even;
    },
  });

if (import.meta.main) process.exitCode = (await benchEnroll()) ? 0 : 1;
