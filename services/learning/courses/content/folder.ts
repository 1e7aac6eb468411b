import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { because, type Reason, readableSize } from '../contract-import-reasons.ts';
import { ContentError, type Skipped } from './errors.ts';
import { ARCHIVE_LIMITS, type Archive, type ArchiveLimits, Intake, judgeName } from './intake.ts';
import { comparePaths } from './names.ts';
import { zipStream } from './zip.ts';

/** Reads a folder as {@link readArchive} reads a zip: same limits, same result. Links are not followed. */
export async function readFolder(folder: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
  const intake = new Intake(limits);
  let total = 0;
  for (const found of await walk(folder, limits, intake)) {
    if (found.kind !== 'file') {
      intake.skip(found.name, found.reason);
      continue;
    }
    const path = intake.admit(found.name);
    if (path === undefined) continue;
    if (found.size > limits.fileBytes) {
      intake.skipOversize(found.name);
      continue;
    }
    const bytes = await readFile(join(folder, found.name));
    total += bytes.length;
    if (total > limits.totalBytes) throw tooLarge(limits);
    intake.keep(path, bytes);
  }
  return intake.finish();
}

/** A folder as a zip stream, and what was not put into it. */
export type ZippedFolder = { stream: Readable; files: number; skipped: Skipped[] };

/**
 * Zips the files of a folder that an import would carry. The same files give the same bytes: paths are
 * ordered, and dates and modes are fixed. Files are read one by one while the stream is consumed; an error
 * while reading destroys the stream.
 *
 * Throws a {@link ContentError}: `archive-empty`, `archive-too-many-files`, `archive-too-large`.
 */
export async function zipFolder(
  folder: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ZippedFolder> {
  const intake = new Intake(limits);
  const names: string[] = [];
  let total = 0;
  for (const found of await walk(folder, limits, intake)) {
    if (found.kind !== 'file') intake.skip(found.name, found.reason);
    else if (found.size > limits.fileBytes) intake.skipOversize(found.name);
    else if (intake.admit(found.name) !== undefined) {
      names.push(found.name);
      total += found.size;
      if (total > limits.totalBytes) throw tooLarge(limits);
    }
  }
  const { skipped } = intake.finish();
  if (names.length === 0) {
    throw new ContentError('archive-empty', 'There is no file in it that a course can carry.');
  }
  const files = names.map((path) => ({ path, open: () => createReadStream(join(folder, path)) }));
  return { stream: zipStream(files), files: files.length, skipped };
}

type Found = { kind: 'file'; name: string; size: number } | { kind: 'other'; name: string; reason: Reason };

/** All that a folder holds, in path order, with names relative to it. Hidden folders are not entered. */
async function walk(folder: string, limits: ArchiveLimits, intake: Intake): Promise<Found[]> {
  const found: Found[] = [];
  const open = [''];
  for (let inside = open.pop(); inside !== undefined; inside = open.pop()) {
    for (const item of await readdir(join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? item.name : `${inside}/${item.name}`;
      intake.count(!item.isDirectory());
      if (item.isDirectory()) {
        if ('hidden' in judgeName(`${name}/x.md`, limits)) {
          found.push({ kind: 'other', name: `${name}/`, reason: because('hidden-folder', {}) });
        } else open.push(name);
      } else if (item.isSymbolicLink()) {
        found.push({ kind: 'other', name, reason: because('symbolic-link') });
      } else if (!item.isFile()) {
        found.push({ kind: 'other', name, reason: because('not-ordinary') });
      } else {
        found.push({ kind: 'file', name, size: (await lstat(join(folder, name))).size });
      }
    }
  }
  return found.sort((a, b) => comparePaths(a.name, b.name));
}

function tooLarge(limits: ArchiveLimits): ContentError {
  return new ContentError(
    'archive-too-large',
    `A course may hold ${readableSize(limits.totalBytes)}; this folder holds more. Leave large files out.`,
  );
}
