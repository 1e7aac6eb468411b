/**
 * Hands one consumer its messages: at least once, in commit order per key of an organization, and with one effect, because
 * the consumer's inbox row commits with what it did.
 *
 * States: reading (its subscription gives what comes next, and it waits for that) → beginning again, where something
 * failed that is not the message's doing → stopped. A message that fails is moved to `kernel.deliveries` and tried again
 * there, so that others go on; later messages of its key queue up behind it, to keep their order. What waits long for
 * another system is noted there too and goes on beside the others, so that it holds up nobody.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { Batch, LogSubscription, MessageSource, Step, Subscription } from '../ports/message-source.ts';
import { type Store, violates } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import { type Consumer, DELIVERY_LIMIT_MS, type LoggedMessage } from './consumer.ts';
import { Deliveries } from './deliveries.ts';
import { retryPolicies } from './retry.ts';

export interface RelayOptions {
  readonly store: Store;
  /** Of a consumer with `deliverMany`, an event log. */
  readonly source: MessageSource;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What is handled in batches is handled no sooner than this after the batch before. */
const BATCH_EVERY_MS = 25;
const PARALLEL_KEYS = 4;
/** As many where they share transactions. */
const KEYS_TOGETHER = 64;
/** What asks another system holds up those behind it no longer than this. */
const PATIENCE_MS = 250;
/** As many may go on beside the others. */
const ASIDE_AT_MOST = 100;
/** How often what is to be tried again is looked at, and how soon something that failed is begun again. */
const RETRY_EVERY_MS = 1_000;
/** How long deliveries may go on when this process stops reading; what has not ended then is given up, uncounted. */
const STOP_WITHIN_MS = 10_000;

