/** What reads the log: a consumer, and the messages that it gets. */
import type { Sql } from '../store/sql.ts';
import type { Message } from './outbox.ts';
import type { RetryPolicy } from './retry.ts';

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
  /** Those of its types of which it wants nothing that was there before it. */
  readonly fromNow?: readonly string[];
  /** How a message of a type is tried again; `fast` where absent. */
  readonly retry?: (type: string) => RetryPolicy;
  /** What one delivery may take, milliseconds; `DELIVERY_LIMIT_MS` where absent. */
  readonly limitMs?: number;
  /** Those of its types whose messages share transactions (shared-transactions.ts), so that many are handled at once. */
  readonly shared?: ReadonlySet<string>;
  /** Must be idempotent, or record the message in the inbox with its effects. */
  deliver(message: LoggedMessage, delivering: Delivering): Promise<void>;
  /**
   * Where given: handles many messages in one transaction that ends with `progress`, the step of the cursor past
   * them, and so needs no inbox rows. When it fails, they go to `deliver` one by one. They come in the order of the log,
   * without turns of organizations (lanes.ts): nothing else would tell after a crash what was handled.
   */
  deliverMany?(messages: readonly LoggedMessage[], progress: Sql, signal: AbortSignal): Promise<void>;
}

/** A consumer, and the service that it is of: it runs where that does. */
export interface PlacedConsumer extends Consumer {
  readonly service: string;
}

/** What a delivery may take, milliseconds, where its consumer does not say. */
export const DELIVERY_LIMIT_MS = 5 * 60_000;
