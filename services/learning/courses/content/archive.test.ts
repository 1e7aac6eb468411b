import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { because } from '../contract-import-reasons.ts';
import { rawZip, zipOf } from './archive.fixture.ts';
import { readArchive } from './archive.ts';
import { ContentError, type ContentErrorCode } from './errors.ts';
import { ARCHIVE_LIMITS } from './intake.ts';

const MB = 1024 * 1024;

async function refused(promise: Promise<unknown>, code: ContentErrorCode): Promise<ContentError> {
  const error = await promise.then(
    () => assert.fail(`it was accepted, not refused as ${code}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ContentError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, /[.]$/, 'the message is a sentence');
  return error;
}

const reasons = (skipped: { path: string; reason: string }[]) =>
  Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));

test('reads a zip from a buffer and from a file alike, in path order', async () => {
  const zip = zipOf({ '10_b.md': '# B', '2_a.md': '# A', 'img/x.png': Buffer.from([1, 2, 3]) });
  const folder = await mkdtemp(join(tmpdir(), 'kernos-archive-'));
  try {
    const path = join(folder, 'upload.zip');
    await writeFile(path, zip);
    const fromFile = await readArchive(path);
    assert.deepEqual(fromFile, await readArchive(zip));
    assert.deepEqual(
      fromFile.entries.map((entry) => entry.path),
      ['2_a.md', '10_b.md', 'img/x.png'],
    );
    assert.equal(fromFile.entries[0]?.bytes.toString(), '# A');
    assert.deepEqual(fromFile.skipped, []);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a folder that holds everything is stripped, and remembered', async () => {
  const { entries, folder } = await readArchive(
    zipOf({ 'Course/Notes/a.md': 'a', 'Course/Notes/x/b.md': 'b', '__MACOSX/._a.md': 'junk' }),
  );
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['a.md', 'x/b.md'],
  );
  assert.equal(folder, 'Course/Notes');
});

test('garbage, cut and damaged archives are refused as broken', async () => {
  const zip = zipOf({ 'a.md': 'hello '.repeat(500), 'b.md': 'world' });
  await refused(readArchive(Buffer.alloc(0)), 'archive-broken');
  await refused(readArchive(Buffer.from('not a zip at all')), 'archive-broken');
  for (const part of [0.2, 0.5, 0.9]) {
    await refused(readArchive(zip.subarray(0, Math.floor(zip.length * part))), 'archive-broken');
  }
  await refused(readArchive(zip.subarray(40)), 'archive-broken');
  const flipped = Buffer.from(zip);
  flipped[45] = (flipped[45] ?? 0) ^ 0xff;
  await refused(readArchive(flipped), 'archive-broken');
});

test('a wrong checksum, size or offset is refused as broken', async () => {
  const entry = { name: 'a.md', bytes: 'hello' };
  await refused(readArchive(rawZip([{ ...entry, declared: { crc: 1 } }])), 'archive-broken');
  await refused(readArchive(rawZip([{ ...entry, declared: { size: 4 } }])), 'archive-broken');
  await refused(readArchive(rawZip([{ ...entry, declared: { compressedSize: 5000 } }])), 'archive-broken');
});

test('every cut of a small archive is refused or read, and never crashes', async () => {
  const zip = zipOf({ 'a.md': '# A', 'b/c.md': '# C' });
  for (let length = 0; length < zip.length; length++) {
    await refused(readArchive(zip.subarray(0, length)), 'archive-broken');
  }
});

test('a missing file is the system’s error, not a broken archive', async () => {
  await assert.rejects(readArchive('/nonexistent/upload.zip'), { code: 'ENOENT' });
});

test('a zip bomb is refused by what comes out of it, whatever its headers say', async () => {
  const bomb = rawZip([{ name: 'a.md', bytes: Buffer.alloc(40 * MB), declared: { size: 10 } }]);
  assert.ok(bomb.length < 60_000, 'the bomb is small');
  await refused(readArchive(bomb), 'archive-too-large');
});

test('many files that are each allowed are still refused together', async () => {
  const entries = Array.from({ length: 9 }, (_, i) => ({ name: `${i}.txt`, bytes: Buffer.alloc(2 * MB) }));
  await refused(readArchive(rawZip(entries)), 'archive-too-large');
  const limits = { ...ARCHIVE_LIMITS, ratio: 1e9, totalBytes: 16 * MB };
  await refused(readArchive(rawZip(entries), limits), 'archive-too-large');
  assert.equal((await readArchive(rawZip(entries.slice(1)), limits)).entries.length, 8);
});

test('one file that is too large is left out, the others are kept', async () => {
  const limits = { ...ARCHIVE_LIMITS, fileBytes: 1000 };
  const zip = zipOf({ 'a.md': 'short', 'film.mp4': Buffer.alloc(1001) });
  const { entries, skipped } = await readArchive(zip, limits);
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['a.md'],
  );
  assert.deepEqual(skipped, [{ path: 'film.mp4', ...because('file-too-large', { bytes: 1000 }) }]);
});

test('10,000 files are accepted, 10,001 are refused', async () => {
  const entries = Array.from({ length: 10_000 }, (_, i) => ({
    name: `${i % 100}/${i}.md`,
    bytes: `# ${i}`,
    method: 0,
  }));
  const { entries: read } = await readArchive(rawZip(entries));
  assert.equal(read.length, 10_000);
  assert.equal(read[1]?.path, '0/100.md');
  const error = await refused(
    readArchive(rawZip([...entries, { name: 'one-more.md', bytes: 'x', method: 0 }])),
    'archive-too-many-files',
  );
  assert.match(error.message, /10000 files/);
});

