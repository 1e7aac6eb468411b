/**
 * The testing kit: a real system on real PostgreSQL over real HTTP, in a database of its own.
 *
 * `await using system = await startTestSystem({ services })` clones a template database (made once per set
 * of migrations and server), starts the services and stops them at the end of the block. With
 * KERNOS_TEST_REMOTE=1 every call between services goes over HTTP and loses its first reply once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { boot, type System } from './boot.ts';
import { type Config, loadConfig } from './config/config.ts';
import { type Client, client } from './contract/client.ts';
import { type Contract, contract } from './contract/contract.ts';
import { commonError } from './contract/errors.ts';
import { newId } from './contract/ids.ts';
import { type ServiceDefinition, service } from './contract/service.ts';
import { startPostgres } from './engines/embedded-postgres.ts';
import { createLogger } from './observability/telemetry.ts';
import { migrate, schemaDigest } from './store/migrations.ts';
import { type Rows, type Sql, Store } from './store/store.ts';
import { serviceActor } from './unit-of-work/context.ts';

/** A person of a test: signed in by the testing kit's own authenticator, no password needed. */
export interface TestPerson {
  readonly userId: string;
  readonly organizationId: string | null;
  readonly roles: readonly string[];
}

export interface TestSystem extends AsyncDisposable {
  readonly url: string;
  readonly system: System;
  /** The system's clock: real time until it is set; then it stands still until moved. */
  readonly clock: TestClock;
  /** A typed client that acts as `person` (anonymous where absent). */
  client<C extends Contract>(contract: C, person?: TestPerson): Client<C>;
  /** An access token of `person`, as realtime connections take it. */
  token(person: TestPerson): string;
  /** Headers that sign `person` in, for requests made by hand. */
  headers(person?: TestPerson): Record<string, string>;
  /** A new person; in a new organization, if none is given. */
  person(roles: readonly string[], organizationId?: string): TestPerson;
  /** SQL as the owner of the database, past row-level security: to look, not to work. */
  sql<Row>(sql: Sql): Promise<Rows<Row>>;
  /** Waits until every message that was committed has had its effects, or is dead. */
  settled(): Promise<void>;
}

export interface TestOptions {
  readonly services: readonly ServiceDefinition[];
  /** Settings as in the environment, e.g. `{ DEMO: 'on' }`. Default: DEMO off, no rate limits, any free port. */
  readonly env?: Readonly<Record<string, string>>;
  /** False where a service under test authenticates itself. Default true. */
  readonly signIn?: boolean;
  /** Takes every line of the log, at its most talkative, instead of standard error. */
  readonly logTo?: Writable;
}

