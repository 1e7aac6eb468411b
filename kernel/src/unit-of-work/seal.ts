/**
 * What the processes of a system know each other by: a key derived from one secret. A call between services carries a
 * token sealed with it, which says who is behind the call and for which service it is meant.
 */
import { hkdfSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { commonError } from '../contract/errors.ts';
import { Trace } from '../observability/telemetry.ts';
import type { Caller } from './caller.ts';

export const CALLER_HEADER = 'kernos-caller';

/** Signs and checks who is behind a call between services. */
export class CallerSeal {
  readonly #keys: readonly [Uint8Array, ...Uint8Array[]];

  /** @param secrets of the system: the first seals; while it is being changed, what the one before sealed opens too */
  constructor(secrets: readonly [Buffer, ...Buffer[]]) {
    const [current, ...earlier] = secrets;
    this.#keys = [keyOf(current), ...earlier.map(keyOf)];
  }

  /** Valid for this audience and half a minute: long enough to arrive, too short to keep. */
  seal(caller: Caller, service: string): Promise<string> {
    const { actor, organizationId, deadline, trace, requestId, purpose = null } = caller;
    const { traceparent } = trace;
    return new SignJWT({ actor, organizationId, deadline, traceparent, requestId, purpose })
      .setProtectedHeader({ alg: 'HS256', typ: 'kernos-caller+jwt' })
      .setAudience(service)
      .setIssuedAt()
      .setExpirationTime('30s')
      .sign(this.#keys[0]);
  }

  /** Throws `unauthenticated` where the seal is not ours, not for this service, or old. */
  async open(token: string, service: string): Promise<Caller> {
    try {
      const { payload } = await Promise.any(
        this.#keys.map((key) =>
          jwtVerify(token, key, { algorithms: ['HS256'], typ: 'kernos-caller+jwt', audience: service }),
        ),
      );
      const {
        traceparent,
        purpose = null,
        ...caller
      } = payload as unknown as Caller & { traceparent: string };
      const { actor, organizationId, deadline, requestId } = caller;
      return { actor, organizationId, deadline, requestId, purpose, trace: Trace.of(traceparent) };
    } catch (error) {
      throw commonError('unauthenticated', 'This call between services is not sealed by one of ours.', {
        cause: error,
      });
    }
  }
}

// Of its own: whatever else is derived from the secret tells nothing of it.
const keyOf = (secret: Buffer): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'kernos caller seal 1', 32));
