import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  initializeCluster,
  ownerName,
  type PostgresHome,
  type Programs,
  postgresEnvironment,
  preparePostgresHome,
  readPassword,
} from './embedded-postgres-home.ts';
import { endLeftovers, readPostmasterFile } from './embedded-postgres-processes.ts';
import { lockFolder } from './folder-lock.ts';

/** What happens to a running database without being asked for. */
export type PostgresEvent =
  /** It ended unexpectedly and is being started again; connections are lost meanwhile. */
  | { kind: 'crashed'; reason: string }
  /** It accepts connections again, at the same URL. */
  | { kind: 'mended'; milliseconds: number }
  /** It could not be started again; nothing more will be tried. */
  | { kind: 'lost'; error: Error };

export interface PostgresOptions {
  /** The data folder, absolute (`KERNOS_DATA`); made if missing. This process becomes its only owner. */
  dataDir: string;
  /** Told, in sentences for a person, what takes time or may surprise. */
  log?: (line: string) => void;
  /** Told about crashes, until `listen` is called. */
  onEvent?: (event: PostgresEvent) => void;
  /** False gives up what holds through power cuts, for speed; for tests alone. Default true. */
  durable?: boolean;
  /** Another PostgreSQL than the one that comes along; for tests alone. */
  programs?: Programs;
}

export interface EmbeddedPostgres {
  /**
   * Connection URL of the owner role, which may do everything, with its password; over a Unix socket that
   * only this user can reach. Stays the same through crashes. Works with `pg`, psql, pgbench and other
   * clients that know `?host=<folder>`.
   */
  readonly url: string;
  /** Process id of the running postmaster; undefined while it is being mended. */
  readonly pid: number | undefined;
  /** Where its log is; kept below about 20 MB. */
  readonly logFile: string;
  /** From now on tells this one about crashes. */
  listen(onEvent: (event: PostgresEvent) => void): void;
  /** Ends all connections, writes everything down and gives the data folder free. May be called twice. */
  stop(): Promise<void>;
}

const patience = { start: 120_000, mend: 30_000, stop: 8_000, poll: 3, retry: 50 };
const logLimitBytes = 10 * 1024 * 1024;

/**
 * Starts the PostgreSQL that npm brought along, in the data folder: made on first use, mended when it
 * crashes, stopped when this process ends in whatever way (a small watchdog sees to that after `kill -9`).
 * The rest of a killed run is taken over.
 * @throws {FolderInUse} if another living process owns the folder
 * @throws {Error} with a sentence saying what stands in the way, and the end of PostgreSQL's log where it has one
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log = () => {}, onEvent = () => {}, durable = true, programs } = options;
  const lock = lockFolder(dataDir);
  try {
    const home = await preparePostgresHome(dataDir, log, programs);
    if (await endLeftovers(home)) log('The database of a killed run was still there; it was stopped.');
    const began = performance.now();
    if (await initializeCluster(home, durable)) {
      log(`Made a database in ${home.cluster} (${seconds(performance.now() - began)}).`);
    }
    const server = new Supervisor(home, durable, onEvent);
    await server.start(patience.start);
    return {
      url: urlOf(home),
      logFile: server.logFile,
      get pid() {
        return server.pid;
      },
      listen(heard) {
        server.onEvent = heard;
      },
      async stop() {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Connection URL of the database that another process runs in this data folder, as `url` of what it started;
 * undefined where none runs.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  if (!existsSync(join(dataDir, 'postgres'))) return undefined;
  const home = await preparePostgresHome(dataDir, () => undefined);
  return readPostmasterFile(home.cluster) ? urlOf(home) : undefined;
}

/** Keeps one postmaster running until it is stopped. */
class Supervisor {
  readonly logFile: string;
  onEvent: (event: PostgresEvent) => void;
  readonly #home: PostgresHome;
  readonly #durable: boolean;
  readonly #logTimer: NodeJS.Timeout;
  #child: ChildProcess | undefined;
  #watchdog: ChildProcess | undefined;
  #wanted = true;
  #stopped: Promise<void> | undefined;
  #mending: Promise<void> = Promise.resolve();

