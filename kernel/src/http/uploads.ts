/**
 * Multipart bodies: files are written to a temporary folder as they arrive, and removed when the request ends. So many are
 * taken in at a time, of one organization and in all, and one of which nothing comes any more is given up. What services
 * then do with large ones fills memory, so that is done for few at a time, organizations by turns.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import { commonError, KernosError } from '../contract/errors.ts';
import { isBinary } from '../contract/media.ts';
import type { Upload } from '../contract/schemas.ts';
import { FairQueue } from '../unit-of-work/fair-queue.ts';
import { toKernosError } from './problems.ts';
import { validator, withoutFiles } from './validation.ts';

export interface ReceivedForm {
  readonly fields: Record<string, unknown>;
  /** SHA-256 over all fields and files: what an Idempotency-Key stands for. */
  readonly digest: Buffer;
}

export interface UploadLimits {
  /** Requests that bring files, at one time. */
  readonly atOnce: number;
  readonly atOnceOfOne: number;
  /** How long nothing may come of one, milliseconds. */
  readonly idleMs: number;
}

const usual: UploadLimits = { atOnce: 64, atOnceOfOne: 32, idleMs: 20_000 };
/** From this size on a file is large: services read it whole. */
const LARGE_BYTES = 1_048_576;
const LARGE_AT_ONCE = 3;
const LONGEST_FILE_NAME = 255;
/** Within this an answer is on its way, though what it answers is still coming. */
const ANSWERED_MS = 1_000;

type Receiving = Pick<FastifyRequest, 'raw' | 'parts'>;

/** What one process takes in of files. */
export class Uploads {
  readonly #limits: UploadLimits;
  readonly #coming = new Map<string | null, number>();
  readonly #large = new FairQueue({ atOnce: LARGE_AT_ONCE });
  #count = 0;

  constructor(limits: UploadLimits = usual) {
    this.#limits = limits;
  }

  /**
   * Takes in a multipart body for a call with file fields, does `work` with it, and removes its files. Throws `invalid-input`,
   * `payload-too-large`, `request-timeout`; `rate-limited` and `unavailable` where too many are under way.
   */
  async take<T>(
    request: Receiving,
    { body, limit, organizationId }: { body: TObject; limit: number; organizationId: string | null },
    work: (form: ReceivedForm) => Promise<T>,
  ): Promise<T> {
    const leave = this.#enter(organizationId);
    const folder = await mkdtemp(join(tmpdir(), 'kernos-upload-')).catch((error: unknown) => {
      leave();
      throw error;
    });
    const receiving = receive(request, body, limit, folder);
    const tidy = () => rm(folder, { recursive: true, force: true }).finally(leave);
    let form: ReceivedForm & { readonly largest: number };
    try {
      form = await this.#unlessIdle(request, receiving);
    } catch (error) {
      // One that was given up ends with its connection, once the answer is out.
      const cut = setTimeout(() => request.raw.complete || request.raw.destroy(), ANSWERED_MS).unref();
      const end = () => {
        clearTimeout(cut);
        return tidy();
      };
      void receiving.then(end, end).catch(() => undefined);
      throw error;
    }
    try {
      if (form.largest < LARGE_BYTES) return await work(form);
      return await this.#large.run(organizationId, () => work(form));
    } finally {
      await tidy();
    }
  }

  #enter(organizationId: string | null): () => void {
    const { atOnce, atOnceOfOne } = this.#limits;
    const own = this.#coming.get(organizationId) ?? 0;
    if (own >= atOnceOfOne) {
      const text = `${own} files of your organization are on their way already; send this one again in a moment.`;
      throw commonError('rate-limited', text, { retryAfter: 5 });
    }
    if (this.#count >= atOnce)
      throw commonError('unavailable', 'Too many files are on their way; send this one again in a moment.', {
        retryAfter: 5,
      });
    this.#count += 1;
    this.#coming.set(organizationId, own + 1);
    return () => {
      this.#count -= 1;
      const left = (this.#coming.get(organizationId) ?? 1) - 1;
      if (left > 0) this.#coming.set(organizationId, left);
      else this.#coming.delete(organizationId);
    };
  }

  async #unlessIdle<T>({ raw }: Receiving, receiving: Promise<T>): Promise<T> {
    const { idleMs } = this.#limits;
    const idle = Promise.withResolvers<never>();
    let [bytes, since] = [raw.socket.bytesRead, performance.now()];
    const look = setInterval(() => {
      if (raw.socket.bytesRead !== bytes) [bytes, since] = [raw.socket.bytesRead, performance.now()];
      else if (performance.now() - since >= idleMs) idle.reject(tooSlow(idleMs));
    }, idleMs / 4);
    try {
      return await Promise.race([receiving, idle.promise]);
    } finally {
      clearInterval(look);
    }
  }
}

