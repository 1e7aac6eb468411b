/** Which fields are secrets by their name: none may be kept where it could be read. */
import type { TSchema } from 'typebox';

const secretName =
  /passw|passphrase|secret|token|credential|api-?_?key|private-?_?key|recovery-?_?code|authorization|cookie/i;

/** True where a field is a secret, by its name. */
export const isSecretName = (name: string): boolean => secretName.test(name);

interface Shape {
  readonly type?: string;
  readonly sensitive?: boolean;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
}

/** The name of the first field that holds text, is a secret by its name, and is not declared `sensitive`; null where none is. */
export function openSecret(schema: TSchema | undefined): string | null {
  const { sensitive, properties = {}, items, anyOf = [] } = (schema ?? {}) as Shape;
  if (sensitive) return null;
  for (const [name, field] of Object.entries(properties))
    if (isSecretName(name) && holdsText(field) && !(field as Shape).sensitive) return name;
  for (const part of [...Object.values(properties), ...anyOf, ...(items ? [items] : [])]) {
    const found = openSecret(part);
    if (found !== null) return found;
  }
  return null;
}

function holdsText(schema: TSchema): boolean {
  const { type, items, anyOf = [] } = schema as Shape;
  return type === 'string' || anyOf.some(holdsText) || (items !== undefined && holdsText(items));
}
