/** Words with variables in them (Liquid): what is wrong with them, and what they become. Loaded where texts are filled. */
import { shortened } from '@kernos/kernel/text';
import { type Context, type Emitter, Liquid } from 'liquidjs';
import type { Text } from './kinds.ts';

export type Values = Readonly<Record<string, unknown>>;

const SUBJECT_LIMIT = 200;
/** Longer than any letter; loops reach it soon. */
const OUTPUT_LIMIT = 50_000;

// It reads no files, and only what it is given by name.
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  ...{ parseLimit: 20_000, renderLimit: 200, memoryLimit: 1_000_000 },
  templates: {},
});
/** What is put out counts as memory, also what a tag keeps for later. */
class CountedOutput implements Emitter {
  readonly #counted: Context['memoryLimit'];
  buffer = '';

  constructor({ memoryLimit }: Context) {
    this.#counted = memoryLimit;
  }

  write(value: unknown): void {
    const text = Array.isArray(value) ? value.join('') : String(value ?? '');
    this.#counted.use(text.length);
    this.buffer += text;
  }
}
const { renderer } = engine;
const render = renderer.renderTemplates.bind(renderer);
renderer.renderTemplates = (templates, ctx, output = new CountedOutput(ctx)) =>
  render(templates, ctx, output);

for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];

/** What is wrong with one field of a text. */
export interface Problem {
  readonly field: keyof Text;
  readonly message: string;
}

/** What a person calls each field. */
const parts = [
  ['subject', 'subject'],
  ['text', 'text'],
  ['action', 'button'],
] as const;

/** What is wrong with a text that is filled with `sample`, and may name what is `known`. */
export function problemsIn(text: Text, sample: Values, known: readonly string[]): Problem[] {
  return parts.flatMap(([field, part]): Problem[] => {
    try {
      const named = engine.globalFullVariablesSync(text[field]);
      const unknown = named.filter((name) => !known.includes(name));
      if (unknown.length === 0) filled(text[field], sample);
      return unknown.map((name) => ({
        field,
        message: `The ${part} names {{ ${name} }}, which there is not. It can name: ${known.join(', ')}.`,
      }));
    } catch (error) {
      return [{ field, message: `The ${part} cannot be read: ${firstLine(error)}.` }];
    }
  });
}

/** Puts values into a text. Throws, naming it, where it names something that `values` has not. */
export function fillText(text: Text, values: Values): Text {
  const subject = oneLine(filled(text.subject, values));
  return {
    subject: subject.length > SUBJECT_LIMIT ? `${shortened(subject, SUBJECT_LIMIT - 1)}…` : subject,
    text: filled(text.text, values).trim(),
    action: oneLine(filled(text.action, values)),
  };
}

function filled(source: string, values: Values): string {
  const made = String(engine.parseAndRenderSync(source, values));
  if (made.length > OUTPUT_LIMIT)
    throw new Error(`it becomes longer than ${OUTPUT_LIMIT.toLocaleString('en')} characters`);
  return made;
}

// A line break in a title would end the header that it stands in.
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const firstLine = (error: unknown) => String((error as Error).message).split('\n')[0];
