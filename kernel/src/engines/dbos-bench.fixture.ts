/** What the tests of the engine share: a database, an engine on it, and what they ask of both. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { EngineHost, WorkflowEngine } from '../workflows/workflows.ts';
import { bookkeeper, makeTables, type Script } from './dbos.fixture.ts';
import { type DbosOptions, startDbos } from './dbos.ts';
import { startPostgres } from './embedded-postgres.ts';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
}

export interface Said {
  readonly level: 'warn' | 'error';
  readonly text: string;
  readonly fields: Record<string, unknown>;
}

export class DbosBench implements Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** What the engine logged since the last `reset`. */
  readonly said: Said[] = [];
  readonly #serverUrl: string;
  readonly #ends: (() => Promise<unknown>)[];
  #engine: WorkflowEngine | undefined;

  private constructor(serverUrl: string, database: Database, ends: (() => Promise<unknown>)[]) {
    this.#serverUrl = serverUrl;
    this.#ends = ends;
    this.url = database.url;
    this.pool = database.pool;
  }

  /** A database of its own, on the server at this URL or else on one started for it. */
  static async open(givenUrl: string | undefined): Promise<DbosBench> {
    const ends: (() => Promise<unknown>)[] = [];
    let serverUrl = givenUrl;
    if (!serverUrl) {
      const dataDir = await mkdtemp(join(tmpdir(), 'kernos-dbos-'));
      const server = await startPostgres({ dataDir, durable: false });
      ends.push(
        () => server.stop(),
        () => rm(dataDir, { recursive: true, force: true }),
      );
      serverUrl = server.url;
    }
    return new DbosBench(serverUrl, await makeDatabase(serverUrl, ends), ends);
  }

  newDatabase(): Promise<Database> {
    return makeDatabase(this.#serverUrl, this.#ends);
  }

  /** Starts an engine; `reset` stops it if the test does not. */
  async start(script: Script | EngineHost, options: Partial<DbosOptions> = {}): Promise<WorkflowEngine> {
    const host = 'execute' in script ? script : bookkeeper(this.pool, script);
    const note = (level: Said['level']) => (fields: object, text: string) => {
      this.said.push({ level, text, fields: { ...fields } });
    };
    const log = { warn: note('warn'), error: note('error') };
    this.#engine = await startDbos({ databaseUrl: this.url, host, log, ...options });
    return this.#engine;
  }

  get engine(): WorkflowEngine | undefined {
    return this.#engine;
  }

  async reset(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
    this.said.length = 0;
  }

  async close(): Promise<void> {
    for (const end of this.#ends) await end();
  }

  async until(what: string, isSo: () => Promise<boolean>, within = 10_000): Promise<void> {
    const deadline = Date.now() + within;
    while (!(await isSo())) {
      if (Date.now() > deadline)
        assert.fail(`${what} did not come to pass; log: ${JSON.stringify(this.said)}`);
      await pause(10);
    }
  }

  /** Waits for the engine to log a text with `part` in it. */
  untilSaid(part: string): Promise<void> {
    return this.until(`a word of "${part}"`, async () => this.said.some(({ text }) => text.includes(part)));
  }

  async endOf(run: string, within?: number): Promise<{ message: string | null; code: string | null }> {
    const find = async () =>
      (await this.pool.query('SELECT message, code FROM ends WHERE run = $1', [run])).rows;
    await this.until(`the end of ${run}`, async () => (await find()).length === 1, within);
    return (await find())[0];
  }

  /** `<direction> <step>` of each effect of a run, in their order. */
  async effectsOf(run: string): Promise<string[]> {
    const sql = 'SELECT direction, step FROM effects WHERE run = $1 ORDER BY position';
    const { rows } = await this.pool.query(sql, [run]);
    return rows.map(({ direction, step }) => `${direction} ${step}`);
  }

  /** How often the engine asked for a step. */
  async callsOf(run: string, step: string, direction = 'do'): Promise<number> {
    const sql = 'SELECT count(*)::int AS n FROM calls WHERE run = $1 AND step = $2 AND direction = $3';
    return (await this.pool.query(sql, [run, step, direction])).rows[0].n;
  }

  untilCalled(run: string, step: string): Promise<void> {
    return this.until(`the step ${step}`, async () => (await this.callsOf(run, step)) > 0);
  }
}

async function makeDatabase(serverUrl: string, ends: (() => Promise<unknown>)[]): Promise<Database> {
  const name = `dbos_${randomUUID().replaceAll('-', '')}`;
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 10 });
  // Dropping the database cuts connections, and a test does so on purpose.
  pool.on('error', () => undefined);
  ends.unshift(
    () => pool.end(),
    () => onServer(`DROP DATABASE ${name} WITH (FORCE)`),
  );
  await makeTables(pool);
  return { url: url.href, pool };
}