export class Relay {
  readonly consumer: Consumer;
  readonly #store: Store;
  readonly #source: MessageSource;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #deliveries: Deliveries;
  readonly #stopping = new AbortController();
  /** What goes on beside the others, by the id of its message. */
  readonly #aside = new Map<string, Promise<void>>();
  #subscription: Subscription | undefined;
  /** Ends what it waits for. */
  #waking = new AbortController();
  /** When to look again for what is to be tried again. */
  #retryAt = 0;
  #reread = false;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(consumer: Consumer, { store, source, log, metrics }: RelayOptions) {
    this.consumer = consumer;
    this.#store = store;
    this.#source = source;
    this.#log = log;
    this.#metrics = metrics;
    this.#deliveries = new Deliveries(store, consumer);
  }

  /** Takes up where the last run of this consumer ended. The caller makes sure that only one does. */
  async start(): Promise<void> {
    const subscription = await this.#begin();
    this.#running = this.#run(subscription);
  }

  /** Ends after the messages that are being handled now, or gives them up after `milliseconds`. */
  async stop(milliseconds = STOP_WITHIN_MS): Promise<void> {
    this.#stopped = true;
    this.#subscription?.close();
    this.#waking.abort();
    const givenUp = new Promise<void>((resolve) => {
      this.#stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const timer = setTimeout(() => {
      const { name } = this.consumer;
      this.#log.warn({ consumer: name }, 'what it was handling was given up');
      this.#stopping.abort(new GivenUp('stopping', `${name} was given up: this process stops`));
    }, milliseconds);
    await Promise.race([this.#running.then(() => Promise.all(this.#aside.values())), givenUp]);
    clearTimeout(timer);
  }

  /** There may be something to try again. */
  hint(): void {
    this.#retryAt = 0;
    this.#waking.abort();
  }

  /** There are messages to try again, and it may not know of them. */
  revived(): void {
    this.#reread = true;
    this.hint();
  }

  async #begin(): Promise<Subscription> {
    const subscription = await this.#source.subscribe(this.consumer);
    this.#subscription = subscription;
    if (this.#stopped) subscription.close();
    await this.#readDeliveries();
    return subscription;
  }

  async #readDeliveries(): Promise<void> {
    this.#reread = false;
    await this.#deliveries.read();
    this.#retryAt = 0;
  }

  async #run(begun: Subscription): Promise<void> {
    let subscription: Subscription | undefined = begun;
    while (!this.#stopped) {
      try {
        subscription ??= await this.#begin();
        while (!this.#stopped) await this.#handleNext(subscription);
      } catch (error) {
        subscription?.close();
        subscription = undefined;
        if (this.#stopped) return;
        if (!isUnreachable(error) && !wasOvertaken(error))
          this.#log.error({ err: error, consumer: this.consumer.name }, 'reading for a consumer failed');
        await this.#pause(RETRY_EVERY_MS);
      }
    }
  }

  /** Waits so long at most, until something is to be done. */
  async #pause(milliseconds: number): Promise<void> {
    this.#waking = new AbortController();
    if (!this.#stopped)
      await sleep(milliseconds, undefined, { signal: this.#waking.signal }).catch(() => undefined);
  }

  /** Handles what comes next, or tries again what failed: whichever is first. */
  async #handleNext(subscription: Subscription): Promise<void> {
    this.#waking = new AbortController();
    const { signal } = this.#waking;
    if (this.#reread) await this.#readDeliveries();
    const timer = this.#deliveries.isEmpty ? undefined : this.#wakeAt(this.#retryAt);
    const batch = await subscription.next(signal).finally(() => clearTimeout(timer));
    if (batch) await this.#handle(subscription, batch);
    await this.#retryDue();
  }

  #wakeAt(time: number): NodeJS.Timeout | undefined {
    const waking = this.#waking;
    const wait = time - performance.now();
    if (wait > 0) return setTimeout(() => waking.abort(), wait);
    waking.abort();
    return undefined;
  }

  async #handle(subscription: Subscription, batch: Batch): Promise<void> {
    const done = batch.mayRepeat ? await this.#alreadyDone(batch.messages) : new Set();
    const open = batch.messages.filter(({ id }) => !done.has(id));
    const { deliverMany } = this.consumer;
    if (deliverMany) await this.#deliverTogether(deliverMany, open, batch, subscription as LogSubscription);
    else await this.#deliverAll(open);
    await subscription.done(batch);
    // Under load a little patience makes larger batches; nobody waits for it, for what was read is done.
    if (deliverMany && !batch.more) await sleep(BATCH_EVERY_MS);
  }

  /** Handles a batch in one transaction, which makes the step past it too; where that fails, message by message. */
  async #deliverTogether(
    deliverMany: NonNullable<Consumer['deliverMany']>,
    messages: readonly LoggedMessage[],
    batch: Batch,
    subscription: LogSubscription,
  ): Promise<void> {
    const { name } = this.consumer;
    const [held = [], free = []] = [true, false].map((waits) =>
      messages.filter(({ key }) => this.#deliveries.holds(key) === waits),
    );
    for (const message of held) await this.#deliveries.add(message, undefined);
    if (free.length === 0) return;
    const handle = async (some: readonly LoggedMessage[], step: Step) => {
      await this.#within((signal) => deliverMany(some, step.statement, signal));
      step.committed();
      this.#metrics.consumed.inc({ consumer: name, outcome: 'done' }, some.length);
    };
    try {
      await handle(free, subscription.step(batch));
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      if (free.length > 1)
        this.#log.warn({ err: error, consumer: name }, 'a batch failed; its messages go one by one');
      for (const message of free)
        await this.#tryOrPutOff(message, () => handle([message], subscription.step(batch, message)));
    }
  }

  /**
   * Different keys side by side, one key's messages one after the other; many, where they share transactions.
   * Organizations take turns.
   */
  async #deliverAll(messages: readonly LoggedMessage[]): Promise<void> {
    const queues = inTurns([...Map.groupBy(messages, ({ key }) => key).values()]);
    const { shared } = this.consumer;
    const [together = [], apart = []] = [true, false].map((are) =>
      queues.filter((queue) => queue.every(({ type }) => shared?.has(type) === true) === are),
    );
    const handle = async (queue: readonly LoggedMessage[]) => {
      for (const message of queue) await this.#tryOrPutOff(message, () => this.#deliver(message, 1));
    };
    const ended = await Promise.allSettled([
      inParallel(KEYS_TOGETHER, together, handle),
      inParallel(PARALLEL_KEYS, apart, handle),
    ]);
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  async #deliver(message: LoggedMessage, attempt: number): Promise<void> {
    await this.#within((signal) => this.consumer.deliver(message, { attempt, signal }));
    this.#metrics.consumed.inc({ consumer: this.consumer.name, outcome: 'done' });
  }

  async #tryOrPutOff(message: LoggedMessage, handle: () => Promise<void>): Promise<void> {
    if (this.#deliveries.holds(message.key)) return this.#deliveries.add(message, undefined);
    const handling = handle();
    try {
      if (!(await this.#outlasts(message, handling))) return await handling;
      await this.#deliveries.add(message, undefined);
      this.#setAside(message, 1, handling);
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
    const { rows } = await this.#store.query<{ id: string }>({
      name: 'kernel.relay.done',
      text: 'SELECT message_id AS id FROM kernel.inbox WHERE consumer = $1 AND message_id = ANY ($2::uuid[]) AND logged_at >= $3',
      values: [this.consumer.name, ids, messages.map(({ loggedAt }) => loggedAt).toSorted()[0]],
    });
    return new Set([...rows.map(({ id }) => id), ...(await this.#deliveries.known(ids))]);
  }

  /** Tries what is due; soon again, where something moved. */
  async #retryDue(): Promise<void> {
    if (this.#stopped || this.#deliveries.isEmpty || performance.now() < this.#retryAt) return;
    let moved = false;
    const due = (await this.#deliveries.due()).filter(({ message }) => !this.#aside.has(message.id));
    await inParallel(PARALLEL_KEYS, due, async ({ message, attempts }) => {
      const handling = this.#deliver(message, attempts + 1);
      if (await this.#outlasts(message, handling)) this.#setAside(message, attempts + 1, handling);
      else if (await this.#ended(message, attempts + 1, handling)) moved = true;
    });
    if (!moved) this.#retryAt = performance.now() + RETRY_EVERY_MS;
  }

  /** Whether a message takes so long, for another system's sake, that it is to go on beside the others. */
  async #outlasts({ type }: LoggedMessage, handling: Promise<void>): Promise<boolean> {
    if (this.consumer.retry?.(type) !== retryPolicies.persistent || this.#aside.size >= ASIDE_AT_MOST)
      return false;
    const patience = new AbortController();
    const over = sleep(PATIENCE_MS, true, { signal: patience.signal }).catch(() => false);
    const ended = handling.then(
      () => false,
      () => false,
    );
    const outlasts = await Promise.race([ended, over]);
    patience.abort();
    return outlasts;
  }

  /** Lets a message that waits in `kernel.deliveries` go on; should this process end, the next one tries it again. */
  #setAside(message: LoggedMessage, attempt: number, handling: Promise<void>): void {
    const ending = this.#ended(message, attempt, handling).then(
      () => this.#aside.delete(message.id),
      (error: unknown) => {
        this.#aside.delete(message.id);
        if (!isNobodysFailure(error))
          this.#log.error({ err: error, consumer: this.consumer.name }, 'a message was not written down');
        this.revived();
      },
    );
    this.#aside.set(
      message.id,
      ending.then(() => this.hint()),
    );
  }

  /** Writes down what became of a message that waits in `kernel.deliveries`; true where another of its key may go now. */
  async #ended(message: LoggedMessage, attempt: number, handling: Promise<void>): Promise<boolean> {
    try {
      await handling;
    } catch (error) {
      if (isNobodysFailure(error)) throw error;
      const isDead = await this.#deliveries.failed(message, attempt, asError(error));
      this.#count(isDead ? 'dead' : 'retried', message, asError(error));
      return isDead;
    }
    await this.#deliveries.done(message);
    return true;
  }

  #count(outcome: 'retried' | 'dead', { id: messageId, type }: LoggedMessage, err: Error): void {
    const consumer = this.consumer.name;
    this.#metrics.consumed.inc({ consumer, outcome });
    if (outcome === 'dead') this.#log.error({ err, consumer, messageId, type }, 'a message is dead');
    else this.#log.warn({ err, consumer, messageId, type }, 'a message failed');
  }
}

/** A step failed because another reader of its consumer was there. */
const wasOvertaken = (error: unknown): boolean => violates(error, 'consumers_cursor');

/** A database that is away, another reader that took over, or an end of this process says nothing about the message. */
const isNobodysFailure = (error: unknown): boolean =>
  isUnreachable(error) || wasOvertaken(error) || (error instanceof GivenUp && error.reason === 'stopping');

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The same queues, one of each organization after the other. */
function inTurns(queues: readonly (readonly LoggedMessage[])[]): (readonly LoggedMessage[])[] {
  const lines = [...Map.groupBy(queues, ([first]) => first?.organizationId).values()];
  const rounds = Math.max(0, ...lines.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    lines.flatMap((line) => line.slice(round, round + 1)),
  ).flat();
}

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
