/**
 * Input against its schema, with errors a person can act on. Query and path parameters arrive as text and
 * are converted first; a JSON body is taken as it is.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { commonError, type FieldError } from '../contract/errors.ts';
import { fieldFaults, type SchemaFault } from '../contract/field-faults.ts';
import { isPatternOfIds, textPatterns } from '../contract/schemas.ts';

/** Returns the value with defaults filled in; throws `invalid-input` naming every field at fault. */
export type Validate = (value: unknown) => unknown;

/**
 * A validator for one part of a request. `where` starts the paths in its errors, e.g. `/query`. Compiled with
 * the first value: compiling those of all calls takes as long as loading the system does.
 */
export function validator(schema: TObject, where: '' | '/query' | '/params'): Validate {
  let validate: Validate | undefined;
  return (given) => {
    validate ??= compile(schema, where);
    return validate(given);
  };
}

function compile(schema: TObject, where: '' | '/query' | '/params'): Validate {
  const compiled = Compile(schema);
  const isText = where !== '';
  const fills = hasDefaults(schema);
  const nothingNeeded = isText && compiled.Check({}) && !fills;
  return (given) => {
    if (nothingNeeded && isEmpty(given)) return given;
    let value: unknown = given ?? {};
    if (isText) value = Value.Convert(schema, { ...(value as object) }) as unknown;
    if (isText || fills) value = Value.Default(schema, value);
    if (compiled.Check(value)) return value;
    const faults = fieldFaults(compiled.Errors(value) as unknown as SchemaFault[]);
    throw invalid(
      faults.map((fault) => ({
        path: where + fault.path,
        message: sentence(fault, schema),
        code: fault.code,
        ...(fault.limit !== undefined && { limit: fault.limit }),
      })),
    );
  };
}

/** Whether an object has no fields. */
export function isEmpty(given: unknown): boolean {
  for (const _ in given as object) return false;
  return true;
}

function hasDefaults(schema: TObject): boolean {
  return Object.values(schema.properties).some((property) => 'default' in (property as object));
}

function invalid(errors: FieldError[]) {
  const first = errors[0];
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return commonError(
    'invalid-input',
    `${first?.path || 'The body'}: ${first?.message ?? 'is not valid'}${rest}`,
    { errors },
  );
}

function sentence({ keyword, instancePath, params, message }: SchemaFault, schema: TObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties': {
      const known = Object.keys(schema.properties).join(', ') || 'none';
      return `is not a field here${instancePath === '' ? `; the fields are: ${known}` : ''}`;
    }
    case 'minLength':
      return `must have at least ${params.limit} characters`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minimum':
      return `must be ${params.limit} or more`;
    case 'maximum':
      return `must be ${params.limit} or less`;
    case 'type':
      return `must be of type ${[params.type].flat().join(' or ')}`;
    case 'format':
      return `must be ${formats[String(params.format)] ?? `a ${params.format}`}`;
    case 'pattern':
      if (isPatternOfIds(params.pattern)) return 'must be ids with commas between them';
      return textPatterns[String(params.pattern)]?.says ?? `must match ${params.pattern}`;
    case 'enum':
      return `must be one of: ${(params.allowedValues as unknown[]).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    default:
      return message;
  }
}

const formats: Record<string, string> = {
  uuid: 'an id (a UUID such as 018f3c1e-0000-7000-8000-000000000000)',
  email: 'an e-mail address such as ada@example.org',
  'idn-email': 'an e-mail address such as ada@example.org',
  'date-time': 'an instant such as 2026-11-20T09:30:00.000Z',
  date: 'a day such as 2026-11-20',
  uri: 'an address such as https://example.org/',
};

/** The schema of a multipart body without its file fields, which are checked while they are received. */
export function withoutFiles(body: TObject): TObject {
  const fields = Object.entries(body.properties).filter(
    ([, schema]) => (schema as { format?: string }).format !== 'binary',
  );
  return Type.Object(Object.fromEntries(fields) as Record<string, TSchema>, { additionalProperties: false });
}
