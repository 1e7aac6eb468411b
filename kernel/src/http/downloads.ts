/** Files as replies: whole, or the part that a client asks for (RFC 9110, section 14); not again where it has it. */
import { Readable, Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { commonError } from '../contract/errors.ts';
import type { Download } from '../contract/schemas.ts';
import { isUnchanged } from './conditional.ts';

/** Sends a file. Throws `range-not-satisfiable` where the part asked for is beyond its end. */
export function sendFile(file: Download, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = file.etag === undefined ? undefined : `"${file.etag}"`;
  // Asked for each time: who may read it is decided each time, and what was taken down is not read from memory.
  if (etag) reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const lastModified = file.lastModified?.toUTCString();
  if (lastModified) reply.header('last-modified', lastModified);
  if (isUnchanged(request, { etag, lastModified })) {
    leave(file);
    return reply.code(304).send();
  }
  const type = harmless(file.contentType);
  if (file.fileName !== undefined || !isShown(type))
    reply.header('content-disposition', saved(file.fileName));
  reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  reply.type(type);
  const size = file.body instanceof Readable ? file.bytes : file.body.length;
  if (size === undefined) return request.method === 'HEAD' ? withoutBody(file, reply) : reply.send(file.body);
  reply.header('accept-ranges', 'bytes');
  const part = partOf(request, size, etag, lastModified);
  if (part === 'beyond') {
    leave(file);
    reply.header('content-range', `bytes */${size}`);
    throw commonError('range-not-satisfiable', `The file has ${size} bytes; ask for a part within them.`);
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  if (part) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.header('content-length', end - start + 1);
  if (request.method === 'HEAD') return withoutBody(file, reply);
  if (!part) return reply.send(file.body);
  return reply.send(
    file.body instanceof Readable ? slice(file.body, start, end) : file.body.subarray(start, end + 1),
  );
}

// A stored file is somebody's upload: a browser must never run it on our origin, whatever the service says that it is.

/** Not as a script or a style, as which a page of ours could be made to load it (WHATWG MIME Sniffing, section 4.6). */
const harmless = (type: string): string =>
  /^(text\/css|(text|application)\/(x-)?(java|ecma|j|live)script)/i.test(type)
    ? 'text/plain; charset=utf-8'
    : type;

/** Whether a browser may show it by itself: no script can be in it. What else there is, it saves. */
const isShown = (type: string): boolean =>
  /^(image\/(?!svg)|audio\/|video\/|application\/pdf$|text\/plain($|;))/i.test(type);

function saved(fileName: string | undefined): string {
  if (fileName === undefined) return 'attachment';
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed())}`;
}

/** The part asked for; null where it is the whole. Several parts at once are answered with the whole, as the RFC allows. */
function partOf(
  { headers, method }: FastifyRequest,
  size: number,
  etag: string | undefined,
  lastModified: string | undefined,
): { start: number; end: number } | 'beyond' | null {
  const { range, 'if-range': ifRange } = headers;
  if (range === undefined || method !== 'GET') return null;
  // A part of what the client had before would not fit to what there is now.
  if (ifRange !== undefined && ifRange !== etag && ifRange !== lastModified) return null;
  const ranges = parseRange(size, range, { combine: true });
  if (ranges === -1) return 'beyond';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

/** The bytes from `start` to `end` of a stream, both included; what comes before is read and left out. */
function slice(source: Readable, start: number, end: number): Readable {
  let at = 0;
  const part = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const from = at;
      at += chunk.length;
      if (at > start && from <= end)
        this.push(chunk.subarray(Math.max(0, start - from), Math.min(chunk.length, end + 1 - from)));
      if (at > end) {
        this.push(null);
        source.destroy();
      }
      done();
    },
  });
  source.once('error', (error) => part.destroy(error));
  part.once('close', () => source.destroy());
  return source.pipe(part);
}

function withoutBody(file: Download, reply: FastifyReply): FastifyReply {
  leave(file);
  return reply.send();
}

// Nobody will read it, and an unread file stays open for ever.
function leave({ body }: Download): void {
  if (body instanceof Readable) body.destroy();
}
