/**
 * Routes from contracts. For each request: who is it (before the body is read), may they, how often,
 * is the input right; then the handler in its transaction; then the reply, or a problem+json.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError, KernosError } from '../contract/errors.ts';
import { isBinary, isEventStream, jsonInsteadOfEvents, takesFiles } from '../contract/media.ts';
import type { Handler } from '../contract/service.ts';
import { isAudited } from '../observability/audit.ts';
import { type Metrics, randomHex, Trace } from '../observability/telemetry.ts';
import type { Admission } from '../realtime/admission.ts';
import { violates } from '../store/store.ts';
import { CALLER_HEADER, type CallerSeal, checkAccess, perform } from '../unit-of-work/calls.ts';
import { anonymous, type Caller, type Job, type Runtime } from '../unit-of-work/context.ts';
import { type Authenticator, actorOf, principalOf } from '../unit-of-work/credentials.ts';
import { compilers } from './compilers.ts';
import { findReply, type RecordedReply, type ReplyKey, recordReply } from './idempotency.ts';
import { notFound, sendProblem, toKernosError } from './problems.ts';
import type { RateLimits } from './rate-limits.ts';
import { sendReply } from './replies.ts';
import { observe, recordAttempt } from './request-records.ts';
import { silentConnections } from './silent-connections.ts';
import { receiveForm } from './uploads.ts';
import { type Validate, validator } from './validation.ts';

export interface HttpOptions {
  readonly runtime: Runtime;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly authenticate: Authenticator | undefined;
  /** Verifies API keys, for the calls that take them instead of a session. */
  readonly authenticateKey: Authenticator | undefined;
  readonly seal: CallerSeal;
  readonly limits: RateLimits | null;
  readonly metrics: Metrics;
  readonly allowedOrigins: readonly string[];
  /** The part of the port that is for realtime connections. */
  readonly admission: Pick<Admission, 'takes' | 'request' | 'upgrade'>;
  /** Aborted when the system begins to stop: open event streams end then. */
  readonly stopping: AbortSignal;
}

/** How long a request may take in all, milliseconds. */
const DEADLINE_MS = 30_000;
const BODY_LIMIT = 1_048_576;

declare module 'fastify' {
  interface FastifyRequest {
    caller: (Caller & Pick<Job, 'address' | 'requestHeaders'>) | null;
  }
}

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

// Whoever is no service finds nothing at an internal route, whatever credentials they bring.
const isHidden = ({ access }: AnyCall, { headers }: FastifyRequest): boolean =>
  access.kind === 'internal' && typeof headers[CALLER_HEADER] !== 'string';

/**
 * Before the body is read: who is it, may they make this call, and not too often. Answers at once where
 * there is nothing to wait for, because a promise costs a small request a tenth of its time.
 */
function admit(call: AnyCall, request: FastifyRequest, options: HttpOptions): Promise<void> | undefined {
  const { headers } = request;
  const sealed = headers[CALLER_HEADER];
  if (typeof sealed === 'string') return admitService(call, sealed, request, options);
  const unknown: NonNullable<FastifyRequest['caller']> = {
    actor: anonymous,
    organizationId: null,
    deadline: options.runtime.clock().getTime() + DEADLINE_MS,
    trace: Trace.of(headers.traceparent as string | undefined),
    requestId: request.id,
    address: options.runtime.addressOf(request.raw),
    requestHeaders: headers,
  };
  request.caller = unknown;
  const hasCredentials = headers.authorization !== undefined || headers.cookie !== undefined;
  if (options.limits || (hasCredentials && authenticatorOf(call, options)))
    return admitPerson(call, request, unknown, options);
  checkAccess(call.access, anonymous);
  return undefined;
}

async function admitService(
  call: AnyCall,
  sealed: string,
  request: FastifyRequest,
  { seal }: HttpOptions,
): Promise<void> {
  request.caller = { ...(await seal.open(sealed, call.service)), address: null };
  if (call.access.kind !== 'internal') checkAccess(call.access, request.caller.actor);
}

async function admitPerson(
  call: AnyCall,
  request: FastifyRequest,
  unknown: NonNullable<FastifyRequest['caller']>,
  options: HttpOptions,
): Promise<void> {
  await options.limits?.countAddress(options.runtime.addressOf(request.raw), call);
  const known = await identify(call, request, unknown, options);
  request.caller = known;
  checkAccess(call.access, known.actor);
  await options.limits?.countActor(known.actor);
}

async function identify(
  call: AnyCall,
  request: FastifyRequest,
  unknown: NonNullable<FastifyRequest['caller']>,
  options: HttpOptions,
): Promise<NonNullable<FastifyRequest['caller']>> {
  const authenticate = authenticatorOf(call, options);
  const { runtime } = options;
  if (!authenticate) return unknown;
  if (request.headers.authorization === undefined && request.headers.cookie === undefined) return unknown;
  const { headers, method } = request;
  const checking = principalOf(runtime, authenticate, unknown, { headers, method });
  const principal = await checking.catch((error: unknown) => {
    // Whoever may call without credentials may call with bad ones: a refresh often comes with the token that ran out.
    if (call.access.kind === 'anyone' && error instanceof KernosError && error.status < 500) return null;
    throw error;
  });
  if (!principal) return unknown;
  return { ...unknown, actor: actorOf(principal), organizationId: principal.organizationId };
}

