/**
 * PostgreSQL: the pools, and transactions bound to a service and an organization.
 *
 * A transaction acts under the role of its service (`kernos_<service>`), which owns nothing, cannot
 * bypass row-level security and reaches no other service's schema. The organization is the
 * setting `kernos.organization`, which the policies compare. Both last until the transaction ends, and no statement
 * of a service can change them (statements.ts, barriers.ts).
 */
import type { EventEmitter } from 'node:events';
import pg from 'pg';
import { asLogin } from './login.ts';
import { roleOf } from './names.ts';
import { camelCaseRows } from './row-casing.ts';
import { factStatements, type RowFacts } from './row-facts.ts';
import { beginAlone, type Session, toPg } from './session.ts';
import { SharedTransactions } from './shared-transactions.ts';
import type { Rows, Sql } from './sql.ts';
import { checkStatement } from './statements.ts';
import { noteEnding, ofOurs } from './unreachable.ts';

/** Under whose role, for which organization and on whose behalf a transaction runs. */
export interface Binding {
  readonly service: string;
  readonly organizationId: string | null;
  readonly actorId: string | null;
  readonly scope: 'organization' | 'platform';
  readonly readOnly: boolean;
  /** Where policies of the service compare more than the organization; asked for when the transaction begins. */
  readonly facts?: (() => Promise<RowFacts>) | undefined;
}

// The same instant must look the same in process and over HTTP, so timestamps are RFC 3339 text from the
// start; bigint counts are numbers, for none of ours passes 2^53.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.NUMERIC) return Number;
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

const STATEMENT_TIMEOUT_MS = 30_000;
/** PostgreSQL itself ends a statement before that: where it says nothing for so long, it has stopped or the way to it is gone. */
const PATIENCE_MS = STATEMENT_TIMEOUT_MS + 500;
const CONNECT_WITHIN_MS = 10_000;
/** For so long after a statement of ours found no room on its disk the database is taken to be full. */
const FULL_MS = 15_000;
/** PostgreSQL's word for that. */
export const DISK_FULL = '53100';
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

// Of requests one transaction is asked while another is answered. Nobody waits for effects: there, those that contend on
// more than their keys say are better off in one.
const REQUESTS = { atOnce: 2, patienceMs: 200 };
const EFFECTS = { atOnce: 1, patienceMs: 500 };

/**
 * What the kernel notes of effects by itself (how far a consumer has read, who works on a run) need not be on disk before it
 * goes on. Where the last of it is lost, so is nothing that was committed before it, and what was noted is done again as
 * it is when a process dies.
 */
const UNHURRIED: pg.PoolConfig = { options: '-c synchronous_commit=off' };

/** The kernel's own statements are few and short. */
const OWN_CONNECTIONS_AT_MOST = 8;

export class Store {
  /** Connections of the database's owner, for the kernel's own statements. */
  readonly pool: pg.Pool;
  readonly url: string;
  /** It is for what follows from messages: there, what only reads shares transactions as well. */
  readonly forEffects: boolean;
  /** Connections of a login that can only take on the roles of services (login.ts). */
  readonly #services: pg.Pool;
  readonly #shared: SharedTransactions;
  #foundFullAt = Number.NEGATIVE_INFINITY;

  constructor(url: string, options: StoreOptions = {}) {
    const { connections = 20, patienceMs = PATIENCE_MS, forEffects = false } = options;
    this.url = url;
    this.forEffects = forEffects;
    const onFull = () => {
      this.#foundFullAt = performance.now();
    };
    const open = (address: string, pool: pg.PoolConfig) =>
      openPool(address, { ...pool, query_timeout: patienceMs }, onFull, options.onError);
    const own = { max: Math.min(connections, OWN_CONNECTIONS_AT_MOST), ...(forEffects && UNHURRIED) };
    this.pool = open(url, own);
    this.#services = open(asLogin(url), { max: connections });
    this.#shared = new SharedTransactions(this.#services, forEffects ? EFFECTS : REQUESTS);
  }

  /** Whether the database lately had no room for what was to be written. */
  get isFull(): boolean {
    return performance.now() - this.#foundFullAt < FULL_MS;
  }

