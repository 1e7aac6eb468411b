/**
 * What of an input is too much, asked before anything else is: each value is looked at once and nothing is computed
 * of it, so that what a validator does later is done on values of the size that their schema allows.
 */
import type { TSchema } from 'typebox';
import type { SchemaFault } from '../contract/field-faults.ts';
import { isReadable } from '../contract/text.ts';
import { DEEPEST } from './read-json.ts';

interface Shape {
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
}

/** How much a value may hold whose schema does not say it. */
const usual = { maxLength: 10_000, maxItems: 1_000, maxProperties: 200 } as const;
/** So many faults are named; the rest is not looked at. */
const MOST_FAULTS = 20;

/** The first faults of size; none where `value` is as small as `schema` asks. */
export function excessOf(schema: TSchema, value: unknown): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  look([schema as Shape], value, '', 0, faults);
  return faults;
}

/** @param shapes any of them may be what the value is meant to be; none where nobody says what it is */
function look(
  shapes: readonly Shape[],
  value: unknown,
  path: string,
  depth: number,
  faults: SchemaFault[],
): void {
  const kind = kindOf(value);
  if (kind === null || faults.length >= MOST_FAULTS) return;
  const fault: Fault = (keyword, params) => {
    faults.push({ keyword, instancePath: path, message: 'is too much', params });
  };
  const all = shapes.flatMap(branchesOf);
  // What is read as it arrives is no value yet.
  if (all.some((shape) => 'x-whole' in shape)) return;
  const fitting = all.filter(({ type = kind }) => type === kind);
  if (depth > DEEPEST) fault('depth', { limit: DEEPEST });
  else if (kind === 'string') lookAtText(fitting, value as string, fault);
  // What is in a list or an object that should be none is nobody's concern.
  else if (all.length > 0 && fitting.length === 0) fault('type', { type: all.map(({ type }) => type) });
  else
    for (const [name, part, shapesOfPart] of partsOf(fitting, value as object, fault))
      look(shapesOfPart, part, `${path}/${pointer(name)}`, depth + 1, faults);
}

const kindOf = (value: unknown): 'string' | 'array' | 'object' | null => {
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : null;
};

const branchesOf = (shape: Shape): readonly Shape[] => shape.anyOf?.flatMap(branchesOf) ?? [shape];

type Fault = (keyword: string, params: Record<string, unknown>) => void;

function lookAtText(shapes: readonly Shape[], text: string, fault: Fault): void {
  const limit = largest(shapes, 'maxLength');
  // Characters beyond the first plane count once, and take two: the validator counts, where that could matter.
  if (text.length > 2 * limit) fault('maxLength', { limit });
  else if (!isReadable(text)) fault('unreadable', {});
}

/** The items or fields of a value, and what each may be; none where it has too many. */
function* partsOf(
  shapes: readonly Shape[],
  value: object,
  fault: Fault,
): Iterable<readonly [string, unknown, readonly Shape[]]> {
  if (Array.isArray(value)) {
    const limit = largest(shapes, 'maxItems');
    const items = shapes.flatMap((shape) => shape.items ?? []);
    if (value.length > limit) fault('maxItems', { limit });
    else for (const [index, item] of value.entries()) yield [String(index), item, items];
    return;
  }
  const fields = Object.entries(value);
  const limit = largest(shapes, 'maxProperties');
  if (fields.length > limit) fault('maxProperties', { limit });
  else
    for (const [name, part] of fields)
      if (isReadable(name)) yield [name, part, shapes.flatMap((shape) => fieldOf(shape, name))];
      else fault('unreadable', {});
}

/** The largest of these limits: what is too much for all of them is too much. What nobody describes has none. */
const largest = (shapes: readonly Shape[], limit: keyof typeof usual): number =>
  shapes.length === 0
    ? Number.POSITIVE_INFINITY
    : Math.max(...shapes.map((shape) => shape[limit] ?? usual[limit]));

function fieldOf({ properties = {}, patternProperties, additionalProperties }: Shape, name: string): Shape[] {
  if (Object.hasOwn(properties, name)) return [properties[name] as Shape];
  const others = Object.values(patternProperties ?? {});
  return typeof additionalProperties === 'object' ? [...others, additionalProperties] : others;
}

const pointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
