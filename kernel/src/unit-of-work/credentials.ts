/**
 * Who is behind credentials: the same for requests and for realtime connections, in every process. The service that knows
 * is asked: here in its own transaction, elsewhere over HTTP, and then its word is kept for a few seconds.
 */
import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { type AnyCall, contract, internal } from '../contract/contract.ts';
import { Id, Nullable, Timestamp } from '../contract/schemas.ts';
import {
  type Authenticate,
  type Handler,
  handle,
  type Principal,
  type ServiceDefinition,
} from '../contract/service.ts';
import type { Actor, Caller } from './caller.ts';
import type { Job, Runtime } from './context.ts';
import type { Placement } from './placement.ts';
import { work } from './work.ts';

/** How credentials come: of a person's session, or as a program's key. */
export type Authentication = 'authenticate' | 'authenticateKey';

type Asking = Caller & Pick<Job, 'address' | 'requestHeaders'>;
type Credentials = Parameters<Authenticate>[0];

/** Null where there are no credentials. Throws `unauthenticated` or `forbidden` where they are no good. */
export type Authenticator = (unknown: Asking, credentials: Credentials) => Promise<Principal | null>;

export const actorOf = ({ userId, roles, sessionId }: Principal): Actor => ({
  kind: 'person',
  id: userId,
  roles,
  sessionId,
});

/** The authenticator of a system for one kind of credentials; undefined where no service of it offers that. */
export function authenticatorOf(
  runtime: Runtime,
  services: readonly ServiceDefinition[],
  placement: Placement,
  kind: Authentication,
): Authenticator | undefined {
  const found = services.find((s) => s[kind]);
  const check = found?.[kind];
  if (!found || !check) return undefined;
  return placement.isHere(found.name)
    ? asked(runtime, found.name, check)
    : remembered(runtime, callOf(found.name, kind));
}

const asked =
  (runtime: Runtime, service: string, check: Authenticate): Authenticator =>
  async (unknown, credentials) => {
    const job: Job = { ...unknown, service, name: 'authenticate', scope: 'platform' };
    const { result } = await work(runtime, job, (ctx) => check(credentials, ctx));
    return result;
  };

// --- in another process -----------------------------------------------------------------------------

/** How long a principal is believed without asking again: so long at most does a session live on that was ended. */
const BELIEVED_MS = 5_000;
/** What an authenticator may look at beside the credentials: it decides where a request with a cookie comes from. */
const looked = [
  'authorization',
  'cookie',
  'origin',
  'referer',
  'host',
  'sec-fetch-site',
  'kernos-purpose',
] as const;

const headersOf = ({ headers }: Credentials): Record<string, string> =>
  Object.fromEntries(
    looked.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join('; ') : value]];
    }),
  );

function remembered(runtime: Runtime, call: AnyCall): Authenticator {
  return async (unknown, credentials) => {
    const input = {
      method: credentials.method,
      headers: headersOf(credentials),
      address: unknown.address ?? null,
    };
    const digest = createHash('sha256')
      .update(JSON.stringify([input.method, input.headers]))
      .digest('base64');
    const { actor, organizationId, deadline, trace, requestId } = unknown;
    const asking = { actor, organizationId, deadline, trace, requestId };
    const ask = async () => {
      const { principal } = (await runtime.dispatch(call, input, asking)) as { principal: Sent | null };
      return principal;
    };
    const known = await runtime.cache.remember(`principal ${call.id} ${digest}`, BELIEVED_MS, ask);
    const now = runtime.clock();
    const sent = known?.expiresAt !== undefined && new Date(known.expiresAt) <= now ? await ask() : known;
    if (!sent) return null;
    const { expiresAt, ...rest } = sent;
    return { ...rest, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }) };
  };
}

type Sent = Omit<Principal, 'expiresAt'> & { readonly expiresAt?: string };

const Sent = Type.Object({
  userId: Id,
  sessionId: Type.String(),
  organizationId: Nullable(Id),
  roles: Type.Array(Type.String()),
  purpose: Type.Optional(Type.String()),
  expiresAt: Type.Optional(Timestamp),
});

/** The internal call by which other processes ask the service that knows. */
function callOf(service: string, kind: Authentication) {
  const { calls } = contract(service, {
    calls: {
      [kind]: {
        method: 'POST',
        path: `/${service}/${kind === 'authenticate' ? 'authenticate' : 'authenticate-key'}`,
        summary: 'Says who is behind credentials, for other processes',
        access: internal,
        body: Type.Object({
          method: Type.String(),
          headers: Type.Record(Type.String(), Type.String()),
          address: Nullable(Type.String()),
        }),
        reply: { 200: Type.Object({ principal: Nullable(Sent) }) },
        // Whoever asks twice hears the same.
        idempotent: 'own',
        routine: true,
      },
    },
  });
  return calls[kind] as AnyCall;
}

/** What answers other processes; one for each kind of credentials that a service here checks. */
export function authenticationHandlers(runtime: Runtime, here: readonly ServiceDefinition[]): Handler[] {
  return here.flatMap((service) =>
    (['authenticate', 'authenticateKey'] as const).flatMap((kind) => {
      const check = service[kind];
      if (!check) return [];
      const authenticate = asked(runtime, service.name, check);
      return handle(callOf(service.name, kind), async (given, ctx) => {
        const { method, headers, address } = given as Credentials & { address: string | null };
        const { actor, organizationId, deadline, trace, requestId } = ctx;
        const unknown = {
          actor,
          organizationId,
          deadline,
          trace,
          requestId,
          address,
          requestHeaders: headers,
        };
        const principal = await authenticate(unknown, { method, headers: headers as Record<string, string> });
        return { principal: principal && { ...principal, expiresAt: principal.expiresAt?.toISOString() } };
      });
    }),
  );
}
