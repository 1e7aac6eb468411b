/**
 * Routes that belong to no service: health, metrics, and the API's own description. They are listed here
 * with their access rule in words, since no contract declares them:
 * - `/livez`, `/readyz`: everyone; they say nothing but yes or no.
 * - `/metrics`: this machine only.
 * - `/api/openapi.json`, `/api/asyncapi.json`, `/api/docs`: everyone; the API is public knowledge.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import { commonError } from '../contract/errors.ts';
import { asyncApi, openApi } from '../contract/openapi.ts';
import type { ServiceDefinition } from '../contract/service.ts';
import type { Metrics } from '../observability/telemetry.ts';
import { addApiReference } from './api-reference.ts';
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
  addApiReference(app, services.find((one) => one.howToSignIn)?.howToSignIn);
}

/** From this machine, and not through a proxy on it that nobody declared (TRUSTED_PROXIES). */
function isLocal(request: IncomingMessage, addressOf: AddressOf): boolean {
  const address = addressOf(request);
  if (!ipaddr.isValid(address) || ipaddr.process(address).range() !== 'loopback') return false;
  const { forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  return forwarded === undefined && forwardedFor === undefined;
}
