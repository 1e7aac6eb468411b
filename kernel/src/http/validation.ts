/**
 * Input against its schema, with errors a person can act on. Query and path parameters arrive as text and
 * are converted first; a JSON body is taken as it is.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import Format from 'typebox/format';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { commonError, type FieldError } from '../contract/errors.ts';
import { fieldFaults, type SchemaFault } from '../contract/field-faults.ts';
import { isPatternOfIds, textPatterns } from '../contract/schemas.ts';
import { instantOf } from '../contract/text.ts';
import { excessOf } from './excess.ts';
import { hasInstants, readInstants } from './read-instants.ts';

/** Returns the value with defaults filled in and instants in UTC; throws `invalid-input` naming every field at fault. */
export type Validate = (value: unknown) => unknown;

const MOST_FAULTS = 100;
Settings.Set({ maxErrors: MOST_FAULTS });
// A format has one reading: what is valid is what can be read.
Format.Set('date-time', (text) => instantOf(text) !== null);

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
  const readsInstants = hasInstants(schema);
  const nothingNeeded = isText && compiled.Check({}) && !fills;
  const refuse = (faults: readonly SchemaFault[]) =>
    invalid(
      fieldFaults(faults).map((fault) => ({
        path: where + fault.path,
        message: sentence(fault, schema),
        code: fault.code,
        ...(fault.limit !== undefined && { limit: fault.limit }),
      })),
    );
  return (given) => {
    if (nothingNeeded && isEmpty(given)) return given;
    let value: unknown = given ?? {};
    const excess = excessOf(schema, value);
    if (excess.length > 0) throw refuse(excess);
    if (isText) value = fromTexts(schema, value as object);
    if (isText || fills) value = Value.Default(schema, value);
    if (!compiled.Check(value)) throw refuse(compiled.Errors(value) as unknown as SchemaFault[]);
    return readsInstants ? readInstants(schema, value) : value;
  };
}

/** What JSON writes as a number. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Parameters as their schemas ask for them. What is no such thing stays the text that it is, and is refused as one. */
function fromTexts({ properties }: TObject, given: object): Record<string, unknown> {
  const entries = Object.entries(given).map(([name, text]) => {
    const { type } = (properties[name] ?? {}) as { type?: string };
    if ((type === 'integer' || type === 'number') && NUMBER.test(String(text))) return [name, Number(text)];
    if (type === 'boolean' && (text === 'true' || text === 'false')) return [name, text === 'true'];
    return [name, text];
  });
  return Object.fromEntries(entries);
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
  const more = errors.length - 1;
  const rest = more > 0 ? ` (and ${errors.length < MOST_FAULTS ? '' : 'at least '}${more} more)` : '';
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
    case 'unreadable':
      return 'must be text that can be kept: it has a NUL character, or half of a character';
    case 'depth':
      return `must not be nested deeper than ${params.limit}`;
    case 'maxItems':
      return `must have at most ${params.limit} items`;
    case 'maxProperties':
      return `must have at most ${params.limit} fields`;
    case 'uniqueItems':
      return 'must not hold the same twice';
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
  email: 'an email address such as ada@example.org',
  'idn-email': 'an email address such as ada@example.org',
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
