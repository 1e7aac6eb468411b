/**
 * Durable workflows: plain functions over named steps. A workflow file holds no I/O; what a step does stands in its
 * activity, which the service hands in beside it.
 *
 * ```ts
 * export const alarm = workflow('wards.alarm', {
 *   title: { en: 'Calling somebody to a patient', fr: 'Appel auprès d’un patient' },
 *   input: Type.Object({ alarmId: Id }),
 *   steps: {
 *     call: step<Alarm>({ en: 'Calling the nurse', fr: 'Appel de l’infirmier' }),
 *     escalate: step<Alarm>({ en: 'Calling the next in charge', fr: 'Appel du responsable suivant' }),
 *   },
 *   signals: { acknowledged: Type.Object({ by: Id }) },
 *   run: async ({ call, escalate }, { alarmId }, { waitFor }) => {
 *     await call({ alarmId });
 *     while (!(await waitFor('acknowledged', minutes(30)))) await escalate({ alarmId });
 *   },
 * });
 * ```
 *
 * `ctx.start(alarm, id, input)` starts a run, `ctx.signal(alarm, id, 'acknowledged', { by })` reaches it; both go out
 * with the transaction that they are asked for in. `activities(contract, alarm, { call, escalate })` goes into the
 * service's `workflows`.
 *
 * What holds:
 * - An activity is one transaction that also records its step: its effects happen once, however often it is tried,
 *   whoever else takes itself for the one to run it. What it does outside of that transaction may happen again.
 * - A step that fails is tried again, `attempts` times in all; one that is refused (a KernosError below 500, but for
 *   429) is not. A try that takes longer than its `limit` is given up, and counts. When the workflow fails for good, or is cancelled, what was done is undone, last first, by the
 *   `undo` of its activities. Child runs that have ended stay as they are; cancelling cancels those that have not.
 * - Whatever a run waits for (a signal, a time, a child, its next try) is on record: it holds nothing meanwhile, and
 *   outlives restarts and `kill -9`. Time is the system's clock.
 * - A signal that nobody waits for yet stays for the next `waitFor` of its name. One that came too late for a wait,
 *   which was over by then, stays too.
 * - A run is carried on by running its function again from the start, with what is on record for an answer. Hence it
 *   must be deterministic: no clock, no randomness, nothing awaited but its own calls. Where a new release calls
 *   something else than what is on record, the run fails with `workflow-changed` and is undone. So a workflow that
 *   changes while runs of it are open gets a new name, and the old one stays until these have ended. A run of a
 *   workflow that no service here has is left alone.
 * - A run reads all of its records each time it goes on: what repeats without end starts a new run now and then.
 *   After 10,000 calls it fails with `workflow-too-long`.
 */
import type { Static, TObject } from 'typebox';
import type { InEachLanguage } from '../contract/language.ts';

/** One named step: what it takes, what it gives (both JSON), how often it is tried. */
export interface Step<Input = unknown, Output = unknown> {
  /** What a person reads while it runs, e.g. "Freezing the version". */
  readonly title: InEachLanguage;
  /** Tries before the workflow fails and undoes what it did; the pause doubles from one second. Default 5. */
  readonly attempts: number;
  /** Milliseconds after which a try is given up and counts as failed. Default ten minutes. */
  readonly limit: number;
  /**
   * Where its activity is short and takes few statements: what it contends on. Steps with different keys then share
   * transactions (shared-transactions.ts, and `EffectOptions` of a subscription, which says what that asks of them);
   * of other steps, only a few are at work at one time.
   */
  readonly groupCommitKey?: (input: Input) => string;
  readonly '~types'?: { input: Input; output: Output };
}

export const step = <Input, Output = void>(
  title: InEachLanguage,
  options: Partial<Pick<Step<Input, Output>, 'attempts' | 'limit' | 'groupCommitKey'>> = {},
): Step<Input, Output> => ({
  title,
  ...options,
  attempts: options.attempts ?? 5,
  limit: options.limit ?? minutes(10),
});

// biome-ignore lint/suspicious/noExplicitAny: variance: every Step must be assignable here
export type Steps = Readonly<Record<string, Step<any, any>>>;
export type InputOf<S> = S extends Step<infer I, unknown> ? I : never;
export type OutputOf<S> =
  S extends Step<never, infer O> ? O : S extends { '~types'?: { output: infer O } } ? O : never;

/** The steps as a workflow calls them. */
export type Runnable<S extends Steps> = {
  readonly [K in keyof S]: (input: InputOf<S[K]>) => Promise<OutputOf<S[K]>>;
};

/** What can be sent to a run: the schema of each signal, by its name. */
export type Signals = Readonly<Record<string, TObject>>;

export const seconds = (n: number): number => n * 1_000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** What a run may wait for. Durations are milliseconds. */
export interface Waits<Sent extends Signals> {
  /** What was sent under this name; undefined where nothing was within the time. */
  waitFor<K extends keyof Sent & string>(signal: K, within: number): Promise<Static<Sent[K]> | undefined>;
  sleepFor(duration: number): Promise<void>;
  sleepUntil(instant: Date): Promise<void>;
  /** Runs another workflow of the same service to its end, and fails as it fails. */
  child<Input>(workflow: AnyWorkflow<Input>, input: Input): Promise<void>;
}

export interface Workflow<Input = unknown, S extends Steps = Steps, Sent extends Signals = Signals> {
  /** `<service>.<verb>`, stable for ever: running workflows are found by it after a restart. */
  readonly name: string;
  readonly title: InEachLanguage;
  readonly input: TObject;
  readonly steps: S;
  readonly signals?: Sent | undefined;
  readonly run: (steps: Runnable<S>, input: Input, waits: Waits<Sent>) => Promise<void>;
}

/** A workflow whatever its steps and signals. */
// biome-ignore lint/suspicious/noExplicitAny: variance: a workflow of any steps must be assignable here
export type AnyWorkflow<Input> = Workflow<Input, any, any>;

/** A workflow that takes these signals, whatever else it is. */
// biome-ignore lint/suspicious/noExplicitAny: variance: a workflow of any steps must be assignable here
export type SignalledBy<Sent extends Signals> = Workflow<any, any, Sent>;

/** Declares a workflow. `run` must be deterministic: no clock, no randomness, no I/O outside its steps. */
export function workflow<
  I extends TObject,
  const S extends Steps,
  const Sent extends Signals = Record<never, TObject>,
>(
  name: string,
  definition: {
    title: InEachLanguage;
    input: I;
    steps: S;
    signals?: Sent;
    run: (steps: Runnable<S>, input: Static<I>, waits: Waits<Sent>) => Promise<void>;
  },
): Workflow<Static<I>, S, Sent> {
  return { name, ...definition };
}

/** A workflow that a service lists, whatever its activities do. */
export interface KnownWorkflow {
  // biome-ignore lint/suspicious/noExplicitAny: variance: a workflow of any input must be assignable here
  readonly workflow: AnyWorkflow<any>;
}
