/**
 * Files by name. Content that never changes is stored under its own hash, so storing it again is harmless.
 * Which engine keeps them is a setting (FILES); every one passes files.conformance.ts.
 */
import { Readable } from 'node:stream';

export interface Files {
  /**
   * Stores the whole file or nothing: whoever finds the name finds all of it, also after a crash, and whoever is
   * reading what was there before reads on. A stream that fails leaves what was there before. Of two that put
   * under one name at once, one is kept.
   */
  put(name: string, content: Buffer | Readable): Promise<void>;
  /** Null where there is no such file. */
  get(name: string): Promise<Buffer | null>;
  /** Null where there is no such file; for files larger than memory. Fails where the engine does. */
  stream(name: string): Promise<Readable | null>;
  has(name: string): Promise<boolean>;
  /** Harmless where there is no such file. */
  delete(name: string): Promise<void>;
}

const SEGMENT = /^[a-z0-9][a-z0-9._-]*$/;
const LONGEST_NAME = 512;

/**
 * A name is a path of lower-case segments, such as `courses/2f/photo.jpg`, of 512 characters at most: the same on
 * every file system and object store. Throws where it is not, so that no name leads out of the store.
 */
export function checkFileName(name: string): string {
  if (name.length > LONGEST_NAME || !name.split('/').every((segment) => SEGMENT.test(segment)))
    throw new Error(`not a name for a file: ${JSON.stringify(name.slice(0, LONGEST_NAME))}`);
  return name;
}

/** Content as a stream of its pieces. */
export const toStream = (content: Buffer | Readable): Readable =>
  content instanceof Readable ? content : Readable.from(content.length > 0 ? [content] : []);
