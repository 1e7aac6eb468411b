/** One route: from a call of a contract to its handler, and back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import { isBinary, isEventStream, isLines, jsonInsteadOfEvents } from '../contract/media.ts';
import type { Handler } from '../contract/service.ts';
import { admit, DEADLINE_MS } from './admit.ts';
import { bodyDigest, carriageOf, negotiate, streamedField } from './bodies.ts';
import { inputValidator } from './input.ts';
import type { HttpOptions } from './options.ts';
import { type Problems, toKernosError } from './problems.ts';
import { recordAttempt } from './request-records.ts';
import { respond } from './respond.ts';
import { Uploads } from './uploads.ts';

export const BODY_LIMIT = 1_048_576;

/** How much longer a call may take whose body is read as it arrives, milliseconds. */
const STREAM_MS = 3_600_000;
const nothing = Buffer.alloc(0);
/** Of all calls of this process, whose memory they share. */
const uploads = new Uploads();

export function addRoute(
  app: FastifyInstance,
  handler: Handler,
  options: HttpOptions,
  problems: Problems,
): void {
  const { call } = handler;
  const validate = inputValidator(call);
  const carriage = carriageOf(call);
  const bodyLimit = call.bodyLimit ?? BODY_LIMIT;
  app.route({
    method: call.method === 'GET' ? ['GET', 'HEAD'] : call.method,
    url: call.route,
    bodyLimit,
    config: { call },
    schema: { response: jsonReplies(call) },
    exposeHeadRoute: false,
    errorHandler: async (thrown, request, reply) => {
      const error = toKernosError(thrown);
      if (options.runtime.isAudited(call, request.caller?.purpose))
        await recordAttempt(call, error, request, options.runtime);
      return problems.send(reply, error, request);
    },
    onRequest: (request, reply, done) => {
      request.call = call;
      const go = (admitted: boolean) => {
        if (admitted) done();
        else reply.callNotFound();
      };
      try {
        const admitted = admit(call, request, options);
        if (typeof admitted === 'boolean') go(admitted);
        else admitted.then(go, done);
      } catch (error) {
        done(error as Error);
      }
    },
    // Gives Fastify no promise: it would wait for the end of the reply, which costs a small one a tenth of its time.
    handler: (request, reply) => {
      answer(request, reply).catch((error: unknown) => {
        if (!reply.sent) reply.send(error instanceof Error ? error : new Error(String(error)));
      });
    },
  });
  const answer = (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const caller = request.caller as NonNullable<FastifyRequest['caller']>;
    negotiate(call, request);
    if (carriage === 'files') return answerForm(request, reply);
    const input = validate(request);
    if (carriage !== 'streamed')
      return respond(handler, input, bodyDigest(request), caller, request, reply, options);
    const whole = { ...input, ...streamedField(call, request, bodyLimit) };
    const unhurried = { ...caller, deadline: caller.deadline + STREAM_MS };
    return respond(handler, whole, nothing, unhurried, request, reply, options);
  };
  const answerForm = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!request.isMultipart()) {
      throw commonError('unsupported-media-type', 'Send this as multipart/form-data: it carries a file.');
    }
    const caller = request.caller as NonNullable<FastifyRequest['caller']>;
    const { organizationId } = caller;
    await uploads.take(request, { body: call.body as TObject, limit: bodyLimit, organizationId }, (form) => {
      const input = { ...validate(request), ...form.fields };
      // It begins now that the files are here: how long they were on their way is not its doing.
      const begun = { ...caller, deadline: options.runtime.clock().getTime() + DEADLINE_MS };
      return respond(handler, input, form.digest, begun, request, reply, options);
    });
  };
}

function jsonReplies(call: AnyCall): Record<string, unknown> {
  const entries = Object.entries(call.reply)
    .filter(([status, schema]) => !isBinary(schema) && !isLines(schema) && status !== '204')
    .map(([status, schema]) => [status, isEventStream(schema) ? jsonInsteadOfEvents(schema) : schema])
    .filter(([, schema]) => schema !== undefined);
  return Object.fromEntries(entries);
}
