/** The database itself, for what belongs to no organization and so to nobody who signs in. */
import type { Config } from '@kernos/kernel/config';
import { findRunningPostgres, startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { Store } from '@kernos/kernel/store';

/**
 * Runs `run` on the database of a configuration, as its owner: the one that is set, the embedded one of the
 * system that runs in the data folder, or that one started for as long as this takes.
 */
export async function onDatabase<T>(config: Config, run: (store: Store) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = config;
  const url = databaseUrl ?? (await findRunningPostgres(dataDir));
  const own = url ? undefined : await startPostgres({ dataDir });
  const store = new Store(url ?? (own?.url as string), { connections: 1 });
  try {
    return await run(store);
  } finally {
    await store.close();
    await own?.stop();
  }
}
