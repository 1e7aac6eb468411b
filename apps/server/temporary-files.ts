/**
 * Where this process keeps what it needs for a moment, such as files on their way in or out: in the data folder, where nobody
 * else may read it, and where there is room for it. A process that is killed leaves its own behind; the next one removes it.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Of processes on other machines with this data folder nobody here knows whether they live. */
const OTHERS_MS = 24 * 3_600_000;
const SWEEP_MS = 3_600_000;

/** From now on `tmpdir()` is in the data folder, in this process and those that it starts. */
export async function useOwnTemporaryFolder(dataDir: string): Promise<void> {
  const all = join(dataDir, 'tmp');
  const own = join(all, `${hostname()}.${process.pid}`);
  // Another process had this number before.
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = own;
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  await sweep(all);
  setInterval(() => void sweep(all).catch(() => undefined), SWEEP_MS).unref();
}

/** Removes what processes that are gone have left. */
async function sweep(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const path = join(all, name);
    if (await isAbandoned(path, name)) await rm(path, { recursive: true, force: true });
  }
}

async function isAbandoned(path: string, name: string): Promise<boolean> {
  const [, host, pid] = /^(.*)\.(\d+)$/.exec(name) ?? [];
  if (host === hostname()) return !isAlive(Number(pid));
  const { mtimeMs } = await stat(path);
  return Date.now() - mtimeMs > OTHERS_MS;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
