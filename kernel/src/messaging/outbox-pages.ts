/** The outbox page by page, and how far a consumer has read it (`kernel.consumers`); relay.ts says why in windows. */

import { type Sql, type Store, violates } from '../store/store.ts';
import type { Consumer, LoggedMessage } from './relay.ts';

/**
 * Every row that the snapshot `seen` sees is done; while `until` is set, so are those that it sees up to `position`.
 * Snapshots are as `pg_current_snapshot()` writes them.
 */
export interface Cursor {
  readonly seen: string;
  readonly until: string | null;
  readonly position: number;
}

/**
 * SQL that holds for what became visible since a snapshot (an expression). Says the same as
 * `NOT pg_visible_in_snapshot(xid, …)`, in a way that the index on xid finds, however long another transaction runs:
 * its id is one of a few to look for, not the beginning of all that came after it. The upper bound shuts nothing out;
 * it tells the planner that these are few. Put `OFFSET 0` after it where its rows are sorted by position, or the
 * planner may go along all positions there are to spare itself the sorting.
 */
export const newSince = (snapshot: string): string =>
  `(xid >= pg_snapshot_xmax(${snapshot}) AND xid < pg_snapshot_xmax(pg_current_snapshot())
    OR xid = ANY (ARRAY(SELECT pg_snapshot_xip(${snapshot}))))`;

/** Where the last run of a consumer ended; the beginning of the log, for a new one. */
export async function takeUp(store: Store, { name, types }: Consumer): Promise<Cursor> {
  const { rows } = await store.query<Cursor>({
    text: `INSERT INTO kernel.consumers (name, types) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET types = excluded.types RETURNING seen::text, until::text, position`,
    values: [name, types],
  });
  return rows[0] as Cursor;
}

/** At most `limit` messages after a cursor, and the cursor after them. `full`: more may follow at once. */
export async function readPage(
  store: Store,
  { kind, types }: Consumer,
  { seen, until, position }: Cursor,
  limit: number,
): Promise<{ messages: LoggedMessage[]; window: string; next: Cursor; full: boolean }> {
  // The first page of a window is found by transaction ids. The others go along the positions: sorting what is left
  // of a long backlog once a page would take as many times longer as there are pages.
  const [within, fence] =
    until === null
      ? [newSince('$2::pg_snapshot'), 'OFFSET 0']
      : ['NOT pg_visible_in_snapshot(xid, $2::pg_snapshot) AND pg_visible_in_snapshot(xid, w.until)', ''];
  const { rows } = await store.query<LoggedMessage & { window: string }>({
    name: until === null ? 'kernel.relay.page' : 'kernel.relay.page.next',
    text: `SELECT w.until::text AS window, m.*
             FROM (SELECT coalesce($1::pg_snapshot, pg_current_snapshot()) AS until) w
             LEFT JOIN LATERAL (
               SELECT * FROM (
                 SELECT position, logged_at AS "loggedAt", id, kind, type, source, key,
                        organization_id AS "organizationId", actor_id AS "actorId", time, data, traceparent
                   FROM kernel.outbox
                  WHERE ${within} AND position > $3 AND kind = $4 AND type = ANY ($5) ${fence}
               ) unread ORDER BY position LIMIT $6
             ) m ON true`,
    values: [until, seen, position, kind, types, limit],
  });
  const window = rows[0]?.window as string;
  const messages = rows[0]?.id ? rows : [];
  const full = messages.length === limit;
  const next = full
    ? { seen, until: window, position: messages.at(-1)?.position ?? 0 }
    : { seen: window, until: null, position: 0 };
  return { messages, window, next, full };
}

/** Moves a cursor, also in a consumer's own transaction; fails where another reader has moved it meanwhile. */
export const advance = (name: string, from: Cursor, to: Cursor): Sql => ({
  name: 'kernel.relay.advance',
  text: 'SELECT kernel.advance_consumer($1, $2, $3, $4, $5, $6, $7)',
  values: [name, from.seen, from.until, from.position, to.seen, to.until, to.position],
});

/** True where `advance` found that another reader was there. */
export const wasOvertaken = (error: unknown): boolean => violates(error, 'consumers_cursor');