const authenticatorOf = ({ access }: AnyCall, { authenticate, authenticateKey }: HttpOptions) =>
  access.kind === 'api-key' ? authenticateKey : authenticate;

type Part = 'params' | 'query' | 'body';

function inputValidator(call: AnyCall): (request: FastifyRequest) => Record<string, unknown> {
  const parts: [Part, Validate][] = [];
  if (call.params) parts.push(['params', validator(call.params, '/params')]);
  parts.push(['query', validator(call.query ?? noFields, '/query')]);
  const hasFiles = call.body !== undefined && takesFiles(call.body);
  if (call.body && !hasFiles) parts.push(['body', validator(call.body, '')]);
  return (request) => {
    const input: Record<string, unknown> = {};
    for (const [part, validate] of parts) {
      if (part === 'body' && request.body !== undefined && !isPlainObject(request.body)) {
        throw commonError('invalid-input', 'The body must be a JSON object.', {
          errors: [{ path: '', message: 'must be an object' }],
        });
      }
      Object.assign(input, validate(request[part]));
    }
    if (call.versioned && call.method !== 'GET') input.ifMatch = readIfMatch(request);
    return input;
  };
}

const noFields = { type: 'object', properties: {}, additionalProperties: false } as never;

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readIfMatch(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw commonError(
      'precondition-required',
      'Send If-Match with the ETag you last read, so that nobody else’s change is lost.',
    );
  }
  const version = header.match(/^(?:W\/)?"(\d+)"$/)?.[1];
  if (version === undefined)
    throw commonError('invalid-input', 'If-Match must be the ETag as it was sent, e.g. "3".');
  return Number(version);
}

async function respond(
  handler: Handler,
  input: Record<string, unknown>,
  digest: Buffer,
  caller: NonNullable<FastifyRequest['caller']>,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): Promise<unknown> {
  const { call } = handler;
  const key = replyKey(call, request, caller, digest);
  if (!key) {
    const { status, body, ctx } = await perform(options.runtime, handler, input, caller);
    for (const [name, value] of ctx.responseHeaders) reply.header(name, value);
    return sendReply(call, status, body, request, reply, options.stopping);
  }
  const recorded = await findReply(options.runtime.store, key);
  if (recorded) return replay(recorded, reply);
  try {
    const { status, body, ctx } = await perform(options.runtime, handler, input, caller, (answered) => [
      recordReply(key, answered),
    ]);
    for (const [name, value] of ctx.responseHeaders) reply.header(name, value);
    return sendReply(call, status, body, request, reply, options.stopping);
  } catch (error) {
    // The same key won in another request while this one ran: its reply is the answer to both.
    const winner = await findReply(options.runtime.store, key);
    if (winner) return replay(winner, reply);
    if (violates(error, 'replies_pkey'))
      throw commonError('conflict', 'The same request is being handled right now.', { retryAfter: 1 });
    throw error;
  }
}

function replyKey(
  call: AnyCall,
  request: FastifyRequest,
  caller: NonNullable<FastifyRequest['caller']>,
  digest: Buffer,
): ReplyKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || call.method !== 'POST' || call.idempotent === 'own') return null;
  if (!call.idempotent || caller.actor.kind === 'anonymous') {
    throw commonError('invalid-input', 'This call takes no Idempotency-Key; send it without.', {
      errors: [{ path: '/headers/idempotency-key', message: 'is not taken here' }],
    });
  }
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    throw commonError(
      'invalid-input',
      'Idempotency-Key must have 1 to 255 characters; a UUID is a good one.',
      {
        errors: [{ path: '/headers/idempotency-key', message: 'must have 1 to 255 characters' }],
      },
    );
  }
  const actor = caller.actor.kind === 'person' ? caller.actor.id : `service:${caller.actor.name}`;
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(digest)
    .digest();
  return { actor, key, call: call.id, organizationId: caller.organizationId, fingerprint };
}

function bodyDigest(request: FastifyRequest): Buffer {
  if (request.headers['idempotency-key'] === undefined) return empty;
  return createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest();
}
const empty = Buffer.alloc(0);

function replay(recorded: RecordedReply, reply: FastifyReply): FastifyReply {
  return reply.code(recorded.status).header('idempotency-replayed', 'true').send(recorded.body);
}

function jsonReplies(call: AnyCall): Record<string, unknown> {
  const entries = Object.entries(call.reply)
    .filter(([status, schema]) => !isBinary(schema) && status !== '204')
    .map(([status, schema]) => [status, isEventStream(schema) ? jsonInsteadOfEvents(schema) : schema])
    .filter(([, schema]) => schema !== undefined);
  return Object.fromEntries(entries);
}
