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
import { courses } from '@kernos/services/learning/courses/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { operations } from '@kernos/services/platform/operations/contract';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addAccounts } from './accounts.ts';
import { passwordOf, Refusal, reaching, signIn } from './api.ts';
import { archiveToSend } from './archive-to-send.ts';
import { addKeys } from './keys.ts';
import { onDatabase } from './platform-database.ts';
import { services } from './services.ts';
import { followWorkflow } from './workflow-progress.ts';

const program = new Command('kernos')
  .description('Talks to a running Kernos. KERNOS_URL says where it is (default: where npm start listens).')
  .option('--json', 'print JSON instead of text')
  .configureHelp({ showGlobalOptions: true });

/** Prints `data` as JSON where asked for, else `text`. */
function print(data: unknown, text: string): void {
  console.log(program.opts<{ json?: boolean }>().json ? JSON.stringify(data, null, 2) : text);
}

const as = (email: string) =>
  new Option('--as <email>', 'who signs in; the password is KERNOS_PASSWORD, or the demo’s').default(email);

const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const actingAs = async (email: string) => signIn(email, await passwordOf(email));

function seats(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000000.');
  return Number(text);
}

// --- course ----------------------------------------------------------------------------------------

interface ImportOptions {
  as: string;
  title?: string;
  capacity?: number;
  publish?: boolean;
}

async function importCourse(path: string, options: ImportOptions): Promise<void> {
  const acting = await actingAs(options.as);
  await using archive = await archiveToSend(path);
  const { course, report } = await acting(courses).import({
    archive: archive.file,
    ...(options.title && { title: options.title }),
    ...(options.capacity && { capacity: options.capacity }),
  });
  const skipped = [...archive.skipped, ...report.skipped];
  const text = [
    `Imported "${course.title}": ${report.modules} modules, ${report.lessons} lessons, ${report.files} files.`,
    ...(skipped.length > 0
      ? [`Not kept (${skipped.length}):`, ...skipped.map((s) => `  ${s.path}: ${s.reason}`)]
      : []),
    `Course ${course.id}`,
  ];
  if (options.publish) {
    const { workflowId } = await acting(courses).publish({ courseId: course.id });
    const end = await followWorkflow(acting(operations), workflowId);
    if (end.status === 'failed') throw new Refusal(`Publishing failed: ${end.error?.detail}`);
    text.push('Published.');
  }
  print({ course, report: { ...report, skipped }, published: options.publish === true }, text.join('\n'));
}

const course = program.command('course').description('courses');
course
  .command('import')
  .description('makes a draft of a folder or zip of Markdown, and publishes it if asked')
  .argument('<path>', 'folder or zip')
  .option('--title <title>', 'instead of the one found in the files')
  .option('--capacity <seats>', 'seats; without it there is no limit', seats)
  .option('--publish', 'publish it, and wait until that is done')
  .addOption(as('instructor@demo.kernos'))
  .action(importCourse);

// --- user ------------------------------------------------------------------------------------------

interface UserOptions {
  as: string;
  name: string;
  email: string;
  roles: string;
}

async function createUser(options: UserOptions): Promise<void> {
  const password = process.env.NEW_USER_PASSWORD;
  if (!password)
    throw new Refusal(
      'Set NEW_USER_PASSWORD to the first password: on the command line others could read it.',
    );
  const acting = await actingAs(options.as);
  const roles = options.roles.split(',').map((role) => role.trim());
  const member = await acting(identity).createMember({
    name: options.name,
    email: options.email,
    password,
    roles: roles as never,
  });
  print(member, `Made ${options.email} with the roles ${roles.join(', ')}.`);
}

program
  .command('user')
  .description('people')
  .command('create')
  .description('makes an account in your organization; NEW_USER_PASSWORD is its first password')
  .requiredOption('--name <name>')
  .requiredOption('--email <email>')
  .option('--roles <roles>', 'learner, instructor, admin, separated by commas', 'learner')
  .addOption(as('admin@demo.kernos'))
  .action(createUser);

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
deadLetters.command('list').addOption(platform()).addOption(as('admin@demo.kernos')).action(listDead);
deadLetters
  .command('replay')
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
