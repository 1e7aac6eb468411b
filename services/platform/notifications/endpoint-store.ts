/** Webhooks and Slack channels as they are kept. */
import type { Context } from '@kernos/kernel/context';
import type { DeliveryState, EndpointType } from './schemas.ts';

type Work = Pick<Context, 'tx'>;

export interface EndpointRow {
  readonly id: string;
  readonly type: EndpointType;
  readonly name: string;
  readonly url: string;
  /** Null for Slack, whose address is the secret. */
  readonly secret: string | null;
  readonly previousSecret: string | null;
  readonly previousUntil: string | null;
  readonly events: string[];
  readonly paused: boolean;
  /** Since when it has taken nothing. */
  readonly failingSince: string | null;
  readonly createdAt: string;
}

export interface EndpointInUse extends EndpointRow {
  readonly lastState: DeliveryState | null;
  readonly lastAt: string | null;
}

const ENDPOINT = `id, type, name, url, secret, previous_secret, previous_until,
  events, paused, failing_since, created_at`;

/** All of the organization, oldest first, with the last thing they were told. */
export async function selectEndpoints(ctx: Work, endpointId?: string): Promise<EndpointInUse[]> {
  const { rows } = await ctx.tx.query<EndpointInUse>({
    text: `SELECT ${ENDPOINT}, last.state AS last_state, last.at AS last_at
             FROM notifications.endpoints e
             LEFT JOIN LATERAL (
               SELECT d.state, d.created_at AS at FROM notifications.deliveries d
                WHERE d.organization_id = e.organization_id AND d.recipient_id = e.id ORDER BY d.id DESC LIMIT 1
             ) last ON true
            WHERE $1::uuid IS NULL OR e.id = $1 ORDER BY e.created_at, e.id`,
    values: [endpointId ?? null],
  });
  return rows;
}

/** Those that are told of an event, or were paused because they take nothing: what they miss is kept for them. */
export async function selectListening(ctx: Work, event: string): Promise<EndpointRow[]> {
  const { rows } = await ctx.tx.query<EndpointRow>({
    name: 'notifications.listening',
    text: `SELECT ${ENDPOINT} FROM notifications.endpoints WHERE (NOT paused OR failing_since IS NOT NULL) AND (events @> ARRAY[$1] OR events @> ARRAY['*'])`,
    values: [event],
  });
  return rows;
}

export async function findEndpoint(ctx: Work, endpointId: string): Promise<EndpointRow | undefined> {
  const { rows } = await ctx.tx.query<EndpointRow>({
    text: `SELECT ${ENDPOINT} FROM notifications.endpoints WHERE id = $1`,
    values: [endpointId],
  });
  return rows[0];
}

/** Writes an endpoint as it is to be from now on. */
export async function storeEndpoint(ctx: Work, endpoint: EndpointRow): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO notifications.endpoints
             (id, type, name, url, secret, previous_secret, previous_until, events, paused, created_at, failing_since)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url, secret = excluded.secret,
             previous_secret = excluded.previous_secret, previous_until = excluded.previous_until,
             events = excluded.events, paused = excluded.paused,
             failing_since = excluded.failing_since`,
    values: [
      endpoint.id,
      endpoint.type,
      endpoint.name,
      endpoint.url,
      endpoint.secret,
      endpoint.previousSecret,
      endpoint.previousUntil,
      endpoint.events,
      endpoint.paused,
      endpoint.createdAt,
      endpoint.failingSince,
    ],
  });
}

/** It took a delivery. */
export async function noteTaken(ctx: Work, endpointId: string): Promise<void> {
  await ctx.tx.query({
    name: 'notifications.endpoints.taken',
    text: 'UPDATE notifications.endpoints SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL',
    values: [endpointId],
  });
}

/** It did not; gives since when that is so. */
export async function noteFailing(ctx: Work, endpointId: string, now: Date): Promise<string | undefined> {
  const { rows } = await ctx.tx.query<{ failingSince: string }>({
    name: 'notifications.endpoints.failing',
    text: `UPDATE notifications.endpoints SET failing_since = coalesce(failing_since, $2) WHERE id = $1 RETURNING failing_since`,
    values: [endpointId, now.toISOString()],
  });
  return rows[0]?.failingSince;
}

/** Pauses what takes nothing; false where it is paused already. */
export async function pauseFailing(ctx: Work, endpointId: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: 'UPDATE notifications.endpoints SET paused = true WHERE id = $1 AND NOT paused',
    values: [endpointId],
  });
  return rowCount === 1;
}

/** Told nothing more until somebody lets it go on. */
export async function pauseEndpoint(ctx: Work, endpointId: string): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE notifications.endpoints SET paused = true WHERE id = $1',
    values: [endpointId],
  });
}

export async function deleteEndpoint(ctx: Work, endpointId: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: 'DELETE FROM notifications.endpoints WHERE id = $1',
    values: [endpointId],
  });
  return rowCount > 0;
}
