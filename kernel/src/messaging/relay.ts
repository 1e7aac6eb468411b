/**
 * Reads the outbox after the commit and hands each message to its consumer: at least once, in commit
 * order per key, and with one effect, because the consumer's inbox row commits with what it did.
 *
 * Reading a table that many transactions append to is where pollers lose messages, or their order:
 *   - by position alone: positions are given out at INSERT and seen at COMMIT, so a slow transaction's
 *     row appears behind the reader;
 *   - by (xid, position) alone: a transaction that got its id early and committed late appears behind too;
 *   - below the snapshot's horizon (`pg_snapshot_xmin`) none appears behind, but of two that wait for the oldest
 *     transaction there is, the later one may be let by first; see docs/decisions/0004-reading-the-outbox.md.
 * So a cursor is a snapshot, and a reader takes a window: what became visible between that snapshot and a new one.
 * Each row does so once, at its commit, whatever else still runs. Within a window it goes by position. Two events
 * with one key are ordered by the lock that guards it: the later transaction publishes when the earlier one is
 * visible, so it has the higher position, and is in the same window or a later one.
 *
 * One consumer is one reader. States: reading (a full page: read on) → idle (wait for a hint or a second)
 * → stopped. A message that fails is moved to `kernel.deliveries` and tried again there, so that others go
 * on; later messages of its key queue up behind it, to keep their order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { Sql, Store } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import type { Message } from './outbox.ts';
import { advance, type Cursor, readPage, takeUp, wasOvertaken } from './outbox-pages.ts';

/** A message as the log holds it. */
export interface LoggedMessage extends Message {
  readonly position: number;
  readonly loggedAt: string;
  /** The person in whose unit of work it was sent; null where a service acted. */
  readonly actorId: string | null;
}

/** How a message is delivered. */
export interface Delivering {
  /** Counts from 1. */
  readonly attempt: number;
  /** The time for it is over, or this process no longer reads for this consumer. */
  readonly signal: AbortSignal;
}

export interface Consumer {
  /** Stable for ever: how far it has read is kept under this name. */
  readonly name: string;
  readonly kind: Message['kind'];
  readonly types: readonly string[];
  /** Must be idempotent, or record the message in the inbox with its effects. */
  deliver(message: LoggedMessage, delivering: Delivering): Promise<void>;
  /**
   * Where given: handles many messages in one transaction that ends with `progress`, the step of the cursor past
   * them, and so needs no inbox rows. When it fails, they go to `deliver` one by one.
   */
  deliverMany?(messages: readonly LoggedMessage[], progress: Sql, signal: AbortSignal): Promise<void>;
  /** What one delivery may take, milliseconds; `DELIVERY_LIMIT_MS` where absent. */
  readonly limitMs?: number;
}

export interface RelayOptions {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What a delivery may take, milliseconds, where its consumer does not say. */
export const DELIVERY_LIMIT_MS = 5 * 60_000;
/** How long deliveries may go on when this process stops reading; what has not ended then is given up, uncounted. */
const STOP_WITHIN_MS = 10_000;

const PAGE = 500;
/** What is handled in batches is read in larger pages, and no sooner than this after the page before. */
const BATCH = 2_000;
const BATCH_EVERY_MS = 25;
const PARALLEL_KEYS = 4;
const IDLE_POLL_MS = 1_000;
/** How often a reader that finds nothing for it says how far it has looked. */
const SAVE_EVERY_MS = 60_000;
const MAX_ATTEMPTS = 8;

/** Seconds before the next attempt: 1, 2, 4 … so that eight attempts take about two minutes. */
const backoffSeconds = (attempts: number) => 2 ** (attempts - 1);

export class Relay {
  readonly #consumer: Consumer;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  /** Keys with messages in `kernel.deliveries`, and how many. */
  readonly #waitingKeys = new Map<string, number>();
  #cursor: Cursor = { seen: '1:1:', until: null, position: 0 };
  #wake: () => void = () => undefined;
  /** As the database has it. */
  #saved: Cursor = this.#cursor;
  #savedAt = 0;
  /** The last page ended with an error: the database knows how far we are. */
  #failed = false;
  /** The page at the cursor may have been read before. */
  #unsure = true;
  #hinted = false;
  #reread = false;
  #stopped = false;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(consumer: Consumer, { store, log, metrics }: RelayOptions) {
    this.#consumer = consumer;
    this.#store = store;
    this.#log = log;
    this.#metrics = metrics;
  }

