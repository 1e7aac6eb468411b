/** Tables of services that grow with time: kept in a partition a month, made ahead and dropped when too old. */
import type { Store } from './store.ts';

/**
 * A table that its migration declares `PARTITION BY RANGE` over a timestamp of the database's clock (such as an
 * event's `loggedAt`), without partitions. A service's role cannot make any: the kernel does, as the owner.
 */
export interface Partitioned {
  /** `<service>.<table>` */
  readonly table: string;
  /** Whole months that are kept beside the running one. */
  readonly keepMonths: number;
}

const MONTHS_AHEAD = 2;
/** A consumer may begin with the oldest message of the log. */
const MONTHS_BACK = 2;

/** Safe to run at any time, by any process. Months are those of UTC. */
export async function keepPartitions(store: Store, tables: readonly Partitioned[]): Promise<void> {
  for (const { table, keepMonths } of tables) {
    if (!/^[a-z0-9_]+\.[a-z0-9_]+$/.test(table)) throw new Error(`not a table of a service: ${table}`);
    await makeAhead(store, table);
    await dropOld(store, table, keepMonths);
  }
}

const MONTH = `date_trunc('month', now() AT TIME ZONE 'UTC')`;

async function makeAhead(store: Store, table: string): Promise<void> {
  const { rows } = await store.query<{ digits: string; since: string; until: string }>({
    text: `SELECT to_char(m, 'YYYYMM') AS digits, to_char(m, 'YYYY-MM-DD') AS since,
                  to_char(m + interval '1 month', 'YYYY-MM-DD') AS until
             FROM generate_series(-${MONTHS_BACK}, ${MONTHS_AHEAD}) AS n, LATERAL (SELECT ${MONTH} + make_interval(months => n) AS m) month
            WHERE to_regclass($1 || '_' || to_char(m, 'YYYYMM')) IS NULL`,
    values: [table],
  });
  for (const { digits, since, until } of rows) {
    await store.query({
      text: `CREATE TABLE IF NOT EXISTS ${table}_${digits} PARTITION OF ${table}
             FOR VALUES FROM ('${since} 00:00:00+00') TO ('${until} 00:00:00+00')`,
    });
  }
}

async function dropOld(store: Store, table: string, keepMonths: number): Promise<void> {
  const { rows } = await store.query<{ name: string }>({
    text: `SELECT format('%I.%I', n.nspname, c.relname) AS name
             FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE i.inhparent = $1::regclass AND c.relname ~ '_\\d{6}$'
              AND to_date(right(c.relname, 6), 'YYYYMM') < ${MONTH} - make_interval(months => $2)`,
    values: [table, keepMonths],
  });
  for (const { name } of rows) await store.query({ text: `DROP TABLE ${name}` });
}
