/** What went wrong, as a person reads it: docs/decisions/0028-refusals-in-the-readers-language.md. */
import { type FieldError, KernosError, TransportError } from '@kernos/kernel/errors';
import { useCommonWords } from './common-words.ts';
import type { UseWords } from './words.ts';

/** Sentences for refusals by their stable codes, and for fields at fault by theirs; the server's own stand for others. */
export interface ProblemWords {
  readonly problems: Readonly<Record<string, string | ((error: KernosError) => string)>>;
  readonly fields: Readonly<Record<string, string | ((limit: number) => string)>>;
}

let translated: Pick<UseWords<ProblemWords>, 'now' | 'soon'> | undefined;

/** To be told the sentences of all features, once, before anything is asked. */
export function translateProblems(words: UseWords<ProblemWords>): void {
  translated = words;
  words.now();
}

/** What the address names cannot be anything: a part of it was lost on the way. */
export const isOfAddress = ({ code, errors = [] }: KernosError): boolean =>
  code === 'invalid-input' && errors.length > 0 && errors.every(({ path }) => path.startsWith('/params/'));

/** The sentence for a person; the server's own where the reader's language has none for it. */
export function messageOf(error: Error): string {
  const common = useCommonWords.now();
  if (error instanceof TransportError) return common.unreachable;
  // A fault of the page: its message says something to those who wrote it.
  if (!(error instanceof KernosError)) return common.failed;
  if (isOfAddress(error)) return common.wrongAddress;
  const known = translated?.now().problems[error.code];
  return typeof known === 'function' ? known(error) : (known ?? error.message);
}

/** The same in a component, which is drawn again when the sentences of the language are there. */
export function useMessageOf(error: Error): string {
  translated?.soon();
  return messageOf(error);
}

/** What is wrong with which field of a form: `fieldErrors(error).email`. Keys are the names of body fields. */
export function fieldErrors(error: Error | null): Record<string, string> {
  if (!(error instanceof KernosError)) return {};
  return Object.fromEntries(
    (error.errors ?? []).map((one) => [one.path.replace(/^\/(body\/)?/, ''), fieldSentence(one)]),
  );
}

/** The sentence for a field at fault: the same where the page found it as where the server did. */
export function fieldSentence({ code = '', limit = 0, message }: Omit<FieldError, 'path'>): string {
  const known = translated?.now().fields[code];
  return typeof known === 'function' ? known(limit) : (known ?? message);
}
