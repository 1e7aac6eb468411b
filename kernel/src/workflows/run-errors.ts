/** Errors of runs as they stand in the database: a failure is the same to a workflow when it is read back. */
import { type FieldError, KernosError } from '../contract/errors.ts';

export interface ErrorRecord {
  readonly name: string;
  /** What a person may read. */
  readonly detail: string;
  readonly code: string;
  readonly status?: number;
  readonly errors?: FieldError[];
  readonly stack?: string;
}

export function toRecord(thrown: unknown): ErrorRecord {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message: detail, stack } = error;
  const common = { name, detail, ...(stack !== undefined && { stack }) };
  if (error instanceof KernosError) {
    const { code, status, errors } = error;
    return { ...common, code, status, ...(errors && { errors }) };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
  return { ...common, code };
}

export function revive({ name, detail, code, status, errors, stack }: ErrorRecord): Error {
  const error =
    status === undefined
      ? Object.assign(new Error(detail), { name }, code !== 'internal' && { code })
      : new KernosError(code, status, detail, errors && { errors });
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** A refusal stays one however often it is asked for, but for "not now". */
export const isRefusal = ({ status }: ErrorRecord): boolean =>
  status !== undefined && status < 500 && status !== 429;

/** The pause after the `attempt`th try, milliseconds: it doubles from a second, up to an hour. */
export const pauseAfter = (attempt: number): number => Math.min(1_000 * 2 ** (attempt - 1), 3_600_000);
