import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip as a test wants it, lies included. */
export type RawEntry = {
  name: string | Buffer;
  bytes?: Buffer | string;
  /** Unix mode, file type included. */
  mode?: number;
  /** General purpose flags; UTF-8 names (0x800) by default. */
  flags?: number;
  method?: number;
  /** What the headers say instead of the truth. */
  declared?: { size?: number; crc?: number; compressedSize?: number };
};

/** Writes a zip byte by byte, because no library would write what these tests need. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const bytes = Buffer.from(entry.bytes ?? '');
    const method = entry.method ?? 8;
    const data = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0x800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(0x00210000, 6);
    common.writeUInt32LE(entry.declared?.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(entry.declared?.compressedSize ?? data.length, 14);
    common.writeUInt32LE(entry.declared?.size ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([63, 3]);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** A zip of texts by path. */
export function zipOf(files: Record<string, string | Buffer>): Buffer {
  return rawZip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
}
