/** Bytes as text, in the encoding that they are in. */
import { Refused } from './refused.ts';

export interface Decoded {
  readonly text: string;
  /** Null where it is UTF-8, as it should be. */
  readonly encoding: string | null;
}

const MARKS: readonly [string, string][] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * UTF-8 where it is, by its mark or by trying; else what it says itself or a server said; else Windows-1252,
 * which can read everything. A file with much that no text has is none.
 */
export function decode(bytes: Buffer, said?: string): Decoded {
  const mark = MARKS.find(([hex]) => bytes.subarray(0, hex.length / 2).toString('hex') === hex);
  if (mark) return { text: read(bytes, mark[1]), encoding: mark[1] === 'utf-8' ? null : mark[1] };
  if (isBinary(bytes)) throw new Refused('file-broken', 'This file is not a text, whatever its name says.');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: null };
  } catch {
    const own = charsetIn(bytes) ?? said;
    const encoding = own && known(own) && own.toLowerCase() !== 'utf-8' ? own : 'windows-1252';
    return { text: read(bytes, encoding), encoding };
  }
}

const read = (bytes: Buffer, encoding: string): string => new TextDecoder(encoding).decode(bytes);

function known(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}

/** What HTML and XML say of themselves near their beginning. */
const charsetIn = (bytes: Buffer): string | undefined =>
  /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 2_048).toString('latin1'))?.[1];

function isBinary(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 8_192);
  let strange = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 27)) strange += 1;
  return strange > sample.length / 50;
}
