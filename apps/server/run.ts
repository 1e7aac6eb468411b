/** Runs the whole system in this process, says where it is, and stops it on SIGTERM or SIGINT. */
import { join } from 'node:path';
import { boot, type System } from '@kernos/kernel/boot';
import type { Config } from '@kernos/kernel/config';
import type { EmbeddedPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { type DemoAccounts, prepareDemo } from './demo-data.ts';
import { services } from './services.ts';
import { useOwnTemporaryFolder } from './temporary-files.ts';
import { version } from './version.ts';
import { webPages } from './web.ts';

/** Stopping takes this long at most; what still runs then is resumed by the next start. */
const STOP_WITHIN_MS = 9_000;

export interface Begun {
  readonly config: Config;
  /** The embedded database, which is starting; undefined where another one is given. */
  readonly postgres: Promise<EmbeddedPostgres> | undefined;
  /** Says something to the person who started this. */
  readonly say: (line: string) => void;
}

/** Resolves when the system serves. Throws with a sentence about what stands in the way. */
export async function run({ config, postgres, say }: Begun): Promise<void> {
  // Whatever stops the database from starting is said before the pages are built.
  const [pages] = await Promise.all([webPages(say, join(config.dataDir, 'web')), postgres]);
  // What was built is for whoever uses this checkout; what is written from now on is people's, and nobody else's here.
  process.umask(0o077);
  await useOwnTemporaryFolder(config.dataDir);
  let demo: DemoAccounts | undefined;
  const system = await boot({
    config,
    env: process.env,
    postgres,
    services,
    version,
    pages,
    progress: say,
    prepare: async (starting) => {
      if (config.demo) demo = await prepareDemo(starting, say);
    },
    crashAt: process.env.KERNOS_TEST_CRASH_AT,
    onLost: (error) => {
      say(`The database cannot be started again: ${error.message}`);
      process.exit(1);
    },
  });
  stopOnSignals(system, say);
  announce(system, demo, say);
  tellParent(system);
}

function announce({ url, config }: System, demo: DemoAccounts | undefined, say: Begun['say']): void {
  const address = config.port === 0 ? url : config.publicUrl;
  // Since this process began: loading is a part of starting.
  say(`Ready in ${(performance.now() / 1000).toFixed(1)} s.`);
  say('');
  say(`  Kernos         ${address}`);
  say(`  API reference  ${address}/api/docs`);
  if (!demo) return;
  say('');
  for (const email of demo.emails) say(`  Sign in as     ${email}`);
  say(
    `  Password       ${demo.password}${demo.generated ? `   (generated; kept in ${demo.passwordFile})` : '   (from DEMO_PASSWORD)'}`,
  );
  say('');
  say('  Try it         npm run demo');
}

/** A parent that started this process by fork wants to know when it serves, where, and what that took. */
function tellParent({ url }: System): void {
  const { user, system } = process.cpuUsage();
  process.send?.({ url, readyMs: performance.now(), cpuMs: (user + system) / 1_000 });
}

function stopOnSignals(system: System, say: Begun['say']): void {
  let stopping = false;
  const stop = (why: string) => {
    if (stopping) return;
    stopping = true;
    say(`\n${why}: finishing what is running…`);
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    system.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`Stopping failed: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Nobody is left to say so then.
  const orphaned = () => stop('Whoever started this is gone');
  process.on('disconnect', orphaned);
  if (process.connected === false) orphaned();
}
