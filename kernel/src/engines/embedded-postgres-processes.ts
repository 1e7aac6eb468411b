import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What PostgreSQL writes about itself in `postmaster.pid`. */
export interface PostmasterFile {
  pid: number;
  /** True once connections are accepted. */
  ready: boolean;
}

/** The postmaster that claims a cluster, alive or not; undefined if none does. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let text: string;
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Ids of the PostgreSQL processes that work on a cluster: the postmaster and its children (on Linux also
 * children that outlive it). Judged by what the processes are, never by a number in a file, because numbers
 * are reused.
 * @param cluster its real path, without symbolic links
 */
export function processesOf(cluster: string): number[] {
  return process.platform === 'linux' ? processesIn(cluster) : processesNaming(cluster);
}

/** PostgreSQL processes have the cluster as working directory; so may a person's shell, hence the name too. */
function processesIn(cluster: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!(pid > 0)) return false;
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === cluster &&
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
        );
      } catch {
        // Gone meanwhile, or of a user whose processes are none of ours.
        return false;
      }
    });
}

/** Without /proc: the postmaster has `-D <cluster>` among its arguments, its children have its id as parent's. */
function processesNaming(cluster: string): number[] {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S.*)/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      command: command ?? '',
    }));
  const postmasters = rows
    .filter(({ command }) => `${command} `.includes(`postgres -D ${cluster} `))
    .map(({ pid }) => pid);
  return rows
    .filter(({ pid, parent }) => postmasters.includes(pid) || postmasters.includes(parent))
    .map(({ pid }) => pid);
}

/** Milliseconds after which a database that was asked to stop is asked less kindly. */
const patience = { fast: 10_000, immediate: 2_000, poll: 10 };

/**
 * Ends whatever a killed run left behind on a cluster, and returns true if there was anything. Only for the
 * one who holds the lock of the data folder. Nothing committed is lost: at worst PostgreSQL recovers from
 * its log at the next start.
 */
export async function endLeftovers({
  cluster,
  socketFolder,
}: {
  readonly cluster: string;
  readonly socketFolder: string;
}): Promise<boolean> {
  const postmaster = readPostmasterFile(cluster);
  const left = processesOf(cluster);
  if (left.length > 0) {
    if (postmaster && left.includes(postmaster.pid)) {
      // Its shutdown writes a checkpoint, which is less work than recovering without one.
      signal([postmaster.pid], 'SIGINT');
      await allGone(cluster, patience.fast);
    }
    signal(processesOf(cluster), 'SIGQUIT');
    if (!(await allGone(cluster, patience.immediate))) {
      signal(processesOf(cluster), 'SIGKILL');
      await allGone(cluster, patience.immediate);
    }
  }
  forgetReusedPid(join(cluster, 'postmaster.pid'));
  forgetReusedPid(join(socketFolder, '.s.PGSQL.5432.lock'));
  return left.length > 0;
}

/**
 * PostgreSQL refuses to start while the process that a lock file of its names is alive, even if that is
 * by now another program. In any other case the file stays, for it also guards the shared memory.
 */
function forgetReusedPid(file: string): void {
  const pid = Number(firstLine(file));
  if (pid > 0 && isAlive(pid)) rmSync(file, { force: true });
}

function firstLine(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function allGone(cluster: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (processesOf(cluster).length > 0) {
    if (performance.now() > deadline) return false;
    await sleep(patience.poll);
  }
  return true;
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself in between.
    }
  }
}
