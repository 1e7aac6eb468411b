/** Tells messages on a TCP connection apart. Memory and time are proportional to what was sent, however it was cut up. */
import type { Framing } from '../inbound/listen.ts';

/** What was sent cannot be a message, nor anything after it. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
  readonly reason: 'too-large' | 'malformed';

  constructor(reason: 'too-large' | 'malformed', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Where a message stands in some bytes, and where the next one begins. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Looks for a message that begins at `from`; bytes before `searched` were looked through before. */
type Find = (data: Buffer, from: number, searched: number, maxBytes: number) => Found | null;

const [START, END, CR, LF] = [0x0b, 0x1c, 0x0d, 0x0a];
const LENGTH_BYTES = 4;
const MLLP_END = Buffer.of(END, CR);

const finders: Readonly<Record<Framing, Find>> = {
  line: (data, from, searched, maxBytes) => {
    const at = data.indexOf(LF, searched);
    const end = at > from && data[at - 1] === CR ? at - 1 : at;
    if ((at < 0 ? data.length - 1 : end) - from > maxBytes) throw tooLarge(maxBytes);
    return at < 0 ? null : { start: from, end, next: at + 1 };
  },
  mllp: (data, from, searched, maxBytes) => {
    // Some send a line break after a message.
    let start = from;
    while (data[start] === CR || data[start] === LF) start += 1;
    if (start === data.length) return null;
    if (data[start] !== START) throw new BadFrame('malformed', 'a message begins with 0x0B');
    start += 1;
    const at = data.indexOf(MLLP_END, Math.max(start, searched - 1));
    if ((at < 0 ? data.length - 1 : at) - start > maxBytes) throw tooLarge(maxBytes);
    return at < 0 ? null : { start, end: at, next: at + MLLP_END.length };
  },
  'length-prefixed': (data, from, _searched, maxBytes) => {
    const start = from + LENGTH_BYTES;
    if (data.length < start) return null;
    const length = data.readUInt32BE(from);
    if (length > maxBytes) throw tooLarge(maxBytes);
    return data.length < start + length ? null : { start, end: start + length, next: start + length };
  },
};

const tooLarge = (maxBytes: number) => new BadFrame('too-large', `a message has ${maxBytes} bytes at most`);

export class Frames {
  readonly #find: Find;
  readonly #maxBytes: number;
  /** What was sent of a message that is not complete: the first `#length` bytes of this. */
  #kept: Buffer = Buffer.alloc(0);
  #length = 0;

  constructor(framing: Framing, maxBytes: number) {
    this.#find = finders[framing];
    this.#maxBytes = maxBytes;
  }

  /** True while a message has begun and not ended. */
  get isOpen(): boolean {
    return this.#length > 0;
  }

  /** The messages that are complete with these bytes. Throws `BadFrame`; nothing can be read after that. */
  *read(chunk: Buffer): Generator<Buffer> {
    let searched = this.#length;
    const data = this.#with(chunk);
    let from = 0;
    try {
      for (;;) {
        const found = this.#find(data, from, searched, this.#maxBytes);
        if (!found) return;
        from = found.next;
        searched = from;
        // A copy, so that a small message does not hold on to the whole chunk while it waits.
        yield Buffer.from(data.subarray(found.start, found.end));
      }
    } finally {
      this.#keep(data, from);
    }
  }

  #with(chunk: Buffer): Buffer {
    if (this.#length === 0) return chunk;
    const length = this.#length + chunk.length;
    if (length > this.#kept.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#kept.length));
      this.#kept.copy(larger, 0, 0, this.#length);
      this.#kept = larger;
    }
    chunk.copy(this.#kept, this.#length);
    return this.#kept.subarray(0, length);
  }

  #keep(data: Buffer, from: number): void {
    const rest = data.length - from;
    const isInPlace = from === 0 && this.#length > 0;
    this.#length = rest;
    if (isInPlace) return;
    this.#kept = Buffer.from(data.subarray(from));
  }
}

/** A message as it goes over the connection. */
export function framed(framing: Framing, body: Buffer): Buffer {
  if (framing === 'line') return Buffer.concat([body, Buffer.of(LF)]);
  if (framing === 'mllp') return Buffer.concat([Buffer.of(START), body, MLLP_END]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}
