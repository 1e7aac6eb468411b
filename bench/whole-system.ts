/** Calls of the whole system, as people get it, against pgbench running the same SQL statements on the same PostgreSQL. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { client } from '@kernos/kernel/client';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { LEASES_LOCK } from '@kernos/kernel/leases';
import { Store, type Tx } from '@kernos/kernel/store';
import { identity } from '@kernos/services/platform/identity/contract';
import { keepSubject } from '@kernos/services/platform/notifications/copies';
import type autocannon from 'autocannon';
import { benchEffects, settled } from './effects.ts';
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
const P99_WITH_EFFECTS_MS = 30;

const main = new URL('../apps/server/main.ts', import.meta.url);
const run = promisify(execFile);

interface People {
  readonly tokens: readonly string[];
  readonly userIds: readonly string[];
  readonly organizationId: string;
}

type Alone = Awaited<ReturnType<typeof measure>>;

interface WholeSystemBench {
  /** Names what is measured, e.g. `enrolling`. */
  readonly what: string;
  /** Makes what the requests are about; gives them, and one of them in pgbench's words. */
  prepare(
    about: People & { readonly store: Store },
  ): Promise<{ script: string; requests: (server: Server) => autocannon.Options }>;
  /** Says how it does while what follows is another process's work; false where a promise is missed. */
  judge(what: string, alone: Alone): boolean;
}

/** Measures a call alone, and with all that follows it in the same process. False where a promise is missed. */
export async function benchOnWholeSystem({ what, prepare, judge }: WholeSystemBench): Promise<boolean> {
  if (!(await hasPgbench())) {
    console.log(
      `LEFT OUT  ${what}: pgbench is not on this machine (Debian: postgresql-contrib or postgresql-15)`,
    );
    return true;
  }
  const kept = await onFreshSystem(prepare, async ({ store, server, requests, limit }) => {
    // What follows is another process's work while this one holds the lead.
    const lead = await holdLead(store);
    await using process = await server();
    const alone = await measure(process, requests, limit);
    lead.release(true);
    return judge(what, alone);
  });
  const whole = `${what}, all that follows in the same process`;
  const keptWithEffects = await onFreshSystem(prepare, async ({ store, server, requests, limit }) => {
    await using all = await server();
    // The limit is measured at rest: what follows of the turn before it would slow it down.
    const { rate, ratio, p99, ...atLimit } = await measure(all, requests, async () => {
      await settled(store);
      return limit();
    });
    const fast = report(whole, `${rate}/s`, `pgbench ${atLimit.limit}/s`, ratio, { atLeast: 0.7 });
    const even = evenly(whole, p99, P99_WITH_EFFECTS_MS);
    const keepsUp = await benchEffects(what, store, requests(all));
    return fast && even && keepsUp;
  });
  return kept && keptWithEffects;
}

interface FreshSystem {
  readonly store: Store;
  /** Starts it. */
  server(): Promise<Server>;
  requests(server: Server): autocannon.Options;
  /** Transactions a second of pgbench. */
  limit(): Promise<number>;
}

async function onFreshSystem(
  prepare: WholeSystemBench['prepare'],
  run: (system: FreshSystem) => Promise<boolean>,
): Promise<boolean> {
  await using folder = await temporaryFolder();
  const postgres = await startPostgres({ dataDir: join(folder.path, 'database') });
  const store = new Store(postgres.url);
  try {
    const env = {
      ...{ PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' },
      ...{ KERNOS_DATA: join(folder.path, 'data'), DATABASE_URL: postgres.url },
    };
    const { script, requests } = await prepare({ ...(await registerOnce(env)), store });
    const file = join(folder.path, 'script.sql');
    await writeFile(file, script);
    const limit = () => pgbench(file, postgres.url, ['-T', String(TURN_SECONDS)]);
    return await run({ store, server: () => startServer(main, env), requests, limit });
  } finally {
    await store.close();
    await postgres.stop();
  }
}

/** Counts on with each call. */
export function counting(from: number): () => number {
  let next = from;
  return () => {
    next += 1;
    return next - 1;
  };
}

/** What writes to learners knows them as well. */
export const tellNotifications = (
  store: Store,
  organizationId: string,
  instructorId: string,
  courseIds: readonly string[],
): Promise<void> =>
  forEachCourse(
    store,
    'notifications',
    organizationId,
    (ctx, id) => keepSubject(ctx, { id, title: 'Course', ownerId: instructorId }),
    courseIds,
  );

export async function forEachCourse(
  store: Store,
  service: string,
  organizationId: string,
  write: (ctx: { tx: Tx }, id: string) => Promise<unknown>,
  courseIds: readonly string[],
): Promise<void> {
  const tx = store.transaction({
    ...{ service, organizationId, actorId: null },
    ...{ scope: 'organization', readOnly: false },
  });
  for (const id of courseIds) await write({ tx }, id);
  await tx.commit();
}

/** Starts the system once, so that the demo is there and the learners have registered. */
async function registerOnce(env: Record<string, string>) {
  await using server = await startServer(main, env);
  return await registerLearners(server.url);
}

async function registerLearners(url: string): Promise<People> {
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

/** Keeps every process from what follows, until this connection is closed. */
async function holdLead(store: Store) {
  const connection = await store.pool.connect();
  await connection.query('SELECT pg_advisory_lock($1)', [LEASES_LOCK]);
  return connection;
}

/** Says whether 99 of 100 were answered in time. */
export const evenly = (what: string, p99: number, within: number): boolean =>
  report(`${what}, slowest 1 %`, `${p99} ms`, `${within} ms`, p99 / within, { atMost: 1 });

/** Turns of requests to the whole system, by turns with the limit. */
async function measure(server: Server, requests: FreshSystem['requests'], limit: () => Promise<number>) {
  const turns = turnsOf(server, requests(server));
  const { ours, limit: best, ratio } = await alternate(turns.run, limit);
  return { rate: ours.toFixed(0), limit: best.toFixed(0), ratio, p99: turns.p99(), cost: turns.cost() };
}

export const hasPgbench = (): Promise<boolean> =>
  run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );

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
