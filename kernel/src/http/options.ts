/** What the routes of a running system are made with. */
import type { AnyCall } from '../contract/contract.ts';
import type { Handler } from '../contract/service.ts';
import type { Metrics } from '../observability/telemetry.ts';
import type { Admission } from '../realtime/admission.ts';
import type { Caller } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import type { Authenticator } from '../unit-of-work/credentials.ts';
import type { CallerSeal } from '../unit-of-work/seal.ts';
import type { RequestLimits } from './request-limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route is of; none at routes that belong to no service. */
    readonly call?: AnyCall;
    /** The path does not take the method, and is there so that nothing else takes it. */
    readonly isRefused?: boolean;
  }
  interface FastifyRequest {
    /** What the request is for; null where its route belongs to no service. */
    call: AnyCall | null;
    /** Media type of the reply, where its call offers several; null where that is not for `Accept` to say. */
    gives: string | null;
    caller: (Caller & Pick<Job, 'address' | 'requestHeaders'>) | null;
    /** Its change is committed: whatever fails afterwards, it was saved. */
    isCommitted: boolean;
  }
}

export interface HttpOptions {
  readonly runtime: Runtime;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly authenticate: Authenticator | undefined;
  /** Verifies API keys, for the calls that take them instead of a session. */
  readonly authenticateKey: Authenticator | undefined;
  readonly seal: CallerSeal;
  readonly limits: RequestLimits | null;
  readonly metrics: Metrics;
  readonly allowedOrigins: readonly string[];
  /** The part of the port that is for realtime connections. */
  readonly admission: Pick<Admission, 'takes' | 'request' | 'upgrade'>;
  /** Aborted when the system begins to stop: open event streams end then. */
  readonly stopping: AbortSignal;
}
