/** Instants in an input, which reach a handler in UTC however they were written: see `Timestamp`. */
import type { TSchema } from 'typebox';
import { instantOf } from '../contract/text.ts';

interface Shape {
  readonly format?: string;
  readonly anyOf?: readonly TSchema[];
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/** True where a value of this schema may hold an instant. */
export function hasInstants(schema: TSchema): boolean {
  const { format, anyOf = [], items, properties = {} } = schema as Shape;
  const parts = [...anyOf, ...Object.values(properties), ...(items ? [items] : [])];
  return format === 'date-time' || parts.some(hasInstants);
}

/** A copy of a valid value with its instants in UTC. */
export function readInstants(schema: TSchema, value: unknown): unknown {
  const { format, anyOf = [], items, properties = {} } = schema as Shape;
  if (anyOf.length > 0) return anyOf.reduce((read, branch) => readInstants(branch, read), value);
  if (typeof value === 'string') return format === 'date-time' ? (instantOf(value) ?? value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return items ? value.map((item) => readInstants(items, item)) : value;
  const fields = Object.entries(value).map(([name, part]) => {
    const schemaOfPart = properties[name];
    return [name, schemaOfPart ? readInstants(schemaOfPart, part) : part];
  });
  return Object.fromEntries(fields);
}
