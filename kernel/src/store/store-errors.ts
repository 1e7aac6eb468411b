/** What a person hears where the database or the disk, and not a rule of ours, stood in the way. */
import { commonError, KernosError } from '../contract/errors.ts';
import { serviceAway } from '../unit-of-work/away.ts';
import { DISK_FULL, isUnreadable } from './store.ts';
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
  if (isStorageFull(error)) return storageFull(error);
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

/** That there is no room: nobody's mistake, so what is tried again in the background is not counted for it. */
export const storageFull = (cause?: unknown): KernosError =>
  serviceAway(
    commonError(
      'storage-full',
      'The storage of this system is full. Nothing was saved; an administrator has to make room.',
      { retryAfter: 60, cause },
    ),
  );

/** PostgreSQL's word for it, and the system's. */
const fullCodes = new Set([DISK_FULL, 'ENOSPC', 'EDQUOT']);
const CAUSES_AT_MOST = 5;

/** True where there was no room on a disk, also as the cause of what was thrown, unless that says what it means. */
export function isStorageFull(error: unknown): boolean {
  let at = error;
  for (let depth = 0; depth < CAUSES_AT_MOST && at instanceof Error; depth += 1) {
    if (at instanceof KernosError) return false;
    if (fullCodes.has((at as { code?: string }).code ?? '')) return true;
    at = at.cause;
  }
  return false;
}
