/**
 * `POST /api/courses/:id/enroll`, all of it (JWT, checks, enrollment, event), against pgbench running the
 * same SQL statements one by one, prepared, with as many clients, on the same PostgreSQL.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { client } from '@kernos/kernel/client';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { newId } from '@kernos/kernel/ids';
import { LEASES_LOCK } from '@kernos/kernel/leases';
import { Store, type Tx } from '@kernos/kernel/store';
import { insertCourse, TAKE_SEAT } from '@kernos/services/learning/enrollments/store';
import { insertVersion } from '@kernos/services/learning/progress/store';
import { identity } from '@kernos/services/platform/identity/contract';
import { keepSubject } from '@kernos/services/platform/notifications/copies';
import type autocannon from 'autocannon';
import { benchEffects } from './effects.ts';
import {
  alternate,
  report,
  type Server,
  startServer,
  TURN_SECONDS,
  temporaryFolder,
  turnsOf,
} from './measure.ts';

export const CONNECTIONS = 32;
const LEARNERS = 200;
const COURSES = 600;
const P99_MS = 15;
export const P99_WITH_EFFECTS_MS = 30;

const run = promisify(execFile);
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
  };
  await forEachCourse(store, 'enrollments', organizationId, (ctx, id) =>
    insertCourse(ctx, { ...course, courseId: id }),
  );
  await forEachCourse(store, 'progress', organizationId, (ctx, id) =>
    insertVersion(ctx, { courseId: id, version: 1, title: 'Course', lessonIds: [newId()] }),
  );
}

/** What writes to learners knows them as well. */
export const tellNotifications = (
  store: Store,
  organizationId: string,
  instructorId: string,
  courseIds = allCourses,
): Promise<void> =>
  forEachCourse(
    store,
    'notifications',
    organizationId,
    (ctx, id) => keepSubject(ctx, { id, title: 'Course', ownerId: instructorId }),
    courseIds,
  );

async function forEachCourse(
  store: Store,
  service: string,
  organizationId: string,
  write: (ctx: { tx: Tx }, id: string) => Promise<unknown>,
  courseIds = allCourses,
): Promise<void> {
  const tx = store.transaction({
    ...{ service, organizationId, actorId: null },
    ...{ scope: 'organization', readOnly: false },
  });
  for (const id of courseIds) await write({ tx }, id);
  await tx.commit();
}

async function registerLearners(url: string) {
  const tokens: string[] = [];
  const userIds: string[] = [];
  let organizationId = '';
  for (let n = 0; n < LEARNERS; n += 1) {
    const email = `bench-${n}@example.org`;
    const { accessToken, user } = await client(identity, { baseUrl: url }).register({
      name: 'Bench',
      email,
      password: `${crypto.randomUUID()}!`,
    });
    tokens.push(accessToken);
    organizationId = user.organizationId ?? '';
    userIds.push(user.id);
  }
  return { tokens, organizationId, userIds };
}

/** Every request is another learner and course, so that each is a new enrollment; all over the courses, as pgbench’s are. */
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
            path: `/api/courses/${courseId(n % COURSES)}/enroll`,
            headers: { authorization: `Bearer ${tokens[Math.floor(n / COURSES)]}` },
          };
        },
      },
    ],
  };
}

export const hasPgbench = (): Promise<boolean> =>
  run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );

