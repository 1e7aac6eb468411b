/** The log of events of an organization, and how far it has been read. */
import { list } from '../contract/list.ts';
import { type Message, toCloudEvent } from '../messaging/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Inside, Viewer } from './inside.ts';
import { consumerLags } from './lag.ts';
import { type Standing, standingsOf } from './standings.ts';

interface EventRow {
  position: number;
  id: string;
  type: string;
  source: string;
  key: string;
  time: string;
  data: unknown;
  traceparent: string;
  logged_at: string;
}

interface EventQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly q?: string;
}

/** As many events are looked through at most, for those that a filter lets through. */
const LOOK_THROUGH = 50_000;

/** A page of events, newest first, each with how its consumers stand. */
export async function listEvents(
  { store }: Inside,
  { type, subject, q, ...page }: EventQuery,
  { organizationId }: Viewer,
) {
  const { items, nextCursor } = await list(page, { position: 'bigint' }, async (before, limit) => {
    const { rows } = await store.query<EventRow>({
      text: `SELECT * FROM (
             SELECT position, id, type, source, key, time, data, traceparent, logged_at FROM kernel.outbox
              WHERE organization_id = $1 AND kind = 'event' AND ($2::bigint IS NULL OR position < $2)
              ORDER BY position DESC LIMIT ${LOOK_THROUGH}
           ) newest
            WHERE ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR key = $4)
              AND ($5::text IS NULL OR type ILIKE $5 OR key ILIKE $5 OR data::text ILIKE $5)
            ORDER BY position DESC LIMIT $6`,
      values: [
        organizationId,
        before.position,
        type ?? null,
        subject ?? null,
        q ? containing(q) : null,
        limit,
      ],
    });
    return rows;
  });
  const standings = await standingsOf(
    store,
    items.map(({ id }) => id),
    span(items.map((row) => row.logged_at)),
  );
  return { items: items.map((row) => toItem(row, standings)), nextCursor };
}

const toItem = ({ id, type, source, key, time, data, traceparent }: EventRow, all: readonly Standing[]) => ({
  ...{ id, type, source, subject: key, time, data },
  traceId: traceparent.split('-')[1] ?? '',
  consumers: all
    .filter(({ messageId }) => messageId === id)
    .map(({ consumer, status, attempts, handledAt, durationMs, error }) => ({
      ...{ name: consumer, status, attempts, handledAt, durationMs, error },
    })),
});

/** The first and the last of some instants. */
export function span(instants: readonly string[]): [string, string] {
  const sorted = instants.toSorted();
  return [sorted[0] ?? '', sorted.at(-1) ?? ''];
}

/** A pattern for LIKE that finds the text itself, whatever characters it has. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** How far each consumer has read, and the newest events. */
export async function readOutbox(store: Store, limit: number, organizationId: string | null) {
  const [consumers, events] = await Promise.all([
    readConsumers(store, organizationId),
    store.query<Message>({
      text: `SELECT id, kind, type, source, key, organization_id AS "organizationId", time, data, traceparent
               FROM kernel.outbox WHERE kind = 'event' AND organization_id = $1 ORDER BY position DESC LIMIT $2`,
      values: [organizationId, limit],
    }),
  ]);
  return { ...consumers, events: events.rows.map(toCloudEvent) };
}

/** The lag of each consumer, and how many messages of an organization it has trouble with. */
export async function readConsumers(store: Store, organizationId: string | null) {
  const [lags, { rows }] = await Promise.all([
    consumerLags(store),
    // How many of all organizations is for whoever runs the system: /metrics says so.
    store.query<{ name: string; waiting: number; dead: number }>({
      name: 'kernel.consumers.troubles',
      text: `SELECT c.name, count(d.*) FILTER (WHERE d.state = 'waiting') AS waiting, count(d.*) FILTER (WHERE d.state = 'dead') AS dead
               FROM kernel.consumers c LEFT JOIN kernel.deliveries d
                 ON d.consumer = c.name AND d.organization_id = $1
              GROUP BY c.name ORDER BY c.name`,
      values: [organizationId],
    }),
  ]);
  return {
    lagSeconds: Math.max(0, ...lags.values()),
    consumers: rows.map((row) => ({ ...row, lagSeconds: lags.get(row.name) ?? 0 })),
  };
}
