/**
 * The messages of one consumer that failed (`kernel.deliveries`): tried again until they succeed or are dead. Later
 * messages of a key wait behind the first one of it, without an instant of their own, so that those which are due are
 * a stretch of an index however many wait.
 */

import type { Rows } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { awayPause, isServiceAway } from '../unit-of-work/away.ts';
import type { Consumer, LoggedMessage } from './consumer.ts';
import { pauseAfter, type RetryPolicy, retryPolicies } from './retry.ts';

/** As many are tried again at once. */
const DUE_AT_ONCE = 100;

export interface Due {
  readonly message: LoggedMessage;
  readonly attempts: number;
}

export class Deliveries {
  readonly #store: Store;
  readonly #consumer: Consumer;
  /** How many messages wait, by key. */
  readonly #waiting = new Map<string, number>();

  constructor(store: Store, consumer: Consumer) {
    this.#store = store;
    this.#consumer = consumer;
  }

  /** True where messages of this key wait, so that later ones wait behind them. */
  holds(key: string): boolean {
    return this.#waiting.has(key);
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Learns what waits, and puts it in order: messages may have been put back to waiting by an administrator. */
  async read(): Promise<void> {
    const { rows } = await this.#query<{ key: string; count: number }>(
      `SELECT key, count(*) FROM kernel.deliveries WHERE consumer = $1 AND state = 'waiting' GROUP BY key`,
    );
    if (rows.length > 0) {
      await this.#query(
        `UPDATE kernel.deliveries d SET next_attempt_at = CASE WHEN is_first THEN now() END
           FROM (SELECT id, row_number() OVER (PARTITION BY key ORDER BY position) = 1 AS is_first
                   FROM kernel.deliveries WHERE consumer = $1 AND state = 'waiting') o
          WHERE d.id = o.id AND is_first = (d.next_attempt_at IS NULL)`,
      );
    }
    this.#waiting.clear();
    for (const { key, count } of rows) this.#waiting.set(key, count);
  }

  /** Those of these messages that are here. */
  async known(ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.#query<{ id: string }>(
      'SELECT message_id AS id FROM kernel.deliveries WHERE consumer = $1 AND message_id = ANY ($2::uuid[])',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** A message waits here: after its first attempt failed with an error, or behind others of its key. */
  async add(message: LoggedMessage, error: Error | undefined): Promise<void> {
    const attempts = error && !isServiceAway(error) ? 1 : 0;
    const { rowCount } = await this.#query(
      `INSERT INTO kernel.deliveries
         (consumer, message_id, position, logged_at, key, organization_id, message, state, attempts, error, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, now() + make_interval(secs => $10))
       ON CONFLICT (consumer, message_id) DO NOTHING`,
      [
        message.id,
        message.position,
        message.loggedAt,
        message.key,
        message.organizationId,
        JSON.stringify(message),
        attempts,
        error ? textOf(error) : null,
        error ? this.#pause(message, attempts, error) : null,
      ],
    );
    if (rowCount > 0) this.#waiting.set(message.key, (this.#waiting.get(message.key) ?? 0) + 1);
  }

  /**
   * Those whose time has come, at most one of each key; of each organization as many as of every other that has so
   * many.
   */
  async due(): Promise<readonly Due[]> {
    const { rows } = await this.#query<Due>(
      `SELECT message, attempts
         FROM (SELECT id, next_attempt_at,
                      row_number() OVER (PARTITION BY organization_id ORDER BY next_attempt_at) AS turn
                 FROM kernel.deliveries d
                WHERE consumer = $1 AND state = 'waiting' AND next_attempt_at <= now()
                  AND NOT EXISTS (SELECT FROM kernel.deliveries e
                                   WHERE e.consumer = $1 AND e.state = 'waiting' AND e.key = d.key AND e.position < d.position)
                ORDER BY turn, next_attempt_at LIMIT ${DUE_AT_ONCE}) first
         JOIN kernel.deliveries USING (id)
        ORDER BY turn, first.next_attempt_at`,
    );
    return rows;
  }

  /** Notes that a message failed at an attempt; true where that was its last, and it is dead now. */
  async failed(message: LoggedMessage, attempt: number, error: Error): Promise<boolean> {
    const attempts = isServiceAway(error) ? attempt - 1 : attempt;
    const isDead = attempts >= this.#policy(message).attempts;
    await this.#query(
      `UPDATE kernel.deliveries SET attempts = $3, error = $4, updated_at = now(),
              state = CASE WHEN $5 THEN 'dead' ELSE state END, next_attempt_at = now() + make_interval(secs => $6)
        WHERE consumer = $1 AND message_id = $2`,
      [message.id, attempts, textOf(error), isDead, this.#pause(message, attempts, error)],
    );
    if (isDead) await this.#release(message);
    return isDead;
  }

  /** A message was handled. */
  async done(message: LoggedMessage): Promise<void> {
    await this.#query('DELETE FROM kernel.deliveries WHERE consumer = $1 AND message_id = $2', [message.id]);
    await this.#release(message);
  }

  /** The next one of its key need wait no longer. */
  async #release({ key }: LoggedMessage): Promise<void> {
    const left = (this.#waiting.get(key) ?? 1) - 1;
    if (left > 0) {
      await this.#query(
        `UPDATE kernel.deliveries SET next_attempt_at = coalesce(next_attempt_at, now())
          WHERE id = (SELECT id FROM kernel.deliveries
                       WHERE consumer = $1 AND state = 'waiting' AND key = $2 ORDER BY position LIMIT 1)`,
        [key],
      );
      this.#waiting.set(key, left);
    } else this.#waiting.delete(key);
  }

  /** Seconds until it is tried again. */
  #pause(message: LoggedMessage, attempts: number, error: Error): number {
    return isServiceAway(error) ? awayPause() / 1_000 : pauseAfter(this.#policy(message), attempts);
  }

  #policy({ type }: LoggedMessage): RetryPolicy {
    return this.#consumer.retry?.(type) ?? retryPolicies.fast;
  }

  #query<Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
    return this.#store.query({ text, values: [this.#consumer.name, ...values] });
  }
}

const textOf = (error: Error): string => error.stack ?? error.message;
