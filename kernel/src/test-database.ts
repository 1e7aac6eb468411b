/**
 * Databases for tests: each has its own, cloned of a template that is made once per server and version of what is in
 * it, on the server that the test run started or on one of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newId } from './contract/ids.ts';
import { startPostgres } from './engines/embedded-postgres.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** What databases are cloned of. */
export interface Template {
  /** Part of the name of a database. */
  readonly name: string;
  /** A template of another version is made again. */
  readonly version: string;
  /** Fills an empty database, and leaves no connection to it open. */
  fill(url: string): Promise<unknown>;
}

/** A database that is gone at the end of the block. */
export async function testDatabase(template: Template): Promise<TestDatabase> {
  const server = await testServer();
  try {
    const url = await clone(server.url, template);
    return {
      url,
      [Symbol.asyncDispose]: async () => {
        await drop(server.url, nameIn(url));
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

// The test runner speaks to the files it runs through this.
const { env } = process;
const { KERNOS_TEST_DATABASE_URL: shared } = env;

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The server that the test run started, or one of this file's own where it is run alone. */
async function testServer(): Promise<TestServer> {
  if (shared) return { url: shared, stop: async () => undefined };
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

async function clone(serverUrl: string, { name, version, fill }: Template): Promise<string> {
  const template = `kernos_template_${name}`;
  const copy = `kernos_test_${newId().replaceAll('-', '')}`;
  await withClient(serverUrl, async (admin) => {
    // Who needs another template does not wait for this one.
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    // Its comment is its last part: one that was left half made has none.
    const { rows } = await admin.query<{ version: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS version FROM pg_database WHERE datname = $1`,
      [template],
    );
    if (rows[0]?.version !== version) {
      await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await admin.query(`CREATE DATABASE ${template}`);
      await fill(urlOf(serverUrl, template));
      await admin.query(`COMMENT ON DATABASE ${template} IS ${pg.escapeLiteral(version)}`);
    }
    // Half of what copying page by page through the journal costs.
    await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${template} STRATEGY FILE_COPY`);
  });
  return urlOf(serverUrl, copy);
}

async function drop(serverUrl: string, name: string): Promise<void> {
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

const nameIn = (url: string): string => new URL(url).pathname.slice(1);

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Without any progress. Not a measure of speed: a machine may be busy with other things. */
const STUCK_MS = 60_000;

/**
 * Waits until every message that was committed has had its effects, or is dead: no message that some consumer takes is
 * without its inbox row and after its cursor (what is handled in batches has no inbox rows), none is being tried again,
 * and every run that can go on now has done so.
 */
export async function untilSettled(
  query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>,
  now: () => Date,
): Promise<void> {
  let progressAt = Date.now();
  let left = Number.POSITIVE_INFINITY;
  for (;;) {
    const { rows } = await query(unsettled, []);
    const { open, left: leftNow, next } = rows[0] as Unsettled;
    // Read after the question: a run that was due when it was answered is due now.
    const isDue = next !== null && new Date(next) <= now();
    if (!open && !isDue) return;
    if (leftNow < left) progressAt = Date.now();
    left = leftNow;
    if (Date.now() - progressAt > STUCK_MS)
      throw new Error(
        `not settled, and no progress for ${STUCK_MS} ms: ${(open ?? ['a workflow that is due']).join(', ')}`,
      );
    await sleep(5);
  }
}

interface Unsettled {
  /** What is open, by name. */
  readonly open: string[] | null;
  readonly left: number;
  /** When the next run wakes up of those that nobody carries on: an instant, as whoever was asked gives instants. */
  readonly next: string | Date | null;
}

/** The same, of a database by its URL. */
export async function settled(url: string): Promise<void> {
  await withClient(url, (client) =>
    untilSettled(
      (text, values) => client.query(text, values),
      () => new Date(),
    ),
  );
}

const unsettled = `WITH runs AS (
   SELECT id, wake_at, token IS NOT NULL OR EXISTS (
       SELECT FROM kernel.workflow_steps s WHERE s.workflow_id = w.id AND s.status = 'failed' AND s.until IS NOT NULL) AS open
     FROM kernel.workflows w WHERE status = 'running'
 ), messages AS (
   SELECT c.name || ' ' || o.type AS what FROM kernel.outbox o JOIN kernel.consumers c ON o.type = ANY (c.types)
    WHERE (c.name LIKE '%.workflows' OR NOT EXISTS (SELECT FROM kernel.inbox i WHERE i.consumer = c.name AND i.message_id = o.id))
      AND (NOT kernel.has_read(c, o.xid, o.position)
        OR EXISTS (SELECT FROM kernel.deliveries d WHERE d.consumer = c.name AND d.message_id = o.id))
      AND NOT EXISTS (SELECT FROM kernel.deliveries d WHERE d.consumer = c.name AND d.message_id = o.id AND d.state <> 'waiting')
 )
 SELECT array_agg(DISTINCT what) AS open, count(*) AS left, (SELECT min(wake_at) FROM runs WHERE NOT open) AS next
   FROM (SELECT what FROM messages UNION ALL SELECT 'workflow ' || id FROM runs WHERE open) all_open`;
