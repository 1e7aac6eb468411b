/** A handler's answer as an HTTP reply: JSON, a file, or a stream of events. */
import { Readable } from 'node:stream';
import '@fastify/compress';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { toProblem } from '../contract/errors.ts';
import { isBinary, isEventStream } from '../contract/media.ts';
import type { Download, StreamedEvent } from '../contract/schemas.ts';

const HEARTBEAT_MS = 15_000;

/** Sends `body` as the schema of `status` says. Event streams end when `stopping` is aborted. */
export function sendReply(
  call: AnyCall,
  status: number,
  body: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  stopping: AbortSignal,
): FastifyReply {
  const schema = call.reply[status];
  if (!schema) throw new Error(`${call.id} answered ${status}, which its contract does not declare`);
  reply.code(status);
  if (isEventStream(schema) && isAsyncIterable(body)) return sendEvents(body, reply, stopping);
  if (isBinary(schema)) return sendFile(body as Download, request, reply);
  if (call.versioned) {
    const etag = `"${(body as { version: number }).version}"`;
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  }
  if (status === 204 || body === undefined) return reply.send();
  return sendJson(body, request, reply);
}

const COMPRESS_FROM_BYTES = 1_024;

/** JSON, compressed where that is worth it and the client can read it. */
export function sendJson(body: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (request.headers['accept-encoding'] === undefined) return reply.send(body);
  const text = reply.serialize(body) as string;
  reply.type('application/json; charset=utf-8');
  if (text.length < COMPRESS_FROM_BYTES) return reply.send(text);
  reply.compress(text);
  return reply;
}

function sendFile(file: Download, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (file.etag) {
    reply.header('etag', `"${file.etag}"`).header('cache-control', 'private, max-age=31536000, immutable');
    if (request.headers['if-none-match'] === `"${file.etag}"`) {
      // Nobody will read it, and an unread file stays open for ever.
      if (file.body instanceof Readable) file.body.destroy();
      return reply.code(304).send();
    }
  }
  if (file.fileName) {
    const ascii = file.fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
    reply.header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    );
  }
  // A stored file is somebody's upload: a browser must never run it on our origin.
  reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  return reply.type(file.contentType).send(file.body);
}

const isAsyncIterable = (body: unknown): body is AsyncIterable<StreamedEvent<unknown>> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

function sendEvents(
  events: AsyncIterable<StreamedEvent<unknown>>,
  reply: FastifyReply,
  stopping: AbortSignal,
): FastifyReply {
  reply
    .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-no-compression': '1' })
    .type('text/event-stream');
  const stream = new Readable({ read() {} });
  const heartbeat = setInterval(() => stream.push(': still here\n\n'), HEARTBEAT_MS);
  const iterator = events[Symbol.asyncIterator]();
  const end = () => {
    clearInterval(heartbeat);
    stopping.removeEventListener('abort', end);
    if (!stream.readableEnded && !stream.destroyed) stream.push(null);
    void iterator.return?.();
  };
  stopping.addEventListener('abort', end, { once: true });
  stream.once('close', end);
  const pump = async () => {
    for (;;) {
      const { done, value } = await iterator.next();
      if (done || stream.destroyed || stopping.aborted) break;
      const lines = [
        value.id && `id: ${value.id}`,
        value.event && `event: ${value.event}`,
        `data: ${value.text ?? JSON.stringify(value.data)}`,
      ];
      stream.push(`${lines.filter(Boolean).join('\n')}\n\n`);
    }
  };
  pump().then(end, (error: unknown) => {
    stream.push(`event: error\ndata: ${JSON.stringify(toProblem(error))}\n\n`);
    end();
  });
  return reply.send(stream);
}