  /** What of the pools is open, free and asked for. */
  get connections(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    const [own, services] = [this.pool, this.#services];
    return {
      total: own.totalCount + services.totalCount,
      idle: own.idleCount + services.idleCount,
      waiting: own.waitingCount + services.waitingCount,
    };
  }

  /** One statement as the owner, outside any organization: for the kernel's own tables only. */
  async query<Row>(sql: Sql): Promise<Rows<Row>> {
    const result = await ofOurs(this.pool.query(toPg(sql)));
    return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
  }

  /**
   * A transaction as `binding` says. It begins with its first statement, so one that never asks costs nothing.
   * With `groupCommitKey`, the key of what it contends on, it is made as one with others (shared-transactions.ts), or, if
   * it is to go `alone`, after those before it with its key.
   */
  transaction(binding: Binding, groupCommitKey?: string, alone = false): Tx {
    return new Tx(async () => {
      const { together, own } = await onBehalfOf(binding);
      const mode = binding.readOnly ? ' READ ONLY' : '';
      if (groupCommitKey === undefined)
        return beginAlone(this.#services, `BEGIN${mode}; ${together}; ${own}`);
      return this.#shared.join(groupCommitKey, { opening: `BEGIN${mode}; ${together}`, own }, alone);
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.#services.end()]);
  }
}

interface StoreOptions {
  /** At most, for services' transactions. Default 20. */
  readonly connections?: number;
  /** For what follows from messages, which nobody waits for, instead of for requests. */
  readonly forEffects?: boolean;
  /** How long PostgreSQL may be silent when it was asked something, milliseconds; then its connection is ended. Default 30,500. */
  readonly patienceMs?: number;
  readonly onError?: (error: Error) => void;
}

function openPool(
  url: string,
  own: pg.PoolConfig & { query_timeout: number },
  onFull: () => void,
  onError: StoreOptions['onError'],
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    ...own,
    // Statements of one transaction go out without waiting for one another's answer.
    pipeline: true,
    types,
    application_name: 'kernos',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: Math.min(CONNECT_WITHIN_MS, own.query_timeout),
  } as pg.PoolConfig);
  // Without a listener an idle connection that dies (database restarted) would end the process.
  // While closing, a connection may well end before it was asked to.
  pool.on('error', (error) => {
    if (!pool.ending) onError?.(error);
  });
  // Nor may one that dies while a transaction is between two statements: the next of them says so.
  pool.on('connect', (client) => {
    client.on('error', (error) => noteEnding(client, error));
    const { connection } = client as unknown as { connection: EventEmitter };
    connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (code === DISK_FULL) onFull();
    });
    camelCaseRows(client);
  });
  return pool;
}

/**
 * A transaction that begins lazily. States: idle → open (first statement) → done (commit or rollback).
 * Statements are pipelined: BEGIN is sent with the first of them, the outbox rows with COMMIT.
 */
export class Tx {
  readonly #begin: () => Promise<Session>;
  #session: Promise<Session> | undefined;
  #done = false;
  #destroyed = false;

  constructor(begin: () => Promise<Session>) {
    this.#begin = begin;
  }

  get isOpen(): boolean {
    return this.#session !== undefined && !this.#done;
  }

  /** Runs one statement. Throws PostgreSQL's error; `violates` recognises a constraint by its name. */
  async query<Row>(sql: Sql): Promise<Rows<Row>> {
    this.#checkOpen();
    checkStatement(sql.text);
    this.#session ??= this.#begin();
    const session = await this.#session;
    this.#checkOpen();
    const result = await session.send(sql);
    return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
  }

  #checkOpen(): void {
    if (this.#done) throw new Error('this transaction has ended: a handler went on after it had answered');
  }

  /** Sends `last` and COMMIT together. A transaction that never began is left alone when `last` is empty. */
  async commit(last: readonly Sql[] = []): Promise<void> {
    this.#checkKept();
    if (this.#done) return;
    if (!this.#session && last.length === 0) {
      this.#done = true;
      return;
    }
    this.#session ??= this.#begin();
    const session = await this.#session;
    this.#checkKept();
    this.#done = true;
    await session.commit(last);
  }

  #checkKept(): void {
    if (this.#destroyed) throw new Error('this transaction was given up, so nothing of it is kept');
  }

  async rollback(): Promise<void> {
    if (this.#done) return;
    this.#done = true;
    const session = await this.#session?.catch(() => undefined);
    await session?.rollback();
  }

  /**
   * Gives the transaction up while a statement of it may be running: its connection is destroyed, so that nothing
   * that comes late can commit. What was sent with COMMIT before may have been kept.
   */
  destroy(): void {
    this.#done = true;
    this.#destroyed = true;
    this.#session?.then((session) => session.destroy()).catch(() => undefined);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// One text message instead of four prepared ones. Its values are checked, never taken as they come.
async function onBehalfOf({
  service,
  organizationId,
  actorId,
  scope,
  facts,
}: Binding): Promise<{ together: string; own: string }> {
  for (const id of [organizationId, actorId]) {
    if (id !== null && !UUID.test(id)) throw new Error(`not a UUID: ${JSON.stringify(id)}`);
  }
  const actor = `SET LOCAL kernos.actor = '${actorId ?? ''}'`;
  return {
    together:
      `SET LOCAL ROLE ${roleOf(service)}; ` +
      `SET LOCAL kernos.organization = '${organizationId ?? ''}'; ` +
      `SET LOCAL kernos.scope = '${scope}'`,
    own: facts ? `${actor}; ${factStatements(await facts())}` : actor,
  };
}

/** True where `error` is PostgreSQL refusing to break the named constraint, index or exclusion. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}

/** True where PostgreSQL ended the transaction only because another ran at the same time: it may be run again. */
export function isTransient(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}

/** True where PostgreSQL could not read a value: a cursor that was made up, text with a NUL character. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && unreadable.has(error.code ?? '');
}
const unreadable = new Set(['22021', '22P05', '22P02', '22007', '22008']);
