/**
 * Routes from contracts. For each request: who is it (before the body is read), may they, how often,
 * is the input right; then the handler in its transaction; then the reply, or a problem+json.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { commonError } from '../contract/errors.ts';
import { takesFiles } from '../contract/media.ts';
import { randomHex } from '../observability/telemetry.ts';
import { compilers } from './compilers.ts';
import { KnownPaths } from './known-paths.ts';
import type { HttpOptions } from './options.ts';
import { noSuchRoute, sendProblem, toKernosError } from './problems.ts';
import { observe } from './request-records.ts';
import { addRoute, BODY_LIMIT } from './routes.ts';
import { silentConnections } from './silent-connections.ts';

/** A Fastify instance with a route for every handler; not yet listening. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { limits, runtime } = options;
  const app: FastifyInstance = Fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: requestIds(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    // `/api/v1/…` and `/api/…` are one API: version 1 is the first and so far only one.
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/api/v1/') ? `/api${url.slice('/api/v1'.length)}` : url),
    serverFactory: (handler) => serve(handler, options.admission),
    schemaController: { compilersFactory: compilers },
    // An address that no router can read comes past every hook.
    frameworkErrors: (error, request, reply) => {
      reply.headers(everyReply).header('x-request-id', request.id);
      return refuse(request as FastifyRequest, reply as unknown as FastifyReply, () => toKernosError(error));
    },
  });
  app.server.on('upgrade', (request, socket, head) => options.admission.upgrade(request, socket, head));
  const endSilentConnections = silentConnections(app.server);
  app.addHook('preClose', async () => endSilentConnections());
  app.decorateRequest('caller', null);

  const paths = new KnownPaths();
  app.addHook('onRoute', ({ url, method, config }) => {
    const isPublic = config?.call?.access.kind !== 'internal' && !url.includes('*');
    if (isPublic) paths.add(url, [method].flat());
  });
  /** Answers what has no route: counted, like all that leads nowhere, by its address. */
  const refuse = async (request: FastifyRequest, reply: FastifyReply, why: () => unknown) => {
    const counting = Promise.resolve(limits?.countAddress(runtime.addressOf(request.raw)));
    const error = await counting.then(why, (tooMany: unknown) => tooMany);
    return sendProblem(reply, error, request, runtime.log);
  };
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    refuse(request, reply, () => noSuchRoute(paths, request, reply));
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(everyReply).header('x-request-id', request.id);
    // Before its body is read, or looked at: what is sent to nowhere is not too large or of a wrong type.
    if (request.is404) void notFound(request, reply);
    else done();
  });
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, toKernosError(error), request, runtime.log),
  );
  app.setNotFoundHandler(notFound);
  if (options.allowedOrigins.length > 0) await allowOrigins(app, options.allowedOrigins);
  observe(app, options.metrics, runtime);
  await addRoutes(app, options);
  return app;
}

// What reads another kind of body hooks into every request of its part, so each part is registered by itself.
async function addRoutes(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const handlers = [...options.handlers.values()];
  const withFiles = handlers.filter(({ call }) => call.body && takesFiles(call.body));
  const withoutFiles = handlers.filter((handler) => !withFiles.includes(handler));
  await app.register((part, _options, done) => {
    takeJson(part);
    for (const handler of withoutFiles) addRoute(part, handler, options);
    done();
  });
  if (withFiles.length === 0) return;
  await app.register((part, _options, done) => {
    part.register(multipart);
    for (const handler of withFiles) addRoute(part, handler, options);
    done();
  });
}

function takeJson(app: FastifyInstance): void {
  // Fastify would take plain text as well.
  app.removeContentTypeParser('text/plain');
  // But where there is no body to take, one that comes as a form is no mistake: RFC 8058 posts one to say yes.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, _body, done) => {
      if (request.routeOptions.config.call?.body === undefined) done(null);
      else done(commonError('unsupported-media-type', 'Send this as application/json.'));
    },
  );
}

function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  admission: HttpOptions['admission'],
) {
  const options = {
    keepAliveTimeout: 72_000,
    // Others that ask for an upgrade (curl does, to HTTP/2) get an answer as if they had not.
    shouldUpgradeCallback: (request: IncomingMessage) => admission.takes(request),
  };
  return createServer(options, (request, response) => {
    if (admission.takes(request)) void admission.request(request, response);
    else handler(request, response);
  });
}

/** Unique among all processes, and cheap: a random part for the process, a number for the request. */
function requestIds(): () => string {
  const process = randomHex(16);
  let requests = 0;
  return () => {
    requests += 1;
    return `${process}-${requests.toString(36)}`;
  };
}

// Replies are data: a browser that shows one must run nothing in it. A page sets a policy of its own.
const everyReply = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id'],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  });
}
