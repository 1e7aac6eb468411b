import type { Argon2Parameters } from 'node:crypto';
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { isHashablePassword, normalizePassword } from './password-policy.ts';

/** What one Argon2id hash costs (RFC 9106): memory in KiB, passes over it, and lanes. */
export type Argon2Cost = { memoryKib: number; passes: number; lanes: number };

/**
 * OWASP's first choice for Argon2id: 19 MiB, 2 passes, 1 lane; about 20 ms on a core of 2026.
 * RFC 9106's second recommendation (64 MiB, 3 passes, 4 lanes) took 96 ms on both of two cores, which
 * would let some ten logins a second fill the machine. One lane keeps one hash on one thread.
 */
export const ARGON2_COST: Argon2Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };

/** Computes one Argon2id tag. Node's own, unless a test counts or slows the work. */
export type DeriveArgon2id = (parameters: Argon2Parameters) => Promise<Buffer>;

export type PasswordHasherOptions = {
  /** Hashes computed at once; `hashConcurrency()` unless given. */
  concurrency?: number;
  /** Hashes that may wait. 64 of 20 ms each on one core is 1.3 s: as long as somebody waits for a login. */
  queue?: number;
  cost?: Argon2Cost;
  derive?: DeriveArgon2id;
};

export type PasswordHasher = {
  /**
   * Hashes a new password to a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
   * @throws PasswordHasherBusyError when the queue is full; RangeError for what the policy refuses to hash.
   */
  hash(password: string): Promise<string>;
  /**
   * Tells whether the password is the one behind `stored`. Give `undefined` for an account that does not
   * exist or has no password: the same work is done, and the answer is always false.
   * @throws PasswordHasherBusyError when the queue is full; TypeError when `stored` is no Argon2id PHC string.
   */
  verify(password: string, stored: string | undefined): Promise<boolean>;
  /** True where `stored` was made at another cost than today's: hash again after the next good login. */
  needsRehash(stored: string): boolean;
  /** For gauges: hashes being computed, and hashes waiting for their turn. */
  load(): { running: number; waiting: number };
};

/** The hasher and its queue are full. Answer 503 (or 429) with `Retry-After: retryAfterSeconds`. */
export class PasswordHasherBusyError extends Error {
  readonly code = 'password-hasher-busy';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('Too many passwords are being checked at once; try again in a few seconds.');
    this.name = 'PasswordHasherBusyError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const SALT_BYTES = 16;
const TAG_BYTES = 32;
const LIBUV_THREADS = 4;
const RETRY_AFTER_SECONDS = 2;

/**
 * How many hashes may run at once. `crypto.argon2` runs on libuv's thread pool (4 threads unless
 * UV_THREADPOOL_SIZE says otherwise), so the event loop stays free, but the pool also serves the file
 * system, DNS, zlib and the signatures of access tokens, first come first served. So a storm of logins
 * may take neither the last core nor more than half of the pool.
 */
export function hashConcurrency(cores: number = availableParallelism()): number {
  return Math.max(1, Math.min(cores - 1, LIBUV_THREADS / 2));
}

/** Makes a hasher with its own bulkhead; one a process, so that the limit holds for the process. */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const concurrency = options.concurrency ?? hashConcurrency();
  const queue = options.queue ?? 64;
  const cost = options.cost ?? ARGON2_COST;
  const derive = options.derive ?? deriveWithNode;
  const gate = bulkhead(concurrency, queue);
  // Compared with for accounts that do not exist; `verify` never says yes to it, whatever the tag.
  const decoy: PhcHash = { cost, salt: randomBytes(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };

  const tagOf = async (password: string, { cost, salt, tag }: PhcHash): Promise<Buffer> => {
    const parameters: Argon2Parameters = {
      message: Buffer.from(normalizePassword(password), 'utf8'),
      nonce: salt,
      parallelism: cost.lanes,
      memory: cost.memoryKib,
      passes: cost.passes,
      tagLength: tag.length,
    };
    try {
      return await gate.execute(() => derive(parameters));
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new PasswordHasherBusyError(RETRY_AFTER_SECONDS);
      throw error;
    }
  };

  return {
    async hash(password) {
      if (!isHashablePassword(password)) throw new RangeError('This password must be refused, not hashed.');
      const salt = randomBytes(SALT_BYTES);
      const tag = await tagOf(password, { cost, salt, tag: Buffer.alloc(TAG_BYTES) });
      return formatPhc({ cost, salt, tag });
    },

    async verify(password, stored) {
      // Refused alike for known and unknown accounts, and before any work: no password is that long.
      if (!isHashablePassword(password)) return false;
      const expected = stored === undefined ? decoy : parsePhc(stored);
      const tag = await tagOf(password, expected);
      return timingSafeEqual(tag, expected.tag) && stored !== undefined;
    },

    needsRehash(stored) {
      const { cost: then } = parsePhc(stored);
      return then.memoryKib !== cost.memoryKib || then.passes !== cost.passes || then.lanes !== cost.lanes;
    },

    load: () => ({ running: concurrency - gate.executionSlots, waiting: queue - gate.queueSlots }),
  };
}

function deriveWithNode(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

type PhcHash = { cost: Argon2Cost; salt: Buffer; tag: Buffer };

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{16,})$/;

function parsePhc(stored: string): PhcHash {
  const [, memory, passes, lanes, salt, tag] = PHC.exec(stored) ?? [];
  if (salt === undefined || tag === undefined)
    throw new TypeError('A stored hash is no Argon2id PHC string.');
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function formatPhc({ cost, salt, tag }: PhcHash): string {
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${base64(salt)}$${base64(tag)}`;
}
