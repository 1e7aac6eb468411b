/**
 * A folder of pages for browsers, served beside the API: an application that finds its way by the address
 * itself, so every address that is no file gets `index.html`. Files whose name carries a hash of their
 * content (in `assets/`) are kept by browsers for a year; `index.html` is asked for each time.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Code from this server alone. Styles may stand in the page: libraries measure and place things by them. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Addresses that belong to the machine; a page of ours would only confuse who misspelt one. */
const notPages = /^\/(api|internal|\.well-known|v1|assets|livez|readyz|metrics)(\/|$)/;

/**
 * @param folder absolute; files beside their `.br` forms, which are sent to browsers that take Brotli
 */
export async function addPages(app: FastifyInstance, folder: string, publicUrl: string): Promise<void> {
  const links = linksText(publicUrl);
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const forEver = path.includes('/assets/');
      reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', (request, reply) => {
    const pathname = request.url.split(/[?#]/, 1)[0] as string;
    reply.header('content-security-policy', policy).header('referrer-policy', 'same-origin');
    if (isFile(folder, pathname)) return reply.sendFile(pathname);
    if (isPage(request, pathname)) return reply.sendFile('index.html');
    return pathname === '/'
      ? reply.header('vary', 'accept').type('text/plain').send(links)
      : reply.callNotFound();
  });
}

/** What `/` says to who reads no pages: `curl`, a script, a monitor. */
const linksText = (publicUrl: string): string => `Kernos

The app, in a browser  ${publicUrl}/
API reference          ${publicUrl}/api/docs
OpenAPI                ${publicUrl}/api/openapi.json
Events (AsyncAPI)      ${publicUrl}/api/asyncapi.json
Is it ready?           ${publicUrl}/readyz
`;

const isFile = (folder: string, pathname: string): boolean =>
  /\.[a-z0-9]+$/.test(pathname) && !pathname.includes('..') && existsSync(join(folder, pathname));

const isPage = ({ headers }: FastifyRequest, pathname: string): boolean =>
  !notPages.test(pathname) && (headers.accept ?? '').includes('text/html');
