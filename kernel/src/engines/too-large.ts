import type { RawMessage } from '../ports/listener.ts';

/** So much is kept of a message that is too large. */
export const BEGINNING_BYTES = 64_000;

/** Of a message that is too large: its beginning, and how long all of it is. */
export const tooLarge = (
  body: Uint8Array,
  { bytes, maxBytes }: { readonly bytes: number; readonly maxBytes: number },
): Pick<RawMessage, 'body' | 'fault'> => ({
  // A copy: a part of it would keep all of it in memory.
  body: Buffer.from(body.subarray(0, BEGINNING_BYTES)),
  fault: `it has ${bytes} bytes; this listener reads ${maxBytes} at most`,
});
