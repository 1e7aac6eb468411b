/** A transaction's connection, and how statements go out on it. */
import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Sql } from './store.ts';

/** The connection that a transaction works on, until it ends it one way or the other. */
export interface Session {
  send(sql: Sql): Promise<pg.QueryResult>;
  commit(last: readonly Sql[]): Promise<void>;
  rollback(): Promise<void>;
}

/** A transaction on a connection of its own. */
export class Alone implements Session {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  send(sql: Sql): Promise<pg.QueryResult> {
    sendTogether(this.#client);
    return this.#client.query(toPg(sql));
  }

  async commit(last: readonly Sql[]): Promise<void> {
    try {
      const results = await Promise.all([...last, { text: 'COMMIT' }].map((sql) => this.send(sql)));
      // COMMIT of a failed transaction answers ROLLBACK instead of an error.
      if (results.at(-1)?.command !== 'COMMIT')
        throw new Error('the transaction was rolled back instead of committed');
      this.#client.release();
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async rollback(): Promise<void> {
    try {
      await this.#client.query('ROLLBACK');
      this.#client.release();
    } catch (error) {
      this.#client.release(error as Error);
    }
  }
}

/**
 * What is sent until this turn of the event loop ends goes out in one packet: a write to the socket costs
 * more than the statement in it.
 */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

export function toPg(sql: Sql): pg.QueryConfig {
  return {
    text: sql.text,
    ...(sql.values && { values: sql.values as unknown[] }),
    ...(sql.name && { name: sql.name }),
  };
}
