import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fileOf, joined, joinInto } from './libraries.ts';

test('a joined library has what the library has', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-libraries-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await joinInto(folder);
  for (const name of joined) {
    const [one, many] = await Promise.all([
      import(pathToFileURL(join(folder, fileOf(name))).href),
      import(name),
    ]);
    assert.ok(Object.keys(one).length > 0);
    assert.deepEqual(Object.keys(one).sort(), Object.keys(many).sort(), name);
  }
});
