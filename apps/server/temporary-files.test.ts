import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { useOwnTemporaryFolder } from './temporary-files.ts';

test('what a killed process left behind is removed, and nothing of those that live or of other machines', async () => {
  const { TMPDIR } = process.env;
  const dataDir = mkdtempSync(join(tmpdir(), 'kernos-temporary-'));
  const gone = spawn('true');
  await once(gone, 'exit');
  const at = (name: string) => join(dataDir, 'tmp', name);
  const [dead, mine] = [at(`${hostname()}.${gone.pid}`), at(`${hostname()}.${process.pid}`)];
  const [living, elsewhere, old] = [at(`${hostname()}.${process.ppid}`), at('far.1'), at('far.2')];
  for (const folder of [dead, mine, living, elsewhere, old])
    mkdirSync(join(folder, 'kernos-upload-x'), { recursive: true });
  const longAgo = new Date(Date.now() - 48 * 3_600_000);
  utimesSync(old, longAgo, longAgo);
  try {
    await useOwnTemporaryFolder(dataDir);
    assert.equal(tmpdir(), mine);
    assert.equal(statSync(mine).mode & 0o777, 0o700);
    const there = [dead, join(mine, 'kernos-upload-x'), old, living, elsewhere].map(existsSync);
    assert.deepEqual(there, [false, false, false, true, true]);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(dataDir, { recursive: true });
  }
});
