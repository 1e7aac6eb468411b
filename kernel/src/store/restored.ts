/**
 * A database that was restored from SQL into another cluster. What was read of the log is remembered in the transaction
 * ids of a cluster (`kernel.consumers`), and another one counts them from its own beginning: new events would be taken
 * for read, and old ones for not yet committed. Such a log is numbered anew, once, before anybody reads it.
 */
import type pg from 'pg';

/** PostgreSQL's first three ids are reserved; some hundred that follow were used up by initdb. */
const RESERVED = 2;

/**
 * True where this database has ids that its cluster has not come to. Nobody else can be at work in such a database,
 * as each start looks before anything is written.
 */
async function isFromElsewhere(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ elsewhere: boolean }>(
    `SELECT greatest((SELECT max(xid) FROM kernel.outbox),
                     (SELECT max(pg_snapshot_xmax(seen)) FROM kernel.consumers),
                     (SELECT max(pg_snapshot_xmax(until)) FROM kernel.consumers)) > pg_snapshot_xmax(pg_current_snapshot()) AS elsewhere`,
  );
  return rows[0]?.elsewhere ?? false;
}

/**
 * Numbers the log anew where it came from another cluster: each consumer has then read exactly what it had, and
 * goes on in the same order, which is that of positions. Returns whether it did. Messages that the same consumers
 * have read share one id, below all that this cluster gives.
 */
export async function renumberRestoredLog(client: pg.Client, lock: number): Promise<boolean> {
  if (!(await isFromElsewhere(client))) return false;
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const renumber = await isFromElsewhere(client);
    if (renumber) await renumberLog(client);
    await client.query('COMMIT');
    return renumber;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function renumberLog(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TEMPORARY TABLE renumbered ON COMMIT DROP AS
      SELECT position, logged_at, unread, ${RESERVED} + dense_rank() OVER (ORDER BY unread) AS id
        FROM (SELECT o.position, o.logged_at,
                     ARRAY(SELECT name FROM kernel.consumers c
                            WHERE NOT kernel.has_read(c, o.xid, o.position) ORDER BY name) AS unread
                FROM kernel.outbox o) messages`);
  await client.query(`
    UPDATE kernel.outbox o SET xid = r.id::text::xid8
      FROM renumbered r WHERE r.position = o.position AND r.logged_at = o.logged_at`);
  await client.query(`
    UPDATE kernel.consumers c
       SET until = NULL, position = 0, updated_at = now(),
           seen = (SELECT concat(coalesce(min(id)::text, own), ':', own, ':', string_agg(id::text, ',' ORDER BY id))
                     FROM (SELECT DISTINCT id FROM renumbered WHERE c.name = ANY (unread)) open)::pg_snapshot
      FROM (SELECT pg_current_xact_id()::text AS own) this`);
}
