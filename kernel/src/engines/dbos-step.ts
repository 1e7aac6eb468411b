/**
 * One durable call into the host, as DBOS sees it: tried until there is an outcome, which is recorded once.
 * A failure is recorded as a value, so that it is the same to a workflow when it is read back.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { type FieldError, KernosError } from '../contract/errors.ts';
import type { EngineHost } from '../workflows/workflows.ts';
import type { Gate, Place } from './dbos-gate.ts';

/** Where the engine says what went wrong; a pino logger is one. */
export interface EngineLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A call into the host, as a person would name it. */
export interface Call {
  readonly run: string;
  readonly step: string;
}

interface Durable extends Call {
  readonly attempts: number;
  /** Of the run, taken. */
  readonly place: Place;
}

/** What all runs of one engine share. */
export interface Stage {
  readonly host: EngineHost;
  readonly log: EngineLog;
  readonly gate: Gate;
  /** Calls into the host whose outcome is not recorded yet. */
  readonly busy: Set<Call>;
  /** False once the engine stops: no call into the host begins any more. */
  open: boolean;
  /**
   * Leaves DBOS' asynchronous context: what a step sets going, such as the start of another run, must not
   * pass for a part of its own run.
   */
  readonly outside: <T>(work: () => T) => T;
}

type Outcome = { readonly value: unknown } | { readonly error: ErrorRecord };

// A run that must not go on here stops at this promise: to DBOS it stays unfinished, for the next start.
const never = <T>(): Promise<T> => new Promise(() => {});

/**
 * Does `work`, or gives what it gave when it was done before. Tries `attempts` times, the pause doubling
 * from a second; a refusal is not tried again. Throws the host's last error, and no other: where the
 * engine itself fails, or stops, this never returns.
 */
export async function durably<T>(stage: Stage, call: Durable, work: () => Promise<T>): Promise<T> {
  if (!isOpen(stage)) return never();
  const { run, step } = call;
  let outcome: Outcome;
  try {
    // DBOS numbers the steps as it is called: nothing may be waited for before.
    outcome = await DBOS.runStep(attempting(stage, call, work), {
      name: step,
      retriesAllowed: true,
      maxAttempts: call.attempts,
      intervalSeconds: 1,
      backoffRate: 2,
    });
  } catch (error) {
    const text = 'The engine cannot go on with a run and leaves it to the next start';
    if (isOpen(stage)) stage.log.error({ err: error, run, step }, text);
    call.place.giveBack();
    return never();
  } finally {
    stage.busy.delete(call);
  }
  if ('error' in outcome) throw reviveError(outcome.error);
  return outcome.value as T;
}

// Asked before and after waiting; the compiler takes what it saw in place to hold for ever.
const isOpen = (stage: Stage): boolean => stage.open;

/** What DBOS calls once per try: it gives the outcome to record, or throws in order to be called again. */
function attempting(stage: Stage, call: Durable, work: () => Promise<unknown>) {
  let attempt = 0;
  return async (): Promise<Outcome> => {
    await call.place.take('first');
    if (!isOpen(stage)) return never();
    attempt += 1;
    stage.busy.add(call);
    const outcome = await stage.outside(() => settle(work));
    if (!('error' in outcome) || isRefusal(outcome.error)) return outcome;
    // A failure while everything is being stopped says nothing about the step: the next start tries again.
    if (attempt >= call.attempts && isOpen(stage)) return outcome;
    stage.busy.delete(call);
    call.place.giveBack();
    return isOpen(stage) ? Promise.reject(asRetry(call, outcome.error)) : never();
  };
}

async function settle(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** DBOS logs the stack of a failed try, and does not know whose it was. */
function asRetry({ run, step }: Call, error: ErrorRecord): Error {
  const retry = new Error(error.message);
  retry.stack = `${run}, step "${step}": ${error.stack ?? error.message}`;
  return retry;
}

/** A refusal stays one however often it is asked for, but for "not now". */
function isRefusal({ status }: ErrorRecord): boolean {
  return status !== undefined && status < 500 && status !== 429;
}

/** The error with which `work` failed, if it did. */
export async function failureOf(work: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** An error as it stands in the database. */
interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly status?: number;
  readonly errors?: FieldError[];
  readonly stack?: string;
}

/** The same error with a sentence added to its message. */
export function withRemark(error: Error, remark: string): Error {
  return reviveError({ ...describeError(error), message: `${error.message} ${remark}` });
}

function describeError(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const common = { name, message, ...(stack !== undefined && { stack }) };
  if (error instanceof KernosError) {
    return {
      ...common,
      code: error.code,
      status: error.status,
      ...(error.errors && { errors: error.errors }),
    };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { ...common, ...(code !== undefined && { code }) };
}

function reviveError({ name, message, code, status, errors, stack }: ErrorRecord): Error {
  const error =
    code !== undefined && status !== undefined
      ? new KernosError(code, status, message, errors && { errors })
      : Object.assign(new Error(message), { name }, code !== undefined && { code });
  if (stack !== undefined) error.stack = stack;
  return error;
}
