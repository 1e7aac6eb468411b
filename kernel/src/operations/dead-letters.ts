/** Messages that failed for good: listed, tried again, put aside and taken back. */

import { commonError } from '../contract/errors.ts';
import { list } from '../contract/list.ts';
import type { Message } from '../messaging/outbox.ts';
import { Signals } from '../messaging/signals.ts';
import { auditEntry } from '../observability/audit.ts';
import { Trace } from '../observability/telemetry.ts';
import type { Store } from '../store/store.ts';
import { serviceActor } from '../unit-of-work/context.ts';
import { operations } from './contract.ts';
import type { Viewer } from './inside.ts';

type State = 'dead' | 'discarded';

/** A transaction, or the store for what belongs to no organization. */
type Database = Pick<Store, 'query'>;

interface DeadRow {
  id: string;
  consumer: string;
  message_id: string;
  message: Message;
  attempts: number;
  error: string | null;
  updated_at: string;
  state: State;
  /** The instant to the microsecond: an ISO text of milliseconds would skip rows between pages. */
  exactly: string;
}

interface DeadQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly consumer?: string;
  readonly state?: State;
}

/** A page of dead messages of an organization, newest first; those of none where `organizationId` is null. */
export async function listDeadLetters(
  store: Database,
  { consumer, state = 'dead', ...page }: DeadQuery,
  { organizationId }: Pick<Viewer, 'organizationId'>,
) {
  return list(
    page,
    { exactly: 'instant', id: 'id' },
    async (after, limit) => {
      const { rows } = await store.query<DeadRow>({
        text: `SELECT id, consumer, message_id, message, attempts, error, updated_at, state, updated_at::text AS exactly
             FROM kernel.deliveries
            WHERE state = $1 AND (organization_id = $2 OR ($2::uuid IS NULL AND organization_id IS NULL))
              AND ($3::text IS NULL OR consumer = $3)
              AND ($4::timestamptz IS NULL OR (updated_at, id) < ($4, $5::uuid))
            ORDER BY updated_at DESC, id DESC LIMIT $6`,
        values: [state, organizationId, consumer ?? null, after.exactly, after.id, limit],
      });
      return rows;
    },
    (row) => ({
      id: row.id,
      consumer: row.consumer,
      messageId: row.message_id,
      type: row.message.type,
      data: row.message.data,
      attempts: row.attempts,
      error: row.error,
      failedAt: row.updated_at,
      state: row.state,
      traceId: row.message.traceparent?.split('-')[1] ?? null,
    }),
  );
}

/** Tries one again, from its first attempt. Throws `not-found`, also where it was replayed already. */
export async function replayOne(store: Database, id: string, organizationId: string | null): Promise<void> {
  const { rowCount } = await store.query({
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE id = $1 AND state = 'dead' AND (organization_id = $2 OR ($2::uuid IS NULL AND organization_id IS NULL))`,
    values: [id, organizationId],
  });
  if (rowCount === 0)
    throw commonError(
      'not-found',
      'There is no dead message with this id; it may have been replayed already.',
    );
}

/** Tries all of an organization's again (of none, where it is null), of one consumer if given. Gives how many. */
export async function replayAll(
  store: Database,
  organizationId: string | null,
  consumer?: string,
): Promise<number> {
  const { rowCount } = await store.query({
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE state = 'dead' AND (organization_id = $1 OR ($1::uuid IS NULL AND organization_id IS NULL)) AND ($2::text IS NULL OR consumer = $2)`,
    values: [organizationId, consumer ?? null],
  });
  return rowCount;
}

/** Puts a dead message aside, or takes it back. Throws `not-found` where it is not in the other state. */
export async function moveTo(
  store: Database,
  state: State,
  id: string,
  organizationId: string | null,
): Promise<void> {
  const from: State = state === 'dead' ? 'discarded' : 'dead';
  const { rowCount } = await store.query({
    text: `UPDATE kernel.deliveries SET state = $1, updated_at = now()
            WHERE id = $2 AND state = $3 AND (organization_id = $4 OR ($4::uuid IS NULL AND organization_id IS NULL))`,
    values: [state, id, from, organizationId],
  });
  if (rowCount === 0) throw commonError('not-found', `There is no ${from} message with this id.`);
}

/** Messages that no consumer handles any more. */
export async function countDeadLetters(store: Database): Promise<number> {
  const { rows } = await store.query<{ count: number }>({
    text: `SELECT count(*) FROM kernel.deliveries WHERE state = 'dead'`,
  });
  return rows[0]?.count ?? 0;
}

/**
 * Tries the dead messages of no organization again, and tells a running system. They are nobody's to see over
 * HTTP: this is for whoever may reach the database itself. Gives how many; it is on record.
 */
export async function replayPlatform(store: Store, consumer?: string): Promise<number> {
  const replayed = await replayAll(store, null, consumer);
  await store.query(
    auditEntry({
      call: operations.calls.replayDeadLetters,
      actor: serviceActor('operator'),
      organizationId: null,
      address: null,
      traceId: new Trace().traceId,
      params: {},
      body: { ...(consumer && { consumer }), replayed },
      ...{ outcome: 'done', status: 202, error: null },
    }),
  );
  await store.query({ text: `SELECT pg_notify($1, 'revive operator')`, values: [Signals.channel] });
  return replayed;
}
