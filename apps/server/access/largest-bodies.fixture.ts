/** Bodies as large as a call takes, of the shapes that take longest to look at. */
import type { AnyCall } from '@kernos/kernel/contract';
import type { Sent } from '@kernos/services/testing/access.fixture';
import { Value } from 'typebox/value';
import { validBody } from './valid-body.fixture.ts';

/** As much of JSON Schema as the contracts' bodies use. */
interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** One of them, as JSON, and what is in it. */
export interface LargeBody {
  readonly what: string;
  readonly json: string;
}

/** What a call takes whose contract does not say it: `BODY_LIMIT` of kernel/src/http/routes.ts. */
const USUAL_LIMIT = 1_048_576;
/** For what stands around the fields, and between them. */
const SPARE = 1_000;

/** What regular expressions, Markdown, templates and readers of addresses stumble over where there is much of it. */
export const stumblingBlocks = [
  ...[
    '<a ',
    '<!--',
    '</',
    '&',
    '[',
    '![](',
    '](',
    '*',
    '_*',
    '`',
    '` `` ',
    '> ',
    '- ',
    '|',
    '#',
    '~~',
    '\\',
    ':::',
  ],
  ...[
    '{{',
    '{{a}}',
    '{{ ',
    '{% if a %}',
    '\n',
    ' \n',
    '\t',
    ' ',
    'a ',
    'a',
    'a\n',
    'e\u0301',
    '\u0301',
    '🙂',
    '한',
    '\u202e',
  ],
  ...['.-', 'a.', 'a@', '@a.', 'http://', 'www.', '"\\', "'", '(', 'or -', '0', '9,', 'l’'],
];

/** Each is no longer than the call takes; those of texts are what its schema takes too, as far as that can be. */
export function* largestBodies(call: AnyCall, sent: Sent): Iterable<LargeBody> {
  const limit = (call.bodyLimit ?? USUAL_LIMIT) - SPARE;
  const schema = call.body as Schema;
  yield* shapes(Object.keys(schema.properties ?? {}), limit);
  const usual = sent.body ?? validBody(schema);
  for (const text of stumblingBlocks) {
    const json = JSON.stringify(fill(schema, usual, { text, left: limit }));
    if (json.length > 2 * JSON.stringify(usual).length)
      yield { what: `texts of ${JSON.stringify(text)}`, json };
  }
}

/** What no contract asks for: it is refused, and that must not take long either. */
function* shapes(fields: readonly string[], limit: number): Iterable<LargeBody> {
  const share = Math.floor(limit / Math.max(1, fields.length)) - 100;
  const everywhere = (json: string) => `{${fields.map((name) => `${JSON.stringify(name)}:${json}`).join()}}`;
  const names = (length: number) => `{${Array.from({ length: length / 12 }, (_, n) => `"${n}":1`).join()}}`;
  yield { what: 'numbers', json: everywhere(`[1${',1'.repeat(share / 2)}]`) };
  yield { what: 'empty objects', json: everywhere(`[{}${',{}'.repeat(share / 3)}]`) };
  yield { what: 'lists in lists', json: everywhere('['.repeat(share / 2) + ']'.repeat(share / 2)) };
  yield {
    what: 'objects in objects',
    json: everywhere(`${'{"a":'.repeat(share / 6)}1${'}'.repeat(share / 6)}`),
  };
  yield { what: 'a long number', json: everywhere('9'.repeat(share)) };
  yield { what: 'a long text', json: everywhere(`"${' '.repeat(share)}"`) };
  yield { what: 'escapes', json: everywhere(`"${'\\u005f'.repeat(share / 6)}"`) };
  yield { what: 'names', json: names(limit) };
  yield { what: 'names within', json: everywhere(names(share)) };
}

/** With what a value is filled, and how many bytes of it there may still be. */
interface Filling {
  readonly text: string;
  left: number;
}

/** The largest value of a schema; `usual` where nothing larger is taken. */
function fill(schema: Schema, usual: unknown, filling: Filling): unknown {
  const { anyOf, type, items = {}, maxItems = 1_000, properties = {} } = schema;
  if (schema.enum || schema.const !== undefined) return usual ?? validBody(schema);
  // The last one is the largest where there are several; null never is.
  const branch = anyOf?.findLast((one) => one.type !== 'null');
  if (branch) return fill(branch, usual, filling);
  if (type === 'string') return filled(schema, usual, filling);
  if (type === 'array') {
    const one = Array.isArray(usual) ? usual[0] : validBody(items);
    const many: unknown[] = [];
    while (many.length < maxItems && filling.left > SPARE) many.push(fill(items, one, filling));
    return many;
  }
  if (type !== 'object') return usual;
  const parts = Object.entries(properties).map(([name, part]) => {
    filling.left -= name.length + 20;
    return [name, fill(part, (usual as Record<string, unknown> | undefined)?.[name], filling)] as const;
  });
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

function filled(schema: Schema, usual: unknown, filling: Filling): unknown {
  const { maxLength = 10_000, format } = schema;
  const { text } = filling;
  const bytes = Buffer.byteLength(JSON.stringify(text)) - 2;
  const times = Math.min(maxLength / [...text].length, filling.left / bytes);
  const value = text.repeat(Math.max(0, Math.floor(times)));
  // A pattern or a format refuses most; what it is looked at with is among the shapes.
  const chosen = format === undefined && Value.Check(schema as never, value) ? value : usual;
  filling.left -= Buffer.byteLength(JSON.stringify(chosen ?? '')) + 10;
  return chosen;
}
