/**
 * Hands one consumer its messages: at least once, in commit order per key, and with one effect, because the
 * consumer's inbox row commits with what it did.
 *
 * States: catching up (reads the log by itself, from its own cursor) → following (the process's one reader hands it
 * what is new, see log-reader.ts) → catching up again, where it is too slow to follow or something failed → stopped.
 * A message that fails is moved to `kernel.deliveries` and tried again there, so that others go on; later messages of
 * its key queue up behind it, to keep their order.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { Store } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import { type Consumer, DELIVERY_LIMIT_MS, type LoggedMessage } from './consumer.ts';
import { Deliveries } from './deliveries.ts';
import type { Follower, LogReader } from './log-reader.ts';
import { advance, type Cursor, PAGE, type Page, readPage, takeUp, wasOvertaken } from './outbox-pages.ts';

export interface RelayOptions {
  readonly store: Store;
  readonly reader: LogReader;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What is handled in batches is handled no sooner than this after the batch before. */
const BATCH_EVERY_MS = 25;
/** A consumer that has more before it is left behind, and reads by itself. */
const QUEUE_LIMIT = 5_000;
const PARALLEL_KEYS = 4;
/** How often what is to be tried again is looked at, and how soon something that failed is begun again. */
const RETRY_EVERY_MS = 1_000;
/** How long deliveries may go on when this process stops reading; what has not ended then is given up, uncounted. */
const STOP_WITHIN_MS = 10_000;

