/**
 * Tables that grow with time: kept in a partition a day or a month, made ahead and dropped when too old.
 *
 * Everything writes to these tables, and a backup reads them for hours. So nothing here may wait while others queue
 * up behind it: a partition is made by itself and then attached, which no reader or writer is in the way of; an old
 * one is detached concurrently; and what cannot have its lock within a moment is left for the next time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
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

/** How a table is kept. Days and months are those of UTC. */
export interface Series {
  readonly table: string;
  readonly unit: 'day' | 'month';
  /** How many are made before the running one, and after it. */
  readonly back: number;
  readonly ahead: number;
  /** How many are kept beside the running one. */
  readonly keep: number;
  /** True while an old partition must stay all the same. `digits` are those at the end of its name. */
  readonly isNeeded?: (store: Store, partition: string, digits: string) => Promise<boolean>;
  /** What else a new partition needs. */
  readonly finish?: (partition: string) => string;
}

/** Two months back, for a consumer may begin with the oldest message of the log. */
export function monthly({ table, keepMonths }: Partitioned): Series {
  if (!/^[a-z0-9_]+\.[a-z0-9_]+$/.test(table)) throw new Error(`not a table of a service: ${table}`);
  return { table, unit: 'month', back: 2, ahead: 2, keep: keepMonths };
}

/** Two processes must not make or drop the same one. */
const UPKEEP_LOCK = 7_261_004;
const LOCK_TIMEOUT_MS = 500;
const TRIES = 10;

interface Missing {
  /** As its series says it. */
  readonly of: string;
  /** Both quoted. */
  readonly table: string;
  readonly partition: string;
  readonly since: string;
  readonly until: string;
  /** Counts from the running one. */
  readonly n: number;
}

/**
 * Makes what is missing of these, the running ones first. Safe at any time, by any process; one question where nothing
 * is missing. Throws where a running one cannot be made; what fails of the others goes to `failed`.
 */
export async function makePartitions(
  client: pg.ClientBase,
  all: readonly Series[],
  failed: (error: unknown) => void = () => undefined,
): Promise<void> {
  for (const missing of await findMissing(client, all)) {
    try {
      await withRetries(() =>
        make(
          client,
          missing,
          all.find(({ table }) => table === missing.of),
        ),
      );
    } catch (error) {
      if (missing.n === 0) throw error;
      failed(error);
    }
  }
}

async function findMissing(client: pg.ClientBase, all: readonly Series[]): Promise<readonly Missing[]> {
  const { rows } = await client.query<Missing>(
    `SELECT t.name AS of, format('%I.%I', nspname, relname) AS table, p.name AS partition,
            p.since::date::text AS since, p.until::date::text AS until, n
       FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS t (name, unit, back, ahead)
            JOIN pg_class c ON c.oid = t.name::regclass JOIN pg_namespace ON pg_namespace.oid = relnamespace,
            generate_series(-back, ahead) AS n,
            LATERAL (SELECT date_trunc(unit, now() AT TIME ZONE 'UTC') + n * ('1 ' || unit)::interval AS since) s,
            LATERAL (SELECT s.since, s.since + ('1 ' || unit)::interval AS until,
                            to_char(s.since, CASE unit WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END) AS digits) d,
            LATERAL (SELECT d.since, d.until, format('%I.%I', nspname, relname || '_' || digits) AS name) p
      WHERE NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid AND inhrelid = to_regclass(p.name))
      ORDER BY abs(n), 1`,
    [
      all.map(({ table }) => table),
      all.map(({ unit }) => unit),
      all.map(({ back }) => back),
      all.map(({ ahead }) => ahead),
    ],
  );
  return rows;
}

async function make(
  client: pg.ClientBase,
  { table, partition, since, until }: Missing,
  series: Series | undefined,
): Promise<void> {
  await client.query('BEGIN');
  try {
    // Whoever makes partitions waits here for the others who do, and not at the tables.
    await client.query('SELECT pg_advisory_xact_lock($1)', [UPKEEP_LOCK]);
    const { rows } = await client.query<{ there: boolean }>(
      'SELECT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass($1)) AS there',
      [partition],
    );
    if (!rows[0]?.there) {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await client.query(`CREATE TABLE ${partition} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY)`);
      const { finish } = series ?? {};
      if (finish) await client.query(finish(partition));
      await client.query(
        `ALTER TABLE ${table} ATTACH PARTITION ${partition}
         FOR VALUES FROM ('${since} 00:00:00+00') TO ('${until} 00:00:00+00')`,
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Says of a partition that it is on its way out: from here on it is nobody's but to be dropped. */
const LEAVING = 'kernos: too old, to be dropped';

interface Old {
  /** Both quoted. */
  readonly table: string;
  readonly partition: string;
  readonly digits: string;
  readonly isAttached: boolean;
  /** Detaching it began and could not end. */
  readonly isPending: boolean;
}

/** Drops what is too old and not needed. What is locked by others stays until the next time; `log` says so. */
export async function dropOldPartitions(
  store: Store,
  now: Date,
  all: readonly Series[],
  log: Pick<Logger, 'info'>,
): Promise<void> {
  const client = await store.pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      UPKEEP_LOCK,
    ]);
    if (!rows[0]?.locked) return;
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const series of all) {
      for (const old of await findOld(client, series, now)) {
        const isOnItsWay = old.isPending || !old.isAttached;
        if (!isOnItsWay && (await series.isNeeded?.(store, old.partition, old.digits))) continue;
        await drop(client, old).catch((error: unknown) => {
          if (!isLocked(error)) throw error;
          log.info({ partition: old.partition }, 'an old partition is in use and stays for now');
        });
      }
    }
  } finally {
    // Its settings and its lock go with it.
    client.release(true);
  }
}

async function findOld(
  client: pg.ClientBase,
  { table, unit, keep }: Series,
  now: Date,
): Promise<readonly Old[]> {
  const [format, width] = unit === 'day' ? ['YYYYMMDD', 8] : ['YYYYMM', 6];
  const { rows } = await client.query<Old>(
    `SELECT format('%I.%I', n.nspname, p.relname) AS table, format('%I.%I', n.nspname, c.relname) AS partition,
            right(c.relname, ${width}) AS digits,
            i.inhrelid IS NOT NULL AS is_attached, coalesce(i.inhdetachpending, false) AS is_pending
       FROM pg_class p JOIN pg_namespace n ON n.oid = p.relnamespace
       JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r' AND c.relname ~ ('^' || p.relname || '_\\d{${width}}$')
       LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = p.oid
      WHERE p.oid = $1::regclass AND (i.inhrelid IS NOT NULL OR obj_description(c.oid, 'pg_class') = $2)
        AND right(c.relname, ${width})
            < to_char(date_trunc('${unit}', $3::timestamptz AT TIME ZONE 'UTC') - interval '${keep} ${unit}s', '${format}')
      ORDER BY c.relname`,
    [table, LEAVING, now.toISOString()],
  );
  return rows;
}

async function drop(client: pg.ClientBase, { table, partition, isAttached, isPending }: Old): Promise<void> {
  if (isAttached) {
    await client.query(`COMMENT ON TABLE ${partition} IS '${LEAVING}'`);
    await client.query(
      `ALTER TABLE ${table} DETACH PARTITION ${partition} ${isPending ? 'FINALIZE' : 'CONCURRENTLY'}`,
    );
  }
  await client.query(`DROP TABLE ${partition}`);
}

const isLocked = (error: unknown): boolean => (error as { code?: string }).code === '55P03';

async function withRetries(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isLocked(error) || attempt === TRIES) throw error;
      await sleep(100 * attempt);
    }
  }
}
