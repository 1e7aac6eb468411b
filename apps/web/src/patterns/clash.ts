/** Two people changed the same thing: what both meant, field by field. */

export type Values = Readonly<Record<string, unknown>>;

/** What somebody else saved meanwhile, and the fields that both changed. */
export interface Clash<V extends Values> {
  readonly theirs: Latest<V>;
  readonly fields: readonly string[];
}

export interface Latest<V extends Values> {
  readonly version: number;
  readonly values: V;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const differing = <V extends Values>(one: V, other: V): (keyof V & string)[] =>
  Object.keys(one).filter((name) => !same(one[name], other[name]));

/** The fields that were changed here and there, and not to the same; none where both can stand beside each other. */
export const clashing = <V extends Values>(mine: V, base: V, theirs: V): (keyof V & string)[] =>
  differing(mine, base).filter((name) => !same(theirs[name], base[name]) && !same(theirs[name], mine[name]));

/** What is there now, with what was changed here over it, but for the fields that are `given` up. */
export function mergedOver<V extends Values>(theirs: V, mine: V, base: V, given: readonly string[] = []): V {
  const kept = differing(mine, base).filter((name) => !given.includes(name));
  return { ...theirs, ...Object.fromEntries(kept.map((name) => [name, mine[name]])) };
}
