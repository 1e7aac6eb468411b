import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { FolderInUse, lockFolder } from './folder-lock.ts';

const parent = mkdtempSync(join(tmpdir(), 'kernos-lock-'));
after(() => rmSync(parent, { recursive: true, force: true }));

/** A process that locks a folder and says "locked" or the error's message. */
function lockElsewhere(folder: string) {
  const script = `
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
    try { lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.message); }`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ReturnType<typeof lockElsewhere>): Promise<string> {
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk).trim();
}

it('makes the folder, and refuses a second owner in the same process until released', () => {
  const folder = join(parent, 'same/process');
  const lock = lockFolder(folder);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.throws(() => lockFolder(folder), FolderInUse);
  lock.release();
  lock.release();
  // As an earlier version, or a person, made it.
  chmodSync(folder, 0o755);
  lockFolder(folder).release();
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});

it('refuses a second process with a sentence that names the first', async () => {
  const folder = join(parent, 'two');
  const lock = lockFolder(folder);
  const message = await firstLine(lockElsewhere(folder));
  assert.match(message, new RegExp(`^The data folder ${folder} is in use by another Kernos`));
  assert.match(message, new RegExp(`process ${process.pid}, since 20`));
  assert.match(message, /KERNOS_DATA=\S+ PORT=\d+\.$/);
  lock.release();
});

it('is free at once after kill -9, whatever the owner file says', async () => {
  const folder = join(parent, 'killed');
  const owner = lockElsewhere(folder);
  assert.equal(await firstLine(owner), 'locked');
  assert.throws(() => lockFolder(folder), FolderInUse);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  assert.ok(existsSync(join(folder, 'owner.json')));
  // A process id that is alive, as if the number had been given out again.
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.ppid, since: 'long ago' }));
  lockFolder(folder).release();
  assert.equal(existsSync(join(folder, 'owner.json')), false);
});

it('gives the folder to one of many that start at the same time', async () => {
  const folder = join(parent, 'race');
  const children = Array.from({ length: 6 }, () => lockElsewhere(folder));
  const lines = await Promise.all(children.map(firstLine));
  for (const child of children) child.kill('SIGKILL');
  assert.equal(lines.filter((line) => line === 'locked').length, 1, lines.join('\n'));
});

it('says what is wrong when the folder cannot be locked', () => {
  const file = join(parent, 'file');
  writeFileSync(join(parent, 'file'), '');
  assert.throws(
    () => lockFolder(join(file, 'below')),
    /^Error: The data folder .*file\/below cannot be used: EEXIST.* KERNOS_DATA=/,
  );
});
