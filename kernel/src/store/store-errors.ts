/** What a person hears where the database, and not a rule of ours, stood in the way. */
import { commonError, type KernosError } from '../contract/errors.ts';
import { isUnreadable } from './store.ts';
import { isUnreachable } from './unreachable.ts';

/** Undefined for an error that is no such thing. */
export function ofDatabase(error: unknown): KernosError | undefined {
  if (isUnreadable(error)) {
    return commonError(
      'invalid-input',
      'A value in this request cannot be read: a cursor that no list gave out, or text with a NUL character.',
      { cause: error },
    );
  }
  if (isUnreachable(error)) {
    return commonError(
      'unavailable',
      'The database is not reachable right now. Nothing was saved; please try again.',
      { retryAfter: 1, cause: error },
    );
  }
  return undefined;
}
