/** A transaction's connection, and how statements go out on it. */
import type { Socket } from 'node:net';
import type pg from 'pg';
import { CommitWith } from './commit-with.ts';
import { sentTogether } from './many-rows.ts';
import type { Sql } from './sql.ts';
import { ofOurs, outcomeOf } from './unreachable.ts';

/** The connection that a transaction works on, until it ends it one way or the other. */
export interface Session {
  /** One statement of a service. */
  send(sql: Sql): Promise<pg.QueryResult>;
  commit(last: readonly Sql[]): Promise<void>;
  rollback(): Promise<void>;
  /** Ends it at once, whatever runs in it; nothing of it is kept that was not sent with COMMIT. */
  destroy(): void;
}

class Alone implements Session {
  readonly #client: pg.PoolClient;
  readonly #ended: () => void;
  #released = false;

  constructor(client: pg.PoolClient, ended: () => void) {
    this.#client = client;
    this.#ended = ended;
  }

  send(sql: Sql): Promise<pg.QueryResult> {
    sendTogether(this.#client);
    return this.#query(oneStatement(sql));
  }

  async commit(last: readonly Sql[]): Promise<void> {
    sendTogether(this.#client);
    const ending = this.#client.query(new CommitWith(sentTogether(last)));
    const command = await ofOurs(ending.command, this.#client).catch(async (error: unknown) => {
      await this.rollback();
      throw ending.isBeforeCommit(error) ? error : outcomeOf(error);
    });
    this.#release();
    // COMMIT of a failed transaction answers ROLLBACK instead of an error.
    if (command === 'COMMIT') return;
    throw new Error('the transaction was rolled back instead of committed');
  }

  #query(query: pg.QueryConfig): Promise<pg.QueryResult> {
    return ofOurs(this.#client.query(query), this.#client);
  }

  async rollback(): Promise<void> {
    if (this.#released) return;
    try {
      await this.#client.query('ROLLBACK');
      this.#release();
    } catch (error) {
      this.#release(error as Error);
    }
  }

  destroy(): void {
    if (this.#released) return;
    // At once: the pool would let the statements end that are on their way.
    socketOf(this.#client).destroy();
    this.#release(new Error('the transaction was given up'));
  }

  /** Gives the connection back to the pool; with an error it is closed instead. */
  #release(error?: Error): void {
    if (this.#released) return;
    this.#released = true;
    this.#client.release(error);
    this.#ended();
  }
}

/** A transaction that `opening` begins, on a connection of its own. `ended` is called once that is free again. */
export async function beginAlone(pool: pg.Pool, opening: string, ended = () => {}): Promise<Session> {
  const client = await ofOurs(pool.connect());
  sendTogether(client);
  // Not awaited: it is sent with the first statement, and its failure makes that one fail.
  client.query(opening).catch(() => undefined);
  return new Alone(client, ended);
}

/**
 * What is sent until this turn of the event loop ends goes out in one packet: a write to the socket costs
 * more than the statement in it.
 */
export function sendTogether(client: pg.PoolClient): void {
  const stream = socketOf(client);
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const socketOf = (client: pg.PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** As one statement and no more: PostgreSQL refuses a second one in a message of the extended protocol. */
export const oneStatement = (sql: Sql): pg.QueryConfig =>
  ({ ...toPg(sql), queryMode: 'extended' }) as pg.QueryConfig;

export function toPg(sql: Sql): pg.QueryConfig {
  return {
    text: sql.text,
    ...(sql.values && { values: sql.values as unknown[] }),
    ...(sql.name && { name: sql.name }),
  };
}
