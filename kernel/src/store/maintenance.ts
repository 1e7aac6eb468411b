/**
 * Keeps the kernel's own tables in shape: partitions ahead, old ones dropped, old replies and runs removed. Those of
 * services get their partitions here too.
 */
import type { Logger } from 'pino';
import { dropOldPartitions, makePartitions, monthly, type Partitioned, type Series } from './partitions.ts';
import type { Store } from './store.ts';

const PARTITION_DAYS_AHEAD = 7;
/** How long the log of messages is kept, days. */
const LOG_DAYS = 30;
/** How long spans are kept, days: the rest of a trace stays as long as the log. */
const SPAN_DAYS = 7;
/** How long it is kept what administrators did, months; whole months go. */
const AUDIT_MONTHS = 24;
/** How long a message that was discarded can be taken back, days. */
const DISCARDED_DAYS = 30;
/** How long a reply is remembered for its Idempotency-Key. */
const REPLY_HOURS = 24;
/** How long a message that came in beside HTTP is known, should it come again, days. */
const RECEIVED_DAYS = 30;
/** How long the record of an ended workflow is kept, days. */
const RUN_DAYS = 90;

const daily = { unit: 'day', back: 1, ahead: PARTITION_DAYS_AHEAD } as const;

/** The kernel's tables. The order matters: a part of the inbox waits for that of the outbox to go. */
const own: readonly Series[] = [
  { ...daily, table: 'kernel.outbox', keep: LOG_DAYS, isNeeded: isAwaited },
  { ...daily, table: 'kernel.inbox', keep: LOG_DAYS, isNeeded: isRemembered },
  { ...daily, table: 'kernel.spans', keep: SPAN_DAYS },
  {
    ...{ table: 'kernel.audit', unit: 'month', back: 0, ahead: 1, keep: AUDIT_MONTHS },
    // A trigger on the parent does not see a TRUNCATE of a part.
    finish: (partition) => `CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON ${partition}
                            FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_change()`,
  },
];

/** Every table that is kept in partitions, the kernel's and those of services. */
export const partitioned = (tables: readonly Partitioned[]): readonly Series[] => [
  ...own,
  ...tables.map(monthly),
];

/** Keeps the kernel's own tables. Safe to run at any time, by any process. Nothing that writes waits for it. */
export async function maintain(store: Store, now: Date, log: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  await keepPartitions(store, now, own, log);
  await store.query({
    text: `DELETE FROM kernel.replies WHERE created_at < $1::timestamptz - make_interval(hours => ${REPLY_HOURS})`,
    values: [now.toISOString()],
  });
  await store.query({
    text: 'DELETE FROM kernel.rate_counts WHERE ends_at < $1',
    values: [now.toISOString()],
  });
  await forgetReceived(store, now);
  await store.query({
    text: `DELETE FROM kernel.workflows WHERE ended_at < $1::timestamptz - make_interval(days => ${RUN_DAYS})`,
    values: [now.toISOString()],
  });
  await store.query({
    text: `DELETE FROM kernel.deliveries
            WHERE state = 'discarded' AND updated_at < $1::timestamptz - make_interval(days => ${DISCARDED_DAYS})`,
    values: [now.toISOString()],
  });
}

/** Makes the partitions of these tables that are missing, and drops those that are too old. As safe. */
export async function keepPartitions(
  store: Store,
  now: Date,
  tables: readonly Series[],
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<void> {
  const client = await store.pool.connect();
  try {
    await makePartitions(client, tables, (error) =>
      log.warn({ err: error }, 'a partition could not be made'),
    );
  } finally {
    client.release();
  }
  await dropOldPartitions(store, now, tables, log);
}

/** A few at a time: there may be very many. */
async function forgetReceived(store: Store, now: Date): Promise<void> {
  for (let forgotten = 1; forgotten > 0; ) {
    const { rowCount } = await store.query({
      text: `DELETE FROM kernel.received WHERE ctid = ANY (ARRAY(
               SELECT ctid FROM kernel.received
                WHERE received_at < $1::timestamptz - make_interval(days => ${RECEIVED_DAYS}) LIMIT 10000))`,
      values: [now.toISOString()],
    });
    forgotten = rowCount;
  }
}

/**
 * A part of the log goes only when every consumer has read past it: age alone must not lose a message. What a consumer
 * has read is asked of the rows themselves. The oldest transaction that a snapshot still knows of may be one of another
 * database of this cluster, which has no part in any of this, and run for days.
 */
async function isAwaited(store: Store, partition: string): Promise<boolean> {
  // Before its rows are looked at: whoever still writes to it would add some that nobody has read.
  const { rows: writing } = await store.query({
    text: `SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = $1::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    values: [partition],
  });
  if (writing.length > 0) return true;
  const { rows } = await store.query<{ awaited: boolean }>({
    text: `SELECT EXISTS (
             SELECT FROM kernel.consumers c WHERE EXISTS (
               SELECT FROM ${partition} o
                WHERE o.type = ANY (c.types) AND NOT kernel.has_read(c, o.xid, o.position)
                  AND (o.xid >= pg_snapshot_xmax(c.seen) OR o.xid = ANY (ARRAY(SELECT pg_snapshot_xip(c.seen)))))
           ) AS awaited`,
  });
  return rows[0]?.awaited ?? false;
}

/** What was handled is known for as long as it can come again: from the log, or out of the deliveries. */
async function isRemembered(store: Store, _partition: string, digits: string): Promise<boolean> {
  const { rows } = await store.query<{ needed: boolean }>({
    text: `SELECT to_regclass('kernel.outbox_' || $1) IS NOT NULL OR EXISTS (
             SELECT FROM kernel.deliveries, LATERAL (SELECT to_date($1, 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC' AS day) d
              WHERE logged_at >= day AND logged_at < day + interval '24 hours') AS needed`,
    values: [digits],
  });
  return rows[0]?.needed ?? false;
}
