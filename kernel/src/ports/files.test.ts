/** Files on disk: whole or not there. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { localFiles } from './files.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-files-'));
after(() => rm(folder, { recursive: true, force: true }));
const files = localFiles(folder);

test('a file is found as it was put, again and again, and nothing lies beside it', async () => {
  assert.equal(await files.get('a/b'), null);
  await files.put('a/b', Buffer.from('one'));
  await files.put('a/b', Buffer.from('two'));
  assert.equal((await files.get('a/b'))?.toString(), 'two');
  assert.deepEqual(await readdir(join(folder, 'a')), ['b']);
});

test('whoever reads while a file is put again sees all of the old one or all of the new one', async () => {
  const contents = [Buffer.alloc(2_000_000, 'a'), Buffer.alloc(2_000_000, 'b')] as const;
  await files.put('large', contents[0]);
  const writing = (async () => {
    for (let n = 0; n < 20; n += 1) await files.put('large', contents[n % 2 === 0 ? 1 : 0]);
    return 'written' as const;
  })();
  for (let reads = 0; (await Promise.race([writing, files.get('large')])) !== 'written'; reads += 1) {
    const read = await files.get('large');
    assert.ok(read && contents.some((content) => content.equals(read)), `read ${reads}: a mixture`);
  }
});

test('a name that leads out of the folder is refused', async () => {
  await assert.rejects(files.put('../outside', Buffer.from('x')));
});
