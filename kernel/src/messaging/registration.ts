/** Who reads the log, as it stands in the database, against who is declared. */
import type { Logger } from 'pino';
import { allOf, type Sources, type Subscriber, sourceOf } from '../ports/message-source.ts';
import type { Store } from '../store/store.ts';

interface Declared {
  readonly consumers: readonly Subscriber[];
  readonly retired: readonly string[];
}

/**
 * Before anything is served: a consumer that is new begins here, so that it misses nothing of what is to come; those
 * that were retired go, and what they had left to do is discarded (it can be taken back for a while). Those on record
 * that nobody declares are named, for the log is kept for them.
 */
export async function registerConsumers(
  store: Store,
  sources: Sources,
  { consumers, retired }: Declared,
  log: Pick<Logger, 'warn' | 'info'>,
): Promise<void> {
  const names = consumers.map(({ name }) => name);
  const stillThere = retired.find((name) => names.includes(name));
  if (stillThere) throw new Error(`the consumer ${stillThere} is declared and retired at once`);
  const known = new Set((await Promise.all(allOf(sources).map((source) => source.known()))).flat());
  for (const consumer of consumers.filter(({ name }) => !known.has(name)))
    await sourceOf(sources, consumer).register(consumer);
  const leaving = retired.filter((name) => known.has(name));
  if (leaving.length > 0) {
    await store.query({
      text: `UPDATE kernel.deliveries SET state = 'discarded', updated_at = now()
              WHERE consumer = ANY ($1) AND state <> 'discarded'`,
      values: [leaving],
    });
    for (const source of allOf(sources)) await source.forget(leaving);
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
