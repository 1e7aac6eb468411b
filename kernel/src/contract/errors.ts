/**
 * The one error class. It looks the same to a caller in this process, to a caller over HTTP (where it
 * is sent as RFC 9457 problem+json) and to the browser's typed client.
 */

/** Codes any call may answer with, and their HTTP status. A contract adds its own domain codes. */
export const commonErrors = {
  'invalid-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'request-timeout': 408,
  conflict: 409,
  'organization-mismatch': 409,
  'version-conflict': 412,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'range-not-satisfiable': 416,
  'idempotency-key-reused': 422,
  'precondition-required': 428,
  'rate-limited': 429,
  'headers-too-large': 431,
  internal: 500,
  unavailable: 503,
  /** It may or may not have been saved; the same Idempotency-Key finds out. */
  'outcome-unknown': 503,
  'deadline-exceeded': 504,
  /** There is no room left to save anything: on our disk, or on that of the database. */
  'storage-full': 507,
} as const;

export type CommonCode = keyof typeof commonErrors;

/** One field at fault: `path` in JSON Pointer form (RFC 6901), `message` says what would be right. */
export interface FieldError {
  path: string;
  message: string;
  /** What is wrong, for whoever says it in another language: a keyword of JSON Schema, a format, or the service's own. */
  code?: string;
  /** Of `minLength` and its like: how much it may be. */
  limit?: number;
}

/** The wire form of an error, RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: FieldError[];
  /** Of `version-conflict`: the version that is there now. */
  currentVersion?: number;
}

export interface ErrorOptions {
  errors?: FieldError[];
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  retryAfter?: number;
  /** Of `version-conflict`: the version that is there now, so that an editor can bring both together. */
  currentVersion?: number;
  /** True: what the handler wrote is committed all the same, e.g. a failed attempt that must be counted. */
  keep?: boolean;
  cause?: unknown;
}

export class KernosError extends Error {
  override readonly name = 'KernosError';
  readonly code: string;
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly currentVersion: number | undefined;
  readonly keep: boolean;

  constructor(code: string, status: number, detail: string, options: ErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.status = status;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
    this.currentVersion = options.currentVersion;
    this.keep = options.keep ?? false;
  }
}

/** An error every call may raise, by its common code. */
export function commonError(code: CommonCode, detail: string, options?: ErrorOptions): KernosError {
  return new KernosError(code, commonErrors[code], detail, options);
}

/** RFC 9457 form. Anything that is not a `KernosError` becomes `internal`, and says nothing of its inside. */
export function toProblem(error: unknown): Problem {
  const known =
    error instanceof KernosError
      ? error
      : commonError('internal', 'Something went wrong on our side. Nothing was saved; please try again.');
  return {
    type: `urn:kernos:error:${known.code}`,
    title: titleOf(known.code),
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.errors && { errors: known.errors }),
    ...(known.currentVersion !== undefined && { currentVersion: known.currentVersion }),
  };
}

/** The error a problem+json body stood for: what a remote call throws at its caller. */
export function fromProblem(problem: Problem, retryAfter?: number): KernosError {
  return new KernosError(problem.code, problem.status, problem.detail, {
    ...(problem.errors && { errors: problem.errors }),
    ...(problem.currentVersion !== undefined && { currentVersion: problem.currentVersion }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/**
 * The call did not get through: no connection, a broken one, or an answer that is not ours. The outcome
 * is unknown, which is why it is another type than a domain error: only an idempotent call may be retried.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
}

/** True where nobody can tell whether a call was carried out: what may be made twice may be made again. */
export const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof TransportError || (error instanceof KernosError && error.code === 'outcome-unknown');

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
