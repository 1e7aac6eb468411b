import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivate } from '../config/data-folder.ts';

/** How long a starting process waits for one that was just killed to be gone. */
const patienceMilliseconds = 250;

/** Another living process owns the folder; the message says which, and what to do. */
export class FolderInUse extends Error {
  constructor(folder: string, owner: string) {
    super(
      `The data folder ${folder} is in use by another Kernos${owner}. ` +
        'Stop that one first, or give this one a folder and a port of its own, ' +
        'such as KERNOS_DATA=.kernos-2 PORT=8001.',
    );
    this.name = 'FolderInUse';
  }
}

/** Those that are held: one that nobody refers to would be let go with the rest of the garbage. */
const all = new Set<DatabaseSync>();

/** Held until `release` is called or the process ends, however it ends. */
export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only owner of a folder, which is made if it is missing, for this user alone.
 *
 * The lock is the operating system's own on a file, taken through SQLite because Node has no call for it:
 * it goes with its process even at `kill -9`, so nothing can be stale and no reused process id can mislead.
 * @throws {FolderInUse} if another process, or this one, holds the folder already
 * @throws {Error} with a sentence if the folder cannot be made or written
 */
export function lockFolder(folder: string): FolderLock {
  const ownerFile = join(folder, 'owner.json');
  let file: DatabaseSync | undefined;
  try {
    makePrivate(folder);
    file = new DatabaseSync(join(folder, 'kernos.lock'), { timeout: patienceMilliseconds });
    // Without this, SQLite leaves a journal file beside the lock.
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    file?.close();
    if (isBusy(error)) throw new FolderInUse(folder, describeOwner(ownerFile));
    throw new Error(
      `The data folder ${folder} cannot be used: ${messageOf(error)}. ` +
        'Make it writable for this user, or give another one: KERNOS_DATA=<folder>.',
      { cause: error },
    );
  }
  const held = file;
  all.add(held);
  writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
  return {
    release() {
      if (!held.isOpen) return;
      rmSync(ownerFile, { force: true });
      all.delete(held);
      held.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function describeOwner(ownerFile: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(ownerFile, 'utf8')) as { pid: number; since: string };
    return ` (process ${pid}, since ${since})`;
  } catch {
    // It is only for the message, and its owner may be about to write or to remove it.
    return '';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
