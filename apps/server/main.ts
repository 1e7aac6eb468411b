/**
 * The one entry: starts the whole system in this process. In three steps, of which each makes the next one
 * quicker: libraries are joined, the database begins to start, and meanwhile the rest is loaded. Says what it
 * does on a terminal; where its output is collected, the log lines alone are JSON.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { useJoinedLibraries } from './libraries.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  await useJoinedLibraries(say);
  const { loadConfig } = await import('@kernos/kernel/config');
  const config = loadConfig(process.env);
  const { startPostgres } = await import('@kernos/kernel/engines/embedded-postgres');
  const postgres = config.databaseUrl ? undefined : startPostgres({ dataDir: config.dataDir, log: say });
  // Why it does not start is told where it is waited for.
  postgres?.catch(() => undefined);
  // Its process is there before loading keeps this one busy.
  await nextTurn();
  const { run } = await import('./run.ts');
  await run({ config, postgres, say });
}

/** What a person can mend: the sentence says it all. */
const expected = ['ConfigError', 'FolderInUse', 'DatabaseRefused'];

main().catch((error: unknown) => {
  const known = error instanceof Error && expected.includes(error.name);
  say(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
