/** Before the body of a request is read: who is it, may they make this call, and not too often. */
import type { FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { Trace } from '../observability/telemetry.ts';
import { CALLER_HEADER, checkAccess } from '../unit-of-work/calls.ts';
import { anonymous } from '../unit-of-work/context.ts';
import { actorOf, principalOf } from '../unit-of-work/credentials.ts';
import { mustBeMeantFor } from './meant-for.ts';
import type { HttpOptions } from './options.ts';

/** How long a request may take in all, milliseconds. */
const DEADLINE_MS = 30_000;

// Whoever is no service finds nothing at an internal route, whatever credentials they bring.
export const isHidden = ({ access }: AnyCall, { headers }: FastifyRequest): boolean =>
  access.kind === 'internal' && typeof headers[CALLER_HEADER] !== 'string';

/**
 * Before the body is read: who is it, may they make this call, and not too often. Answers at once where
 * there is nothing to wait for, because a promise costs a small request a tenth of its time.
 */
export function admit(
  call: AnyCall,
  request: FastifyRequest,
  options: HttpOptions,
): Promise<void> | undefined {
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
  mustBeMeantFor(principal, headers);
  return { ...unknown, actor: actorOf(principal), organizationId: principal.organizationId };
}

const authenticatorOf = ({ access }: AnyCall, { authenticate, authenticateKey }: HttpOptions) =>
  access.kind === 'api-key' ? authenticateKey : authenticate;
