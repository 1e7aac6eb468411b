/**
 * The one entry: starts the whole system in this process, and stops it on SIGTERM or SIGINT. Says what it
 * does on a terminal; where its output is collected, the log lines alone are JSON.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boot, type System } from '@kernos/kernel/boot';
import { ConfigError, loadConfig } from '@kernos/kernel/config';
import { FolderInUse } from '@kernos/kernel/folder-lock';
import { type DemoAccounts, prepareDemo } from './demo-data.ts';
import { services } from './services.ts';
import { webPages } from './web.ts';

/** Stopping takes this long at most; what still runs then is resumed by the next start. */
const STOP_WITHIN_MS = 9_000;

const began = performance.now();
const say = (line: string) => process.stderr.write(`${line}\n`);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const pages = await webPages(say, join(config.dataDir, 'web'));
  let demo: DemoAccounts | undefined;
  const system = await boot({
    config,
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
  stopOnSignals(system);
  announce(system, demo);
  // A parent that started this process by fork wants to know when it serves, and where.
  process.send?.({ url: system.url });
}

function announce({ url, config }: System, demo: DemoAccounts | undefined): void {
  const address = config.port === 0 ? url : config.publicUrl;
  say(`Ready in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
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

function stopOnSignals(system: System): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    say(`\n${signal}: finishing what is running…`);
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
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof FolderInUse;
  say(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
