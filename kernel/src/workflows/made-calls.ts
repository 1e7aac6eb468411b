/**
 * The calls that the function of a workflow makes, in their order, against those that are on record: the same function
 * makes the same calls again, and one that makes others was changed.
 */
import { isDeepStrictEqual } from 'node:util';
import { KernosError } from '../contract/errors.ts';
import type { CallRecord } from './run-records.ts';
import type { AnyWorkflow, Steps, Waits } from './workflows.ts';

const MOST_CALLS = 10_000;

/** A call as the function made it. */
export interface MadeCall {
  readonly number: number;
  readonly kind: CallRecord['kind'];
  readonly step: string;
  readonly input: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  state: 'new' | 'working' | 'waiting' | 'ended';
  /** Of a step: how often it was tried. */
  tries: number;
  until: Date | null;
  startedAt: string;
}

export interface CallsOptions {
  readonly workflow: AnyWorkflow<unknown>;
  /** Those on record, by their numbers. */
  readonly records: ReadonlyMap<number, CallRecord>;
  readonly now: () => Date;
  /** Throws where this run cannot run such a child. */
  readonly checkChild: (workflow: AnyWorkflow<unknown>, input: unknown) => void;
}

export class MadeCalls {
  readonly all: MadeCall[] = [];
  readonly #options: CallsOptions;
  #misfit: Error | undefined;
  #closed = false;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /** Why the run cannot go on, where the function makes other calls than those on record, or too many. */
  get misfit(): Error | undefined {
    return this.#misfit;
  }

  /** The function has ended: what it calls now leads nowhere. */
  close(): void {
    this.#closed = true;
  }

  waiting(kind?: MadeCall['kind']): MadeCall[] {
    return this.all.filter((call) => call.state === 'waiting' && (!kind || call.kind === kind));
  }

  /** To be asked once all that was on record is told: every call that is on record was made again. */
  checkComplete(): void {
    const missing = Math.max(-1, ...this.#options.records.keys());
    if (missing >= this.all.length) this.missed(this.all.length);
  }

  /** A call that is on record was not made, or another in its place. */
  missed(number: number, called?: string): void {
    const { workflow, records } = this.#options;
    const { kind, step } = records.get(number) ?? {};
    const detail = `The workflow ${workflow.name} was changed while this run was open: its call ${number + 1} was ${kind} "${step}", and now is ${called ?? 'another'}. Nothing more is done; what was done is undone.`;
    this.#misfit ??= new KernosError('workflow-changed', 409, detail);
  }

  /** What the function calls its steps by. */
  steps(): Record<string, (input: unknown) => Promise<unknown>> {
    const names = Object.keys(this.#options.workflow.steps as Steps);
    return Object.fromEntries(
      names.map((name) => [name, (input: unknown) => this.#call('step', name, input, null)]),
    );
  }

  /** What the function waits by. */
  waits(): Waits<never> {
    const { workflow, now, checkChild } = this.#options;
    const within = (duration: number) => new Date(now().getTime() + duration);
    const sleep = (until: Date, asked: unknown) =>
      this.#call('timer', 'timer', asked, until) as Promise<void>;
    return {
      waitFor: ((signal: string, duration: number) => {
        if (!workflow.signals?.[signal]) throw new Error(`${workflow.name} declares no signal "${signal}".`);
        return this.#call('signal', signal, duration, within(duration));
      }) as never,
      sleepFor: (duration) => sleep(within(duration), duration),
      sleepUntil: (instant) => sleep(instant, instant),
      child: async (child, input) => {
        checkChild(child as AnyWorkflow<unknown>, input);
        await this.#call('child', child.name, input, null);
      },
    };
  }

  #call(kind: MadeCall['kind'], step: string, given: unknown, until: Date | null): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    // Nobody may be waiting for it, and that would end the process.
    promise.catch(() => undefined);
    if (this.#closed) return promise;
    const number = this.all.length;
    // A copy of our own, as it will be read back: undoing the step must get what the step got.
    const input = JSON.parse(JSON.stringify(given ?? null)) as unknown;
    const record = this.#options.records.get(number);
    if (record && !(record.kind === kind && record.step === step && isDeepStrictEqual(record.input, input)))
      this.missed(number, `${kind} "${step}"`);
    if (number >= MOST_CALLS)
      this.#misfit ??= new KernosError(
        'workflow-too-long',
        409,
        `A run makes ${MOST_CALLS} calls at most; start another one.`,
      );
    const startedAt = record?.startedAt ?? this.#options.now().toISOString();
    const tries = record ? record.attempts - (record.status === 'running' ? 1 : 0) : 0;
    const on = record?.until ? new Date(record.until) : until;
    this.all.push({
      number,
      kind,
      step,
      input,
      resolve,
      reject,
      tries,
      startedAt,
      until: on,
      state: stateOf(record),
    });
    return promise;
  }
}

function stateOf(record: CallRecord | undefined): MadeCall['state'] {
  if (!record || record.status === 'running') return 'new';
  if (typeof record.endedAs === 'number') return 'ended';
  return 'waiting';
}
