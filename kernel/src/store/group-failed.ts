import pg from 'pg';

/** A transaction came to nothing for the sake of others that it was made with, or held them up for too long. */
export class GroupFailed extends Error {
  override readonly name = 'GroupFailed';
}

/** True where a transaction failed in a group as it may not fail when it is run again alone. */
export function mayGoAlone(error: unknown): boolean {
  if (error instanceof GroupFailed) return true;
  // Another failed in the same transaction before it, or our patience ended within a statement.
  return error instanceof pg.DatabaseError && (error.code === '25P02' || error.code === '57014');
}
