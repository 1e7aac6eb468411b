/** Answers a request: runs the handler, or gives again what the same Idempotency-Key was answered with before. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import type { Handler } from '../contract/service.ts';
import { answered, keyHolder, perform, performOnce } from '../unit-of-work/calls.ts';
import { repeatKey } from '../unit-of-work/nested-keys.ts';
import type { ReplyKey } from './idempotency.ts';
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
): Promise<void> {
  const { call } = handler;
  const key = replyKey(call, request, caller, digest);
  if (!key) {
    const { result, ctx } = await perform(options.runtime, handler, input, caller);
    const { status, body } = answered(call, result);
    request.isCommitted = call.method !== 'GET';
    for (const [name, value] of ctx.responseHeaders) reply.header(name, value);
    await sendReply(call, status, body, request, reply, options.stopping);
    return;
  }
  const named = {
    ...caller,
    repeatKey: repeatKey(key.actor, caller.organizationId ?? '', key.call, key.key),
  };
  const { status, body, headers, replayed } = await performOnce(options.runtime, handler, input, named, key);
  request.isCommitted = true;
  for (const [name, value] of headers) reply.header(name, value);
  if (replayed) reply.header('idempotency-replayed', 'true');
  await sendReply(call, status, body, request, reply, options.stopping);
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
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(digest)
    .digest();
  return {
    actor: keyHolder(caller.actor),
    key,
    call: call.id,
    organizationId: caller.organizationId,
    fingerprint,
  };
}
