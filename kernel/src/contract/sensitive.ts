/**
 * Which fields are sensitive: their schema says `sensitive: true`, e.g. `Type.String({ sensitive: true })`. Wherever the
 * kernel keeps such a value (outbox, deliveries, recorded replies, inputs of workflows and tasks, the audit log), it
 * keeps it encrypted under the key of the organization; handlers get and give it as it is.
 */
import type { TSchema } from 'typebox';

type Shape = {
  readonly sensitive?: boolean;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
  readonly additionalProperties?: TSchema | boolean;
};

const known = new WeakMap<TSchema, boolean>();

/** True where any value of this schema may hold something sensitive. */
export function hasSensitive(schema: TSchema | undefined): boolean {
  if (!schema) return false;
  const before = known.get(schema);
  if (before !== undefined) return before;
  // A schema that refers to itself is asked about while it is being looked through.
  known.set(schema, false);
  const { sensitive = false } = schema as Shape;
  const found = sensitive || partsOf(schema as Shape).some(hasSensitive);
  known.set(schema, found);
  return found;
}

/** True where every value of this schema is sensitive as a whole, whichever branch of a union it is of. */
export function isSensitive(schema: TSchema | undefined): boolean {
  const { sensitive = false, anyOf = [] } = (schema ?? {}) as Shape;
  return sensitive || anyOf.some(isSensitive);
}

function partsOf({ properties = {}, items, anyOf = [], additionalProperties }: Shape): readonly TSchema[] {
  const rest = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  return [...Object.values(properties), ...anyOf, ...rest, ...(items ? [items] : [])];
}

/**
 * A copy of `value` in which every sensitive part was given to `change`, with where it stands: names of fields, each
 * behind a slash, and a star for the items of an array. Null stays null: that something is missing is no secret.
 */
export function mapSensitive(
  schema: TSchema | undefined,
  value: unknown,
  change: (part: unknown, path: string) => unknown,
  path = '',
): unknown {
  if (value === null || value === undefined || !hasSensitive(schema)) return value;
  const shape = schema as Shape;
  if (isSensitive(schema)) return change(value, path);
  if (Array.isArray(value)) return value.map((item) => mapSensitive(shape.items, item, change, `${path}/*`));
  if (shape.anyOf) return mapSensitive(branchOf(shape.anyOf, value), value, change, path);
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    mapSensitive(fieldOf(shape, name), part, change, `${path}/${name}`),
  ]);
  return Object.fromEntries(entries);
}

const fieldOf = ({ properties = {}, additionalProperties }: Shape, name: string): TSchema | undefined =>
  properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);

/**
 * Of a union, the schema to go by. Where the value could be any of several, that is one with all their fields: better
 * to encrypt what another branch would have let stand.
 */
function branchOf(branches: readonly TSchema[], value: unknown): TSchema | undefined {
  const sensitive = branches.filter(hasSensitive);
  if (sensitive.length < 2 || typeof value !== 'object') return sensitive[0];
  const properties = Object.assign({}, ...sensitive.map((branch) => (branch as Shape).properties ?? {}));
  return { type: 'object', properties } as TSchema;
}
