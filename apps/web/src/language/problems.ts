/** What went wrong, as a person reads it. */
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { useCommonWords } from './common-words.ts';

/** The sentence for a person. Fields at fault are named by `fieldErrors`. */
export const messageOf = (error: Error): string =>
  error instanceof TransportError ? useCommonWords.now().unreachable : error.message;

/** What is wrong with which field of a form: `fieldErrors(error).email`. Keys are the names of body fields. */
export function fieldErrors(error: Error | null): Record<string, string> {
  if (!(error instanceof KernosError)) return {};
  return Object.fromEntries(
    (error.errors ?? []).map(({ path, message }) => [path.replace(/^\/(body\/)?/, ''), message]),
  );
}
