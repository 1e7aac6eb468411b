/** Errors as HTTP replies: RFC 9457 problem+json for everything that can go wrong, Fastify's own errors included. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AnyCall } from '../contract/contract.ts';
import { codecOf, type Dialect } from '../contract/dialect.ts';
import { type CommonCode, commonError, KernosError, type Problem, toProblem } from '../contract/errors.ts';
import { isStorageFull, storageFull } from '../store/store-errors.ts';
import { readOnAfter } from './early-answers.ts';
import type { KnownPaths } from './known-paths.ts';

const tooLarge = 'The body is larger than this call takes.';
const fastifyErrors: Readonly<Record<string, readonly [CommonCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Send the body as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', tooLarge],
  FST_REQ_FILE_TOO_LARGE: ['payload-too-large', tooLarge],
  FST_ERR_BAD_URL: ['invalid-input', 'The address cannot be read: a % in it begins no character.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is nothing with so long a name.'],
};

/** Fastify's own errors in our terms; any other error as it is. */
export function toKernosError(error: unknown): unknown {
  if (error instanceof KernosError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  const [known, detail] = fastifyErrors[code ?? ''] ?? [];
  if (known && detail) return commonError(known, detail);
  if (statusCode === 413) return commonError('payload-too-large', tooLarge);
  // Of Fastify and what plugs into it: none of ours has a number alone.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return commonError('invalid-input', message ?? 'The request cannot be read.');
  return isStorageFull(error) ? storageFull(error) : error;
}

/** Sends what went wrong, in the language that is spoken where it did. */
export class Problems {
  readonly #log: Logger;
  /** The longest prefix first. */
  readonly #dialects: readonly Dialect[];

  constructor(log: Logger, calls: Iterable<AnyCall>) {
    this.#log = log;
    const dialects = new Set([...calls].flatMap(({ dialect }) => dialect ?? []));
    this.#dialects = [...dialects].sort((a, b) => b.prefix.length - a.prefix.length);
  }

  send(reply: FastifyReply, error: unknown, request: FastifyRequest): FastifyReply {
    const problem: Problem = toProblem(error);
    if (problem.code === 'internal' && request.isCommitted)
      problem.detail = 'This was saved, but something went wrong on our side when it was to be answered.';
    if (problem.status >= 500 && problem.code !== 'unavailable') {
      this.#log.error(
        { err: error, requestId: request.id, traceId: request.caller?.trace.traceId },
        'a request failed',
      );
    }
    if (error instanceof KernosError && error.retryAfter !== undefined)
      reply.header('retry-after', Math.ceil(error.retryAfter));
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="kernos"');
    reply.code(problem.status);
    readOnAfter(reply);
    const dialect = this.#spokenTo(request);
    if (!dialect) {
      const body = { ...problem, instance: `urn:kernos:request:${request.id}` };
      return reply.type('application/problem+json').serializer(JSON.stringify).send(body);
    }
    const { mediaType, body } = dialect.error;
    return reply.type(mediaType).serializer(codecOf(dialect, mediaType).write).send(body(problem));
  }

  #spokenTo(request: FastifyRequest): Dialect | undefined {
    // Services speak plainly with each other: a call of theirs comes from no address.
    if (request.caller?.address === null) return undefined;
    const { call } = request.routeOptions.config;
    if (call) return call.dialect;
    const path = request.url.split('?')[0] ?? '';
    return this.#dialects.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  }
}

/** That there is nothing at the address of a request, or not for its method; then `Allow` says for which. */
export function noSuchRoute(paths: KnownPaths, request: FastifyRequest, reply: FastifyReply): KernosError {
  const path = request.url.split('?')[0] ?? '';
  const allowed = paths.at(path);
  if (allowed.length === 0 || allowed.includes(request.method))
    return commonError('not-found', `There is nothing at ${path}. What there is: /api/docs`);
  reply.header('allow', allowed.join(', '));
  return commonError('method-not-allowed', `${path} takes ${allowed.join(', ')}.`);
}