export class TestClock {
  #at: number | undefined;
  now = (): Date => new Date(this.#at ?? Date.now());
  set(instant: string | Date): void {
    this.#at = new Date(instant).getTime();
  }
  advance(milliseconds: number): void {
    this.#at = this.now().getTime() + milliseconds;
  }
}

// The test runner speaks to the files it runs through these.
const { env } = process;
const {
  KERNOS_TEST_DATABASE_URL: sharedServer,
  KERNOS_TEST_REMOTE: remote,
  LOG_LEVEL: logLevel = 'error',
} = env;

export async function startTestSystem(options: TestOptions): Promise<TestSystem> {
  const services = options.signIn === false ? options.services : [...options.services, testSignIn];
  const server = await testServer();
  const folder = await mkdtemp(join(tmpdir(), 'kernos-test-'));
  const clock = new TestClock();
  const databaseUrl = await cloneDatabase(server.url, services);
  const settings = {
    PORT: '0',
    DEMO: 'off',
    RATE_LIMIT: 'off',
    LOG_LEVEL: logLevel,
    ...options.env,
    KERNOS_DATA: folder,
    DATABASE_URL: databaseUrl,
  };
  const config: Config = loadConfig(settings);
  const system = await boot({
    config,
    env: settings,
    services,
    version: 'test',
    clock: clock.now,
    // What a test looks through is not censored first: a secret must not get that far.
    log: options.logTo
      ? pino({ level: 'trace' }, options.logTo)
      : createLogger(config.logLevel, pino.destination({ dest: 2, sync: true })),
    ...(remote === '1' && { remoteCalls: { loseFirstReply: true } }),
  });
  // What is settled is seen by the consumers, who are there once somebody leads.
  await system.leading;
  const store = new Store(databaseUrl, { connections: 2 });
  const headers = (person?: TestPerson): Record<string, string> =>
    person ? { authorization: `Bearer ${tokenOf(person)}` } : {};
  return {
    url: system.url,
    system,
    clock,
    token: tokenOf,
    headers,
    client: (of, person) => client(of, { baseUrl: system.url, headers: () => headers(person) }),
    person: (roles, organizationId = newId()) => ({ userId: newId(), organizationId, roles }),
    sql: (sql) => store.query(sql),
    settled: () => waitUntilSettled(store, clock.now),
    async [Symbol.asyncDispose]() {
      await system.stop();
      await store.close();
      await dropDatabase(server.url, databaseUrl);
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// --- signing in without an identity service --------------------------------------------------------

const tokenOf = (person: TestPerson): string =>
  `test.${Buffer.from(JSON.stringify(person)).toString('base64url')}`;

/** Believes whoever says who they are. */
export const testSignIn = service(contract('test_sign_in', {}), {
  authenticate: async ({ headers }) => {
    const { authorization } = headers;
    if (typeof authorization !== 'string') return null;
    const [, token] = authorization.match(/^Bearer test\.([\w-]+)$/) ?? [];
    if (!token) throw commonError('unauthenticated', 'Not a test person.');
    const person = JSON.parse(Buffer.from(token, 'base64url').toString()) as TestPerson;
    const purpose = headers['kernos-purpose'];
    return { ...person, sessionId: person.userId, ...(purpose && { purpose: String(purpose) }) };
  },
});

// --- databases -------------------------------------------------------------------------------------

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The server that the test run started, or one of this file's own where it is run alone. */
async function testServer(): Promise<TestServer> {
  if (sharedServer) return { url: sharedServer, stop: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), 'kernos-test-pg-'));
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const TEMPLATE_LOCK = 7_261_003;

async function cloneDatabase(serverUrl: string, services: readonly ServiceDefinition[]): Promise<string> {
  const template = `kernos_template_${(await schemaDigest(services)).slice(0, 16)}`;
  const name = `kernos_test_${newId().replaceAll('-', '')}`;
  await withClient(serverUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      await admin.query(`CREATE DATABASE ${template}`);
      await migrate(databaseUrlOf(serverUrl, template), services);
    }
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return databaseUrlOf(serverUrl, name);
}

async function dropDatabase(serverUrl: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withClient(serverUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

async function withClient(url: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await run(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Without any progress. Not a measure of speed: a machine may be busy with other things. */
const STUCK_MS = 60_000;

// Settled: no message that some consumer takes is without its inbox row and after its cursor (what is handled in
// batches has no inbox rows), none is being tried again, and every run that can go on now has done so.
async function waitUntilSettled(store: Store, now: () => Date): Promise<void> {
  let progressAt = Date.now();
  let left = Number.POSITIVE_INFINITY;
  for (;;) {
    const { rows } = await store.query<{ open: string[] | null; left: number }>({
      text: `SELECT array_agg(DISTINCT what) AS open, count(*) AS left FROM (
               SELECT c.name || ' ' || o.type AS what FROM kernel.outbox o JOIN kernel.consumers c ON o.type = ANY (c.types)
                WHERE (c.name LIKE '%.workflows' OR NOT EXISTS (SELECT FROM kernel.inbox i WHERE i.consumer = c.name AND i.message_id = o.id))
                  AND (NOT kernel.has_read(c, o.xid, o.position)
                    OR EXISTS (SELECT FROM kernel.deliveries d WHERE d.consumer = c.name AND d.message_id = o.id))
                  AND NOT EXISTS (SELECT FROM kernel.deliveries d WHERE d.consumer = c.name AND d.message_id = o.id AND d.state <> 'waiting')
               UNION ALL SELECT 'workflow ' || id FROM kernel.workflows w
                WHERE status = 'running' AND (token IS NOT NULL OR wake_at <= $1
                   OR EXISTS (SELECT FROM kernel.workflow_steps s
                               WHERE s.workflow_id = w.id AND s.status = 'failed' AND s.until IS NOT NULL))) open`,
      values: [now()],
    });
    const { open, left: leftNow } = rows[0] as { open: string[] | null; left: number };
    if (!open) return;
    if (leftNow < left) progressAt = Date.now();
    left = leftNow;
    if (Date.now() - progressAt > STUCK_MS)
      throw new Error(`not settled, and no progress for ${STUCK_MS} ms: ${open.join(', ')}`);
    await sleep(5);
  }
}

/** The actor of a call that a test makes inside the system. */
export const asService = (organizationId: string | null) => ({ actor: serviceActor('test'), organizationId });