/** The statements of one enrollment as the kernel sends them, in pgbench's words. */
export function pgbenchScript(organizationId: string): string {
  const course = `('00000000-0000-7000-8000-' || lpad(to_hex(:course::int), 12, '0'))::uuid`;
  const seat = TAKE_SEAT.replaceAll('$1', course)
    .replaceAll('$2', ':learner::uuid')
    .replaceAll('$3', ':id::uuid')
    .replaceAll('$4', 'now()');
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

export async function pgbench(
  script: string,
  databaseUrl: string,
  length: readonly string[],
): Promise<number> {
  const url = new URL(databaseUrl);
  const args = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', ...length, '-f', script];
  const env = {
    ...process.env,
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGUSER: url.username,
    PGPASSWORD: decodeURIComponent(url.password),
  };
  const { stdout } = await run('pgbench', [...args, url.pathname.slice(1)], { env });
  const tps = stdout.match(/tps = ([\d.]+)/)?.[1];
  if (!tps) throw new Error(`pgbench said nothing of its rate:\n${stdout}`);
  return Number(tps);
}

export async function benchEnroll(): Promise<boolean> {
  if (!(await hasPgbench())) {
    console.log(
      'LEFT OUT  enrolling: pgbench is not on this machine (Debian: postgresql-contrib or postgresql-15)',
    );
    return true;
  }
  await using folder = await temporaryFolder();
  const postgres = await startPostgres({ dataDir: join(folder.path, 'database') });
  const store = new Store(postgres.url);
  try {
    const env = {
      PORT: '0',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'warn',
      KERNOS_DATA: join(folder.path, 'data'),
      DATABASE_URL: postgres.url,
    };
    const { tokens, organizationId, userIds } = await prepare(env);
    const userId = userIds.at(-1) as string;
    await makeCourses(store, organizationId, userId);
    await tellNotifications(store, organizationId, userId);
    const script = join(folder.path, 'enroll.sql');
    await writeFile(script, pgbenchScript(organizationId));
    const limit = () => pgbench(script, postgres.url, ['-T', String(TURN_SECONDS)]);
    let next = 0;
    const pair = () => {
      next += 1;
      return next - 1;
    };
    // What follows an enrollment (progress, welcome, email) is another process's work while this one holds the lead.
    const lead = await holdLead(store);
    const requests = (server: Server) => enrolling(server, tokens, pair);
    const alone = await measure(env, requests, limit);
    lead.release(true);
    const fast = report('enrolling', `${alone.rate}/s`, `pgbench ${alone.limit}/s`, alone.ratio, {
      atLeast: 1.2,
    });
    const even = evenly('enrolling', alone.p99, P99_MS);
    console.log(`        each takes ${alone.cost}`);
    const whole = 'enrolling, all that follows in the same process';
    let keepsUp = false;
    const all = await measure(env, requests, limit, async (options) => {
      keepsUp = await benchEffects('enrolling', store, options);
    });
    const fastWithAll = report(whole, `${all.rate}/s`, `pgbench ${all.limit}/s`, all.ratio, { atLeast: 0.7 });
    const evenWithAll = evenly(whole, all.p99, P99_WITH_EFFECTS_MS);
    return [fast, even, fastWithAll, evenWithAll, keepsUp].every(Boolean);
  } finally {
    await store.close();
    await postgres.stop();
  }
}

/** Starts the system once, so that the demo is there and the learners have registered. */
export async function prepare(env: Record<string, string>) {
  await using server = await startServer(main, env);
  return await registerLearners(server.url);
}

const main = new URL('../apps/server/main.ts', import.meta.url);

/** Keeps every process from what follows, until this connection is closed. */
export async function holdLead(store: Store) {
  const connection = await store.pool.connect();
  await connection.query('SELECT pg_advisory_lock($1)', [LEASES_LOCK]);
  return connection;
}

/** Says whether 99 of 100 were answered in time. */
export const evenly = (what: string, p99: number, within: number): boolean =>
  report(`${what}, slowest 1 %`, `${p99} ms`, `${within} ms`, p99 / within, { atMost: 1 });

/** Turns of requests to the whole system, by turns with the limit; `afterwards` has it to itself. */
export async function measure(
  env: Record<string, string>,
  requests: (server: Server) => autocannon.Options,
  limit: () => Promise<number>,
  afterwards: (options: autocannon.Options) => Promise<void> = async () => undefined,
) {
  await using server = await startServer(main, env);
  const options = requests(server);
  const turns = turnsOf(server, options);
  const { ours, limit: best, ratio } = await alternate(turns.run, limit);
  await afterwards(options);
  return { rate: ours.toFixed(0), limit: best.toFixed(0), ratio, p99: turns.p99(), cost: turns.cost() };
}

if (import.meta.main) process.exitCode = (await benchEnroll()) ? 0 : 1;
