/** Compression of what is sent: in the encoding that the client likes best of those we have. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';

export type Encoding = 'identity' | 'gzip' | 'br';

const brotliOf = promisify(brotliCompress);
const gzipOf = promisify(gzip);

/** What the request's Accept-Encoding asks for. */
export const encodingFor = (request: FastifyRequest): Encoding =>
  (accepts(request.raw).encoding(['br', 'gzip', 'identity']) || 'identity') as Encoding;

/**
 * Compresses beside the event loop.
 * @param quality of Brotli: 4 for what is sent once, 6 for what is kept; 11 takes seconds for a few percent more
 */
export async function encode(content: Buffer | string, encoding: Encoding, quality: 4 | 6): Promise<Buffer> {
  const bytes = Buffer.from(content as string);
  if (encoding === 'gzip') return gzipOf(bytes);
  if (encoding === 'br') return brotliOf(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  return bytes;
}
