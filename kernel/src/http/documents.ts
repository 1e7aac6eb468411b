/**
 * Answers that are the same for everybody and for as long as the system runs: the API's description, the files of
 * its reference. Made, compressed and hashed once, at the first request; a client that has one is told so (304).
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from './conditional.ts';
import { type Encoding, encode, encodingFor } from './encodings.ts';

/**
 * A handler that answers with one document.
 * @param make its content; called once
 * @param cacheControl how long others may keep it without asking
 */
export function documentOf(
  type: string,
  make: () => Promise<Buffer> | Buffer,
  cacheControl = 'no-cache',
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  let made: Promise<{ content: Buffer; etag: string }> | undefined;
  const forms = new Map<Encoding, Promise<Buffer>>();
  const prepare = async () => {
    const content = await make();
    return { content, etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` };
  };
  return async (request, reply) => {
    made ??= prepare();
    const { content, etag } = await made;
    reply.headers({ etag, vary: 'accept-encoding', 'cache-control': cacheControl }).type(type);
    if (isUnchanged(request, { etag })) return reply.code(304).send();
    const encoding = encodingFor(request);
    const form = forms.get(encoding) ?? encode(content, encoding, 6);
    forms.set(encoding, form);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.send(await form);
  };
}
