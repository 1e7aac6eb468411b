/** Words with variables in them: which ones apply, and where they are filled. */
import type { Context } from '@kernos/kernel/context';
import { FairQueue } from '@kernos/kernel/fair-queue';
import { JOB_TOO_HARD, JobFailed, JobThread } from '@kernos/kernel/job-thread';
import { type InEachLanguage, languages } from '@kernos/kernel/language';
import { type Kinds, kindsOf, type Text } from './kinds.ts';
import type { Problem, Values } from './liquid.ts';
import type { Channel, Locale } from './schemas.ts';
import type { Request } from './template-thread.ts';

/** Words as they are filled: those that a service declares, or an organization's own. */
export interface Words extends Text {
  readonly isOwn: boolean;
}

/** The words of the organization that the transaction is bound to, or else the declared ones. */
export async function textOf(
  ctx: Pick<Context, 'tx' | 'declared'>,
  kind: string,
  channel: Channel,
  locale: Locale,
): Promise<Words | undefined> {
  const { rows } = await ctx.tx.query<Text>({
    name: 'notifications.template',
    text: `SELECT subject, text, action FROM notifications.templates WHERE kind = $1 AND channel = $2 AND locale = $3`,
    values: [kind, channel, locale],
  });
  if (rows[0]) return { ...rows[0], isOwn: true };
  const declared = kindsOf(ctx).words(kind, channel, locale);
  return declared && { ...declared, isOwn: false };
}

type For = Pick<Context, 'organizationId' | 'signal'>;

/** A text takes a few milliseconds. */
const LIMIT_MS = 2_000;
const thread = new JobThread<Request, unknown>(new URL('./template-thread.ts', import.meta.url), {
  idle: 30_000,
  heapMb: 64,
});
/** Far more than all who write words press preview at once. */
const queue = new FairQueue({ atOnce: 1, eachWaiting: 30 });

const inThread = <T>({ organizationId, signal }: For, request: Request): Promise<T> =>
  queue.run(organizationId, () => thread.run(request, LIMIT_MS) as Promise<T>, signal);

/**
 * What is wrong with a text, in sentences; empty where nothing is. A name that the kind does not have is
 * said together with those that it has.
 */
export async function problemsOf(of: For, kinds: Kinds, kind: string, text: Text): Promise<Problem[]> {
  const sample = kinds.sampleOf(kind);
  if (!sample) return [{ field: 'text', message: `There is no kind ${kind}.` }];
  const { subject, text: body, action } = text;
  const known = variablesOf(sample);
  let problems: Problem[];
  try {
    const request = { check: { subject, text: body, action }, sample, known };
    problems = await inThread<Problem[]>(of, request);
  } catch (error) {
    if (!(error instanceof JobFailed && error.code === JOB_TOO_HARD)) throw error;
    return [{ field: 'text', message: 'Filling it takes too much time or memory: look at its loops.' }];
  }
  if (kinds.specs.get(kind)?.secret && problems.length === 0 && !body.includes('link'))
    return [{ field: 'text', message: 'The text must name {{ link }}: without it, nobody can follow it.' }];
  return problems;
}

/** Paths of a sample as a text names them: `person.name`, `link`, `items`. */
export function variablesOf(sample: Values): string[] {
  return Object.entries(sample).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? variablesOf(value as Record<string, unknown>).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/** These values as words in this language may name them: what is in each language is a text of it. */
export const valuesIn = (locale: Locale, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isInEachLanguage(value) ? value[locale] : value]),
  );

const isInEachLanguage = (value: unknown): value is InEachLanguage =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).toSorted().join() === languages.toSorted().join() &&
  Object.values(value).every((text) => typeof text === 'string');

/** Puts values into words. Throws, naming it, where they name something that `values` has not. */
export async function fill(of: For, words: Words, values: Values): Promise<Text> {
  const { subject, text, action, isOwn } = words;
  if (isOwn) return inThread<Text>(of, { fill: { subject, text, action }, values });
  const { fillText } = await import('./liquid.ts');
  return fillText(words, values);
}
