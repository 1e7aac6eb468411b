/**
 * What is filled in against the schema of the call that takes it: the same validator as the server's (decision 6). It
 * comes with the first form that is opened.
 */
import { type FieldFault, fieldFaults, type SchemaFault } from '@kernos/kernel/field-faults';
import { Errors } from 'typebox/schema';

export interface BodySchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
}

/** What is wrong with which field, by its name; the first thing of each. Empty where nothing is. */
export function wrongFields(
  schema: BodySchema,
  body: Readonly<Record<string, unknown>>,
): Record<string, FieldFault> {
  const [, faults] = Errors(schema as never, body) as unknown as [boolean, readonly SchemaFault[]];
  const wrong: Record<string, FieldFault> = {};
  for (const fault of fieldFaults(faults)) wrong[fault.path.split('/')[1] ?? ''] ??= fault;
  return wrong;
}

/** Whether nothing, or an empty text, would be refused. */
export function isNeeded({ properties, required = [] }: BodySchema, name: string): boolean {
  const { minLength = 0, minItems = 0, type } = properties[name] ?? {};
  if (!required.includes(name)) return false;
  return type === 'string' ? Number(minLength) > 0 : type === 'array' ? Number(minItems) > 0 : true;
}
