/**
 * What services know of a person and others' row-level policies compare: the facilities they work in, the care teams
 * they belong to. Asked of the service that declares it before a transaction begins, and remembered for five seconds:
 * so long at most does one that was taken away still count.
 */
import type { AnyCall } from '../contract/contract.ts';
import type { ServiceDefinition } from '../contract/service.ts';
import type { Cache } from '../ports/cache.ts';
import type { RowFacts } from '../store/row-facts.ts';
import { type Caller, serviceActor } from './caller.ts';

const REMEMBERED_MS = 5_000;

type Dispatch = (call: AnyCall, input: unknown, caller: Caller) => Promise<unknown>;

export class Attributes {
  readonly #used: ReadonlyMap<string, readonly string[]>;
  readonly #calls: ReadonlyMap<string, AnyCall>;
  readonly #dispatch: Dispatch;
  readonly #cache: Cache;

  constructor(services: readonly ServiceDefinition[], dispatch: Dispatch, cache: Cache) {
    this.#used = new Map(services.flatMap((s) => (s.rowRules ? [[s.name, s.rowRules] as const] : [])));
    this.#calls = new Map(services.flatMap((s) => Object.entries(s.attributes ?? {})));
    this.#dispatch = dispatch;
    this.#cache = cache;
  }

  /** Undefined where the policies of this service compare nothing but the organization. */
  factsFor(service: string, caller: Caller): (() => Promise<RowFacts>) | undefined {
    const names = this.#used.get(service);
    return names && (() => this.#gather(names, caller));
  }

  async #gather(names: readonly string[], caller: Caller): Promise<RowFacts> {
    const { actor, purpose = null } = caller;
    const values = await Promise.all(
      names.map(async (name) => [
        name,
        actor.kind === 'person' ? await this.#of(name, actor.id, caller) : [],
      ]),
    );
    const attributes = Object.fromEntries(values) as RowFacts['attributes'];
    return { actorKind: actor.kind, roles: actor.roles, purpose, attributes };
  }

  #of(name: string, userId: string, caller: Caller): Promise<readonly string[]> {
    const call = this.#calls.get(name) as AnyCall;
    const asking = { ...caller, actor: serviceActor(call.service), purpose: null };
    return this.#cache.remember(
      `attribute ${caller.organizationId} ${userId} ${name}`,
      REMEMBERED_MS,
      async () => {
        const reply = await this.#dispatch(call, { userId }, asking);
        return (reply as { values: string[] }).values;
      },
    );
  }
}

/** Throws where an attribute is declared by none or by two, or compared and not declared. */
export function checkAttributes(services: readonly ServiceDefinition[]): void {
  const owners = new Map<string, string>();
  for (const { name: service, attributes = {} } of services) {
    for (const [name, call] of Object.entries(attributes)) {
      const other = owners.get(name);
      if (other !== undefined) throw new Error(`${service} and ${other} both declare the attribute ${name}`);
      if (call.access.kind !== 'internal')
        throw new Error(`${call.id} tells the attribute ${name} of a person, so its access must be internal`);
      owners.set(name, service);
    }
  }
  for (const { name: service, rowRules = [] } of services)
    for (const name of rowRules)
      if (!owners.has(name))
        throw new Error(`policies of ${service} compare the attribute ${name}, which no service declares`);
}
