/**
 * Routes from contracts. For each request: who is it (before the body is read), may they, how often,
 * is the input right; then the handler in its transaction; then the reply, or a problem+json.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import { isBinary, isEventStream, jsonInsteadOfEvents, takesFiles } from '../contract/media.ts';
import type { Handler } from '../contract/service.ts';
import { isAudited } from '../observability/audit.ts';
import { randomHex } from '../observability/telemetry.ts';
import { admit, isHidden } from './admit.ts';
import { compilers } from './compilers.ts';
import { inputValidator } from './input.ts';
import type { HttpOptions } from './options.ts';
import { notFound, sendProblem, toKernosError } from './problems.ts';
import { observe, recordAttempt } from './request-records.ts';
import { bodyDigest, respond } from './respond.ts';
import { silentConnections } from './silent-connections.ts';
import { receiveForm } from './uploads.ts';

const BODY_LIMIT = 1_048_576;

/** A Fastify instance with a route for every handler; not yet listening. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    genReqId: requestIds(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    // `/api/v1/…` and `/api/…` are one API: version 1 is the first and so far only one.
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/api/v1/') ? `/api${url.slice('/api/v1'.length)}` : url),
    serverFactory: (handler) => serve(handler, options.admission),
    schemaController: { compilersFactory: compilers },
  });
  app.server.on('upgrade', (request, socket, head) => options.admission.upgrade(request, socket, head));
  const endSilentConnections = silentConnections(app.server);
  app.addHook('preClose', async () => endSilentConnections());
  // JSON and multipart are all that this API takes; Fastify would take plain text as well.
  app.removeContentTypeParser('text/plain');
  // But where there is no body to take, one that comes as a form is no mistake: RFC 8058 posts one to say yes.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, _body, done) => {
      const { takesBody } = request.routeOptions.config as { takesBody?: boolean };
      if (takesBody === false) done(null);
      else done(commonError('unsupported-media-type', 'Send this as application/json.'));
    },
  );
  app.decorateRequest('caller', null);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(everyReply).header('x-request-id', request.id);
    done();
  });
  if (options.allowedOrigins.length > 0) await allowOrigins(app, options.allowedOrigins);
  // Not global: its hook would cost every small reply more than the reply itself.
  await app.register(compress, { global: false, threshold: 0, encodings: ['br', 'gzip'] });
  await app.register(multipart);
  const calls = new Map(
    [...options.handlers.values()].map(({ call }) => [`${call.method} ${call.route}`, call]),
  );
  const callOf = ({ method, routeOptions }: FastifyRequest) => calls.get(`${method} ${routeOptions.url}`);
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, toKernosError(error), request, options.runtime.log),
  );
  app.setNotFoundHandler((request, reply) => notFound(options.handlers, request, reply));
  observe(app, options.metrics, options.runtime, callOf);
  for (const handler of options.handlers.values()) addRoute(app, handler, options);
  return app;
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

function addRoute(app: FastifyInstance, handler: Handler, options: HttpOptions): void {
  const { call } = handler;
  const validate = inputValidator(call);
  const hasFiles = call.body !== undefined && takesFiles(call.body);
  app.route({
    method: call.method,
    url: call.route,
    bodyLimit: call.bodyLimit ?? BODY_LIMIT,
    config: { takesBody: call.body !== undefined },
    schema: { response: jsonReplies(call) },
    exposeHeadRoute: call.method === 'GET',
    errorHandler: async (thrown, request, reply) => {
      const error = toKernosError(thrown);
      if (isAudited(call)) await recordAttempt(call, error, request, options.runtime);
      return sendProblem(reply, error, request, options.runtime.log, call.errorBody);
    },
    onRequest: (request, reply, done) => {
      if (isHidden(call, request)) {
        reply.callNotFound();
        return;
      }
      const waiting = admit(call, request, options);
      if (waiting !== undefined) waiting.then(() => done(), done);
      else done();
    },
    handler: async (request, reply) => {
      const caller = request.caller as NonNullable<FastifyRequest['caller']>;
      if (!hasFiles) {
        const input = validate(request);
        return respond(handler, input, bodyDigest(request), caller, request, reply, options);
      }
      if (!request.isMultipart()) {
        throw commonError('unsupported-media-type', 'Send this as multipart/form-data: it carries a file.');
      }
      const form = await receiveForm(request, call.body as never, call.bodyLimit ?? BODY_LIMIT);
      try {
        const input = { ...validate(request), ...form.fields };
        return await respond(handler, input, form.digest, caller, request, reply, options);
      } finally {
        await form.cleanUp();
      }
    },
  });
}

function jsonReplies(call: AnyCall): Record<string, unknown> {
  const entries = Object.entries(call.reply)
    .filter(([status, schema]) => !isBinary(schema) && status !== '204')
    .map(([status, schema]) => [status, isEventStream(schema) ? jsonInsteadOfEvents(schema) : schema])
    .filter(([, schema]) => schema !== undefined);
  return Object.fromEntries(entries);
}
