/**
 * Files by name, through flydrive: a folder on disk by default. Names are paths of lower-case segments;
 * content that never changes is stored under its own hash, so storing it again is harmless.
 */
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

export interface Files {
  put(name: string, bytes: Buffer): Promise<void>;
  /** Null where there is no such file. */
  get(name: string): Promise<Buffer | null>;
  stream(name: string): Promise<Readable | null>;
  has(name: string): Promise<boolean>;
  delete(name: string): Promise<void>;
}

/** Files in a folder of this machine. */
export function localFiles(folder: string): Files {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }));
  return {
    put: (name, bytes) => disk.put(name, bytes),
    get: async (name) => ((await disk.exists(name)) ? Buffer.from(await disk.getBytes(name)) : null),
    stream: async (name) => ((await disk.exists(name)) ? await disk.getStream(name) : null),
    has: (name) => disk.exists(name),
    delete: (name) => disk.delete(name),
  };
}
