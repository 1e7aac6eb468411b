/** Errors as HTTP replies: RFC 9457 problem+json for everything that can go wrong, Fastify's own errors included. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type CommonCode, commonError, KernosError, type Problem, toProblem } from '../contract/errors.ts';
import type { Handler } from '../contract/service.ts';

const tooLarge = 'The body is larger than this call takes.';
const fastifyErrors: Readonly<Record<string, readonly [CommonCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Send the body as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', tooLarge],
  FST_REQ_FILE_TOO_LARGE: ['payload-too-large', tooLarge],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-input', 'The body is not JSON that can be read.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-input', 'The body is empty, but its type says JSON.'],
};

/** Fastify's own errors in our terms; any other error as it is. */
export function toKernosError(error: unknown): unknown {
  if (error instanceof KernosError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const [known, detail] = fastifyErrors[code ?? ''] ?? [];
  if (known && detail) return commonError(known, detail);
  if (statusCode === 400) return commonError('invalid-input', message ?? 'The request cannot be read.');
  if (statusCode === 413) return commonError('payload-too-large', tooLarge);
  return error;
}

export function sendProblem(
  reply: FastifyReply,
  error: unknown,
  request: FastifyRequest,
  log?: Logger,
  errorBody?: (problem: Problem) => unknown,
): FastifyReply {
  const problem: Problem = toProblem(error);
  if (problem.status >= 500 && problem.code !== 'unavailable') {
    log?.error(
      { err: error, requestId: request.id, traceId: request.caller?.trace.traceId },
      'a request failed',
    );
  }
  if (error instanceof KernosError && error.retryAfter !== undefined)
    reply.header('retry-after', Math.ceil(error.retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="kernos"');
  if (errorBody)
    return reply
      .code(problem.status)
      .type('application/json')
      .serializer(JSON.stringify)
      .send(errorBody(problem));
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problem, instance: `urn:kernos:request:${request.id}` });
}

export function notFound(
  handlers: ReadonlyMap<string, Handler>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.header('x-request-id', request.id);
  const path = request.url.split('?')[0] ?? '';
  const allowed = [...handlers.values()]
    .filter(({ call }) => call.access.kind !== 'internal' && routePattern(call.route).test(path))
    .map(({ call }) => call.method);
  if (allowed.length === 0) {
    return sendProblem(
      reply,
      commonError('not-found', `There is nothing at ${path}. What there is: /api/docs`),
      request,
    );
  }
  reply.header('allow', [...new Set(allowed)].join(', '));
  return sendProblem(
    reply,
    commonError('method-not-allowed', `${path} takes ${allowed.join(', ')}.`),
    request,
  );
}

const routePattern = (route: string): RegExp =>
  new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}/?$`);
