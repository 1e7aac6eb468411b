/**
 * Keeps the kernel's own tables in shape: partitions ahead, old ones dropped, old replies and runs removed. Those of
 * services get their partitions here too.
 */
import { keepPartitions, type Partitioned } from './partitions.ts';
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
/** How long the record of an ended workflow is kept, days. */
const RUN_DAYS = 90;

/** Safe to run at any time, by any process. */
export async function maintain(store: Store, now: Date, tables: readonly Partitioned[] = []): Promise<void> {
  await keepPartitions(store, tables);
  await store.query({ text: 'SELECT kernel.ensure_partitions($1)', values: [PARTITION_DAYS_AHEAD] });
  await dropOldPartitions(store, now);
  await store.query({
    text: `DELETE FROM kernel.replies WHERE created_at < $1::timestamptz - make_interval(hours => ${REPLY_HOURS})`,
    values: [now.toISOString()],
  });
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

async function dropOldPartitions(store: Store, now: Date): Promise<void> {
  const { rows } = await store.query<{ name: string }>({
    text: `SELECT c.relname AS name
             FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent,
                  LATERAL (SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date AS today, substring(c.relname FROM '_(\\d+)$') AS digits) d
            WHERE p.relnamespace = 'kernel'::regnamespace AND CASE p.relname
              WHEN 'outbox' THEN to_date(digits, 'YYYYMMDD') < today - ${LOG_DAYS}
              WHEN 'inbox' THEN to_date(digits, 'YYYYMMDD') < today - ${LOG_DAYS}
              WHEN 'spans' THEN to_date(digits, 'YYYYMMDD') < today - ${SPAN_DAYS}
              WHEN 'audit' THEN to_date(digits, 'YYYYMM') < date_trunc('month', today - interval '${AUDIT_MONTHS} months')
              ELSE false END
            ORDER BY c.relname DESC`,
    values: [now.toISOString()],
  });
  for (const { name } of rows) {
    // A partition goes only when every consumer has read past it: age alone must not lose a message.
    if (name.startsWith('outbox') && (await isAwaited(store, name))) continue;
    await store.query({ text: `DROP TABLE kernel.${name}` });
  }
}

async function isAwaited(store: Store, partition: string): Promise<boolean> {
  const { rows } = await store.query<{ awaited: boolean }>({
    text: `SELECT EXISTS (
             SELECT FROM kernel.consumers c
              WHERE pg_snapshot_xmin(c.seen) <= (SELECT xid FROM kernel.${partition} ORDER BY xid DESC LIMIT 1)
           ) AS awaited`,
  });
  return rows[0]?.awaited ?? false;
}
