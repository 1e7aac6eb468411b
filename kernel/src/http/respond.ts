/** Answers a request: runs the handler, or gives again what the same Idempotency-Key was answered with before. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import type { Handler } from '../contract/service.ts';
import { violates } from '../store/store.ts';
import { perform } from '../unit-of-work/calls.ts';
import { findReply, type RecordedReply, type ReplyKey, recordReply } from './idempotency.ts';
import type { HttpOptions } from './options.ts';
import { sendReply } from './replies.ts';

/** Makes the call that `input` is for; `digest` is of the body, where an Idempotency-Key came with it. */
export async function respond(
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
    if (violates(error, 'replies_key'))
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

/** SHA-256 of a JSON body; empty where no Idempotency-Key came with it. */
export function bodyDigest(request: FastifyRequest): Buffer {
  if (request.headers['idempotency-key'] === undefined) return empty;
  return createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest();
}
const empty = Buffer.alloc(0);

function replay(recorded: RecordedReply, reply: FastifyReply): FastifyReply {
  return reply.code(recorded.status).header('idempotency-replayed', 'true').send(recorded.body);
}
