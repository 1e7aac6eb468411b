/** Before the body of a request is read: who is it, may they make this call, and not too often. */
import type { FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { Trace } from '../observability/telemetry.ts';
import { anonymous } from '../unit-of-work/caller.ts';
import { checkAccess } from '../unit-of-work/calls.ts';
import { actorOf } from '../unit-of-work/credentials.ts';
import { CALLER_HEADER } from '../unit-of-work/seal.ts';
import { mustBeMeantFor } from './meant-for.ts';
import type { HttpOptions } from './options.ts';

/** How long a request may take in all, milliseconds. */
export const DEADLINE_MS = 30_000;

type Outsider = NonNullable<FastifyRequest['caller']>;

/**
 * False where whoever asks is not to know that there is anything: who is no service finds nothing at an internal
 * route, whatever they bring. Throws where they are known and refused. Answers at once where there is nothing to
 * wait for, because a promise costs a small request a tenth of its time.
 */
export function admit(
  call: AnyCall,
  request: FastifyRequest,
  options: HttpOptions,
): boolean | Promise<boolean> {
  const sealed = request.headers[CALLER_HEADER];
  if (sealed === undefined) return admitOutsider(call, request, options);
  return admitSealed(call, String(sealed), request, options);
}

async function admitSealed(
  call: AnyCall,
  sealed: string,
  request: FastifyRequest,
  options: HttpOptions,
): Promise<boolean> {
  const caller = await options.seal.open(sealed, call.service).catch((error: unknown) => {
    // One of ours with another key or a wrong clock looks the same as somebody who makes seals up: the log tells.
    options.runtime.log.warn({ err: error, call: call.id }, 'a call came with a seal that is not ours');
    return null;
  });
  if (!caller) return admitOutsider(call, request, options);
  request.caller = { ...caller, address: null };
  if (call.access.kind !== 'internal') checkAccess(call.access, caller.actor);
  return true;
}

function admitOutsider(
  call: AnyCall,
  request: FastifyRequest,
  options: HttpOptions,
): boolean | Promise<boolean> {
  if (call.access.kind === 'internal') return false;
  const { headers } = request;
  const unknown: Outsider = {
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
  return true;
}

async function admitPerson(
  call: AnyCall,
  request: FastifyRequest,
  unknown: Outsider,
  options: HttpOptions,
): Promise<true> {
  const { limits } = options;
  const address = unknown.address ?? '';
  const known = await identify(call, request, unknown, options).catch(async (error: unknown) => {
    // That the database is away is nobody's attempt.
    if (error instanceof KernosError && error.status < 500) await limits?.countAddress(address, call);
    throw error;
  });
  request.caller = known;
  if (known.actor.kind === 'person') await limits?.countPerson(known.actor.id, call);
  else await limits?.countAddress(address, call);
  if (known.actor.kind === 'person') mustBeMeantFor(known, request.headers);
  checkAccess(call.access, known.actor);
  return true;
}

async function identify(
  call: AnyCall,
  request: FastifyRequest,
  unknown: Outsider,
  options: HttpOptions,
): Promise<Outsider> {
  const authenticate = authenticatorOf(call, options);
  if (!authenticate) return unknown;
  if (request.headers.authorization === undefined && request.headers.cookie === undefined) return unknown;
  const { headers, method } = request;
  const checking = authenticate(unknown, { headers, method });
  const principal = await checking.catch((error: unknown) => {
    // Whoever may call without credentials may call with bad ones: a refresh often comes with the token that ran out.
    if (call.access.kind === 'anyone' && error instanceof KernosError && error.status < 500) return null;
    throw error;
  });
  if (!principal) return unknown;
  const { organizationId, purpose = null } = principal;
  return { ...unknown, actor: actorOf(principal), organizationId, purpose };
}

const authenticatorOf = ({ access }: AnyCall, { authenticate, authenticateKey }: HttpOptions) =>
  access.kind === 'api-key' ? authenticateKey : authenticate;
