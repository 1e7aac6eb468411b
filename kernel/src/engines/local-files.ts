/**
 * Files in a folder of this machine. Other machines do not see them. Written beside and renamed, and both the file
 * and its folder are flushed: what was put is whole or not there, also after the power went. Nobody else on this machine
 * may read them.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkFileName, type Files, toStream } from '../ports/files.ts';

export function localFiles(folder: string): Files {
  const at = (name: string) => join(folder, checkFileName(name));
  return {
    put: async (name, content) => {
      const path = at(name);
      const part = `${path}.${randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
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