  /** Takes up where the last run of this consumer ended. The caller makes sure that only one does. */
  async start(): Promise<void> {
    await this.#takeUp();
    this.#running = this.#run();
  }

  async #takeUp(): Promise<void> {
    this.#cursor = await takeUp(this.#store, this.#consumer);
    this.#saved = this.#cursor;
    await this.#readWaitingKeys();
  }

  async #readWaitingKeys(): Promise<void> {
    this.#reread = false;
    const { rows } = await this.#store.query<{ key: string; count: number }>({
      text: `SELECT key, count(*) FROM kernel.deliveries WHERE consumer = $1 AND state = 'waiting' GROUP BY key`,
      values: [this.#consumer.name],
    });
    this.#waitingKeys.clear();
    for (const { key, count } of rows) this.#waitingKeys.set(key, count);
  }

  /** There may be something new. */
  hint(): void {
    this.#hinted = true;
    this.#wake();
  }

  /** Dead messages were put back to waiting by an administrator. */
  revived(): void {
    this.#reread = true;
    this.hint();
  }

  /** Ends after the messages that are being handled now, or gives them up after `milliseconds`. */
  async stop(milliseconds = STOP_WITHIN_MS): Promise<void> {
    this.#stopped = true;
    this.#wake();
    const timer = setTimeout(() => {
      this.#log.warn({ consumer: this.#consumer.name }, 'what it was handling was given up');
      this.#stopping.abort(
        new GivenUp('stopping', `${this.#consumer.name} was given up: this process stops`),
      );
    }, milliseconds);
    await Promise.race([this.#running, aborted(this.#stopping.signal)]);
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#hinted = false;
        if (this.#failed) await this.#takeUp();
        else if (this.#reread) await this.#readWaitingKeys();
        this.#failed = false;
        const more = await this.#readPage();
        const retried = this.#waitingKeys.size > 0 && (await this.#retryDue());
        if (!more && !retried && !this.#hinted) await this.#idle();
      } catch (error) {
        if (this.#stopped) return;
        this.#failed = true;
        this.#unsure = true;
        if (!isUnreachable(error) && !wasOvertaken(error))
          this.#log.error({ err: error, consumer: this.#consumer.name }, 'reading the outbox failed');
        await this.#idle();
      }
    }
  }

  async #idle(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE_POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  /** Handles one page; true where more may follow at once. */
  async #readPage(): Promise<boolean> {
    const { deliverMany } = this.#consumer;
    const size = deliverMany ? BATCH : PAGE;
    const { messages, window, next, full } = await readPage(this.#store, this.#consumer, this.#cursor, size);
    if (deliverMany) await this.#deliverTogether(deliverMany, messages, window, next);
    else await this.#deliverAll(messages);
    this.#unsure = false;
    this.#cursor = next;
    // A cursor left behind where nothing was for it would keep old partitions, and make its lag hard to tell.
    const due = performance.now() - this.#savedAt > SAVE_EVERY_MS;
    if (this.#saved !== next && (messages.length > 0 || due)) await this.#saveCursor();
    // Under load a little patience makes larger batches; nobody waits for it, for what was read is done.
    if (deliverMany && messages.length > 0 && !full) await sleep(BATCH_EVERY_MS);
    return full;
  }

  async #saveCursor(): Promise<void> {
    this.#savedAt = performance.now();
    await this.#store.query(advance(this.#consumer.name, this.#saved, this.#cursor));
    this.#saved = this.#cursor;
  }

  /** Handles a page in one transaction, which moves the cursor too; where that fails, message by message. */
  async #deliverTogether(
    deliverMany: NonNullable<Consumer['deliverMany']>,
    messages: readonly LoggedMessage[],
    window: string,
    next: Cursor,
  ): Promise<void> {
    const { name } = this.#consumer;
    const done = this.#unsure ? await this.#alreadyDone(messages) : new Set();
    const [held = [], free = []] = [true, false].map((waits) =>
      messages.filter(({ id, key }) => !done.has(id) && this.#waitingKeys.has(key) === waits),
    );
    for (const message of held) await this.#putOff(message, 0, undefined);
    if (free.length === 0) return;
    const handle = async (some: readonly LoggedMessage[], to: Cursor) => {
      await this.#within((signal) => deliverMany(some, advance(name, this.#saved, to), signal));
      this.#saved = to;
      this.#metrics.consumed.inc({ consumer: name, outcome: 'done' }, some.length);
    };
    try {
      await handle(free, next);
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      if (free.length > 1)
        this.#log.warn({ err: error, consumer: name }, 'a batch failed; its messages go one by one');
      for (const message of free) {
        const to = { seen: this.#cursor.seen, until: window, position: message.position };
        await this.#tryAlone(message, () => handle([message], to));
      }
    }
  }

  async #tryAlone(message: LoggedMessage, handle: () => Promise<void>): Promise<void> {
    if (this.#waitingKeys.has(message.key)) return this.#putOff(message, 0, undefined);
    try {
      await handle();
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      await this.#putOff(message, 1, asError(error));
    }
  }

  /** Different keys side by side, one key's messages one after the other. */
  async #deliverAll(messages: readonly LoggedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const done = await this.#alreadyDone(messages);
    const byKey = Map.groupBy(
      messages.filter(({ id }) => !done.has(id)),
      ({ key }) => key,
    );
    const queues = [...byKey.values()];
    await inParallel(PARALLEL_KEYS, queues, async (queue) => {
      for (const message of queue) {
        if (this.#waitingKeys.has(message.key)) await this.#putOff(message, 0, undefined);
        else await this.#tryNew(message);
      }
    });
  }

  // A page may be read twice: after a crash between its effects and the cursor.
  async #alreadyDone(messages: readonly LoggedMessage[]): Promise<Set<string>> {
    const { rows } = await this.#store.query<{ message_id: string }>({
      name: 'kernel.relay.done',
      text: `SELECT message_id FROM kernel.inbox WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND logged_at >= $3
             UNION ALL SELECT message_id FROM kernel.deliveries WHERE consumer = $1 AND message_id = ANY ($2::uuid[])`,
      values: [
        this.#consumer.name,
        messages.map(({ id }) => id),
        messages.map(({ loggedAt }) => loggedAt).toSorted()[0],
      ],
    });
    return new Set(rows.map((row) => row.message_id));
  }

  async #tryNew(message: LoggedMessage): Promise<void> {
    const error = await this.#try(message, 1);
    if (error !== undefined) await this.#putOff(message, 1, error);
  }

  /** Undefined where it succeeded. A database that is away is nobody's failure: that is thrown on. */
  async #try(message: LoggedMessage, attempt: number): Promise<Error | undefined> {
    try {
      await this.#within((signal) => this.#consumer.deliver(message, { attempt, signal }));
      this.#metrics.consumed.inc({ consumer: this.#consumer.name, outcome: 'done' });
      return undefined;
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      return asError(error);
    }
  }

  #within(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { name, limitMs: milliseconds = DELIVERY_LIMIT_MS } = this.#consumer;
    return within({ milliseconds, name, stopping: this.#stopping.signal }, run);
  }

  /** Moves a message to the deliveries, where it is tried again, or is dead after the last attempt. */
  async #putOff(message: LoggedMessage, attempts: number, error: Error | undefined): Promise<void> {
    await this.#store.query({
      text: `INSERT INTO kernel.deliveries
               (consumer, message_id, position, logged_at, key, organization_id, message, state, attempts, next_attempt_at, error)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, now() + make_interval(secs => $9), $10)
             ON CONFLICT (consumer, message_id) DO NOTHING`,
      values: [
        this.#consumer.name,
        message.id,
        message.position,
        message.loggedAt,
        message.key,
        message.organizationId,
        JSON.stringify(message),
        attempts,
        attempts === 0 ? 0 : backoffSeconds(attempts),
        error?.stack ?? null,
      ],
    });
    this.#waitingKeys.set(message.key, (this.#waitingKeys.get(message.key) ?? 0) + 1);
    if (error) {
      this.#metrics.consumed.inc({ consumer: this.#consumer.name, outcome: 'retried' });
      this.#log.warn(
        { err: error, consumer: this.#consumer.name, messageId: message.id, type: message.type },
        'a message failed',
      );
    }
  }

  /** Tries the oldest due message of each waiting key; true where one succeeded or died. */
  async #retryDue(): Promise<boolean> {
    const { rows } = await this.#store.query<{ message: LoggedMessage; attempts: number }>({
      text: `SELECT message, attempts FROM (
               SELECT DISTINCT ON (key) message, attempts, next_attempt_at, position
                 FROM kernel.deliveries WHERE consumer = $1 AND state = 'waiting' ORDER BY key, position
             ) first WHERE next_attempt_at <= now() ORDER BY position LIMIT ${PAGE}`,
      values: [this.#consumer.name],
    });
    let moved = false;
    await inParallel(PARALLEL_KEYS, rows, async ({ message, attempts }) => {
      const error = await this.#try(message, attempts + 1);
      if (error && attempts + 1 < MAX_ATTEMPTS) await this.#wait(message, attempts + 1, error);
      else {
        await (error ? this.#bury(message, attempts + 1, error) : this.#forget(message));
        moved = true;
      }
    });
    return moved;
  }

  async #wait(message: LoggedMessage, attempts: number, error: Error): Promise<void> {
    this.#metrics.consumed.inc({ consumer: this.#consumer.name, outcome: 'retried' });
    await this.#store.query({
      text: `UPDATE kernel.deliveries SET attempts = $3, error = $4, updated_at = now(),
                    next_attempt_at = now() + make_interval(secs => $5)
              WHERE consumer = $1 AND message_id = $2`,
      values: [
        this.#consumer.name,
        message.id,
        attempts,
        error.stack ?? error.message,
        backoffSeconds(attempts),
      ],
    });
  }

  async #bury(message: LoggedMessage, attempts: number, error: Error): Promise<void> {
    this.#metrics.consumed.inc({ consumer: this.#consumer.name, outcome: 'dead' });
    this.#log.error(
      { err: error, consumer: this.#consumer.name, messageId: message.id, type: message.type },
      'a message is dead',
    );
    await this.#store.query({
      text: `UPDATE kernel.deliveries SET state = 'dead', attempts = $3, error = $4, updated_at = now()
              WHERE consumer = $1 AND message_id = $2`,
      values: [this.#consumer.name, message.id, attempts, error.stack ?? error.message],
    });
    this.#release(message.key);
  }

  async #forget(message: LoggedMessage): Promise<void> {
    await this.#store.query({
      text: 'DELETE FROM kernel.deliveries WHERE consumer = $1 AND message_id = $2',
      values: [this.#consumer.name, message.id],
    });
    this.#release(message.key);
  }

  #release(key: string): void {
    const left = (this.#waitingKeys.get(key) ?? 1) - 1;
    if (left === 0) this.#waitingKeys.delete(key);
    else this.#waitingKeys.set(key, left);
  }
}

/** A database that is away, another reader that took over, or an end of this process says nothing about the message. */
const isNobodysFailure = (error: unknown): boolean =>
  isUnreachable(error) || wasOvertaken(error) || (error instanceof GivenUp && error.reason === 'stopping');

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function inParallel<T>(
  limit: number,
  items: readonly T[],
  run: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await run(item);
  };
  // All of them end before the first failure is thrown on: nobody reads a page again while it is being handled.
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}
