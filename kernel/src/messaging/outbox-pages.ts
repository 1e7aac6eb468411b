/** The outbox page by page, and how far a consumer has read it (`kernel.consumers`); log-reader.ts says why in windows. */

import type { Sql } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import type { Consumer, LoggedMessage } from './consumer.ts';

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
 * As many messages are read at once. The same for all readers, so that what a consumer handled and could not note is in
 * the first page of its next run.
 */
export const PAGE = 2_000;

/** Where a reader is that has read all that a snapshot sees. */
export const atSnapshot = (seen: string): Cursor => ({ seen, until: null, position: 0 });

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

/**
 * Where a consumer goes on: where its last run ended; for a new one, at the beginning of the log or now. What it takes
 * from the beginning and its cursor has passed already (a kind that it did not take before) is put among its deliveries.
 */
export async function takeUp(
  store: Store,
  { name, kind, types, fromNow = [] }: Pick<Consumer, 'name' | 'kind' | 'types' | 'fromNow'>,
): Promise<Cursor> {
  const { rows } = await store.query<Cursor>({
    text: 'SELECT seen::text, until::text, position FROM kernel.take_up($1, $2, $3, $4)',
    values: [name, kind, types, fromNow],
  });
  return rows[0] as Cursor;
}

/** Who sent it, an organization; null is what belongs to none. */
export type Sender = LoggedMessage['organizationId'];

/** What a reader looks for. */
export interface Wanted {
  readonly kinds: readonly Consumer['kind'][];
  readonly types: readonly string[];
  /** Of all, unless said. */
  readonly from?: { readonly allBut: readonly Sender[] } | { readonly only: Sender };
}

/** Where a reader stops: at what this snapshot sees, or at some position of it. */
export interface End {
  readonly seen: string;
  readonly position?: number;
}

/** A stretch of the log. */
export interface Page {
  readonly messages: readonly LoggedMessage[];
  /** The cursor before it, and after it. */
  readonly from: Cursor;
  readonly next: Cursor;
  /** The snapshot that its window ends with. */
  readonly window: string;
  /** More may follow at once. */
  readonly isFull: boolean;
}

/** The first so many messages of a page that has more, and the others. */
export function splitPage(page: Page, count: number): [Page, Page] {
  const { from, window, messages } = page;
  const middle = { seen: from.seen, until: window, position: messages[count - 1]?.position ?? from.position };
  return [
    { ...page, messages: messages.slice(0, count), next: middle, isFull: true },
    { ...page, messages: messages.slice(count), from: middle },
  ];
}

/** A condition in SQL with its parameter, and a name for it. */
const sentBy = (from: Wanted['from']): readonly [name: string, sql: string, value: unknown] => {
  if (from && 'only' in from)
    return from.only === null
      ? ['.of-none', 'organization_id IS NULL AND $7::uuid IS NULL', null]
      : ['.of-one', 'organization_id = $7', from.only];
  const others = from?.allBut.map((sender) => sender ?? '') ?? [];
  return others.length === 0
    ? ['', '$7::text IS NULL', null]
    : ['.but', `coalesce(organization_id::text, '') <> ALL ($7::text[])`, others];
};

/** At most `limit` messages after a cursor, and before an end, if given. */
export async function readPage(
  store: Store,
  { kinds, types, from: senders }: Wanted,
  from: Cursor,
  limit: number,
  to?: End,
): Promise<Page> {
  const { seen, until, position } = from;
  // The first page of a window is found by transaction ids. The others go along the positions: sorting what is left
  // of a long backlog once a page would take as many times longer as there are pages.
  const [within, fence] =
    until === null
      ? [`${newSince('$2::pg_snapshot')}${to ? ' AND pg_visible_in_snapshot(xid, w.until)' : ''}`, 'OFFSET 0']
      : ['NOT pg_visible_in_snapshot(xid, $2::pg_snapshot) AND pg_visible_in_snapshot(xid, w.until)', ''];
  const [name, sent, sender] = sentBy(senders);
  const { rows } = await store.query<LoggedMessage & { window: string }>({
    name: `kernel.relay.page${until === null ? '' : '.next'}${to ? '.to' : ''}${name}`,
    text: `SELECT w.until::text AS window, m.*
             FROM (SELECT coalesce($1::pg_snapshot, pg_current_snapshot()) AS until) w
             LEFT JOIN LATERAL (
               SELECT * FROM (
                 SELECT position, logged_at, id, kind, type, source, key,
                        organization_id, actor_id, time, data, traceparent
                   FROM kernel.outbox
                  WHERE ${within} AND position > $3 AND kind = ANY ($4::kernel.message_kind[]) AND type = ANY ($5)
                    AND ${sent} AND position <= coalesce($8::bigint, position) ${fence}
               ) unread ORDER BY position LIMIT $6
             ) m ON true`,
    values: [until ?? to?.seen ?? null, seen, position, kinds, types, limit, sender, to?.position ?? null],
  });
  const window = rows[0]?.window as string;
  const messages = rows[0]?.id ? rows : [];
  const isFull = messages.length === limit;
  const last = isFull ? messages.at(-1)?.position : to?.position;
  const next = last === undefined ? atSnapshot(window) : { seen, until: window, position: last };
  return { messages, from, next, window, isFull };
}

/** Moves a cursor, also in a consumer's own transaction; fails where another reader has moved it meanwhile. */
export const advance = (name: string, from: Cursor, to: Cursor): Sql => ({
  name: 'kernel.relay.advance',
  text: 'SELECT kernel.advance_consumer($1, $2, $3, $4, $5, $6, $7)',
  values: [name, from.seen, from.until, from.position, to.seen, to.until, to.position],
});
