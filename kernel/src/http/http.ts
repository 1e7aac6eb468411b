/**
 * Routes from contracts. For each request: who is it (before the body is read), may they, how often,
 * is the input right; then the handler in its transaction; then the reply, or a problem+json.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { commonError } from '../contract/errors.ts';
import { randomHex } from '../observability/telemetry.ts';
import { type Carriage, carriageOf, takeCoded, takeJson, takeStreamed } from './bodies.ts';
import { compilers } from './compilers.ts';
import { KnownPaths } from './known-paths.ts';
import type { HttpOptions } from './options.ts';
import { noSuchRoute, Problems, toKernosError } from './problems.ts';
import { observer } from './request-records.ts';
import { addRoute, BODY_LIMIT } from './routes.ts';
import { silentConnections } from './silent-connections.ts';
import { everyReply, refuseUnreadable } from './unreadable-requests.ts';

/** A Fastify instance with a route for every handler; not yet listening. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { limits, runtime, handlers } = options;
  const problems = new Problems(
    runtime.log,
    [...handlers.values()].map(({ call }) => call),
  );
  const app: FastifyInstance = Fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: requestIds(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    serverFactory: (handler) => serve(handler, options.admission),
    schemaController: { compilersFactory: compilers },
    clientErrorHandler: refuseUnreadable,
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
  app.decorateRequest('call', null);
  app.decorateRequest('gives', null);
  app.decorateRequest('isCommitted', false);

  const paths = new KnownPaths();
  app.addHook('onRoute', ({ url, method, config }) => {
    const isPublic = config?.call?.access.kind !== 'internal' && !config?.isRefused && !url.includes('*');
    if (isPublic) paths.add(url, [method].flat());
  });
  /** Answers what has no route: counted, like all that leads nowhere, by its address. */
  const refuse = async (request: FastifyRequest, reply: FastifyReply, why: () => unknown) => {
    const counting = Promise.resolve(limits?.countAddress(runtime.addressOf(request.raw)));
    const error = await counting.then(why, (tooMany: unknown) => tooMany);
    return problems.send(reply, error, request);
  };
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    refuse(request, reply, () => noSuchRoute(paths, request, reply));
  const observe = observer(options.metrics, runtime);
  app.addHook('onRequest', (request, reply, done) => {
    observe(request, reply);
    reply.headers(everyReply).header('x-request-id', request.id);
    if (request.headers.host === undefined && request.raw.httpVersionMinor > 0)
      return done(commonError('invalid-input', 'The header Host is missing.'));
    // Before its body is read, or looked at: what is sent to nowhere is not too large or of a wrong type.
    if (request.is404) void notFound(request, reply);
    else done();
  });
  app.setErrorHandler((error, request, reply) => problems.send(reply, toKernosError(error), request));
  app.setNotFoundHandler(notFound);
  if (options.allowedOrigins.length > 0) await allowOrigins(app, options.allowedOrigins);
  await addRoutes(app, options, problems);
  for (const { path, methods } of paths.mistakable())
    app.route({
      method: [...methods],
      url: path,
      config: { isRefused: true },
      exposeHeadRoute: false,
      onRequest: (_request, reply) => reply.callNotFound(),
      handler: () => undefined,
    });
  return app;
}

// What reads another kind of body hooks into every request of its part, so each part is registered by itself.
async function addRoutes(app: FastifyInstance, options: HttpOptions, problems: Problems): Promise<void> {
  const parsers: Readonly<Record<Carriage, (part: FastifyInstance) => void>> = {
    json: takeJson,
    coded: takeCoded,
    streamed: takeStreamed,
    files: (part) => void part.register(multipart),
  };
  const parts = Map.groupBy(options.handlers.values(), ({ call }) => carriageOf(call));
  for (const [carriage, handlers] of parts) {
    await app.register((part, _options, done) => {
      parsers[carriage](part);
      for (const handler of handlers) addRoute(part, handler, options, problems);
      done();
    });
  }
}

function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  admission: HttpOptions['admission'],
) {
  const options = {
    keepAliveTimeout: 72_000,
    // Others that ask for an upgrade (curl does, to HTTP/2) get an answer as if they had not.
    shouldUpgradeCallback: (request: IncomingMessage) => admission.takes(request),
    // Node would refuse without a word: that is said where everything else is.
    requireHostHeader: false,
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (admission.takes(request)) void admission.request(request, response);
    else handler(request, response);
  };
  const server = createServer(options, answer);
  // Whatever else a client expects (RFC 9110, section 10.1.1): it gets its answer, and sees.
  server.on('checkExpectation', answer);
  server.on('connect', (_request, socket) => refuseUnreadable({}, socket as Socket));
  return server;
}

/** A request to a proxy names the whole address. `/api/v1/…` and `/api/…` are one API: version 1 is the first and so far only one. */
function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]+/i, '') || '/';
  return path.startsWith('/api/v1/') ? `/api${path.slice('/api/v1'.length)}` : path;
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

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id'],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  });
}
