/**
 * What somebody sent, fit to be kept and shown to others: secrets are masked, what is sensitive is encrypted, files are told by name and size,
 * long values are cut. A field is secret where its schema says `writeOnly` (JSON Schema) or `format: password`,
 * or where its name is that of a secret.
 */
import type { TSchema } from 'typebox';
import { isBinary } from '../contract/media.ts';
import { isSecretName } from '../contract/secrets.ts';
import { isSensitive } from '../contract/sensitive.ts';
import { readable, shortened } from '../contract/text.ts';

const SECRET = '[secret]';
const SENSITIVE = '[sensitive]';

const LONGEST_TEXT = 500;
const MOST_ITEMS = 20;
const DEEPEST = 6;
/** Characters of JSON in all. */
const LARGEST = 8_000;

type Fields = Readonly<Record<string, TSchema>>;
/** Makes of a sensitive value what is kept of it. */
type Seal = (value: unknown) => unknown;

/** A copy of `values` as described above; `fields` are their schemas, as far as they have one. */
export function masked(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
  seal: Seal = () => SENSITIVE,
): Record<string, unknown> {
  const copy = maskFields(fields, values, 0, seal);
  if (JSON.stringify(copy).length <= LARGEST) return copy;
  const small = (value: unknown) => value === null || ['boolean', 'number'].includes(typeof value);
  const smaller = Object.entries(copy)
    .slice(0, MOST_ITEMS)
    .map(([name, value]) => [
      shortened(name, LONGEST_TEXT),
      small(value) || value === SECRET ? value : `${shortened(JSON.stringify(value), 200)}… (cut)`,
    ]);
  return Object.fromEntries(smaller) as Record<string, unknown>;
}

function maskFields(fields: Fields, values: object, depth: number, seal: Seal): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]) => [
    readable(name),
    isSecretName(name) && value !== null ? SECRET : mask(fields[name], value, depth, seal),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function mask(schema: TSchema | undefined, value: unknown, depth: number, seal: Seal): unknown {
  const {
    writeOnly,
    format,
    items,
    'x-whole': whole,
  } = (schema ?? {}) as {
    'x-whole'?: string;
    writeOnly?: boolean;
    format?: string;
    items?: TSchema;
  };
  if (writeOnly || format === 'password') return SECRET;
  if (schema && isBinary(schema)) return aboutFile(value);
  // It was read as it came, and is gone.
  if (whole && typeof value !== 'string') return '… (a stream)';
  if (isSensitive(schema)) return value === null ? null : seal(mask(undefined, value, depth, seal));
  if (typeof value === 'string') return cut(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '… (cut)';
  if (Array.isArray(value)) {
    const kept = value.slice(0, MOST_ITEMS).map((item) => mask(items, item, depth + 1, seal));
    return value.length > MOST_ITEMS ? [...kept, `… (${value.length} in all)`] : kept;
  }
  return maskFields(fieldsOf(schema), value, depth + 1, seal);
}

// A value may be any of several: it is masked by the fields of all of them.
function fieldsOf(schema: TSchema | undefined): Fields {
  const { properties = {}, anyOf = [] } = (schema ?? {}) as { properties?: Fields; anyOf?: TSchema[] };
  return Object.assign({}, ...anyOf.map(fieldsOf), properties) as Fields;
}

// What was refused for its text is kept too, as far as it can be.
const cut = (text: string): string =>
  text.length > LONGEST_TEXT
    ? `${readable(shortened(text, LONGEST_TEXT))}… (${text.length} characters)`
    : readable(text);

function aboutFile(value: unknown): unknown {
  const { fileName, bytes } = (value ?? {}) as { fileName?: string; bytes?: number };
  return { fileName, bytes };
}
