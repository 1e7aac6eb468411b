/** Ids of everything that is made here: UUID version 7 (RFC 9562), which sort in the order in which they were made. */
import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

// One id needs 16 random bytes, and asking for them costs more than making the id: they are fetched for 256.
const BYTES = 16;
const pool = Buffer.alloc(256 * BYTES);
let next = pool.length;
let lastMillisecond = 0;
let sequence = 0;

/** A new id, as text. */
export function newId(): string {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const random = pool.subarray(next, next + BYTES);
  next += BYTES;
  const now = Date.now();
  // Ids of one millisecond count up from a random number. A clock that is set back does not part them.
  if (now > lastMillisecond) {
    lastMillisecond = now;
    sequence = random.readUInt32BE(6) >>> 1;
  } else {
    sequence += 1;
  }
  return v7({ random, msecs: lastMillisecond, seq: sequence });
}
