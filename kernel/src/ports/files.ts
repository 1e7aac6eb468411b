/**
 * Files by name, through flydrive: a folder on disk by default. Names are paths of lower-case segments;
 * content that never changes is stored under its own hash, so storing it again is harmless.
 */
import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Disk } from 'flydrive';

export interface Files {
  /** Stores the whole file or nothing: whoever finds the name finds all of it, also after a crash. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** Null where there is no such file. */
  get(name: string): Promise<Buffer | null>;
  stream(name: string): Promise<Readable | null>;
  has(name: string): Promise<boolean>;
  delete(name: string): Promise<void>;
}

/** Files in a folder of this machine. */
export function localFiles(folder: string): Files {
  let opened: Promise<Disk> | undefined;
  const disk = () => {
    opened ??= openDisk(folder);
    return opened;
  };
  return {
    put: async (name, bytes) => {
      // Written beside and renamed: a process that dies while writing leaves no half file under the name.
      const part = `${name}.${randomUUID()}.part`;
      await (await disk()).put(part, bytes);
      const written = await open(join(folder, part), 'r+');
      await written.sync().finally(() => written.close());
      await rename(join(folder, part), join(folder, name));
    },
    get: async (name) => {
      const files = await disk();
      return (await files.exists(name)) ? Buffer.from(await files.getBytes(name)) : null;
    },
    stream: async (name) => {
      const files = await disk();
      return (await files.exists(name)) ? files.getStream(name) : null;
    },
    has: async (name) => (await disk()).exists(name),
    delete: async (name) => (await disk()).delete(name),
  };
}

/** Loaded with the first file: a start needs none. */
async function openDisk(folder: string): Promise<Disk> {
  const [flydrive, { FSDriver }] = await Promise.all([import('flydrive'), import('flydrive/drivers/fs')]);
  return new flydrive.Disk(new FSDriver({ location: folder, visibility: 'private' }));
}
