/** What is on record of messages: the log of events, how their consumers stand, how far each has read. */
import { hideSealed } from '../store/sealed-fields.ts';
import type { Store } from '../store/store.ts';
import { consumerLags } from './lag.ts';
import { consumerDuty, leaseOf } from './leases.ts';
import { type Message, toCloudEvent } from './outbox.ts';

/** How a consumer stands towards one message. */
export interface MessageDelivery {
  readonly messageId: string;
  readonly consumer: string;
  readonly status: 'done' | 'waiting' | 'dead' | 'discarded';
  readonly attempts: number;
  readonly handledAt: string | null;
  readonly durationMs: number | null;
  /** What the messages that it sent meanwhile name as their cause. */
  readonly spanId: string | null;
  /** First line of the last error. */
  readonly error: string | null;
  /** When it is tried again; null where it is not, or waits behind an earlier message of its key. */
  readonly nextAttemptAt: string | null;
}

interface DeliveryRow extends Omit<MessageDelivery, 'status'> {
  state: 'waiting' | 'dead' | 'discarded' | null;
  passed: boolean;
}

/** A message of the outbox. */
export interface LoggedMessageRecord {
  readonly position: number;
  readonly id: string;
  readonly kind: Message['kind'];
  readonly type: string;
  readonly source: string;
  readonly key: string;
  readonly actorId: string | null;
  readonly time: string;
  readonly loggedAt: string;
  /** Of an event alone: what tasks and workflows are given may be secret. */
  readonly data: unknown;
  readonly traceparent: string;
}

/** Which events to list. `pattern` is one of LIKE; `before` is a position in the log. */
export interface EventFilter {
  readonly type?: string | undefined;
  readonly subject?: string | undefined;
  readonly pattern?: string | null;
  readonly before: number | null;
  readonly limit: number;
}

export interface ConsumerRecord {
  readonly name: string;
  /** Messages of the organization that are being tried again. */
  readonly waiting: number;
  readonly dead: number;
  /** Age of the oldest message that it has not reached, seconds. */
  readonly lagSeconds: number;
  /** False where no process reads for it: the log is kept until one does, or it is retired. */
  readonly isRead: boolean;
}

/** As many events are looked through at most, for those that a filter lets through. */
const LOOK_THROUGH = 50_000;

const columns = `position, id, kind, type, source, key, actor_id, time, logged_at,
                 CASE kind WHEN 'event' THEN data WHEN 'workflow' THEN data - 'input' END AS data, traceparent`;

export class MessageRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Events of an organization, newest first; of the newest 50,000 those that the filter lets through. */
  async events(
    organizationId: string | null,
    { type, subject, pattern, before, limit }: EventFilter,
  ): Promise<readonly LoggedMessageRecord[]> {
    const { rows } = await this.#store.query<LoggedMessageRecord>({
      text: `SELECT ${columns} FROM (
               SELECT * FROM kernel.outbox
                WHERE organization_id = $1 AND kind = 'event' AND ($2::bigint IS NULL OR position < $2)
                ORDER BY position DESC LIMIT ${LOOK_THROUGH}
             ) newest
              WHERE ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR key = $4)
                AND ($5::text IS NULL OR type ILIKE $5 OR key ILIKE $5 OR data::text ILIKE $5)
              ORDER BY position DESC LIMIT $6`,
      values: [organizationId, before, type ?? null, subject ?? null, pattern ?? null, limit],
    });
    return rows.map(withoutSealed);
  }

  /** The newest events of an organization as CloudEvents 1.0. */
  async cloudEvents(organizationId: string | null, limit: number) {
    const { rows } = await this.#store.query<Message>({
      text: `SELECT id, kind, type, source, key, organization_id, time, data, traceparent
               FROM kernel.outbox WHERE kind = 'event' AND organization_id = $1 ORDER BY position DESC LIMIT $2`,
      values: [organizationId, limit],
    });
    return rows.map((row) => toCloudEvent(withoutSealed(row)));
  }

  /** The messages of an organization that came of a trace, in the order of the log. */
  async ofTrace(
    traceId: string,
    organizationId: string | null,
    limit: number,
  ): Promise<readonly LoggedMessageRecord[]> {
    const { rows } = await this.#store.query<LoggedMessageRecord>({
      text: `SELECT ${columns} FROM kernel.outbox
              WHERE substr(traceparent, 4, 32) = $1 AND organization_id = $2
              ORDER BY outbox.position LIMIT $3`,
      values: [traceId, organizationId, limit],
    });
    return rows.map(withoutSealed);
  }

  /**
   * How the consumers of these messages stand. A consumer that keeps no record of single messages, as it reads in
   * batches, is done with what its cursor has passed.
   */
  async deliveries(
    messages: readonly Pick<LoggedMessageRecord, 'id' | 'loggedAt'>[],
  ): Promise<readonly MessageDelivery[]> {
    if (messages.length === 0) return [];
    const ids = messages.map(({ id }) => id);
    const instants = messages.map(({ loggedAt }) => loggedAt).toSorted();
    const { rows } = await this.#store.query<DeliveryRow>({
      text: `SELECT m.id AS message_id, c.name AS consumer, i.handled_at, i.duration_ms,
                    i.span_id, coalesce(d.attempts, i.attempts, 0) AS attempts, d.state,
                    split_part(d.error, E'\\n', 1) AS error,
                    CASE d.state WHEN 'waiting' THEN d.next_attempt_at END AS next_attempt_at,
                    kernel.has_read(c, m.xid, m.position) AS passed
               FROM kernel.outbox m JOIN kernel.consumers c ON m.type = ANY (c.types)
               LEFT JOIN kernel.inbox i ON i.consumer = c.name AND i.message_id = m.id
                                       AND i.logged_at = date_trunc('milliseconds', m.logged_at)
               LEFT JOIN kernel.deliveries d ON d.consumer = c.name AND d.message_id = m.id
              WHERE m.id = ANY ($1::uuid[]) AND m.logged_at >= $2 AND m.logged_at < $3::timestamptz + interval '1 millisecond'
              ORDER BY c.name`,
      values: [ids, instants[0], instants.at(-1)],
    });
    return rows.map(({ state, passed, ...row }) => ({
      ...row,
      status: state ?? (row.handledAt !== null || passed ? 'done' : 'waiting'),
    }));
  }

  /** Every consumer of this system by name, with the messages of an organization that it has trouble with. */
  async consumers(organizationId: string | null): Promise<readonly ConsumerRecord[]> {
    const [lags, { rows }] = await Promise.all([
      consumerLags(this.#store),
      // How many of all organizations is for whoever runs the system: /metrics says so.
      this.#store.query<Omit<ConsumerRecord, 'lagSeconds'>>({
        name: 'kernel.consumers.troubles',
        text: `SELECT c.name, count(d.*) FILTER (WHERE d.state = 'waiting') AS waiting, count(d.*) FILTER (WHERE d.state = 'dead') AS dead,
                      EXISTS (SELECT FROM pg_locks l WHERE ${leaseOf('$2 || c.name')}) AS is_read
                 FROM kernel.consumers c LEFT JOIN kernel.deliveries d
                   ON d.consumer = c.name AND d.organization_id = $1
                GROUP BY c.name ORDER BY c.name`,
        values: [organizationId, consumerDuty('')],
      }),
    ]);
    return rows.map((row) => ({ ...row, lagSeconds: lags.get(row.name) ?? 0 }));
  }
}

const withoutSealed = <M extends { readonly data: unknown }>(message: M): M => ({
  ...message,
  data: hideSealed(message.data),
});
