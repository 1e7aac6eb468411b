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
  readonly createdAt: string;
}

export interface EndpointInUse extends EndpointRow {
  readonly lastState: DeliveryState | null;
  readonly lastAt: string | null;
}

const ENDPOINT = `id, type, name, url, secret, previous_secret, previous_until,
  events, paused, created_at`;

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

/** Those that are told of an event now. */
export async function selectListening(ctx: Work, event: string): Promise<EndpointRow[]> {
  const { rows } = await ctx.tx.query<EndpointRow>({
    name: 'notifications.listening',
    text: `SELECT ${ENDPOINT} FROM notifications.endpoints WHERE NOT paused AND (events @> ARRAY[$1] OR events @> ARRAY['*'])`,
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
             (id, type, name, url, secret, previous_secret, previous_until, events, paused, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url, secret = excluded.secret,
             previous_secret = excluded.previous_secret, previous_until = excluded.previous_until,
             events = excluded.events, paused = excluded.paused`,
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
    ],
  });
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
