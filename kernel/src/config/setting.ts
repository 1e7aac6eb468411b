/**
 * Settings: environment variables with their type, what they are for, and what would be right. The kernel declares
 * its own in config.ts; a service declares what it alone understands as `settings` of its definition, and reads them
 * typed: `ctx.settingsOf(group)`.
 */
import Type, { type Static, type TSchema } from 'typebox';
import { isBaseUrl, isMailboxUrl } from './urls.ts';

/** What a setting says about itself, beside its type. */
export interface About {
  /** The environment variable it is read from. */
  readonly env: string;
  /** What it is for, in a sentence that `npm run kernos -- config` prints. */
  readonly doc: string;
  /** Completes "PORT is "abc"; give …". */
  readonly right: string;
  /** Text used when the variable is missing or empty. A setting without one is optional. */
  readonly fallback?: string;
  /** What of it is never shown, not even when it is wrong: all of it, or the password inside a URL. */
  readonly secret?: 'whole' | 'password';
}

/** A setting: its schema, and what it says about itself. Text is read as the schema wants it: number, on/off, list. */
export interface Setting<S extends TSchema = TSchema, A extends About = About> {
  readonly schema: S;
  readonly about: A;
}
export type Fields = Readonly<Record<string, Setting>>;

type Given<F extends Fields> = {
  [K in keyof F]: F[K]['about'] extends { readonly fallback: string } ? K : never;
}[keyof F];

/** The values of some settings: those with a fallback are always there. */
export type ValuesOf<F extends Fields> = { [K in Given<F>]: Static<F[K]['schema']> } & {
  [K in Exclude<keyof F, Given<F>>]?: Static<F[K]['schema']>;
};

/** Declares a setting. */
export const setting = <S extends TSchema, const A extends About>(schema: S, about: A): Setting<S, A> => ({
  schema,
  about,
});

/** An http or https URL to build on: without query, fragment, name or password. */
export const BaseUrl = Type.Refine(Type.String(), isBaseUrl);

/** Where a mailbox is: `imaps://user:password@host:993/INBOX`. Such a setting is `secret: 'password'`. */
export const MailboxUrl = Type.Refine(Type.String(), isMailboxUrl);

/** Settings that belong together, and what a service reads of them. */
export interface SettingsGroup<Value = unknown> {
  readonly fields: Fields;
  /** What is wrong with them together, a sentence each. */
  readonly problems: (values: never) => readonly string[];
  readonly read: (values: never) => Value;
}

/**
 * Declares the settings of a service.
 * @param options.problems says in sentences what is wrong with values that are each right
 * @param options.read makes of them what the service works with; default: the values by their names
 */
export const settings = <const F extends Fields, Value = ValuesOf<F>>(
  fields: F,
  options: {
    readonly problems?: (values: ValuesOf<F>) => readonly string[];
    readonly read?: (values: ValuesOf<F>) => Value;
  } = {},
): SettingsGroup<Value> => ({
  fields,
  problems: options.problems ?? (() => []),
  read: options.read ?? ((values) => values as unknown as Value),
});
