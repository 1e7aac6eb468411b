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
import { LEADER_LOCK } from '@kernos/kernel/leader';
import { Store } from '@kernos/kernel/store';
import { TAKE_SEAT } from '@kernos/services/learning/enrollments/store';
import { identity } from '@kernos/services/platform/identity/contract';
import { alternate, type Load, load, median, report, startServer, temporaryFolder } from './measure.ts';

const ROUNDS = 5;
const CONNECTIONS = 32;
const LEARNERS = 200;
const COURSES = 600;
const P99_MS = 15;

const run = promisify(execFile);
const courseId = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Published courses without a limit of seats, known to enrollments and progress as if their events had arrived. */
async function makeCourses(store: Store, organizationId: string): Promise<void> {
  const values = [Array.from({ length: COURSES }, (_, n) => courseId(n)), organizationId];
  await store.query({
    text: `INSERT INTO enrollments.courses (course_id, organization_id, instructor_id, title, state, waitlist)
           SELECT id::uuid, $2, gen_random_uuid(), 'Course', 'published', false FROM unnest($1::text[]) id`,
    values,
  });
  await store.query({
    text: `INSERT INTO progress.versions (course_id, version, organization_id, title, lesson_ids)
           SELECT id::uuid, 1, $2, 'Course', ARRAY[gen_random_uuid()] FROM unnest($1::text[]) id`,
    values,
  });
}

async function registerLearners(url: string): Promise<{ tokens: string[]; organizationId: string }> {
  const tokens: string[] = [];
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
  }
  return { tokens, organizationId };
}

/** Every request is another learner and course, so that each is a new enrollment. */
function enrolling(url: string, tokens: readonly string[], pair: () => number): () => Promise<Load> {
  return () =>
    load({
      url,
      connections: CONNECTIONS,
      requests: [
        {
          method: 'POST',
          setupRequest: (request) => {
            const n = pair();
            if (n >= tokens.length * COURSES)
              throw new Error('there are no more pairs of learner and course');
            return {
              ...request,
              path: `/api/courses/${courseId(Math.floor(n / tokens.length))}/enroll`,
              headers: { authorization: `Bearer ${tokens[n % tokens.length]}` },
            };
          },
        },
      ],
    });
}

/** The statements of one enrollment as the kernel sends them, in pgbench's words. */
function pgbenchScript(organizationId: string): string {
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

async function pgbench(script: string, databaseUrl: string): Promise<number> {
  const url = new URL(databaseUrl);
  const args = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', '-T', '3', '-f', script];
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
  const there = await run('pgbench', ['--version']).catch(() => undefined);
  if (!there) {
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
    const { tokens, organizationId } = await prepare(env);
    await makeCourses(store, organizationId);
    const script = join(folder.path, 'enroll.sql');
    await writeFile(script, pgbenchScript(organizationId));
    const limit = () => pgbench(script, postgres.url);
    let next = 0;
    const pair = () => {
      next += 1;
      return next - 1;
    };
    // What follows an enrollment (progress, welcome, letter) is another process's work while this one holds the lead.
    const lead = await holdLead(store);
    const alone = await measure(env, 'enrolling', tokens, pair, limit);
    lead.release(true);
    const together = await measure(
      env,
      'enrolling, with all that follows in the same process',
      tokens,
      pair,
      limit,
    );
    console.log(`        ${together.line}`);
    return alone.holds;
  } finally {
    await store.close();
    await postgres.stop();
  }
}

/** Starts the system once, so that the demo is there and the learners have registered. */
async function prepare(env: Record<string, string>) {
  await using server = await startServer(main, env);
  return await registerLearners(server.url);
}

const main = new URL('../apps/server/main.ts', import.meta.url);

async function holdLead(store: Store) {
  const connection = await store.pool.connect();
  await connection.query('SELECT pg_advisory_lock($1)', [LEADER_LOCK]);
  return connection;
}

async function measure(
  env: Record<string, string>,
  what: string,
  tokens: readonly string[],
  pair: () => number,
  limit: () => Promise<number>,
): Promise<{ holds: boolean; line: string }> {
  await using server = await startServer(main, env);
  const slowest: number[] = [];
  const enroll = enrolling(server.url, tokens, pair);
  const ours = async () => {
    const { perSecond, p99, failed } = await enroll();
    if (failed > 0) throw new Error(`${failed} enrollments failed`);
    slowest.push(p99);
    return perSecond;
  };
  const { ours: rate, limit: best, ratio } = await alternate(ROUNDS, ours, limit);
  const p99 = median(slowest.slice(1));
  const line = `${what}: ${rate.toFixed(0)}/s, pgbench ${best.toFixed(0)}/s, ratio ${ratio.toFixed(2)}, slowest 1 % ${p99} ms`;
  if (what !== 'enrolling') return { holds: true, line };
  const fast = report(what, `${rate.toFixed(0)}/s`, `pgbench ${best.toFixed(0)}/s`, ratio, { atLeast: 0.8 });
  const even = report(`${what}, slowest 1 %`, `${p99} ms`, `${P99_MS} ms`, p99 / P99_MS, { atMost: 1 });
  return { holds: fast && even, line };
}

if (import.meta.main) process.exitCode = (await benchEnroll()) ? 0 : 1;
