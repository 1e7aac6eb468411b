/**
 * Files in the system's own PostgreSQL, in pieces of 256 KiB: for several machines that share nothing but the
 * database, and for a backup that holds everything. A file is written under an id of its own and named in the last
 * statement, so a name is always that of a whole file. What it replaced stays for an hour, for whoever reads it.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '../contract/ids.ts';
import { checkFileName, type Files, toStream } from '../ports/files.ts';
import type { Store } from '../store/store.ts';

const PIECE_BYTES = 256 * 1_024;

export function postgresFiles(store: Store): Files {
  return {
    put: async (name, content) => {
      checkFileName(name);
      const version = newId();
      await sweep(store);
      await store.query({ text: 'INSERT INTO kernel.file_versions (id) VALUES ($1)', values: [version] });
      let number = 0;
      for await (const piece of inPieces(toStream(content))) {
        await store.query({
          name: 'kernel.files.piece',
          text: 'INSERT INTO kernel.file_pieces (version_id, number, bytes) VALUES ($1, $2, $3)',
          values: [version, number, piece],
        });
        number += 1;
      }
      await store.query({
        text: `INSERT INTO kernel.files (name, version_id) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET version_id = excluded.version_id`,
        values: [name, version],
      });
    },
    get: async (name) => {
      const version = await find(store, name);
      return version === null ? null : buffer(pieces(store, version));
    },
    stream: async (name) => {
      const version = await find(store, name);
      return version === null ? null : Readable.from(pieces(store, version), { objectMode: false });
    },
    has: async (name) => (await find(store, name)) !== null,
    delete: async (name) => {
      await store.query({ text: 'DELETE FROM kernel.files WHERE name = $1', values: [checkFileName(name)] });
    },
  };
}

async function find(store: Store, name: string): Promise<string | null> {
  const { rows } = await store.query<{ version: string }>({
    name: 'kernel.files.find',
    text: 'SELECT version_id AS version FROM kernel.files WHERE name = $1',
    values: [checkFileName(name)],
  });
  return rows[0]?.version ?? null;
}

async function* pieces(store: Store, version: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const { rows } = await store.query<{ bytes: Buffer | null }>({
      name: 'kernel.files.read',
      text: `SELECT p.bytes FROM kernel.file_versions v
               LEFT JOIN kernel.file_pieces p ON p.version_id = v.id AND p.number = $2 WHERE v.id = $1`,
      values: [version, number],
    });
    if (!rows[0]) throw new Error('this file was replaced more than an hour ago: read it again');
    if (!rows[0].bytes) return;
    yield rows[0].bytes;
  }
}

/** The stream in pieces of one size, whatever the size of its chunks. */
async function* inPieces(content: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    waiting.push(Buffer.from(chunk as Buffer));
    length += (chunk as Buffer).length;
    if (length < PIECE_BYTES) continue;
    const all = Buffer.concat(waiting);
    const whole = length - (length % PIECE_BYTES);
    for (let at = 0; at < whole; at += PIECE_BYTES) yield all.subarray(at, at + PIECE_BYTES);
    waiting = [all.subarray(whole)];
    length -= whole;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** Removes what nobody can be reading any more, and what a crash left unfinished. */
const sweep = (store: Store) =>
  store.query({
    name: 'kernel.files.sweep',
    text: `DELETE FROM kernel.file_versions WHERE removable_after < now()`,
  });
