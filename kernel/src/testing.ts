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
import pino from 'pino';
import { boot, type System } from './boot.ts';
import { type Config, loadConfig } from './config/config.ts';
import { systemSecrets } from './config/system-secret.ts';
import { type Client, client } from './contract/client.ts';
import { type Contract, contract } from './contract/contract.ts';
import { commonError } from './contract/errors.ts';
import { newId } from './contract/ids.ts';
import { type ServiceDefinition, service } from './contract/service.ts';
import { createLogger } from './observability/telemetry.ts';
import type { Cipher } from './store/encryption.ts';
import { migrate, schemaDigest } from './store/migrations.ts';
import { OrganizationKeys } from './store/organization-keys.ts';
import type { Rows, Sql } from './store/sql.ts';
import { Store } from './store/store.ts';
import { type TestDatabase, testDatabase, untilSettled } from './test-database.ts';
import { serviceActor } from './unit-of-work/caller.ts';

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
  /** Encrypts and decrypts as a handler of this organization's, or of none's. */
  cipherOf(organizationId: string | null): Promise<Cipher>;
  /** Waits until every message that was committed has had its effects, or is dead. */
  settled(): Promise<void>;
}

export interface TestOptions {
  readonly services: readonly ServiceDefinition[];
  /** Settings as in the environment, e.g. `{ DEMO: 'on' }`. Default: DEMO off, no rate limits, any free port. */
  readonly env?: Readonly<Record<string, string>>;
  /** False where a service under test authenticates itself. Default true. */
  readonly signIn?: boolean;
  /** Calls between services go over HTTP, and each loses its first reply. Default: as the run of the tests says. */
  readonly remote?: boolean;
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
const { KERNOS_TEST_REMOTE: remote, LOG_LEVEL: logLevel = 'error' } = env;

export async function startTestSystem(options: TestOptions): Promise<TestSystem> {
  const services = options.signIn === false ? options.services : [...options.services, testSignIn];
  const database = await databaseFor(services);
  const folder = await mkdtemp(join(tmpdir(), 'kernos-test-'));
  const clock = new TestClock();
  const settings = {
    PORT: '0',
    DEMO: 'off',
    RATE_LIMIT: 'off',
    LOG_LEVEL: logLevel,
    ...options.env,
    KERNOS_DATA: folder,
    DATABASE_URL: database.url,
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
    ...((options.remote ?? remote === '1') && { remoteCalls: { loseFirstReply: true } }),
  });
  // What is settled is seen by the consumers, who are there once somebody leads.
  await system.leading;
  const store = new Store(database.url, { connections: 2 });
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
    cipherOf: async (id) => new OrganizationKeys(store, await systemSecrets(config)).cipherOf(id),
    settled: () => untilSettled((text, values) => store.query({ text, values }), clock.now),
    async [Symbol.asyncDispose]() {
      await system.stop();
      await store.close();
      await database[Symbol.asyncDispose]();
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

/** With the tables of these services. */
async function databaseFor(services: readonly ServiceDefinition[]): Promise<TestDatabase> {
  const version = await schemaDigest(services);
  return testDatabase({
    name: version.slice(0, 16),
    version,
    fill: (url) => migrate(url, services),
  });
}

/** The actor of a call that a test makes inside the system. */
export const asService = (organizationId: string | null) => ({ actor: serviceActor('test'), organizationId });
