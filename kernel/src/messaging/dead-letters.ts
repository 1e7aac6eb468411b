/** Messages that failed for good: listed, tried again, put aside and taken back. */
import { openHints } from '../engines/open-hints.ts';
import { auditRow } from '../observability/audit.ts';
import { Trace } from '../observability/telemetry.ts';
import { hideSealed } from '../store/sealed-fields.ts';
import type { Store } from '../store/store.ts';
import { serviceActor } from '../unit-of-work/caller.ts';

export type DeadState = 'dead' | 'discarded';

/** A transaction of a service that sees the system, or the store for what belongs to no organization. */
type Database = Pick<Store, 'query'>;

export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  readonly messageId: string;
  readonly type: string;
  readonly data: unknown;
  readonly traceparent: string | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly failedAt: string;
  readonly state: DeadState;
  /** `failedAt` to the microsecond: an ISO text of milliseconds would skip rows between pages. */
  readonly exactly: string;
}

/** Which ones to list. `after` is the last one that was seen. */
export interface DeadLetterFilter {
  readonly state: DeadState;
  readonly consumer?: string | undefined;
  readonly after?: { readonly exactly: string | null; readonly id: string | null };
  readonly limit: number;
}

/** Dead messages of an organization, newest first; those of none where `organizationId` is null. */
export async function listDeadLetters(
  database: Database,
  organizationId: string | null,
  { state, consumer, after, limit }: DeadLetterFilter,
): Promise<readonly DeadLetter[]> {
  const { rows } = await database.query<DeadLetter>({
    text: `SELECT id, consumer, message_id, message->>'type' AS type, message->'data' AS data,
                  message->>'traceparent' AS traceparent, attempts, error, updated_at AS failed_at, state,
                  updated_at::text AS exactly
             FROM kernel.deliveries
            WHERE state = $1 AND (organization_id = $2 OR ($2::uuid IS NULL AND organization_id IS NULL))
              AND ($3::text IS NULL OR consumer = $3)
              AND ($4::timestamptz IS NULL OR (updated_at, id) < ($4, $5::uuid))
            ORDER BY updated_at DESC, id DESC LIMIT $6`,
    values: [state, organizationId, consumer ?? null, after?.exactly ?? null, after?.id ?? null, limit],
  });
  return rows.map((row) => ({ ...row, data: hideSealed(row.data) }));
}

/** Tries one again, from its first attempt. False where it is not dead, also where it was replayed already. */
export async function replayDeadLetter(
  database: Database,
  id: string,
  organizationId: string | null,
): Promise<boolean> {
  const { rowCount } = await database.query({
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE id = $1 AND state = 'dead' AND (organization_id = $2 OR ($2::uuid IS NULL AND organization_id IS NULL))`,
    values: [id, organizationId],
  });
  return rowCount > 0;
}

/** Tries all of an organization's again (of none, where it is null), of one consumer if given. Gives how many. */
export async function replayDeadLetters(
  database: Database,
  organizationId: string | null,
  consumer?: string,
): Promise<number> {
  const { rowCount } = await database.query({
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE state = 'dead' AND (organization_id = $1 OR ($1::uuid IS NULL AND organization_id IS NULL)) AND ($2::text IS NULL OR consumer = $2)`,
    values: [organizationId, consumer ?? null],
  });
  return rowCount;
}

/** Puts a dead message aside, or takes it back. False where it is not in the other state. */
export async function moveDeadLetter(
  database: Database,
  state: DeadState,
  id: string,
  organizationId: string | null,
): Promise<boolean> {
  const from: DeadState = state === 'dead' ? 'discarded' : 'dead';
  const { rowCount } = await database.query({
    text: `UPDATE kernel.deliveries SET state = $1, updated_at = now()
            WHERE id = $2 AND state = $3 AND (organization_id = $4 OR ($4::uuid IS NULL AND organization_id IS NULL))`,
    values: [state, id, from, organizationId],
  });
  return rowCount > 0;
}

/** Messages that no consumer handles any more. */
export async function countDeadLetters(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>({
    text: `SELECT count(*) FROM kernel.deliveries WHERE state = 'dead'`,
  });
  return rows[0]?.count ?? 0;
}

/**
 * Tries the dead messages of no organization again, and tells a running system. They are nobody's to see over
 * HTTP: this is for whoever may reach the database itself. Gives how many; it is on record.
 */
export async function replayPlatform(store: Store, consumer?: string): Promise<number> {
  const replayed = await replayDeadLetters(store, null, consumer);
  await store.query(
    auditRow({
      call: {
        id: 'dead-letters.replayPlatform',
        summary: 'Tries all dead messages of no organization again',
      },
      actor: serviceActor('operator'),
      organizationId: null,
      address: null,
      traceId: new Trace().traceId,
      params: {},
      body: { ...(consumer && { consumer }), replayed },
      ...{ outcome: 'done', status: 202, error: null },
    }),
  );
  const hints = openHints(store);
  hints.send('revived');
  await hints.close();
  return replayed;
}
