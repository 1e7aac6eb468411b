/** A handler's answer as an HTTP reply: JSON, a file, or a stream. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { codecOf, jsonCodec } from '../contract/dialect.ts';
import { isBinary, isEventStream, isLines } from '../contract/media.ts';
import type { Download, StreamedEvent } from '../contract/schemas.ts';
import { isUnchanged, type Validators } from './conditional.ts';
import { sendFile } from './downloads.ts';
import { encode, encodingFor } from './encodings.ts';
import { eventStream, lineStream } from './streams.ts';

/**
 * Sends `body` as the schema of `status` says. Open streams end when `stopping` is aborted. Gives what is to be waited
 * for; nothing where all of it was handed over already.
 */
export function sendReply(
  call: AnyCall,
  status: number,
  body: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
): FastifyReply | Promise<FastifyReply> | undefined {
  const schema = call.reply[status];
  if (!schema) throw new Error(`${call.id} answered ${status}, which its contract does not declare`);
  reply.code(status);
  if (isEventStream(schema) && isAsyncIterable(body)) {
    const events = body as AsyncIterable<StreamedEvent<unknown>>;
    return sendStream('text/event-stream', body, () => eventStream(events, stopping), request, reply);
  }
  if (isLines(schema) && isAsyncIterable(body))
    return sendStream('application/x-ndjson', body, () => lineStream(body, stopping), request, reply);
  if (isBinary(schema)) return sendFile(body as Download, request, reply);
  const validators = validatorsOf(call, body);
  if (validators) {
    const { etag, lastModified } = validators;
    if (etag) reply.header('etag', etag);
    if (lastModified) reply.header('last-modified', lastModified);
    if (isUnchanged(request, validators)) return reply.code(304).send();
  }
  if (status === 204 || body === undefined) return reply.send();
  return sendValue(call, body, request, reply);
}

function validatorsOf({ dialect, versioned }: AnyCall, body: unknown): Validators | null {
  if (dialect?.validators) {
    const { etag, lastModified } = dialect.validators(body);
    return { etag, lastModified: lastModified?.toUTCString() };
  }
  return versioned ? { etag: `"${(body as { version: number }).version}"` } : null;
}

const COMPRESS_FROM_CHARACTERS = 1_024;

/** A value in the media type that was chosen; compressed where that is worth it and the client can read it. */
function sendValue(
  { dialect }: AnyCall,
  body: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | undefined {
  const { gives } = request;
  if (gives === null && request.headers['accept-encoding'] === undefined) {
    reply.send(body);
    return undefined;
  }
  const codec = gives === null ? jsonCodec : codecOf(dialect, gives);
  const text = codec === jsonCodec ? (reply.serialize(body) as string) : codec.write(body);
  reply.type(`${gives ?? 'application/json'}; charset=utf-8`);
  if (gives !== null) reply.header('vary', 'accept');
  if (text.length >= COMPRESS_FROM_CHARACTERS && request.headers['accept-encoding'] !== undefined)
    return sendCompressed(text, request, reply);
  reply.send(text);
  return undefined;
}

async function sendCompressed(
  text: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const encoding = encodingFor(request);
  reply.header('vary', request.gives === null ? 'accept-encoding' : 'accept, accept-encoding');
  if (encoding === 'identity') return reply.send(text);
  return reply.header('content-encoding', encoding).send(await encode(text, encoding, 4));
}

function sendStream(
  type: string,
  source: AsyncIterable<unknown>,
  open: () => NodeJS.ReadableStream,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).type(type);
  if (request.method !== 'HEAD') return reply.send(open());
  void source[Symbol.asyncIterator]().return?.();
  return reply.send();
}

const isAsyncIterable = (body: unknown): body is AsyncIterable<unknown> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
