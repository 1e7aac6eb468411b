/** What a request carries, read as its media type says: a value, or a stream of any length. */
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import accepts from 'accepts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import type { AnyCall } from '../contract/contract.ts';
import { type Codec, codecOf, jsonCodec } from '../contract/dialect.ts';
import { commonError, KernosError } from '../contract/errors.ts';
import { wholeBody } from '../contract/media.ts';
import type { IncomingBody } from '../contract/schemas.ts';
import { readJson } from './read-json.ts';
import { validator } from './validation.ts';

/** How the body of a call is taken in: each way is a part of the routes with parsers of its own. */
export type Carriage = 'json' | 'files' | 'coded' | 'streamed';

export function carriageOf(call: AnyCall): Carriage {
  const whole = call.body && wholeBody(call.body);
  if (whole) return whole.as === 'text' ? 'coded' : 'streamed';
  if (call.takes[0] === 'multipart/form-data') return 'files';
  return call.dialect ? 'coded' : 'json';
}

/** Reads bodies as JSON. */
export function takeJson(part: FastifyInstance): void {
  // Fastify would take plain text as well, and JSON of any shape.
  part.removeAllContentTypeParsers();
  part.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(commonError('invalid-input', 'The body is empty, but its type says JSON.'));
    try {
      return done(null, read(jsonCodec, 'JSON', String(text)));
    } catch (error) {
      return done(error as Error);
    }
  });
  // But where there is no body to take, one that comes as a form is no mistake: RFC 8058 posts one to say yes.
  // Mail programs post it in either form (RFC 8058, section 3.1).
  part.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string' },
    (request, _body, done) => {
      if (request.routeOptions.config.call?.body === undefined) done(null);
      else done(commonError('unsupported-media-type', 'Send this as application/json.'));
    },
  );
}

/** Reads bodies as text, by the codecs of the call's dialect. */
export function takeCoded(part: FastifyInstance): void {
  part.removeAllContentTypeParsers();
  part.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
    try {
      const { call } = request.routeOptions.config;
      // Where there is no body to take, one that comes all the same is no mistake.
      if (!call?.body) return done(null);
      const type = typeTaken(call, request);
      if (wholeBody(call.body)) return done(null, text);
      return done(null, read(codecOf(call.dialect, type), type, String(text)));
    } catch (error) {
      return done(error as Error);
    }
  });
}

/** Hands bodies on as they arrive. */
export function takeStreamed(part: FastifyInstance): void {
  part.removeAllContentTypeParsers();
  part.addContentTypeParser('*', (request, payload, done) => {
    try {
      const { call } = request.routeOptions.config;
      if (call) typeTaken(call, request);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

const typeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function typeTaken({ takes }: AnyCall, request: FastifyRequest): string {
  const type = typeOf(request);
  const isTaken = takes.some(
    (one) => one === type || one === '*/*' || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))),
  );
  if (!isTaken) throw commonError('unsupported-media-type', `Send the body as ${takes.join(' or ')}.`);
  return type;
}

function read(codec: Codec, type: string, text: string): unknown {
  try {
    return codec === jsonCodec ? readJson(text) : codec.read(text);
  } catch (error) {
    if (error instanceof KernosError) throw error;
    throw commonError('invalid-input', `The body is not ${type} that can be read.`, { cause: error });
  }
}

/** Chooses the media type of the reply. Throws `not-acceptable` where the request takes none of them. */
export function negotiate(call: AnyCall, request: FastifyRequest): void {
  if (call.gives.length === 0) return;
  const given = accepts(request.raw).types([...call.gives]);
  const isStreamAccepted = accepts(request.raw).types(['text/event-stream']) !== false;
  if (given === false && !isStreamAccepted)
    throw commonError('not-acceptable', `This answers in ${call.gives.join(' or ')}.`);
  request.gives = given === false ? null : String(given);
}

/** The field of a streamed body, fit for a handler. Fails while it is read where it breaks off or is too large. */
export function streamedField(
  call: AnyCall,
  request: FastifyRequest,
  limit: number,
): Record<string, unknown> {
  const whole = call.body && wholeBody(call.body);
  if (!whole) return {};
  const stream = guarded(request, limit);
  const value: IncomingBody | AsyncIterable<unknown> =
    whole.as === 'lines'
      ? linesOf(stream, whole.field, whole.item as TObject)
      : { stream, contentType: request.headers['content-type'] ?? '' };
  return { [whole.field]: value };
}

const tooLarge = (limit: number) =>
  commonError('payload-too-large', `The body is larger than the ${limit} bytes that this call takes.`);

function guarded(request: FastifyRequest, limit: number): Transform {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  // Whoever reads hears of it; a handler that has answered already need not.
  stream.on('error', () => undefined);
  const source = request.raw;
  source.once('error', () => stream.destroy(brokenOff()));
  source.once('close', () => {
    if (!source.complete) stream.destroy(brokenOff());
  });
  return source.pipe(stream);
}

const brokenOff = () => commonError('invalid-input', 'The body broke off before its end.');

const LONGEST_LINE = 1_048_576;

async function* linesOf(
  stream: AsyncIterable<Buffer>,
  field: string,
  item: TObject,
): AsyncGenerator<unknown> {
  const validate = validator(item, '');
  const decoder = new TextDecoder();
  let [number, rest] = [0, ''];
  const toValue = (line: string): unknown => {
    try {
      return validate(read(jsonCodec, 'JSON', line));
    } catch (error) {
      throw inLine(error, `/${field}/${number}`);
    } finally {
      number += 1;
    }
  };
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE)
      throw commonError('payload-too-large', `Line ${number + 1} is longer than ${LONGEST_LINE} characters.`);
    for (const line of lines) if (line.trim() !== '') yield toValue(line);
  }
  if (rest.trim() !== '') yield toValue(rest);
}

function inLine(error: unknown, at: string): unknown {
  if (!(error instanceof KernosError)) return error;
  const errors = (error.errors ?? [{ path: '', message: error.message }]).map(({ path, message }) => ({
    path: at + path,
    message,
  }));
  return new KernosError(error.code, error.status, `${at}: ${error.message}`, { errors });
}

/** SHA-256 of a body that was read as a value; empty where no Idempotency-Key came with it. */
export function bodyDigest(request: FastifyRequest): Buffer {
  if (request.headers['idempotency-key'] === undefined) return empty;
  return createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest();
}
const empty = Buffer.alloc(0);
