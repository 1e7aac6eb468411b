/** A course on disk as one zip to send: a zip as it is, a folder zipped into a temporary file. */
import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileToSend } from '@kernos/kernel/client';
import { zipFolder } from '@kernos/services/learning/courses/content/folder';
import { Refusal } from './api.ts';

export interface ArchiveToSend extends AsyncDisposable {
  readonly file: FileToSend;
  /** What was left out while zipping. */
  readonly skipped: readonly { path: string; reason: string }[];
}

/** Throws a `Refusal` where there is neither a folder nor a file. */
export async function archiveToSend(path: string): Promise<ArchiveToSend> {
  const source = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const found = await stat(source).catch(() => undefined);
  if (!found) throw new Refusal(`There is neither a folder nor a zip at ${source}.`);
  const fileName = basename(source);
  if (!found.isDirectory()) {
    return {
      file: { blob: await openAsBlob(source), fileName },
      skipped: [],
      async [Symbol.asyncDispose]() {},
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'kernos-send-'));
  const zip = join(folder, 'course.zip');
  const { stream, skipped } = await zipFolder(source);
  await pipeline(stream, createWriteStream(zip));
  return {
    file: { blob: await openAsBlob(zip), fileName: `${fileName}.zip` },
    skipped,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