test('folders are not files, but are not endless either', async () => {
  const folders = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}/`, mode: 0o040755 }));
  const zip = rawZip([...folders, { name: 'a.md', bytes: 'x' }]);
  assert.equal((await readArchive(zip, { ...ARCHIVE_LIMITS, files: 1 })).entries.length, 1);
  await refused(readArchive(zip, { ...ARCHIVE_LIMITS, records: 30 }), 'archive-too-many-files');
});

test('an archive without a file is empty', async () => {
  await refused(readArchive(rawZip([])), 'archive-empty');
  await refused(readArchive(rawZip([{ name: 'folder/', mode: 0o040755 }])), 'archive-empty');
});

test('an encrypted archive is refused, with both kinds of encryption', async () => {
  await refused(readArchive(rawZip([{ name: 'a.md', bytes: 'x', flags: 0x801 }])), 'archive-encrypted');
  await refused(readArchive(rawZip([{ name: 'a.md', bytes: 'x', flags: 0x841 }])), 'archive-encrypted');
});

test('names that lead elsewhere are left out with a reason, and the rest is kept', async () => {
  const names = [
    '../evil.md',
    'a/../../evil.md',
    'a/..',
    '/etc/passwd.md',
    'C:/evil.md',
    'c:evil.md',
    'a\\..\\evil.md',
    '\\\\server\\share.md',
    'bell\u0007.md',
    `${'deep/'.repeat(200)}x.md`,
  ];
  const zip = rawZip([{ name: 'good.md', bytes: 'x' }, ...names.map((name) => ({ name, bytes: 'evil' }))]);
  const { entries, skipped } = await readArchive(zip);
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['good.md'],
  );
  assert.equal(skipped.length, names.length);
  const told = reasons(skipped);
  assert.match(told['../evil.md'] ?? '', /leads out/);
  assert.match(told['a/..'] ?? '', /leads out/);
  assert.match(told['/etc/passwd.md'] ?? '', /absolute/);
  assert.match(told['C:/evil.md'] ?? '', /drive/);
  assert.match(told['a/../evil.md'] ?? '', /leads out/);
  assert.match(told['//server/share.md'] ?? '', /absolute/);
  assert.match(told['bell\u0007.md'] ?? '', /control/);
});

test('backslashes separate folders too, as older tools write them', async () => {
  const { entries, skipped, folder } = await readArchive(
    rawZip(['course\\01-one.md', 'course\\img\\p.png', 'course\\img\\'].map((name) => ({ name, bytes: '' }))),
  );
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['01-one.md', 'img/p.png'],
  );
  assert.deepEqual([skipped, folder], [[], 'course']);
});

test('links, devices, unknown types and compressions, hidden files and doubles are left out', async () => {
  const zip = rawZip([
    { name: 'a.md', bytes: 'first' },
    { name: './a.md', bytes: 'second' },
    { name: 'link.md', bytes: '/etc/passwd', mode: 0o120777 },
    { name: 'pipe.md', bytes: '', mode: 0o010644 },
    { name: 'run.exe', bytes: 'MZ' },
    { name: 'Makefile', bytes: 'all:' },
    { name: 'new.md', bytes: 'x', method: 93 },
    { name: '.DS_Store', bytes: 'x' },
    { name: '.git/config', bytes: 'x' },
    { name: '.git/objects/aa', bytes: 'x' },
    { name: 'x/__MACOSX/._a.md', bytes: 'x' },
  ]);
  const { entries, skipped } = await readArchive(zip);
  assert.deepEqual(
    entries.map(({ path, bytes }) => [path, bytes.toString()]),
    [['a.md', 'first']],
  );
  const told = reasons(skipped);
  assert.match(told['./a.md'] ?? '', /twice/);
  assert.match(told['link.md'] ?? '', /symbolic link/);
  assert.match(told['pipe.md'] ?? '', /ordinary file/);
  assert.match(told['run.exe'] ?? '', /type/);
  assert.match(told.Makefile ?? '', /type/);
  assert.match(told['new.md'] ?? '', /method 93/);
  assert.match(told['.DS_Store'] ?? '', /hidden/);
  assert.match(told['.git/'] ?? '', /2 files/);
  assert.match(told['x/__MACOSX/'] ?? '', /hidden/);
  assert.equal(skipped.length, 9);
});

test('names are read as UTF-8 with and without its flag, and as CP437 otherwise', async () => {
  const zip = rawZip([
    { name: 'größe.md', bytes: '1' },
    { name: 'später.md', bytes: '2', flags: 0 },
    { name: Buffer.from([0x81, 0x62, 0x65, 0x72, 0x2e, 0x6d, 0x64]), bytes: '3', flags: 0 },
    { name: 'e\u0301tude.md', bytes: '4' },
  ]);
  const { entries } = await readArchive(zip);
  assert.deepEqual(
    entries.map(({ path }) => path),
    ['größe.md', 'später.md', 'étude.md', 'über.md'].sort((a, b) => a.localeCompare(b, 'en')),
  );
});
