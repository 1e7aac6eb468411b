/** The outbox page by page, and how far a consumer has read it (`kernel.consumers`); relay.ts says why in windows. */
import type { Consumer, LoggedMessage } from './relay.ts';
import { type Sql, type Store, violates } from './store.ts';

/** Every row of transactions below `lo` is done; while `hi` is set, so are those of [lo, hi) up to `position`. */
export interface Cursor {
  readonly lo: string;
  readonly hi: string | null;
  readonly position: number;
}

/** Where the last run of a consumer ended; the beginning of the log, for a new one. */
export async function takeUp(store: Store, { name, types }: Consumer): Promise<Cursor> {
  const { rows } = await store.query<Cursor>({
    text: `INSERT INTO kernel.consumers (name, types) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET types = excluded.types RETURNING lo::text, hi::text, position`,
    values: [name, types],
  });
  return rows[0] as Cursor;
}

/** At most `limit` messages after a cursor, and the cursor after them. `full`: more may follow at once. */
export async function readPage(
  store: Store,
  { kind, types }: Consumer,
  { lo, hi, position }: Cursor,
  limit: number,
): Promise<{ messages: LoggedMessage[]; horizon: string; next: Cursor; full: boolean }> {
  // The first page of a window is found by transaction ids. The others go along the positions: sorting what is left
  // of a long backlog once a page would take as many times longer as there are pages.
  const within =
    hi === null ? 'xid >= $2::xid8 AND xid < h.horizon' : '(xid >= $2::xid8 AND xid < h.horizon) IS TRUE';
  const { rows } = await store.query<LoggedMessage & { horizon: string }>({
    name: hi === null ? 'kernel.relay.page' : 'kernel.relay.page.next',
    text: `SELECT h.horizon::text AS horizon, m.*
             FROM (SELECT coalesce($1::xid8, pg_snapshot_xmin(pg_current_snapshot())) AS horizon) h
             LEFT JOIN LATERAL (
               SELECT position, logged_at AS "loggedAt", id, kind, type, source, key,
                      organization_id AS "organizationId", actor_id AS "actorId", time, data, traceparent
                 FROM kernel.outbox
                WHERE ${within} AND position > $3 AND kind = $4 AND type = ANY ($5)
                ORDER BY position LIMIT $6
             ) m ON true`,
    values: [hi, lo, position, kind, types, limit],
  });
  const horizon = rows[0]?.horizon as string;
  const messages = rows[0]?.id ? rows : [];
  const full = messages.length === limit;
  const next = full
    ? { lo, hi: horizon, position: messages.at(-1)?.position ?? 0 }
    : { lo: horizon, hi: null, position: 0 };
  return { messages, horizon, next, full };
}

/** Moves a cursor, also in a consumer's own transaction; fails where another reader has moved it meanwhile. */
export const advance = (name: string, from: Cursor, to: Cursor): Sql => ({
  name: 'kernel.relay.advance',
  text: 'SELECT kernel.advance_consumer($1, $2, $3, $4, $5, $6, $7)',
  values: [name, from.lo, from.hi, from.position, to.lo, to.hi, to.position],
});

/** True where `advance` found that another reader was there. */
export const wasOvertaken = (error: unknown): boolean => violates(error, 'consumers_cursor');
