/**
 * Unwraps a WOFF 1.0 font (W3C Recommendation, 2012) to the OpenType file it was made of. fontkit can read
 * WOFF itself, but inflates a table again whenever it looks into it: a certificate then takes ten times as long.
 */
import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** Throws where `woff` is not a WOFF 1.0 file. */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(SFNT_HEADER + SFNT_ENTRY * count);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(2 ** power * SFNT_ENTRY, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((count - 2 ** power) * SFNT_ENTRY, 10);

  const tables: Buffer[] = [];
  let offset = directory.length;
  for (let n = 0; n < count; n += 1) {
    const from = HEADER + ENTRY * n;
    const start = woff.readUInt32BE(from + 4);
    const stored = woff.subarray(start, start + woff.readUInt32BE(from + 8));
    const length = woff.readUInt32BE(from + 12);
    const to = SFNT_HEADER + SFNT_ENTRY * n;
    woff.copy(directory, to, from, from + 4);
    woff.copy(directory, to + 4, from + 16, from + 20);
    directory.writeUInt32BE(offset, to + 8);
    directory.writeUInt32BE(length, to + 12);
    // A table is deflated only where that made it smaller; each begins on a multiple of four bytes.
    const table = Buffer.alloc(Math.ceil(length / 4) * 4);
    (stored.length < length ? inflateSync(stored) : stored).copy(table);
    tables.push(table);
    offset += table.length;
  }
  return Buffer.concat([directory, ...tables]);
}
