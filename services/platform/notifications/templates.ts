/** Words with variables in them (Liquid): which ones apply, what they may name, what they become. */
import type { Context } from '@kernos/kernel/context';
import type { Liquid } from 'liquidjs';
import { type Kinds, kindsOf, type Text } from './kinds.ts';
import type { Channel, Locale } from './schemas.ts';

const SUBJECT_LIMIT = 200;
/** What one text may cost: far above any letter, far below what would be felt. */
const limits = { parseLimit: 20_000, renderLimit: 200, memoryLimit: 1_000_000 };

/** The words of the organization that the transaction is bound to, or else the declared ones. */
export async function textOf(
  ctx: Pick<Context, 'tx' | 'declared'>,
  kind: string,
  channel: Channel,
  locale: Locale,
): Promise<Text | undefined> {
  const { rows } = await ctx.tx.query<Text>({
    name: 'notifications.template',
    text: `SELECT subject, text, action FROM notifications.templates WHERE kind = $1 AND channel = $2 AND locale = $3`,
    values: [kind, channel, locale],
  });
  return rows[0] ?? kindsOf(ctx).words(kind, channel, locale);
}

let loading: Promise<Liquid> | undefined;

/** Loaded with the first text. It reads no files, and only what it is given by name. */
function liquid(): Promise<Liquid> {
  loading ??= import('liquidjs').then(({ Liquid: Engine }) => {
    const engine = new Engine({
      strictVariables: true,
      strictFilters: true,
      ownPropertyOnly: true,
      ...limits,
      templates: {},
    });
    for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
    return engine;
  });
  return loading;
}

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

/**
 * What is wrong with a text, in sentences; empty where nothing is. A name that the kind does not have is
 * said together with those that it has.
 */
export async function problemsOf(kinds: Kinds, kind: string, text: Text): Promise<Problem[]> {
  const sample = kinds.sampleOf(kind);
  if (!sample) return [{ field: 'text', message: `There is no kind ${kind}.` }];
  const engine = await liquid();
  const known = variablesOf(sample);
  const problems: Problem[] = [];
  for (const [field, part] of parts) {
    const source = text[field];
    try {
      const named = engine.globalFullVariablesSync(source);
      const unknown = named.filter((name) => !known.includes(name));
      for (const name of unknown)
        problems.push({
          field,
          message: `The ${part} names {{ ${name} }}, which there is not. It can name: ${known.join(', ')}.`,
        });
      if (unknown.length === 0) engine.parseAndRenderSync(source, sample);
    } catch (error) {
      problems.push({ field, message: `The ${part} cannot be read: ${firstLine(error)}.` });
    }
  }
  if (kinds.specs.get(kind)?.secret && problems.length === 0 && !text.text.includes('link'))
    problems.push({
      field: 'text',
      message: 'The text must name {{ link }}: without it, nobody can follow it.',
    });
  return problems;
}

/** Paths of a sample as a text names them: `person.name`, `link`, `items`. */
export function variablesOf(sample: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(sample).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? variablesOf(value as Record<string, unknown>).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/** Puts values into a text. Throws, naming it, where it names something that `values` has not. */
export async function fill(text: Text, values: Readonly<Record<string, unknown>>): Promise<Text> {
  const engine = await liquid();
  const into = async (source: string) => String(await engine.parseAndRender(source, values));
  const subject = oneLine(await into(text.subject));
  return {
    subject: subject.length > SUBJECT_LIMIT ? `${subject.slice(0, SUBJECT_LIMIT - 1)}…` : subject,
    text: (await into(text.text)).trim(),
    action: oneLine(await into(text.action)),
  };
}

// A line break in a title would end the header that it stands in.
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const firstLine = (error: unknown) => String((error as Error).message).split('\n')[0];
