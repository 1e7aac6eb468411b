/** What stands behind the `?` of an address: read with care, for anybody may write one. */

/** Reads one value, of which JSON was made; undefined where it is none that is known here. */
type Reader<Value> = (given: unknown) => Value | undefined;
type Read<Readers> = {
  [Name in keyof Readers]?: Readers[Name] extends Reader<infer Value> ? Value : never;
};

/** What a page's address may say, for `validateSearch`; what cannot be read is as if it were not there. */
export const search =
  <Readers extends Readonly<Record<string, Reader<unknown>>>>(readers: Readers) =>
  (given: Readonly<Record<string, unknown>>): Read<Readers> =>
    told(Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, read(given[name])])));

/** A text; what is longer than `most` is cut. */
export const text =
  (most = 200): Reader<string> =>
  (given) => {
    // The address makes a number of what looks like one; it is something to look for all the same.
    const value = typeof given === 'number' ? String(given) : given;
    return typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined;
  };

export const id: Reader<string> = (given) =>
  typeof given === 'string' && /^[0-9a-f-]{36}$/.test(given) ? given : undefined;

export const oneOf =
  <const Value extends string | number>(allowed: readonly Value[]): Reader<Value> =>
  (given) =>
    allowed.find((one) => one === given);

/** Something that is so, or is not said. */
export const flag: Reader<true> = (given) => (given === true ? true : undefined);

/** What becomes of an address: undefined, null, false and an empty text take something out of it. */
export type Changes<Search> = {
  readonly [Name in keyof Search]?: Search[Name] | undefined | null | false | '';
};

export const changed = <Search extends object>(before: Search, changes: Changes<Search>): Search =>
  told({ ...before, ...changes });

const told = <Search extends object>(values: object): Search =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null && value !== false && value !== '',
    ),
  ) as Search;
