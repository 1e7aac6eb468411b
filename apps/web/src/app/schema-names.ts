/**
 * Stands for `typebox` in the browser (see vite.config.ts). A page makes calls and leaves their validation to
 * the server: of a schema it needs the names of the fields and whether one is a file or a stream. This says
 * just that, and saves every visitor the validator.
 */
type Properties = Record<string, unknown>;
interface Named {
  readonly properties?: Properties;
}

const of = (properties: Properties, options?: object) => ({ ...options, properties });
const keep = ({ properties = {} }: Named, wanted: (name: string) => boolean) =>
  of(Object.fromEntries(Object.entries(properties).filter(([name]) => wanted(name))));

const kinds: Record<string, (...given: never[]) => unknown> = {
  Object: of,
  Unsafe: (schema: unknown) => schema,
  Optional: (schema: unknown) => schema,
  Readonly: (schema: unknown) => schema,
  Partial: (schema: unknown) => schema,
  Refine: (schema: unknown) => schema,
  Omit: (schema: Named, names: string[]) => keep(schema, (name) => !names.includes(name)),
  Pick: (schema: Named, names: string[]) => keep(schema, (name) => names.includes(name)),
  Evaluate: (schema: unknown) => schema,
  Intersect: (schemas: Named[]) => of(Object.assign({}, ...schemas.map(({ properties }) => properties))),
};
const nothing = () => ({});

export const Type = new Proxy(kinds, { get: (all, kind) => all[kind as string] ?? nothing });
