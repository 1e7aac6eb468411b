/** Requests of which one value each is odd: what a parameter may be by its schema, and nobody thought of. */
import type { AnyCall } from '@kernos/kernel/contract';
import { encodeCursor } from '@kernos/kernel/list';
import type { Sent } from '@kernos/services/testing/access.fixture';
import { validBody } from './valid-body.fixture.ts';

/** As much of JSON Schema as the contracts' inputs use. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface OddRequest {
  /** Where the odd value stands, and which it is. */
  readonly what: string;
  readonly sent: Sent;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const EAST = '2026-01-01T00:00:00+16:00';
const instants = [EAST, '2016-12-31T23:59:60Z', '9999-12-31T23:59:59.999999Z', '0001-01-01T00:00:00+01:00'];
const texts = ['\0', `'"\\%_$1{{a}}<a \u0001\u202e\u200b\u{10ffff}`, '9'.repeat(30), EAST];
/** Hand-made: a page ends after a place that a list may be sorted by, or that nothing is. */
const cursors = [
  ...[EAST, '0001-01-01T00:00:00Z', 2 ** 31 - 1, 2 ** 53 - 1, 1e300, "'\\"].flatMap((place) => [
    encodeCursor([place]),
    encodeCursor([place, NIL]),
  ]),
  ...[1, EAST].map((place) => encodeCursor([place, NIL, "'a' <99999> !!", '\\'])),
  encodeCursor([1, NIL, "'a' <99999> 'b'", "'a'"]),
  Buffer.from('[1e999,"a\\u0000"]').toString('base64url'),
];

function oddValues(schema: Schema, name: string): readonly unknown[] {
  if (schema.anyOf) return [null, ...schema.anyOf.flatMap((branch) => oddValues(branch, name))];
  if (name === 'cursor') return cursors;
  const { type, format, maxLength = 200, minimum = -(2 ** 53), maximum = 2 ** 53 - 1 } = schema;
  if (type === 'integer' || type === 'number') return [minimum, maximum, 1.5, '99999999999999999999'];
  if (type === 'boolean') return [true, false];
  if (type === 'array') return [[], Array(schema.maxItems ?? 10).fill(validBody(schema.items ?? {}))];
  if (type !== 'string' || schema.enum) return ['\0'];
  if (format === 'uuid') return [NIL];
  if (format === 'date-time') return instants;
  if (format !== undefined)
    return [`${'a'.repeat(60)}@${'b'.repeat(60)}.example`, 'http://[::1]:99999/', 'http://a:99999999/%00'];
  const longest = Math.min(maxLength, 2_000);
  return [...texts, '🙂'.repeat(longest)];
}

/** The places of a schema, by the names of the fields that lead there. */
function* places(
  schema: Schema,
  path: readonly string[] = [],
): Iterable<readonly [readonly string[], unknown]> {
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const at = [...path, name];
    for (const value of oddValues(part, name)) yield [at, value];
    for (const branch of [part, ...(part.anyOf ?? [])]) yield* places(branch, at);
  }
}

const replaced = (value: unknown, [name, ...rest]: readonly string[], odd: unknown): unknown =>
  name === undefined
    ? odd
    : { ...(value as object), [name]: replaced((value as Record<string, unknown>)?.[name], rest, odd) };

/** Each with one odd value, in the request that `sent` is. */
export function* oddRequests(call: AnyCall, sent: Sent): Iterable<OddRequest> {
  const shown = (path: readonly string[], value: unknown) =>
    `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 80)}`;
  for (const part of ['params', 'query'] as const)
    for (const [path, value] of places((call[part] ?? {}) as Schema))
      if (part === 'query' || String(value) !== '')
        yield {
          what: `${part} ${shown(path, value)}`,
          sent: { ...sent, [part]: replaced(sent[part], path, String(value)) },
        };
  if (call.body && !sent.form) {
    const body = sent.body ?? validBody(call.body);
    for (const [path, value] of places(call.body as Schema))
      yield {
        what: `body ${shown(path, value)}`,
        sent: { ...sent, body: replaced(body, path, value) as Record<string, unknown> },
      };
  }
  for (const headers of oddHeaders)
    yield { what: JSON.stringify(headers), sent: { ...sent, headers: { ...sent.headers, ...headers } } };
}

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'if-match': '"99999999999999999999"' },
  { 'idempotency-key': '\xff\xfe' },
  {
    ...{
      accept: ';;q=,*/',
      'accept-encoding': 'q=9;,,',
      'accept-language': '\xff;;',
      traceparent: '00-zz',
      cookie: '=;%00;;a="',
    },
    ...{
      range: 'bytes=99999999999999999999-',
      'if-none-match': '"',
      'if-modified-since': 'x',
      'last-event-id': '-1e999',
    },
    ...{ 'x-forwarded-for': 'a, b', 'kernos-purpose': '\xff' },
  },
  { 'kernos-organization': "'" },
];
