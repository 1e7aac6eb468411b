/** Who reads the log, as it stands in the database, against who is declared. */
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import type { Consumer } from './consumer.ts';

type Declared = Pick<Consumer, 'name' | 'kind' | 'types' | 'fromNow'>;

/**
 * Before anything is served: a consumer that is new begins here, so that it misses nothing of what is to come; those
 * that were retired go, and what they had left to do is discarded (it can be taken back for a while). Those on record
 * that nobody declares are named, for the log is kept for them.
 */
export async function registerConsumers(
  store: Store,
  consumers: readonly Declared[],
  retired: readonly string[],
  log: Pick<Logger, 'warn' | 'info'>,
): Promise<void> {
  const names = consumers.map(({ name }) => name);
  const stillThere = retired.find((name) => names.includes(name));
  if (stillThere) throw new Error(`the consumer ${stillThere} is declared and retired at once`);
  const { rows } = await store.query<{ name: string }>({ text: 'SELECT name FROM kernel.consumers' });
  const known = new Set(rows.map(({ name }) => name));
  for (const { name, kind, types, fromNow = [] } of consumers.filter((one) => !known.has(one.name)))
    await store.query({
      text: 'SELECT kernel.take_up($1, $2, $3, $4)',
      values: [name, kind, types, fromNow],
    });
  const leaving = retired.filter((name) => known.has(name));
  if (leaving.length > 0) {
    await store.query({
      text: `WITH gone AS (DELETE FROM kernel.consumers WHERE name = ANY ($1) RETURNING name)
             UPDATE kernel.deliveries SET state = 'discarded', updated_at = now()
              WHERE consumer IN (SELECT name FROM gone) AND state <> 'discarded'`,
      values: [leaving],
    });
    log.info({ consumers: leaving }, 'these consumers are retired');
  }
  const unknown = [...known].filter((name) => !names.includes(name) && !retired.includes(name));
  if (unknown.length > 0) {
    log.warn(
      { consumers: unknown },
      'these consumers are on record and not declared here: the log is kept for them until a process reads on for them, or a service names them as retired',
    );
  }
}
