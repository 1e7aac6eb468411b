/** What a JSON Schema finds wrong, by field: the same on the server and in the browser, so that both say the same of it. */

import { textPatterns } from './schemas.ts';

/** An error of TypeBox. */
export interface SchemaFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface FieldFault extends SchemaFault {
  /** JSON Pointer (RFC 6901) to the field. */
  readonly path: string;
  /** What is wrong: a keyword of JSON Schema, a format, or a type. */
  readonly code: string;
  /** Of `minLength` and its like: how much it may be. */
  readonly limit?: number;
}

/** One fault for each field, the first that says something of it. */
export function fieldFaults(faults: readonly SchemaFault[]): FieldFault[] {
  const byPath = new Map<string, FieldFault>();
  for (const fault of faults.filter(saysSomething))
    for (const path of pathsOf(fault)) {
      const { limit } = fault.params;
      if (byPath.has(path)) continue;
      byPath.set(path, { ...fault, path, code: codeOf(fault), ...(typeof limit === 'number' && { limit }) });
    }
  return [...byPath.values()];
}

// A choice of schemas only repeats what is wrong by each of them, as `boolean` does of a field that is none; and that
// something is no null helps nobody.
const saysSomething = ({ keyword, params }: SchemaFault): boolean =>
  keyword !== 'anyOf' && keyword !== 'boolean' && !(keyword === 'type' && params.type === 'null');

function pathsOf({ keyword, instancePath, params }: SchemaFault): string[] {
  const names =
    keyword === 'required'
      ? params.requiredProperties
      : keyword === 'additionalProperties'
        ? params.additionalProperties
        : undefined;
  return (names as readonly string[] | undefined)?.map((name) => `${instancePath}/${name}`) ?? [instancePath];
}

function codeOf({ keyword, params }: SchemaFault): string {
  if (keyword === 'format') return String(params.format);
  if (keyword === 'type' && typeof params.type === 'string') return params.type;
  if (keyword === 'minLength' && params.limit === 1) return 'blank';
  return (keyword === 'pattern' && textPatterns[String(params.pattern)]?.code) || keyword;
}
