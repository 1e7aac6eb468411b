/** Who is behind credentials: one way for requests and for realtime connections. */

import type { Authenticate, Principal } from '../contract/service.ts';
import type { Actor, Caller, Job, Runtime } from './context.ts';
import { work } from './work.ts';

/** The service of a system that knows whom credentials stand for. */
export interface Authenticator {
  readonly service: string;
  readonly check: Authenticate;
}

/** Null where there are no credentials. Throws `unauthenticated` or `forbidden` where they are no good. */
export async function principalOf(
  runtime: Runtime,
  { service, check }: Authenticator,
  unknown: Caller & Pick<Job, 'address' | 'requestHeaders'>,
  request: Parameters<Authenticate>[0],
): Promise<Principal | null> {
  const job: Job = { ...unknown, service, name: 'authenticate', scope: 'platform' };
  const { result } = await work(runtime, job, (ctx) => check(request, ctx));
  return result;
}

export const actorOf = ({ userId, roles, sessionId }: Principal): Actor => ({
  kind: 'person',
  id: userId,
  roles,
  sessionId,
});
