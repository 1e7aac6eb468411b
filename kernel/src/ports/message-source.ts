/**
 * Where consumers get what was sent. Everything leaves through the outbox, a row in the transaction of the change; an
 * engine hands on what was committed. There are two kinds of source, and each consumer reads one of them: the
 * `EventLog` (events, and what is sent to workflows), which keeps an order and places in it, and the `TaskQueue`, which
 * keeps neither.
 *
 * Both promise: what was committed is handed to each consumer that takes its type at least once, also after any crash.
 * What is above them is the same for every engine, and none of theirs: one process reads for a consumer (leases),
 * effects happen once (the inbox), what failed is kept, tried again and dead at last (deliveries). So an engine is never
 * told that a message failed: it is done when it is either handled or kept.
 *
 * Organizations come by turns (decision 41): whoever sent thousands holds up no other, who waits for a share of it. A
 * consumer with `deliverMany` alone gets all in the order of the log.
 */
import type { Consumer, LoggedMessage } from '../messaging/consumer.ts';
import type { Sql } from '../store/sql.ts';

/** What a source has to know of a consumer. */
export type Subscriber = Pick<Consumer, 'name' | 'kind' | 'types' | 'fromNow' | 'deliverMany'>;

/** Some messages for a consumer, handed out together. */
export interface Batch {
  /** At least one. */
  readonly messages: readonly LoggedMessage[];
  /** Some of them may have been handed out before, and not been done. */
  readonly mayRepeat: boolean;
  /** More are known to wait. */
  readonly more: boolean;
}

export interface Subscription {
  /**
   * What comes next. Waits until there is something; `signal` ends the waiting, and then it gives undefined where there is
   * nothing. Asked again only once the batch before is done. Throws where the engine lost its place or its connection:
   * then subscribe anew, and what was not done comes again.
   */
  next(signal: AbortSignal): Promise<Batch | undefined>;
  /** All of this batch is handled or kept: none of it comes again. Throws where that could not be noted. */
  done(batch: Batch): Promise<void>;
  /** Hands out nothing more. What is not done comes again with the next subscription, wherever that is. */
  close(): void;
}

/** A step past messages, for the transaction of their effects. */
export interface Step {
  /** Fails with the constraint `consumers_cursor` where another reader of this consumer made a step meanwhile. */
  readonly statement: Sql;
  /** To be called once the transaction is committed. */
  readonly committed: () => void;
}

/** Of a log: messages of one organization with one key come in the order of their commits. */
export interface LogSubscription extends Subscription {
  /**
   * The step past a batch, or past its messages up to one of them: made in PostgreSQL, whatever the engine, so that it
   * commits with effects that have no inbox. (Offsets of a partitioned log are kept in a table for that.) For consumers with
   * `deliverMany`.
   */
  step(batch: Batch, upTo?: LoggedMessage): Step;
}

export interface MessageSource<S extends Subscription = Subscription> {
  /** The names of consumers that have a place here: what they have not read is kept for them. */
  known(): Promise<readonly string[]>;
  /**
   * Gives a consumer its place: a new one begins at the beginning of what there is, but now for the types `fromNow`. What is
   * committed from here on is not missed. Harmless where it has one.
   */
  register(consumer: Subscriber): Promise<void>;
  /** Takes the places of these away. */
  forget(names: readonly string[]): Promise<void>;
  /** Begins to read for a consumer, from where its last subscription ended. */
  subscribe(consumer: Subscriber): Promise<S>;
  /** Something was committed: whoever waits need not wait until the engine finds out by itself, within about a second. */
  hint(): void;
}

/** Keeps the order of commits for each key, and all messages for as long as somebody may begin at the beginning. */
export type EventLog = MessageSource<LogSubscription>;

/** Knows no order: whoever asks gets what waits. */
export type TaskQueue = MessageSource;

/** Where the consumers of a system read. */
export interface Sources {
  readonly log: EventLog;
  readonly tasks: TaskQueue;
}

/** The source that a consumer reads. */
export const sourceOf = ({ log, tasks }: Sources, { kind }: Pick<Subscriber, 'kind'>): MessageSource =>
  kind === 'task' ? tasks : log;

/** Each of them once: one engine may be both. */
export const allOf = ({ log, tasks }: Sources): readonly MessageSource[] => [...new Set([log, tasks])];
