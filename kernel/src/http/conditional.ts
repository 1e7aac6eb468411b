/** Conditional requests (RFC 9110, section 13): whether a client has already what it asks for. */
import type { FastifyRequest } from 'fastify';
import fresh from 'fresh';

/** What tells one state of a resource from another. */
export interface Validators {
  /** With quotes, and `W/` where it is weak. */
  readonly etag?: string | undefined;
  /** As HTTP writes it, e.g. `Tue, 15 Nov 1994 12:45:26 GMT`. */
  readonly lastModified?: string | undefined;
}

/** True where a GET or HEAD is to be answered with 304: by If-None-Match or, without it, by If-Modified-Since. */
export function isUnchanged(
  { method, headers }: FastifyRequest,
  { etag, lastModified }: Validators,
): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (etag === undefined && lastModified === undefined) return false;
  // Without Cache-Control, which is for caches: fetch() sends "no-cache" beside an If-None-Match of its caller.
  const { 'if-none-match': noneMatch, 'if-modified-since': since } = headers;
  return fresh(
    { 'if-none-match': noneMatch, 'if-modified-since': since },
    { etag, 'last-modified': lastModified },
  );
}
