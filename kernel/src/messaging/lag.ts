/** How far behind the consumers of the outbox are. */
import type { Store } from '../store/store.ts';

// What a consumer has not read are transactions after its cursor, at the beginning of a stretch of an index, and
// the few that ran when the cursor was taken. A consumer of rare messages looks past this many of others' and then
// counts as having none: whoever waits for those others tells of the backlog.
const LOOK_PAST = 10_000;

/** Seconds since the oldest message was written that each consumer has not reached; 0 where there is none. */
export async function consumerLags(store: Store): Promise<ReadonlyMap<string, number>> {
  const { rows } = await store.query<{ name: string; lag: number }>({
    name: 'kernel.consumer-lags',
    text: `SELECT c.name, greatest(0, coalesce(extract(epoch FROM clock_timestamp() - oldest.logged_at), 0))::float8 AS lag
             FROM kernel.consumers c
             LEFT JOIN LATERAL (
               SELECT min(logged_at) AS logged_at FROM (
                 -- Each ends with the first that it finds.
                 (SELECT logged_at FROM (
                    SELECT logged_at, type, xid, position FROM kernel.outbox
                     WHERE xid >= pg_snapshot_xmax(c.seen) ORDER BY xid, position LIMIT ${LOOK_PAST}) next
                   WHERE type = ANY (c.types) AND NOT kernel.has_read(c, xid, position) ORDER BY xid, position LIMIT 1)
                 UNION ALL
                 (SELECT logged_at FROM kernel.outbox
                   WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip(c.seen)))
                     AND type = ANY (c.types) AND NOT kernel.has_read(c, xid, position) ORDER BY xid, position LIMIT 1)
               ) unread
             ) oldest ON true
            ORDER BY c.name`,
  });
  return new Map(rows.map(({ name, lag }) => [name, lag]));
}

/** Age of the oldest message that some consumer of this system has not reached, seconds. */
export async function outboxLagSeconds(store: Store): Promise<number> {
  return Math.max(0, ...(await consumerLags(store)).values());
}
