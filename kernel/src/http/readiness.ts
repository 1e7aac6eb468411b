/** Whether this process can serve: its database answers, and there is room to write. */
import { statfs } from 'node:fs/promises';
import { commonError, KernosError } from '../contract/errors.ts';
import { Store } from '../store/store.ts';
import { storageFull } from '../store/store-errors.ts';
import { within } from '../unit-of-work/time-limit.ts';

/** Whoever asks is told within this, whatever does not answer. */
const PATIENCE_MS = 1_000;
/** With less a database cannot go on writing: PostgreSQL keeps its journal in pieces of 16 MiB. */
const LEAST_ROOM_BYTES = 16 * 1_048_576;

export interface Readiness {
  /** Throws `unavailable` or `storage-full`, which say what stands in the way. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface Depended {
  readonly databaseUrl: string;
  /** Whose statements tell whether the database has room. */
  readonly stores: readonly Store[];
  readonly dataDir: string;
}

/** `isUp` says whether it has started and is not being stopped. */
export function readinessOf({ databaseUrl, stores, dataDir }: Depended, isUp: () => boolean): Readiness {
  // A connection of its own: that all others are busy, or wait for what does not answer, is another question.
  const own = new Store(databaseUrl, { connections: 1, patienceMs: PATIENCE_MS });
  const look = together(async () => {
    await own.query({ text: 'SELECT 1' });
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize < LEAST_ROOM_BYTES || stores.some(({ isFull }) => isFull)) throw storageFull();
  });
  const looking = { milliseconds: PATIENCE_MS, name: 'looking whether everything is there' };
  return {
    check: async () => {
      if (!isUp()) throw notReady('starting or stopping');
      await within(looking, look).catch((error: unknown) => {
        if (error instanceof KernosError) throw error;
        throw notReady('the database does not answer, or the data folder cannot be seen', error);
      });
    },
    close: () => own.close(),
  };
}

const notReady = (why: string, cause?: unknown): KernosError =>
  commonError('unavailable', `Not ready: ${why}.`, { retryAfter: 1, cause });

/** Who asks while it runs gets its answer: however many ask, it is done once at a time. */
function together<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined;
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
