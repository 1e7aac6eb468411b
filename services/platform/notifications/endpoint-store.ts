/** Webhooks and Slack channels as they are kept: where they are told, and by which secret, encrypted. */
import type { Context } from '@kernos/kernel/context';
import type { DeliveryState, EndpointType } from './schemas.ts';

type Work = Pick<Context, 'tx'>;
/** Who reads addresses and secrets, or writes them. */
type Opening = Pick<Context, 'tx' | 'cipher'>;

export interface ListeningEndpoint {
  readonly id: string;
  readonly type: EndpointType;
  readonly name: string;
  readonly events: string[];
  readonly paused: boolean;
  /** Since when it has taken nothing. */
  readonly failingSince: string | null;
  readonly createdAt: string;
}

export interface EndpointRow extends ListeningEndpoint {
  readonly url: string;
  /** Null for Slack, whose address is the secret. */
  readonly secret: string | null;
  readonly previousSecret: string | null;
  readonly previousUntil: string | null;
}

export interface EndpointInUse extends EndpointRow {
  readonly lastState: DeliveryState | null;
  readonly lastAt: string | null;
}

const LISTENING = 'id, type, name, events, paused, failing_since, created_at';
const ENDPOINT = `${LISTENING}, url, secret, previous_secret, previous_until`;

const places = {
  url: 'notifications.endpoints.url',
  secret: 'notifications.endpoints.secret',
  previousSecret: 'notifications.endpoints.previous_secret',
} as const;

/** As it stands in the table. */
type Sealed<Row> = Omit<Row, keyof typeof places> & {
  readonly url: Buffer;
  readonly secret: Buffer | null;
  readonly previousSecret: Buffer | null;
};

async function opened<Row extends EndpointRow>(ctx: Opening, rows: readonly Sealed<Row>[]): Promise<Row[]> {
  const cipher = await ctx.cipher();
  const open = (place: string, value: Buffer | null) => value && cipher.decrypt(place, value);
  return rows.map(
    (row) =>
      ({
        ...row,
        url: cipher.decrypt(places.url, row.url),
        secret: open(places.secret, row.secret),
        previousSecret: open(places.previousSecret, row.previousSecret),
      }) as Row,
  );
}

/** All of the organization, oldest first, with the last thing they were told. */
export async function selectEndpoints(ctx: Opening, endpointId?: string): Promise<EndpointInUse[]> {
  const { rows } = await ctx.tx.query<Sealed<EndpointInUse>>({
    text: `SELECT ${ENDPOINT}, last.state AS last_state, last.at AS last_at
             FROM notifications.endpoints e
             LEFT JOIN LATERAL (
               SELECT d.state, d.created_at AS at FROM notifications.deliveries d
                WHERE d.organization_id = e.organization_id AND d.recipient_id = e.id ORDER BY d.id DESC LIMIT 1
             ) last ON true
            WHERE $1::uuid IS NULL OR e.id = $1 ORDER BY e.created_at, e.id`,
    values: [endpointId ?? null],
  });
  return opened(ctx, rows);
}

/** Those that are told of an event, or were paused because they take nothing: what they miss is kept for them. */
export async function selectListening(ctx: Work, event: string): Promise<ListeningEndpoint[]> {
  const { rows } = await ctx.tx.query<ListeningEndpoint>({
    name: 'notifications.listening',
    text: `SELECT ${LISTENING} FROM notifications.endpoints WHERE (NOT paused OR failing_since IS NOT NULL) AND (events @> ARRAY[$1] OR events @> ARRAY['*'])`,
    values: [event],
  });
  return rows;
}

export async function findEndpoint(ctx: Opening, endpointId: string): Promise<EndpointRow | undefined> {
  const { rows } = await ctx.tx.query<Sealed<EndpointRow>>({
    text: `SELECT ${ENDPOINT} FROM notifications.endpoints WHERE id = $1`,
    values: [endpointId],
  });
  return (await opened<EndpointRow>(ctx, rows))[0];
}

/** Writes an endpoint as it is to be from now on. */
export async function storeEndpoint(ctx: Opening, endpoint: EndpointRow): Promise<void> {
  const cipher = await ctx.cipher();
  const seal = (place: string, value: string | null) => value && cipher.encrypt(place, value);
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
      cipher.encrypt(places.url, endpoint.url),
      seal(places.secret, endpoint.secret),
      seal(places.previousSecret, endpoint.previousSecret),
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
