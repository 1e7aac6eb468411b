/**
 * Which errors say that our own database is away. A handler meets errors that look the same (a connection of its own
 * that is refused, a pool of its own that is exhausted) and say nothing about it: so they are not told by their looks
 * but by who raised them. The store marks those of its own connections; nobody else can.
 */
import pg from 'pg';

const marked = new WeakSet<object>();
/** The errors with which connections of ours ended while nothing was asked of them. */
const endings = new WeakMap<object, pg.DatabaseError>();

/** PostgreSQL ended the session because its transaction sat idle for too long. */
const IDLE_IN_TRANSACTION = '25P03';

/** How deep the cause of an error may lie: whoever wraps one says so with `cause`. */
const CAUSES_AT_MOST = 5;

/** The connection was lost after COMMIT was sent and before it was answered: nobody knows what became of it. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/**
 * What a COMMIT that failed with `error` means: the error itself where it says that nothing was committed, else that
 * nobody knows.
 */
export function outcomeOf(error: unknown): unknown {
  // PostgreSQL's no is one; its farewell is not, for it may have come between the commit and the answer.
  if (error instanceof pg.DatabaseError && error.severity === 'ERROR') return error;
  // The client knew before, and sent nothing.
  if (error instanceof Error && /is not queryable/.test(error.message)) return error;
  return new OutcomeUnknown('the connection was lost while a transaction was being committed', {
    cause: error,
  });
}

/** True where the database could not be reached or is shutting down, also as the cause of what was thrown. */
export function isUnreachable(error: unknown): boolean {
  let at = error;
  for (let depth = 0; depth < CAUSES_AT_MOST && at instanceof Error; depth += 1) {
    if (marked.has(at)) return true;
    at = at.cause;
  }
  return false;
}

/** Remembers why a connection ended: what is sent on it afterwards only hears that it is gone. */
export function noteEnding(client: object, error: Error): void {
  if (error instanceof pg.DatabaseError) endings.set(client, error);
}

/**
 * Awaits what was asked of one of the store's own connections, or of its pool, and marks the error where that
 * says that the database is away. `client` is the connection, where there was one.
 */
export async function ofOurs<T>(asked: Promise<T>, client?: object): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const ending = client && endings.get(client);
    // The handler's doing, not the database's: it held a transaction open and asked nothing.
    if (ending?.code === IDLE_IN_TRANSACTION) {
      const text = 'the transaction was left idle for so long that the database ended it';
      throw new Error(text, { cause: ending });
    }
    if (error instanceof Error && saysAway(error)) marked.add(error);
    throw error;
  }
}

function saysAway(error: Error): boolean {
  if (error instanceof pg.DatabaseError)
    return error.code?.startsWith('57P') === true || error.code === '53300';
  const { code } = error as { code?: string };
  if (code !== undefined && connectionCodes.has(code)) return true;
  return /Connection terminated|is not queryable|timeout exceeded when trying to connect|Query read timeout/.test(
    error.message,
  );
}
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
