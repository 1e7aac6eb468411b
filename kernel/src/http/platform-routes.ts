/**
 * Routes that belong to no service: health, metrics, and the API's own description. They are listed here
 * with their access rule in words, since no contract declares them:
 * - `/livez`, `/readyz`: everyone; they say nothing but yes or no.
 * - `/metrics`: this machine only.
 * - `/api/openapi.json`, `/api/asyncapi.json`, `/api/docs`: everyone; the API is public knowledge.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import { commonError } from '../contract/errors.ts';
import { asyncApi, openApi } from '../contract/openapi.ts';
import type { ServiceDefinition } from '../contract/service.ts';
import type { Metrics } from '../observability/telemetry.ts';
import type { AddressOf } from './client-address.ts';
import { documentOf } from './documents.ts';
import type { Readiness } from './readiness.ts';

export interface PlatformOptions {
  readonly services: readonly ServiceDefinition[];
  readonly version: string;
  readonly publicUrl: string;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly addressOf: AddressOf;
}

export function addPlatformRoutes(app: FastifyInstance, options: PlatformOptions): void {
  const { services, version, publicUrl, metrics, readiness, addressOf } = options;
  const contracts = services.map((s) => s.contract);
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    await readiness.check();
    return { status: 'ready' };
  });
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request.raw, addressOf)) throw commonError('not-found', 'There is nothing here.');
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  const json = (make: () => unknown) =>
    documentOf('application/json; charset=utf-8', () => Buffer.from(JSON.stringify(make())));
  app.get(
    '/api/openapi.json',
    json(() => openApi(contracts, { version, serverUrl: publicUrl })),
  );
  app.get(
    '/api/asyncapi.json',
    json(() => asyncApi(contracts, { version })),
  );
  app.get('/api/docs', async (_request, reply) =>
    reply.header('content-security-policy', docsPolicy).type('text/html').send(docsPage),
  );
  for (const [name, type] of Object.entries(docsFiles)) {
    const file = () => readFile(require.resolve(`swagger-ui-dist/${name}`));
    app.get(`/api/docs/${name}`, documentOf(type, file, 'public, max-age=86400'));
  }
  app.get('/api/docs/start.js', async (_request, reply) => reply.type('text/javascript').send(docsScript));
}

/** From this machine, and not through a proxy on it that nobody declared (TRUSTED_PROXIES). */
function isLocal(request: IncomingMessage, addressOf: AddressOf): boolean {
  const address = addressOf(request);
  if (!ipaddr.isValid(address) || ipaddr.process(address).range() !== 'loopback') return false;
  const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  return forwarded === undefined && forwardedFor === undefined;
}

// The reference's code is somebody else's: it may draw, and talk to this API, and nothing more.
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const require = createRequire(import.meta.url);
const docsFiles = { 'swagger-ui-bundle.js': 'text/javascript', 'swagger-ui.css': 'text/css' };

const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kernos API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const docsScript = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, filter: true,
  docExpansion: 'none', persistAuthorization: true, validatorUrl: null });
`;
