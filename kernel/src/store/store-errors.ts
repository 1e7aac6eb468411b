/** What a person hears where the database, and not a rule of ours, stood in the way. */
import { commonError, type KernosError } from '../contract/errors.ts';
import { isUnreadable } from './store.ts';
import { isUnreachable, OutcomeUnknown } from './unreachable.ts';

/** Undefined for an error that is no such thing. */
export function ofDatabase(error: unknown): KernosError | undefined {
  if (isUnreadable(error)) {
    return commonError(
      'invalid-input',
      'A value in this request cannot be read: a cursor that no list gave out, or text with a NUL character.',
      { cause: error },
    );
  }
  if (error instanceof OutcomeUnknown) {
    return commonError(
      'outcome-unknown',
      'The connection to the database was lost in the moment of saving: this may or may not have been saved. ' +
        'Send it again with the same Idempotency-Key to find out; without one, look before you repeat it.',
      { retryAfter: 1, cause: error },
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