export class Relay implements Follower {
  readonly consumer: Consumer;
  readonly #store: Store;
  readonly #reader: LogReader;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #deliveries: Deliveries;
  readonly #stopping = new AbortController();
  /** What the reader handed it and it has not handled. */
  #queue: Page[] = [];
  #queued = 0;
  #leftBehind = false;
  #isBusy = true;
  #cursor: Cursor = { seen: '1:1:', until: null, position: 0 };
  /** As the database has it. */
  #saved: Cursor = this.#cursor;
  /** What comes next may have been handled before. */
  #unsure = true;
  /** When to look again for what is to be tried again. */
  #retryAt = 0;
  #reread = false;
  #stopped = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(consumer: Consumer, { store, reader, log, metrics }: RelayOptions) {
    this.consumer = consumer;
    this.#store = store;
    this.#reader = reader;
    this.#log = log;
    this.#metrics = metrics;
    this.#deliveries = new Deliveries(store, consumer);
  }

  /** Takes up where the last run of this consumer ended. The caller makes sure that only one does. */
  async start(): Promise<void> {
    await this.#takeUp();
    this.#running = this.#run();
  }

  /** Ends after the messages that are being handled now, or gives them up after `milliseconds`. */
  async stop(milliseconds = STOP_WITHIN_MS): Promise<void> {
    this.#stopped = true;
    this.#reader.leave(this);
    this.#wake();
    const givenUp = new Promise<void>((resolve) => {
      this.#stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const timer = setTimeout(() => {
      const { name } = this.consumer;
      this.#log.warn({ consumer: name }, 'what it was handling was given up');
      this.#stopping.abort(new GivenUp('stopping', `${name} was given up: this process stops`));
    }, milliseconds);
    await Promise.race([this.#running, givenUp]);
    clearTimeout(timer);
  }

  /** There may be something to try again. */
  hint(): void {
    this.#retryAt = 0;
    this.#wake();
  }

  revived(): void {
    this.#reread = true;
    this.hint();
  }

  take(page: Page): void {
    if (this.#leftBehind) return;
    this.#queue.push(page);
    this.#queued += page.messages.length;
    if (this.#queued > QUEUE_LIMIT) {
      // The reader goes on without it, so that a slow consumer holds up no other and fills no memory.
      this.#leftBehind = true;
      this.#dropQueue();
      this.#reader.leave(this);
    }
    this.#wake();
  }

  get resting(): Cursor | undefined {
    return this.#isBusy || this.#queue.length > 0 ? undefined : this.#saved;
  }

  saved(cursor: Cursor): void {
    this.#saved = cursor;
    this.#cursor = cursor;
  }

  async #takeUp(): Promise<void> {
    this.#unsure = true;
    this.#cursor = await takeUp(this.#store, this.consumer);
    this.#saved = this.#cursor;
    await this.#readDeliveries();
  }

  async #readDeliveries(): Promise<void> {
    this.#reread = false;
    await this.#deliveries.read();
    this.#retryAt = 0;
  }

  async #run(): Promise<void> {
    let failed = false;
    while (!this.#stopped) {
      try {
        if (failed) await this.#takeUp();
        failed = false;
        await this.#catchUp(null);
        const snapshot = await this.#follow();
        if (snapshot !== undefined) await this.#catchUp(snapshot);
        while (!this.#stopped && !this.#leftBehind) await this.#handleNext();
      } catch (error) {
        if (this.#stopped) return;
        failed = true;
        if (!isUnreachable(error) && !wasOvertaken(error))
          this.#log.error({ err: error, consumer: this.consumer.name }, 'reading the outbox failed');
        this.#leave();
        await this.#idle(RETRY_EVERY_MS);
      }
    }
    this.#leave();
  }

  #follow(): Promise<string | undefined> {
    this.#dropQueue();
    this.#leftBehind = false;
    return this.#reader.follow(this);
  }

  #leave(): void {
    this.#reader.leave(this);
    this.#isBusy = true;
    this.#dropQueue();
  }

  #dropQueue(): void {
    this.#queue = [];
    this.#queued = 0;
  }

  /** Waits so long at most, or for ever, until something is to be done. */
  async #idle(milliseconds?: number): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  /** Reads by itself to the end of the log, or to a snapshot. */
  async #catchUp(to: string | null): Promise<void> {
    const { kind, types } = this.consumer;
    this.#isBusy = true;
    for (let more = true; more && !this.#stopped && !(to !== null && this.#leftBehind); ) {
      const page = await readPage(this.#store, { kinds: [kind], types }, this.#cursor, PAGE, to);
      await this.#handle([page]);
      await this.#retryDue();
      more = page.isFull;
    }
  }

  /** Handles what the reader handed it, or tries again what failed, or waits for either. */
  async #handleNext(): Promise<void> {
    if (this.#reread) await this.#readDeliveries();
    this.#isBusy = true;
    const pages = this.#takeQueued();
    if (pages.length > 0) await this.#handle(pages);
    await this.#retryDue();
    this.#isBusy = false;
    if (this.#queue.length > 0 || this.#leftBehind || this.#reread) return;
    const wait = this.#retryAt - performance.now();
    if (this.#deliveries.isEmpty) await this.#idle();
    else if (wait > 0) await this.#idle(wait);
  }

  #takeQueued(): Page[] {
    const pages: Page[] = [];
    let count = 0;
    for (const page of this.#queue) {
      if (count + page.messages.length > PAGE) break;
      count += page.messages.length;
      pages.push(page);
    }
    this.#queue = this.#queue.slice(pages.length);
    this.#queued -= count;
    return pages;
  }

  async #handle(pages: readonly Page[]): Promise<void> {
    const last = pages.at(-1) as Page;
    const messages = pages.flatMap((page) => page.messages);
    const { deliverMany } = this.consumer;
    if (messages.length > 0) {
      const done = this.#unsure ? await this.#alreadyDone(messages) : new Set();
      const open = messages.filter(({ id }) => !done.has(id));
      if (deliverMany) await this.#deliverTogether(deliverMany, open, pages);
      else await this.#deliverAll(open);
      this.#unsure = false;
    }
    this.#cursor = last.next;
    if (messages.length > 0) await this.#saveCursor();
    // Under load a little patience makes larger batches; nobody waits for it, for what was read is done.
    if (deliverMany && messages.length > 0 && !last.isFull) await sleep(BATCH_EVERY_MS);
  }

  async #saveCursor(): Promise<void> {
    if (this.#saved === this.#cursor) return;
    await this.#store.query(advance(this.consumer.name, this.#saved, this.#cursor));
    this.#saved = this.#cursor;
  }

  /** Handles pages in one transaction, which moves the cursor too; where that fails, message by message. */
  async #deliverTogether(
    deliverMany: NonNullable<Consumer['deliverMany']>,
    messages: readonly LoggedMessage[],
    pages: readonly Page[],
  ): Promise<void> {
    const { name } = this.consumer;
    const [held = [], free = []] = [true, false].map((waits) =>
      messages.filter(({ key }) => this.#deliveries.holds(key) === waits),
    );
    for (const message of held) await this.#deliveries.add(message, undefined);
    if (free.length === 0) return;
    const handle = async (some: readonly LoggedMessage[], to: Cursor) => {
      await this.#within((signal) => deliverMany(some, advance(name, this.#saved, to), signal));
      this.#saved = to;
      this.#metrics.consumed.inc({ consumer: name, outcome: 'done' }, some.length);
    };
    try {
      await handle(free, (pages.at(-1) as Page).next);
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      if (free.length > 1)
        this.#log.warn({ err: error, consumer: name }, 'a batch failed; its messages go one by one');
      const isFree = new Set(free);
      for (const { messages: some, from, window } of pages)
        for (const message of some.filter((one) => isFree.has(one))) {
          const to = { seen: from.seen, until: window, position: message.position };
          await this.#tryOrPutOff(message, () => handle([message], to));
        }
    }
  }

  /** Different keys side by side, one key's messages one after the other. */
  async #deliverAll(messages: readonly LoggedMessage[]): Promise<void> {
    const queues = [...Map.groupBy(messages, ({ key }) => key).values()];
    await inParallel(PARALLEL_KEYS, queues, async (queue) => {
      for (const message of queue) await this.#tryOrPutOff(message, () => this.#deliver(message, 1));
    });
  }

  async #deliver(message: LoggedMessage, attempt: number): Promise<void> {
    await this.#within((signal) => this.consumer.deliver(message, { attempt, signal }));
    this.#metrics.consumed.inc({ consumer: this.consumer.name, outcome: 'done' });
  }

  async #tryOrPutOff(message: LoggedMessage, handle: () => Promise<void>): Promise<void> {
    if (this.#deliveries.holds(message.key)) return this.#deliveries.add(message, undefined);
    try {
      await handle();
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      await this.#deliveries.add(message, asError(error));
      this.#count('retried', message, asError(error));
    }
  }

  #within(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { name, limitMs: milliseconds = DELIVERY_LIMIT_MS } = this.consumer;
    return within({ milliseconds, name, stopping: this.#stopping.signal }, run);
  }

  // A page may be read twice: after a crash between its effects and the cursor.
  async #alreadyDone(messages: readonly LoggedMessage[]): Promise<Set<string>> {
    const ids = messages.map(({ id }) => id);
    const { rows } = await this.#store.query<{ message_id: string }>({
      name: 'kernel.relay.done',
      text: 'SELECT message_id FROM kernel.inbox WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND logged_at >= $3',
      values: [this.consumer.name, ids, messages.map(({ loggedAt }) => loggedAt).toSorted()[0]],
    });
    return new Set([...rows.map((row) => row.message_id), ...(await this.#deliveries.known(ids))]);
  }

  /** Tries what is due; soon again, where something moved. */
  async #retryDue(): Promise<void> {
    if (this.#stopped || this.#deliveries.isEmpty || performance.now() < this.#retryAt) return;
    let moved = false;
    await inParallel(PARALLEL_KEYS, await this.#deliveries.due(), async ({ message, attempts }) => {
      try {
        await this.#deliver(message, attempts + 1);
        await this.#deliveries.done(message);
        moved = true;
      } catch (error) {
        if (isNobodysFailure(error)) throw error;
        const isDead = await this.#deliveries.failed(message, attempts + 1, asError(error));
        this.#count(isDead ? 'dead' : 'retried', message, asError(error));
        moved ||= isDead;
      }
    });
    if (!moved) this.#retryAt = performance.now() + RETRY_EVERY_MS;
  }

  #count(outcome: 'retried' | 'dead', { id: messageId, type }: LoggedMessage, err: Error): void {
    const consumer = this.consumer.name;
    this.#metrics.consumed.inc({ consumer, outcome });
    if (outcome === 'dead') this.#log.error({ err, consumer, messageId, type }, 'a message is dead');
    else this.#log.warn({ err, consumer, messageId, type }, 'a message failed');
  }
}

/** A database that is away, another reader that took over, or an end of this process says nothing about the message. */
const isNobodysFailure = (error: unknown): boolean =>
  isUnreachable(error) || wasOvertaken(error) || (error instanceof GivenUp && error.reason === 'stopping');

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