  constructor(home: PostgresHome, durable: boolean, onEvent: (event: PostgresEvent) => void) {
    this.#home = home;
    this.#durable = durable;
    this.onEvent = onEvent;
    this.logFile = join(home.folder, 'postgres.log');
    this.#logTimer = setInterval(() => limitLog(this.logFile), 60_000).unref();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts and waits until connections are accepted. */
  async start(timeout: number): Promise<void> {
    limitLog(this.logFile);
    const logFrom = sizeOf(this.logFile);
    this.#watchdog ??= startWatchdog(this.#home);
    const child = spawnPostgres(this.#home, this.#durable, this.logFile);
    this.#watchdog.stdin?.write(`${child.pid}\n`);
    const ended = endOf(child);
    const deadline = performance.now() + timeout;
    while (!isReady(this.#home.cluster, child)) {
      const end = await Promise.race([ended, sleep(patience.poll)]);
      if (end !== undefined) throw new Error(`PostgreSQL did not start (${end}).${this.#said(logFrom)}`);
      if (performance.now() > deadline) {
        child.kill('SIGQUIT');
        throw new Error(`PostgreSQL is not ready after ${seconds(timeout)}.${this.#said(logFrom)}`);
      }
    }
    this.#child = child;
    void ended.then((reason) => this.#ended(reason));
  }

  stop(): Promise<void> {
    this.#wanted = false;
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#logTimer);
    await this.#mending;
    const child = this.#child;
    if (child) {
      child.ref();
      // Fast shutdown: sessions are ended, what is committed is written down.
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), patience.stop);
      await endOf(child);
      clearTimeout(late);
      this.#child = undefined;
    }
    await endLeftovers(this.#home);
    this.#watchdog?.kill('SIGKILL');
  }

  #ended(reason: string): void {
    this.#child = undefined;
    if (!this.#wanted) return;
    this.onEvent({ kind: 'crashed', reason });
    this.#mending = this.#mend();
  }

  /** Starts it again at the same place, for as long as the children of the dead one may stand in the way. */
  async #mend(): Promise<void> {
    const began = performance.now();
    for (;;) {
      try {
        await endLeftovers(this.#home);
        if (!this.#wanted) return;
        await this.start(patience.start);
        this.onEvent({ kind: 'mended', milliseconds: Math.round(performance.now() - began) });
        return;
      } catch (error) {
        if (!this.#wanted) return;
        if (performance.now() - began > patience.mend) {
          this.onEvent({ kind: 'lost', error: error instanceof Error ? error : new Error(String(error)) });
          return;
        }
        await sleep(patience.retry);
      }
    }
  }

  #said(from: number): string {
    const text = readFileSync(this.logFile).subarray(from).toString('utf8').trim();
    return text ? ` Its log (${this.logFile}) ends with:\n${text.split('\n').slice(-8).join('\n')}` : '';
  }
}

function urlOf(home: PostgresHome): string {
  const url = new URL(`postgres://localhost/${ownerName}`);
  url.username = ownerName;
  url.password = readPassword(home);
  url.searchParams.set('host', home.socketFolder);
  return url.href;
}

function spawnPostgres(home: PostgresHome, durable: boolean, logFile: string): ChildProcess {
  const settings = { ...commonSettings, ...(durable ? durableSettings : fragileSettings) };
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(
      join(home.programs, 'postgres'),
      [
        '-D',
        home.cluster,
        ...Object.entries({ ...settings, unix_socket_directories: home.socketFolder }).flatMap(
          ([name, value]) => ['-c', `${name}=${value}`],
        ),
      ],
      {
        ...home.runAs,
        cwd: home.folder,
        env: postgresEnvironment,
        stdio: ['ignore', log, log],
        // A session of its own: Ctrl-C in the terminal must reach Kernos alone, which stops the database last.
        detached: true,
      },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

const commonSettings = {
  // No port: nothing that another user of the machine could knock at, nothing that could be taken.
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '200',
  shared_buffers: '128MB',
  // Bounds what has to be recovered after a crash.
  max_wal_size: '512MB',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Statements and details of errors carry people's data, which does not belong in a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const durableSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // After a crash everything is made durable before it is recovered. To ask that of the file system once is many
  // times quicker than of two thousand files one by one; where it cannot be asked, PostgreSQL knows no such setting.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
};

/** Commits still reach the operating system, so that killing the database loses nothing here either. */
const fragileSettings = { fsync: 'off', synchronous_commit: 'on', full_page_writes: 'off' };

/**
 * A process that does nothing until this one is gone, which ends its input; then it asks the database to
 * shut down, whose process id it was told last. It runs as the same user as the database, so it can harm
 * nothing else.
 */
function startWatchdog(home: PostgresHome): ChildProcess {
  const script = 'while read -r line; do pid=$line; done; kill -INT "$pid"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'kernos-watchdog', home.cluster], {
    ...home.runAs,
    cwd: '/',
    env: postgresEnvironment,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  // Neither may keep this process alive.
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  // Without it the next start still takes over, so its end is no reason to stop working.
  watchdog.on('error', () => {});
  watchdog.stdin?.on('error', () => {});
  return watchdog;
}

function isReady(cluster: string, child: ChildProcess): boolean {
  const postmaster = readPostmasterFile(cluster);
  return postmaster !== undefined && postmaster.pid === child.pid && postmaster.ready;
}

/** Resolves with how a process ended, or why it could not begin. */
function endOf(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve(describeEnd(child.exitCode, child.signalCode));
  }
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(describeEnd(code, signal)));
    child.once('error', (error) => resolve(error.message));
  });
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ? `killed by ${signal}` : `exit code ${code}`;
}

/** Keeps one older part. Copied and cut, because PostgreSQL holds the file open. */
function limitLog(file: string): void {
  if (sizeOf(file) < logLimitBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
