/** The thread that reads files. */
import { parentPort } from 'node:worker_threads';
import { extract, type FileToRead } from './extract.ts';
import type { Extracted } from './extracted.ts';
import { type RefusalCode, Refused } from './refused.ts';

export type Answer =
  | { readonly found: Extracted }
  | { readonly refused: { readonly code: RefusalCode; readonly message: string } }
  | { readonly failed: string };

async function answer(file: Omit<FileToRead, 'bytes'> & { bytes: Uint8Array }): Promise<Answer> {
  try {
    const { buffer, byteOffset, byteLength } = file.bytes;
    return { found: await extract({ ...file, bytes: Buffer.from(buffer, byteOffset, byteLength) }) };
  } catch (error) {
    // A thrown object loses its class on the way between threads.
    if (error instanceof Refused) return { refused: { code: error.code, message: error.message } };
    return { failed: String(error) };
  }
}

const port = parentPort;
port?.once('message', (file: FileToRead) => {
  void answer(file).then((answered) => port.postMessage(answered));
});
