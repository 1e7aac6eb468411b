/**
 * What services tell others about themselves: a notification kind, a report, a role. Whoever can do something with it
 * exports a kind of declaration from its contract, others put theirs into `declares` of their definition, and it
 * reads all of them: `ctx.declared(kind)`. The kernel carries them and knows what one of them means: `administration`.
 */

import type { Call } from './contract.ts';

/** What a declared function may do with the context of whoever reads it: ask other services, for whoever asks. */
export interface Asking {
  call<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<Reply>;
}

/** One declaration of a service. */
export interface Declaration {
  readonly kind: Declares<never>;
  readonly value: unknown;
}

/** A declaration and the service that made it. */
export interface Declared<Value> {
  readonly service: string;
  readonly value: Value;
}

/** A kind of declaration; called with a value, it makes one. */
export interface Declares<Value> {
  (value: Value): Declaration;
  /** For messages, e.g. `notification kinds`. */
  readonly title: string;
  /** What is wrong with all declarations of this kind together, in a sentence; the system does not start then. */
  problem(all: readonly Declared<Value>[]): string | undefined;
}

/** Makes a kind of declaration. */
export function declaring<Value>(
  title: string,
  problem: (all: readonly Declared<Value>[]) => string | undefined = () => undefined,
): Declares<Value> {
  const declare: Declares<Value> = Object.assign(
    (value: Value): Declaration => ({ kind: declare as Declares<never>, value }),
    { title, problem },
  );
  return declare;
}

/**
 * Declares roles that run an organization: a call that changes something and lets in nobody else is on record (audit.ts).
 */
export const administration = declaring<readonly string[]>('roles of administration');

/** A problem of records by name that services declare: two give one name. */
export function twice(title: string) {
  return (all: readonly Declared<Readonly<Record<string, unknown>>>[]): string | undefined => {
    const owners = new Map<string, string>();
    for (const { service, value } of all)
      for (const name of Object.keys(value)) {
        const other = owners.get(name);
        if (other !== undefined) return `${service} and ${other} both declare the ${title} ${name}`;
        owners.set(name, service);
      }
    return undefined;
  };
}

/** Reads what the services of a system declare of one kind. */
export type DeclaredReader = <Value>(kind: Declares<Value>) => readonly Declared<Value>[];

interface Declaring {
  readonly name: string;
  readonly declares?: readonly Declaration[];
}

/** Looks up what these services declare; gives the same list every time it is asked for a kind. */
export function declarationsOf(services: readonly Declaring[]): DeclaredReader {
  const known = new Map<Declares<never>, readonly Declared<never>[]>();
  const declared = <Value>(kind: Declares<Value>): readonly Declared<Value>[] => {
    const key = kind as Declares<never>;
    const found =
      known.get(key) ??
      services.flatMap(({ name: service, declares = [] }) =>
        declares.flatMap((one) => (one.kind === key ? { service, value: one.value as never } : [])),
      );
    known.set(key, found);
    return found as readonly Declared<never>[] as readonly Declared<Value>[];
  };
  return declared;
}

/** Throws where what services declare does not fit together. */
export function checkDeclarations(services: readonly Declaring[]): void {
  const declared = declarationsOf(services);
  const kinds = new Set(services.flatMap(({ declares = [] }) => declares.map(({ kind }) => kind)));
  for (const kind of kinds) {
    const problem = kind.problem(declared(kind));
    if (problem !== undefined) throw new Error(problem);
  }
}
