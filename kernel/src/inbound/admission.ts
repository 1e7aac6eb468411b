/** Whose a message is: what its sender shows is looked up once in a while, not for each message. */
import { createHash } from 'node:crypto';
import { Trace } from '../observability/telemetry.ts';
import type { RawMessage } from '../ports/listener.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Runtime } from '../unit-of-work/context.ts';
import { work } from '../unit-of-work/work.ts';
import type { ListenerAuthentication } from './listen.ts';

/** Who was taken away is refused after so long. */
const KNOWN_FOR_MS = 10_000;
const LOOK_UP_MS = 10_000;

export class Admission {
  readonly #runtime: Runtime;
  readonly #service: string;
  readonly #name: string;
  readonly #rule: ListenerAuthentication;

  constructor(runtime: Runtime, service: string, name: string, rule: ListenerAuthentication) {
    this.#runtime = runtime;
    this.#service = service;
    this.#name = name;
    this.#rule = rule;
  }

  /** Null where it is nobody's. */
  async organizationOf(raw: RawMessage): Promise<string | null> {
    const credential = this.#credentialOf(raw);
    if (credential === null) return null;
    // What opens something is kept nowhere as it is.
    const digest = createHash('sha256').update(credential).digest('base64');
    return this.#runtime.cache.remember(`sender ${this.#name} ${digest}`, KNOWN_FOR_MS, () =>
      this.#lookUp(credential),
    );
  }

  #credentialOf(raw: RawMessage): string | null {
    try {
      return this.#rule.credentialOf(raw);
    } catch {
      // Whoever cannot be read shows nothing of itself.
      return null;
    }
  }

  async #lookUp(credential: string): Promise<string | null> {
    const trace = new Trace();
    const job = {
      ...{ service: this.#service, name: `${this.#name} admission`, actor: serviceActor(this.#service) },
      ...({
        organizationId: null,
        scope: 'platform',
        readOnly: true,
        trace,
        requestId: trace.spanId,
      } as const),
      deadline: this.#runtime.clock().getTime() + LOOK_UP_MS,
    };
    const { result } = await work(this.#runtime, job, (ctx) =>
      this.#rule.organizationOf(credential, ctx as never),
    );
    return result;
  }
}