const tooSlow = (idleMs: number) =>
  commonError('request-timeout', `Nothing of the file came for ${idleMs / 1_000} s; send it again.`);

async function receive(
  request: Receiving,
  body: TObject,
  limit: number,
  folder: string,
): Promise<ReceivedForm & { readonly largest: number }> {
  const hash = createHash('sha256');
  try {
    const raw: Record<string, unknown> = {};
    const uploads: Record<string, Upload> = {};
    for await (const part of request.parts({
      limits: { fileSize: limit, files: 20, fields: 50, fieldSize: 65_536 },
    })) {
      hash.update(`\0${part.fieldname}\0`);
      if (part.type === 'field') {
        raw[part.fieldname] = part.value;
        hash.update(String(part.value));
        continue;
      }
      requireFileField(body, part.fieldname);
      if (part.filename.length > LONGEST_FILE_NAME)
        throw wrongField(part.fieldname, `has a name longer than ${LONGEST_FILE_NAME} characters`);
      const path = join(folder, String(Object.keys(uploads).length));
      const bytes = await save(part.file, path, hash);
      if (part.file.truncated) {
        throw commonError(
          'payload-too-large',
          `"${part.filename}" is larger than the ${Math.floor(limit / 1_048_576)} MiB allowed here.`,
        );
      }
      uploads[part.fieldname] = { path, fileName: part.filename, bytes };
    }
    requireFiles(body, uploads);
    const fields = validator(withoutFiles(body), '/query')(raw) as Record<string, unknown>;
    const largest = Math.max(0, ...Object.values(uploads).map(({ bytes }) => bytes));
    return { fields: { ...fields, ...uploads }, digest: hash.digest(), largest };
  } catch (error) {
    throw rename(error);
  }
}

const wrongField = (name: string, message: string) =>
  commonError('invalid-input', `/${name}: ${message}`, { errors: [{ path: `/${name}`, message }] });

function requireFileField(body: TObject, name: string): void {
  if (isFileField(body, name)) return;
  throw commonError('invalid-input', `/${name}: is not a file field here`, {
    errors: [
      { path: `/${name}`, message: `is not a file field here; file fields: ${fileFields(body).join(', ')}` },
    ],
  });
}

async function save(
  file: NodeJS.ReadableStream,
  path: string,
  hash: ReturnType<typeof createHash>,
): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(file, count, createWriteStream(path, { mode: 0o600 }));
  return bytes;
}

const isFileField = (body: TObject, name: string): boolean => {
  const schema = body.properties[name];
  return schema !== undefined && isBinary(schema);
};

const fileFields = (body: TObject): string[] =>
  Object.keys(body.properties).filter((name) => isFileField(body, name));

function requireFiles(body: TObject, uploads: Record<string, Upload>): void {
  const missing = fileFields(body).filter(
    (name) => (body.required as string[] | undefined)?.includes(name) && !uploads[name],
  );
  if (missing.length === 0) return;
  throw commonError('invalid-input', `/${missing[0]}: is required, as a file in multipart/form-data`, {
    errors: missing.map((name) => ({
      path: `/${name}`,
      message: 'is required, as a file in multipart/form-data',
    })),
  });
}

// What reads forms throws plain errors; those of files name the system call.
const isUnreadableForm = (error: unknown): error is Error =>
  error instanceof Error && !(error instanceof KernosError) && !('syscall' in error);

// Form fields are text, so they are validated like a query; their paths are a body's all the same.
function rename(error: unknown): unknown {
  if (isUnreadableForm(error)) {
    const known = toKernosError(error);
    return known instanceof KernosError
      ? known
      : commonError('invalid-input', `The form cannot be read: ${error.message}.`, { cause: error });
  }
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return error;
  const errors = (error.errors as { path: string; message: string }[]).map((e) => ({
    ...e,
    path: e.path.replace(/^\/query/, ''),
  }));
  return commonError('invalid-input', error.message.replace(/^\/query/, ''), { errors });
}
