/** Both engines behind `Files` pass one suite; what each alone can break is tried beside it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { filesConformance } from '../ports/files.conformance.fixture.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import { localFiles } from './local-files.ts';
import { postgresFiles } from './postgres-files.ts';

const system = await startTestSystem({ services: [] });
const store = new Store(system.system.databaseUrl, { connections: 4 });
const folder = await mkdtemp(join(tmpdir(), 'kernos-files-'));
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const local = localFiles(join(folder, 'store'));
const inDatabase = postgresFiles(store);

await writeFile(join(folder, 'in-the-way'), '');
const closed = new Store(system.system.databaseUrl, { connections: 1 });
await closed.close();
const engines = {
  'a folder': { files: local, broken: localFiles(join(folder, 'in-the-way/store')) },
  PostgreSQL: { files: inDatabase, broken: postgresFiles(closed) },
};
for (const [engine, parts] of Object.entries(engines)) {
  describe(`files in ${engine}`, () => {
    for (const [sentence, holds] of Object.entries(filesConformance)) test(sentence, () => holds(parts));
  });
}

test('a folder holds files under their names and nothing beside them', async () => {
  await local.put('tidy/one', Buffer.from('1'));
  await local.put('tidy/one', Buffer.from('2'));
  assert.deepEqual(await readdir(join(folder, 'store/tidy')), ['one']);
  for (const path of ['store', 'store/tidy', 'store/tidy/one'])
    assert.equal((await stat(join(folder, path))).mode & 0o077, 0, `others may not open ${path}`);
});

test('a folder keeps nothing for long of what was never finished', async () => {
  const parts = join(folder, 'killed/.parts');
  await mkdir(parts, { recursive: true });
  for (const name of ['old', 'new']) await writeFile(join(parts, name), 'half of it');
  const longAgo = new Date(Date.now() - 48 * 3_600_000);
  await utimes(join(parts, 'old'), longAgo, longAgo);
  await localFiles(join(folder, 'killed')).put('one', Buffer.from('1'));
  while ((await readdir(parts)).length > 1) await setTimeout(5);
  assert.deepEqual(await readdir(parts), ['new']);
});

test('the database keeps nothing for long of what was replaced, deleted, or never finished', async () => {
  const versions = async () =>
    (await store.query<{ count: number }>({ text: 'SELECT count(*) FROM kernel.file_versions' })).rows[0]
      ?.count;
  await store.query({ text: 'DELETE FROM kernel.files' });
  await inDatabase.put('one', Buffer.from('1'));
  await inDatabase.put('one', Buffer.from('2'));
  await store.query({
    text: `UPDATE kernel.file_versions SET removable_after = removable_after - interval '2 days'`,
  });
  await inDatabase.put('two', Buffer.from('3'));
  assert.equal(await versions(), 2);
  assert.equal((await inDatabase.get('one'))?.toString(), '2');
});

for (const engine of ['local', 'postgres'] as const) {
  test(`kill -9 in the midst of writing leaves no half of a file: ${engine}`, async () => {
    const files = engine === 'local' ? local : inDatabase;
    await files.put('killed', Buffer.from('before'));
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer], {
      env: { ...process.env, ENGINE: engine, FOLDER: join(folder, 'store'), URL: store.url },
      cwd: import.meta.dirname,
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal((await files.get('killed'))?.toString(), 'before');
  });
}

/** Puts a file without end, and says when the first megabyte was taken. */
const writer = `
  import { Readable } from 'node:stream';
  import { localFiles } from './local-files.ts';
  import { postgresFiles } from './postgres-files.ts';
  import { Store } from '../store/store.ts';
  const { ENGINE, FOLDER, URL } = process.env;
  const files = ENGINE === 'local' ? localFiles(FOLDER) : postgresFiles(new Store(URL, { connections: 1 }));
  async function* endless() {
    for (let n = 0; ; n += 1) {
      if (n === 16) process.stdout.write('writing');
      yield Buffer.alloc(65_536, n);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  await files.put('killed', Readable.from(endless()));
`;
