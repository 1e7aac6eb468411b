/** What Node's HTTP parser refuses comes past every route, and is answered here as everything else is. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type CommonCode, commonError, toProblem } from '../contract/errors.ts';

/**
 * Replies are data: a browser that shows one must run nothing in it. A page sets a policy of its own. And nobody keeps
 * one, for it may hold a token: what may be kept says so itself.
 */
export const everyReply = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const known: Readonly<Record<string, readonly [CommonCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    'The address and the headers together are larger than the 16 KiB that are read.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['payload-too-large', 'What stands beside the body is larger than is read.'],
};

/** Answers on the connection itself, and ends it: where the next request begins, nobody can tell. */
export function refuseUnreadable({ code = '' }: { readonly code?: string }, socket: Socket): void {
  // A reply that has begun would go on with this one. Node's own answer looks at the same.
  const { _httpMessage: begun } = socket as { _httpMessage?: { headersSent: boolean } | null };
  if (code === 'ECONNRESET' || !socket.writable || begun?.headersSent) {
    socket.destroy();
    return;
  }
  const problem = toProblem(
    commonError(
      ...(known[code] ?? (['invalid-input', 'This is no HTTP request that can be read.'] as const)),
    ),
  );
  const body = JSON.stringify(problem);
  const headers = {
    ...everyReply,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`);
}
