/** A body that a schema takes, where nobody gave a better one. */
import { randomUUID } from 'node:crypto';

/** As much of JSON Schema as the contracts' bodies use. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maxLength?: number;
}

/**
 * An instance with the required fields alone; texts, ids and addresses are different each time. Throws where
 * the schema asks for more than can be guessed.
 */
export function validBody(schema: object): unknown {
  return instance(schema as Schema);
}

function instance(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.examples) return schema.examples[0];
  if (schema.anyOf?.[0]) return instance(schema.anyOf[0]);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, instance(schema.properties?.[name] ?? {})]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => instance(schema.items ?? {}));
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      throw new Error(`no instance can be guessed for ${JSON.stringify(schema)}: give the body in its line`);
  }
}

function text({ format, maxLength = 100 }: Schema): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'email' || format === 'idn-email') return `${randomUUID()}@somewhere.example`;
  if (format !== undefined) throw new Error(`no ${format} can be guessed: give the body in its line`);
  return `Some text ${randomUUID()}`.slice(0, maxLength);
}
