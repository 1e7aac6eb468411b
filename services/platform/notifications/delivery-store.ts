/** Deliveries as they are kept. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import type { Channel, Delivery, DeliveryState, Locale } from './schemas.ts';

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
  /** Why it is not sent at all, until somebody sends it again. */
  readonly parked?: string;
}

export type DeliveryRow = Static<typeof Delivery> &
  Readonly<{
    deviceId: string | null;
    address: string | null;
    locale: Locale;
    data: Readonly<Record<string, unknown>>;
    path: string | null;
  }>;

export const DELIVERY = `id, event_id, recipient_id, channel, device_id, kind,
  recipient_name, address, locale, data, path, state, attempts, reason, created_at,
  due_at, sent_at`;

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
             address, locale, data, path, state, reason, gathered, created_at, due_at)
           SELECT d.id, d."eventId", d."recipientId", d.channel, d."deviceId", d.kind, d."recipientName",
                  d.address, d.locale, d.data, d.path,
                  CASE WHEN d.parked IS NOT NULL THEN 'parked' WHEN d."dueAt" IS NULL THEN 'queued' ELSE 'waiting' END,
                  d.parked, d.gathered, $2, d."dueAt"
             FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, "eventId" uuid, "recipientId" uuid, channel text,
               "deviceId" uuid, kind text, "recipientName" text, address text, locale text, data jsonb, path text,
               gathered boolean, "dueAt" timestamptz, parked text)
           ON CONFLICT ON CONSTRAINT deliveries_once DO NOTHING RETURNING id, channel, state`,
    values: [JSON.stringify(deliveries), now.toISOString()],
  });
  return rows;
}

/** How long one try may take; somebody else may try after it. */
export const LEASE_MS = 30_000;

/** A delivery whose how-manieth try this is; undefined where it is over, or a later try has been asked for. */
export async function findQueued(
  ctx: Work,
  deliveryId: string,
  attempt: number,
): Promise<DeliveryRow | undefined> {
  const { rows } = await ctx.tx.query<DeliveryRow>({
    name: 'notifications.deliveries.queued',
    text: `SELECT ${DELIVERY} FROM notifications.deliveries WHERE id = $1 AND state = 'queued' AND attempts = $2`,
    values: [deliveryId, attempt - 1],
  });
  return rows[0];
}

/** Takes a delivery for one try; false where somebody else has it at this moment, or it is over. */
export async function lease(ctx: Work, { id, attempts }: DeliveryRow, now: Date): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    name: 'notifications.deliveries.lease',
    text: `UPDATE notifications.deliveries SET leased_until = $4
            WHERE id = $1 AND state = 'queued' AND attempts = $2 AND coalesce(leased_until < $3, true)`,
    values: [id, attempts, now.toISOString(), new Date(now.getTime() + LEASE_MS).toISOString()],
  });
  return rowCount === 1;
}

export interface Ending {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  readonly counts: boolean;
  /** Follows others to its endpoint. */
  readonly held: boolean;
  /** Throws away what the words were made of. */
  readonly forget: boolean;
}

/** Writes down what became of a try; false where another one was written down meanwhile. */
export async function endTry(
  ctx: Work,
  delivery: DeliveryRow,
  { state, reason, dueAt, counts, held, forget }: Ending,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    name: 'notifications.deliveries.end',
    text: `UPDATE notifications.deliveries SET state = $2, reason = $3, due_at = $4, attempts = attempts + $5::int,
                  leased_until = NULL, held = $9, sent_at = CASE WHEN $2 IN ('sent', 'kept') THEN $6::timestamptz END,
                  data = CASE WHEN $7 THEN '{}' ELSE data END, path = CASE WHEN $7 THEN NULL ELSE path END
            WHERE id = $1 AND state = 'queued' AND attempts = $8`,
    values: [
      delivery.id,
      state,
      reason,
      dueAt?.toISOString() ?? null,
      counts ? 1 : 0,
      now.toISOString(),
      forget,
      delivery.attempts,
      held,
    ],
  });
  return rowCount === 1;
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

/** Queues the delivery to an endpoint that has been held for longest; undefined where none is. */
export async function releaseHeld(
  ctx: Work,
  endpointId: string,
): Promise<Pick<DeliveryRow, 'id' | 'channel' | 'attempts'> | undefined> {
  const { rows } = await ctx.tx.query<Pick<DeliveryRow, 'id' | 'channel' | 'attempts'>>({
    name: 'notifications.deliveries.release',
    text: `UPDATE notifications.deliveries SET state = 'queued', due_at = NULL, held = false WHERE id = (
             SELECT id FROM notifications.deliveries WHERE recipient_id = $1 AND held AND state = 'waiting'
              ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
           ) RETURNING id, channel, attempts`,
    values: [endpointId],
  });
  return rows[0];
}

const ENDPOINT_CHANNELS = ['webhook', 'slack'] as const;
type EndpointChannel = (typeof ENDPOINT_CHANNELS)[number];

/** True of what goes to an organization's own tools. */
export const isToEndpoint = (channel: Channel): channel is EndpointChannel =>
  (ENDPOINT_CHANNELS as readonly string[]).includes(channel);

/** Queues what an endpoint did not take in a range of time, oldest first. */
export async function replayRange(
  ctx: Work,
  {
    endpointId,
    from,
    to,
    after,
    limit,
  }: { endpointId: string; from: string; to: string | undefined; after: string | undefined; limit: number },
): Promise<Pick<DeliveryRow, 'id' | 'channel' | 'attempts'>[]> {
  const { rows } = await ctx.tx.query<Pick<DeliveryRow, 'id' | 'channel' | 'attempts'>>({
    text: `UPDATE notifications.deliveries SET state = 'queued', due_at = NULL, held = false WHERE id IN (
             SELECT id FROM notifications.deliveries
              WHERE recipient_id = $1 AND organization_id = kernel.organization()
                AND state IN ('parked', 'waiting') AND created_at >= $2 AND ($3::timestamptz IS NULL OR created_at < $3)
                AND ($4::uuid IS NULL OR id > $4)
              ORDER BY id LIMIT $5 FOR UPDATE SKIP LOCKED
           ) RETURNING id, channel, attempts`,
    values: [endpointId, from, to, after, limit],
  });
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
