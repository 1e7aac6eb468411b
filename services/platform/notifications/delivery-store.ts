/** Deliveries as they are kept. */
import type { Context } from '@kernos/kernel/context';
import type { Channel, DeliveryState, Locale } from './schemas.ts';

type Work = Pick<Context, 'tx'>;

export interface NewDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly deviceId: string | null;
  readonly kind: string;
  readonly recipientName: string;
  readonly address: string | null;
  readonly locale: Locale;
  readonly data: unknown;
  readonly path: string | null;
  /** Null: at once. */
  readonly dueAt: string | null;
  readonly gathered: boolean;
}

export interface DeliveryRow {
  readonly id: string;
  readonly eventId: string;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly deviceId: string | null;
  readonly kind: string;
  readonly recipientName: string;
  readonly address: string | null;
  readonly locale: Locale;
  readonly data: Readonly<Record<string, unknown>>;
  readonly path: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly sentAt: string | null;
}

export const DELIVERY = `id, event_id AS "eventId", recipient_id AS "recipientId", channel, device_id AS "deviceId", kind,
  recipient_name AS "recipientName", address, locale, data, path, state, attempts, reason, created_at AS "createdAt",
  due_at AS "dueAt", sent_at AS "sentAt"`;

/** Writes deliveries down; gives those that were not there before, and are to be sent at once or not. */
export async function insertDeliveries(
  ctx: Work,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<{ id: string; channel: Channel; state: DeliveryState }[]> {
  if (deliveries.length === 0) return [];
  const { rows } = await ctx.tx.query<{ id: string; channel: Channel; state: DeliveryState }>({
    name: 'notifications.deliveries.insert',
    text: `INSERT INTO notifications.deliveries (id, event_id, recipient_id, channel, device_id, kind, recipient_name,
             address, locale, data, path, state, gathered, created_at, due_at)
           SELECT d.id, d."eventId", d."recipientId", d.channel, d."deviceId", d.kind, d."recipientName",
                  d.address, d.locale, d.data, d.path,
                  CASE WHEN d."dueAt" IS NULL THEN 'queued' ELSE 'waiting' END, d.gathered, $2, d."dueAt"
             FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, "eventId" uuid, "recipientId" uuid, channel text,
               "deviceId" uuid, kind text, "recipientName" text, address text, locale text, data jsonb, path text,
               gathered boolean, "dueAt" timestamptz)
           ON CONFLICT ON CONSTRAINT deliveries_once DO NOTHING RETURNING id, channel, state`,
    values: [JSON.stringify(deliveries), now.toISOString()],
  });
  return rows;
}

/** How long one try may take; somebody else may try after it. */
export const LEASE_MS = 30_000;

/**
 * Takes a delivery for one try. `busy`: somebody else is sending it at this moment. `over`: there is nothing
 * to send, or a later try has been asked for.
 */
export async function claim(
  ctx: Work,
  { deliveryId, attempt, now }: { deliveryId: string; attempt: number; now: Date },
): Promise<DeliveryRow | 'busy' | 'over'> {
  const { rows } = await ctx.tx.query<DeliveryRow & { free: boolean }>({
    name: 'notifications.deliveries.claim',
    text: `WITH found AS (
             SELECT id AS found, coalesce(leased_until < $3, true) AS free FROM notifications.deliveries
              WHERE id = $1 AND state = 'queued' AND attempts = $2 FOR UPDATE
           )
           UPDATE notifications.deliveries SET leased_until = CASE WHEN free THEN $4::timestamptz ELSE leased_until END
             FROM found WHERE id = found RETURNING ${DELIVERY}, free`,
    values: [deliveryId, attempt - 1, now.toISOString(), new Date(now.getTime() + LEASE_MS).toISOString()],
  });
  const [row] = rows;
  if (!row) return 'over';
  return row.free ? row : 'busy';
}

export interface Ending {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  readonly counts: boolean;
  /** Throws away what the words were made of. */
  readonly forget: boolean;
}

/** Writes down what became of a try. */
export async function endTry(
  ctx: Work,
  delivery: DeliveryRow,
  { state, reason, dueAt, counts, forget }: Ending,
  now: Date,
): Promise<void> {
  await ctx.tx.query({
    name: 'notifications.deliveries.end',
    text: `UPDATE notifications.deliveries SET state = $2, reason = $3, due_at = $4, attempts = attempts + $5::int,
                  leased_until = NULL, sent_at = CASE WHEN $2 IN ('sent', 'kept') THEN $6::timestamptz END,
                  data = CASE WHEN $7 THEN '{}' ELSE data END, path = CASE WHEN $7 THEN NULL ELSE path END
            WHERE id = $1`,
    values: [
      delivery.id,
      state,
      reason,
      dueAt?.toISOString() ?? null,
      counts ? 1 : 0,
      now.toISOString(),
      forget,
    ],
  });
}

export async function insertTry(
  ctx: Work,
  tried: {
    readonly deliveryId: string;
    readonly attempt: number;
    readonly at: Date;
    readonly milliseconds: number;
    readonly outcome: 'sent' | 'kept' | 'later' | 'parked';
    readonly reason: string | null;
  },
): Promise<void> {
  await ctx.tx.query({
    name: 'notifications.tries.insert',
    text: `INSERT INTO notifications.tries (delivery_id, attempt, at, milliseconds, outcome, reason)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [
      tried.deliveryId,
      tried.attempt,
      tried.at.toISOString(),
      tried.milliseconds,
      tried.outcome,
      tried.reason,
    ],
  });
}
