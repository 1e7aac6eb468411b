/**
 * What is filled in against the schema of the call that takes it: the same validator as the server's (decision 6), in
 * words for a person. It comes with the first form that is opened.
 */
import { Errors } from 'typebox/schema';
import type { PatternWords } from './words.en.ts';

export interface BodySchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
}

interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What is wrong with which field, by its name; the first thing of each. Empty where nothing is. */
export function wrongFields(
  schema: BodySchema,
  body: Readonly<Record<string, unknown>>,
  words: PatternWords['form'],
): Record<string, string> {
  const [, faults] = Errors(schema as never, body) as unknown as [boolean, readonly Fault[]];
  const wrong: Record<string, string> = {};
  for (const fault of faults) {
    const names =
      fault.keyword === 'required'
        ? (fault.params.requiredProperties as readonly string[])
        : [fault.instancePath.split('/')[1] ?? ''];
    // Of a choice of schemas, what is wrong by the one that is no null is told by itself.
    if (fault.keyword === 'anyOf' || fault.params.type === 'null') continue;
    for (const name of names) wrong[name] ??= sentence(fault, words);
  }
  return wrong;
}

/** Whether nothing, or an empty text, would be refused. */
export function isNeeded({ properties, required = [] }: BodySchema, name: string): boolean {
  const { minLength = 0, minItems = 0, type } = properties[name] ?? {};
  if (!required.includes(name)) return false;
  return type === 'string' ? Number(minLength) > 0 : type === 'array' ? Number(minItems) > 0 : true;
}

function sentence({ keyword, params }: Fault, words: PatternWords['form']): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'required':
      return words.needed;
    case 'minLength':
      return limit === 1 ? words.needed : words.atLeast(limit);
    case 'maxLength':
      return words.atMost(limit);
    case 'minItems':
      return words.choose;
    case 'maxItems':
      return words.chooseAtMost(limit);
    case 'minimum':
      return words.notLess(limit);
    case 'maximum':
      return words.notMore(limit);
    case 'pattern':
      return params.pattern === '\\S' ? words.needed : words.wrong;
    case 'type':
      return params.type === 'integer' ? words.whole : params.type === 'number' ? words.number : words.needed;
    case 'format':
      return formatSentence(String(params.format), words);
    default:
      return words.wrong;
  }
}

function formatSentence(format: string, words: PatternWords['form']): string {
  if (format === 'email') return words.email;
  if (format === 'uri' || format === 'url') return words.address;
  return format === 'date' ? words.date : words.wrong;
}
