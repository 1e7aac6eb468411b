/** What the database knows of messages that came in: those that were handled, and those that wait to be tried again. */
import { createHash } from 'node:crypto';
import type { LoggedMessage } from '../messaging/consumer.ts';
import { pauseAfter, type Retry, retryPolicies } from '../messaging/retry.ts';
import type { RawMessage } from '../ports/listener.ts';
import type { OrganizationKeys } from '../store/organization-keys.ts';
import { openValue, type SealedSql, sealValue } from '../store/sealed-fields.ts';
import { ofEachService, type Sql } from '../store/sql.ts';
import type { Store } from '../store/store.ts';

/** As many dead messages of a listener and an organization are kept; the senders of more are refused. */
const DEAD_AT_MOST = 1_000;

/** The same for the same text: a UUID of version 8 (RFC 9562), 122 bits of SHA-256. */
export function idOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)} `).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

/** How a message that came before stands. */
export type Known = { readonly state: 'done'; readonly reply: Buffer | null } | { readonly state: 'kept' };

const REPLY = 'kernel.received.reply';

export interface KeptMessage {
  readonly id: string;
  readonly raw: RawMessage;
  readonly organizationId: string | null;
  readonly error: Error;
  /** False where trying it again would give the same: it is dead at once. */
  readonly isRetried: boolean;
}

const receivedOf = ofEachService({
  name: 'kernel.received.insert',
  text: 'INSERT INTO kernel.received (consumer, message_id, reply) SELECT $1, * FROM unnest($2::uuid[], $3::bytea[])',
});

export class InboundRecords {
  readonly #store: Store;
  readonly #keys: OrganizationKeys;
  readonly #listener: string;
  readonly #service: string;
  readonly #retry: Retry;

  constructor(store: Store, keys: OrganizationKeys, listener: string, retry: Retry = 'fast') {
    this.#store = store;
    this.#keys = keys;
    this.#listener = listener;
    this.#service = listener.slice(0, listener.indexOf('.'));
    this.#retry = retry;
  }

  /** Those of these messages that came before. */
  async known(organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const { rows } = await this.#store.query<{ id: string; reply: Buffer | null; done: boolean }>({
      name: 'kernel.received.known',
      text: `SELECT message_id AS id, reply::bytea AS reply, true AS done FROM kernel.received
              WHERE consumer = $1 AND message_id = ANY ($2::uuid[])
             UNION ALL
             SELECT message_id, NULL, false FROM kernel.deliveries WHERE consumer = $1 AND message_id = ANY ($2::uuid[])`,
      values: [this.#listener, ids],
    });
    const cipher = rows.some(({ reply }) => reply) ? await this.#keys.cipherOf(organizationId) : null;
    const known = new Map<string, Known>();
    for (const { id, reply, done } of rows) {
      if (!done && known.has(id)) continue;
      const text = reply && cipher ? cipher.decrypt(REPLY, reply) : null;
      known.set(
        id,
        done
          ? { state: 'done', reply: text === null ? null : Buffer.from(text, 'base64') }
          : { state: 'kept' },
      );
    }
    return known;
  }

  /** How far these sources have come. */
  async marks(organizationId: string, sources: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#store.query<{ source: string; sequence: number }>({
      name: 'kernel.received_marks.select',
      text: `SELECT source, sequence FROM kernel.received_marks
              WHERE consumer = $1 AND organization_id = $2 AND source = ANY ($3)`,
      values: [this.#listener, organizationId, sources],
    });
    return new Map(rows.map(({ source, sequence }) => [source, sequence]));
  }

  /** For the transaction that handled these messages: fails with `received_pkey` where another has. */
  insert(
    organizationId: string,
    messages: readonly { readonly id: string; readonly reply: Buffer | null }[],
  ): Sql | SealedSql {
    const withReplies = (replies: readonly (Buffer | null)[]): Sql => ({
      ...receivedOf(this.#service),
      values: [this.#listener, messages.map(({ id }) => id), replies],
    });
    if (messages.every(({ reply }) => reply === null)) return withReplies(messages.map(() => null));
    const seal: SealedSql['seal'] = (cipher) =>
      withReplies(
        messages.map(({ reply }) => (reply ? cipher.encrypt(REPLY, reply.toString('base64')) : null)),
      );
    return { organizationId, seal };
  }

  /** For the transaction that handled what these sources sent: fails with `received_marks_moved` where another has. */
  move(marks: readonly { readonly source: string; readonly was: number | null; readonly to: number }[]): Sql {
    return {
      name: 'kernel.move_marks',
      text: 'SELECT kernel.move_marks($1, $2, $3, $4)',
      values: [
        this.#listener,
        marks.map(({ source }) => source),
        marks.map(({ was }) => was),
        marks.map(({ to }) => to),
      ],
    };
  }

  /** Puts a message where it is tried again, or dead at once. False where there are too many dead ones already. */
  async keep({ id, raw, organizationId, error, isRetried }: KeptMessage): Promise<boolean> {
    const now = new Date().toISOString();
    const cipher = await this.#keys.cipherOf(organizationId);
    const { sender, key, fault } = raw;
    const { address, topic } = sender;
    const message: LoggedMessage = {
      ...{
        position: 0,
        loggedAt: now,
        id,
        kind: 'event',
        type: this.#listener,
        source: this.#service,
        key: id,
      },
      ...{ organizationId, actorId: null, time: now, traceparent: raw.traceparent ?? '' },
      data: {
        address,
        topic,
        key,
        fault,
        body: sealValue(cipher, this.#listener, raw.body.toString('base64')),
      },
    };
    const { rows } = await this.#store.query<{ kept: boolean }>({
      text: `WITH full_up AS (
               SELECT count(*) >= ${DEAD_AT_MOST} AS yes FROM (
                 SELECT FROM kernel.deliveries WHERE consumer = $1::text AND state = 'dead' AND organization_id IS NOT DISTINCT FROM $4::uuid
                  LIMIT ${DEAD_AT_MOST}) dead),
             added AS (
               INSERT INTO kernel.deliveries
                 (consumer, message_id, position, logged_at, key, organization_id, message, state, attempts, error, next_attempt_at)
               SELECT $1::text, $2::uuid, 0, $3::timestamptz, $2::uuid::text, $4::uuid, $5::jsonb, $6::text, 1, $7::text, now() + make_interval(secs => $8)
                WHERE $6::text = 'waiting' OR NOT (SELECT yes FROM full_up)
               ON CONFLICT (consumer, message_id) DO NOTHING RETURNING true)
             SELECT EXISTS (SELECT FROM added) OR NOT (SELECT yes FROM full_up) OR $6::text = 'waiting' AS kept`,
      values: [
        ...[this.#listener, id, now, organizationId, JSON.stringify(message)],
        isRetried ? 'waiting' : 'dead',
        error.stack ?? error.message,
        pauseAfter(retryPolicies[this.#retry], 1),
      ],
    });
    return rows[0]?.kept ?? false;
  }

  /** A message that was kept, as it came. */
  async reopen({ id, organizationId, data, traceparent }: LoggedMessage): Promise<RawMessage> {
    const { address, topic, body, key, fault } = data as Pick<RawMessage, 'key' | 'fault'> &
      Pick<RawMessage['sender'], 'address' | 'topic'> & { body: string };
    const cipher = await this.#keys.cipherOf(organizationId);
    const text = openValue(cipher, this.#listener, body) as string;
    return { body: Buffer.from(text, 'base64'), sender: { id, address, topic }, key, fault, traceparent };
  }
}
