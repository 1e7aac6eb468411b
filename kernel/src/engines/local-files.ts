/**
 * Files in a folder of this machine. Other machines do not see them. Written beside and renamed, and both the file
 * and its folder are flushed: what was put is whole or not there, also after the power went. Nobody else on this machine
 * may read them.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkFileName, type Files, toStream } from '../ports/files.ts';

export function localFiles(folder: string): Files {
  const at = (name: string) => join(folder, checkFileName(name));
  // No name of a file begins with a dot.
  const parts = join(folder, '.parts');
  let isSwept = false;
  return {
    put: async (name, content) => {
      const path = at(name);
      const part = join(parts, randomUUID());
      await mkdir(parts, { recursive: true, mode: 0o700 });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      if (!isSwept) void removeOld(parts).catch(() => undefined);
      isSwept = true;
      try {
        const file = await open(part, 'wx', 0o600);
        await pipeline(toStream(content), file.createWriteStream({ flush: true }));
        await rename(part, path);
        await flush(dirname(path));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    get: async (name) => unlessMissing(readFile(at(name))),
    stream: async (name) => {
      const file = await unlessMissing(open(at(name)));
      return file?.createReadStream() ?? null;
    },
    has: async (name) => (await unlessMissing(stat(at(name)))) !== null,
    delete: async (name) => rm(at(name), { force: true }),
  };
}

/** A process that was killed leaves what it was writing. Nothing is written for so long. */
const OLD_MS = 24 * 3_600_000;

async function removeOld(parts: string): Promise<void> {
  for (const name of await readdir(parts)) {
    const path = join(parts, name);
    if (Date.now() - (await stat(path)).mtimeMs > OLD_MS) await rm(path, { force: true });
  }
}

async function flush(folder: string): Promise<void> {
  const handle: FileHandle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** Null where there is no such file. That its folder is a file is another thing: then this is no store. */
function unlessMissing<T>(looking: Promise<T>): Promise<T | null> {
  return looking.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
