/** Who asks, for which organization, until when, under which trace. */
import { commonError } from '../contract/errors.ts';
import type { Trace } from '../observability/telemetry.ts';

/** Who acts. A service acts on its own behalf when it handles an event, a task, a step or a schedule. */
export type Actor =
  | { readonly kind: 'anonymous'; readonly id: null; readonly roles: readonly [] }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly roles: readonly string[];
      readonly sessionId: string;
    }
  | { readonly kind: 'service'; readonly id: null; readonly roles: readonly []; readonly name: string };

export const anonymous: Actor = { kind: 'anonymous', id: null, roles: [] };
export const serviceActor = (name: string): Actor => ({ kind: 'service', id: null, roles: [], name });

/** The person who asks. Throws `forbidden` where it is no person: these calls are about somebody's own. */
export function personOf({ actor }: { readonly actor: Actor }): Extract<Actor, { kind: 'person' }> {
  if (actor.kind !== 'person') throw commonError('forbidden', 'Only a person can do this.');
  return actor;
}

/** What goes with every call, in process and over HTTP alike. */
export interface Caller {
  readonly actor: Actor;
  readonly organizationId: string | null;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadline: number;
  readonly trace: Trace;
  readonly requestId: string;
  /** The elevated purpose that whoever asks acts under, such as `break-glass`. */
  readonly purpose?: string | null;
  /**
   * Names this unit of work whenever it is run again: the calls that it makes then carry the same Idempotency-Keys.
   * Absent where nobody would run it again under the same name.
   */
  readonly repeatKey?: string;
}
