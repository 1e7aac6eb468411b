import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { readArchive } from './archive.ts';
import { readFolder, zipFolder } from './folder.ts';
import { ARCHIVE_LIMITS } from './intake.ts';
import { zipStream } from './zip.ts';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernos-folder-'));
  const files = {
    '01_a/00_Overview.md': '# A',
    '01_a/größe.md': '# Größe',
    '02_b/x.md': '# X',
    '02_b/pic.png': 'not really a picture',
    'README.md': '# Course',
    '.git/config': 'secret',
    'node_modules/x/y.md': 'junk',
    'tool.exe': 'MZ',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink('/etc/passwd', join(folder, '02_b/link.md'));
  await symlink('/etc', join(folder, 'etc'));
});

after(() => rm(folder, { recursive: true }));

const kept = ['01_a/00_Overview.md', '01_a/größe.md', '02_b/pic.png', '02_b/x.md', 'README.md'];

test('a folder is read like the zip that is made of it', async () => {
  const read = await readFolder(folder);
  assert.deepEqual(
    read.entries.map(({ path }) => path),
    kept,
  );
  const told = Object.fromEntries(read.skipped.map(({ path, reason }) => [path, reason]));
  assert.match(told['02_b/link.md'] ?? '', /symbolic link/);
  assert.match(told.etc ?? '', /symbolic link/);
  assert.match(told['.git/'] ?? '', /hidden/);
  assert.match(told['node_modules/'] ?? '', /hidden/);
  assert.match(told['tool.exe'] ?? '', /type/);

  const zipped = await zipFolder(folder);
  assert.equal(zipped.files, kept.length);
  assert.deepEqual(zipped.skipped, read.skipped);
  const archive = await readArchive(await buffer(zipped.stream));
  assert.deepEqual(archive.entries, read.entries);
});

test('the same files give the same zip, whatever their dates and the time zone', async () => {
  const first = await buffer((await zipFolder(folder)).stream);
  await utimes(join(folder, 'README.md'), new Date(0), new Date(0));
  const second = await buffer((await zipFolder(folder)).stream);
  assert.ok(first.equals(second));
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  try {
    assert.ok((await buffer((await zipFolder(folder)).stream)).equals(first));
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('a folder keeps to the limits', async () => {
  for (const read of [readFolder, zipFolder]) {
    await assert.rejects(read(folder, { ...ARCHIVE_LIMITS, files: 3 }), { code: 'archive-too-many-files' });
    await assert.rejects(read(folder, { ...ARCHIVE_LIMITS, totalBytes: 10 }), { code: 'archive-too-large' });
    await assert.rejects(read('/nonexistent'), { code: 'ENOENT' });
  }
  const { skipped } = await readFolder(folder, { ...ARCHIVE_LIMITS, fileBytes: 10 });
  assert.deepEqual(
    skipped.filter(({ reason }) => /larger than 10 bytes/.test(reason)).map(({ path }) => path),
    ['02_b/pic.png'],
  );
});

test('an empty folder is refused', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'kernos-empty-'));
  try {
    await assert.rejects(readFolder(empty), { code: 'archive-empty' });
    await assert.rejects(zipFolder(empty), { code: 'archive-empty' });
    await writeFile(join(empty, 'tool.exe'), 'MZ');
    await assert.rejects(zipFolder(empty), { code: 'archive-empty' });
  } finally {
    await rm(empty, { recursive: true });
  }
});

test('a file that vanishes or fails while it is zipped destroys the stream', async () => {
  const missing = new Error('gone');
  const stream = zipStream([
    { path: 'a.md', open: async () => Buffer.from('a') },
    { path: 'b.md', open: () => Promise.reject(missing) },
  ]);
  await assert.rejects(buffer(stream), missing);
  const { stream: zipped } = await zipFolder(folder);
  await rm(join(folder, '02_b/x.md'));
  await assert.rejects(buffer(zipped), { code: 'ENOENT' });
  await writeFile(join(folder, '02_b/x.md'), '# X');
});
