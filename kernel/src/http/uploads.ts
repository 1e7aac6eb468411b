/** Multipart bodies: files are written to a temporary folder as they arrive, and removed when the request ends. */
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
import { commonError } from '../contract/errors.ts';
import { isBinary } from '../contract/media.ts';
import type { Upload } from '../contract/schemas.ts';
import { validator, withoutFiles } from './validation.ts';

export interface ReceivedForm {
  readonly fields: Record<string, unknown>;
  /** SHA-256 over all fields and files: what an Idempotency-Key stands for. */
  readonly digest: Buffer;
  cleanUp(): Promise<void>;
}

/** Takes in a multipart body for a call with file fields. Throws `invalid-input` or `payload-too-large`. */
export async function receiveForm(
  request: FastifyRequest,
  body: TObject,
  limit: number,
): Promise<ReceivedForm> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-upload-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
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
      if (!isFileField(body, part.fieldname)) {
        throw commonError('invalid-input', `/${part.fieldname}: is not a file field here`, {
          errors: [
            {
              path: `/${part.fieldname}`,
              message: `is not a file field here; file fields: ${fileFields(body).join(', ')}`,
            },
          ],
        });
      }
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
    return { fields: { ...fields, ...uploads }, digest: hash.digest(), cleanUp };
  } catch (error) {
    await cleanUp();
    throw rename(error);
  }
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
  await pipeline(file, count, createWriteStream(path));
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

// Form fields are text, so they are validated like a query; their paths are a body's all the same.
function rename(error: unknown): unknown {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return error;
  const errors = (error.errors as { path: string; message: string }[]).map((e) => ({
    ...e,
    path: e.path.replace(/^\/query/, ''),
  }));
  return commonError('invalid-input', error.message.replace(/^\/query/, ''), { errors });
}
