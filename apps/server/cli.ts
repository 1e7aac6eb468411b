/**
 * The command line. It talks to the running system's API as a person who signs in (`--as`), except where
 * the database itself is the point (`migrate`) or nothing needs to run (`config`).
 */

import { describeConfig, loadConfig } from '@kernos/kernel/config';
import { listDeadLetters, replayPlatform } from '@kernos/kernel/dead-letters';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { KernosError } from '@kernos/kernel/errors';
import { migrate as migrateDatabase } from '@kernos/kernel/migrations';
import { describeSettings, formatSettings } from '@kernos/kernel/read-settings';
import { operations } from '@kernos/services/platform/operations/contract';
import { Command, Option } from 'commander';
import { addAccounts } from './accounts.ts';
import { Refusal, reaching } from './api.ts';
import { actingAs, as, type Print, table } from './command-parts.ts';
import { addCourses } from './course-commands.ts';
import { addKeys } from './keys.ts';
import { onDatabase } from './platform-database.ts';
import { addUsers } from './user-commands.ts';
import { version } from './version.ts';

const program = new Command('kernos')
  .description('Talks to a running Kernos. KERNOS_URL says where it is (default: where npm start listens).')
  .version(version, '--version', 'which Kernos this is')
  .option('--json', 'print JSON instead of text')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(--help shows what there is)')
  .addHelpText('after', '\nEnds with 0 when it was done, with 1 when it could not be, and says why.');

/** Prints `data` as JSON where asked for, else `text`. */
const print: Print = (data, text) =>
  console.log(program.opts<{ json?: boolean }>().json ? JSON.stringify(data, null, 2) : text);

addCourses(program, print);
addUsers(program, print);

// --- the machine room ------------------------------------------------------------------------------

program
  .command('config')
  .description('prints every setting, its value and what it is for; secrets are masked')
  .action(async () => {
    const { services } = await import('./services.ts');
    const all = [
      ...describeConfig(loadConfig(process.env)),
      ...describeSettings(
        services.flatMap((service) => service.settings ?? []),
        process.env,
      ),
    ];
    print(all, formatSettings(all));
  });

program
  .command('migrate')
  .description('brings the database up to date; the system must not be running on the embedded one')
  .action(async () => {
    const { services } = await import('./services.ts');
    const { databaseUrl, migrationDatabaseUrl, dataDir } = loadConfig(process.env);
    const postgres = databaseUrl
      ? undefined
      : await startPostgres({ dataDir, log: (line) => console.error(line) });
    try {
      const ran = await migrateDatabase(
        databaseUrl ?? (postgres?.url as string),
        services,
        migrationDatabaseUrl,
      );
      print(
        { ran },
        ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'Nothing to do: the database is up to date.',
      );
    } finally {
      await postgres?.stop();
    }
  });

program
  .command('outbox')
  .description('how far each consumer has read, and the newest events')
  .addOption(as('admin@demo.kernos'))
  .action(async (options: { as: string }) => {
    const outbox = await (await actingAs(options.as))(operations).outbox({});
    const events = outbox.events as { time: string; type: string; id: string }[];
    const text = [
      `Oldest message not handled: ${outbox.lagSeconds.toFixed(1)} s`,
      table([['consumer', 'waiting', 'dead'], ...outbox.consumers.map((c) => [c.name, c.waiting, c.dead])]),
      ...(events.length > 0 ? ['', 'Newest events', table(events.map((e) => [e.time, e.type, e.id]))] : []),
    ];
    print(outbox, text.join('\n'));
  });

interface DeadLetterOptions {
  as: string;
  all?: boolean;
  consumer?: string;
  platform?: boolean;
}

const platform = () =>
  new Option('--platform', 'those of no organization, in the database itself: for whoever runs the machine');

async function listDead(options: DeadLetterOptions): Promise<void> {
  const items = options.platform
    ? await onDatabase(loadConfig(process.env), (store) =>
        listDeadLetters(store, null, { state: 'dead', limit: 100 }),
      )
    : (await (await actingAs(options.as))(operations).deadLetters({ limit: 100 })).items;
  const rows = items.map((d) => [d.id, d.consumer, d.type, d.failedAt, d.error?.split('\n')[0] ?? '']);
  print(
    { items },
    rows.length > 0 ? table([['id', 'consumer', 'type', 'failed', 'error'], ...rows]) : 'There are none.',
  );
}

async function replayDead(id: string | undefined, options: DeadLetterOptions): Promise<void> {
  const { consumer } = options;
  if ((id === undefined) === !(options.all || options.platform || consumer))
    throw new Refusal('Give the id of one message, or --all, --consumer <name> or --platform.');
  if (id !== undefined) {
    const reply = await (await actingAs(options.as))(operations).replayDeadLetter({ deadLetterId: id });
    print(reply, 'It is being tried again.');
    return;
  }
  const reply = options.platform
    ? {
        replayed: await onDatabase(loadConfig(process.env), (store) => replayPlatform(store, consumer)),
      }
    : await (await actingAs(options.as))(operations).replayDeadLetters({ ...(consumer && { consumer }) });
  print(reply, `${reply.replayed} are being tried again.`);
}

const deadLetters = program.command('dead-letters').description('messages that a consumer could not handle');
deadLetters
  .command('list')
  .description('those that are dead, newest first')
  .addOption(platform())
  .addOption(as('admin@demo.kernos'))
  .action(listDead);
deadLetters
  .command('replay')
  .description('tries dead messages again')
  .argument('[id]', 'as `dead-letters list` shows it')
  .option('--all', 'all of your organization')
  .option('--consumer <name>', 'all of one consumer')
  .addOption(platform())
  .addOption(as('admin@demo.kernos'))
  .action(replayDead);

program
  .command('services')
  .description('the services that run and what they offer')
  .addOption(as('admin@demo.kernos'))
  .action(async (options: { as: string }) => {
    const reply = await (await actingAs(options.as))(operations).services({});
    const rows = reply.items.map((s) => [
      s.name,
      s.calls.length,
      s.events.length,
      s.listensTo.join(' ') || '-',
    ]);
    print(reply, table([['service', 'calls', 'events', 'listens to'], ...rows]));
  });

addKeys(program, print);
addAccounts(program, print);

// --- failing well ----------------------------------------------------------------------------------

try {
  await reaching(program.parseAsync());
} catch (error) {
  if (error instanceof KernosError) {
    console.error(error.message);
    for (const { path, message } of error.errors ?? []) console.error(`  ${path} ${message}`);
  } else if (
    error instanceof Error &&
    (error instanceof Refusal ||
      error.name === 'ConfigError' ||
      error.name === 'FolderInUse' ||
      error.name === 'DatabaseRefused' ||
      error.name === 'ContentError')
  ) {
    console.error(error.message);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
