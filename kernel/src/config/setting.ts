/** One setting of the configuration: its type, and what it says about itself. */
import type { TSchema } from 'typebox';

/** What a setting says about itself, beside its type. */
export interface About {
  /** The environment variable it is read from. */
  env: string;
  /** What it is for, in a sentence that `npm run kernos -- config` prints. */
  doc: string;
  /** Completes "PORT is "abc"; give …". */
  right: string;
  /** Text used when the variable is missing or empty. A setting without one is optional. */
  fallback?: string;
  /** What of it is never shown, not even when it is wrong: all of it, or the password inside a URL. */
  secret?: 'whole' | 'password';
}

const about = new WeakMap<TSchema, About>();

/** Declares a setting. */
export function setting<S extends TSchema>(schema: S, facts: About): S {
  about.set(schema, facts);
  return schema;
}

export function factsOf(schema: TSchema): About {
  const facts = about.get(schema);
  if (!facts) throw new Error('a setting was declared without saying what it is for');
  return facts;
}
