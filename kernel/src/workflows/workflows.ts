/**
 * Durable workflows: plain functions over named steps. A workflow file holds no I/O, so the embedded
 * engine (DBOS) and Temporal can run the same file; the I/O stands in the activities, which the service
 * hands in beside it.
 *
 * Every activity is one transaction that also records the step's result, so its effects happen once
 * however often the engine asks for it, and the status of a workflow can be read from the database.
 */
import type { Static, TObject } from 'typebox';
import type { Contract, EventsOf } from '../contract/contract.ts';
import type { Context } from '../unit-of-work/context.ts';

/** One named step: what it takes, what it gives (both JSON), how often it is tried. */
export interface Step<Input = unknown, Output = unknown> {
  /** What a person reads while it runs, e.g. "Freezing the version". */
  readonly title: string;
  /** Tries before the workflow fails and undoes what it did; the pause doubles from one second. Default 5. */
  readonly attempts: number;
  readonly '~types'?: { input: Input; output: Output };
}

export const step = <Input, Output = void>(
  title: string,
  options: { attempts?: number } = {},
): Step<Input, Output> => ({
  title,
  attempts: options.attempts ?? 5,
});

// biome-ignore lint/suspicious/noExplicitAny: variance: every Step must be assignable here
export type Steps = Readonly<Record<string, Step<any, any>>>;
type InputOf<S> = S extends Step<infer I, unknown> ? I : never;
type OutputOf<S> =
  S extends Step<never, infer O> ? O : S extends { '~types'?: { output: infer O } } ? O : never;

/** The steps as a workflow calls them. */
export type Runnable<S extends Steps> = {
  readonly [K in keyof S]: (input: InputOf<S[K]>) => Promise<OutputOf<S[K]>>;
};

export interface Workflow<Input = unknown, S extends Steps = Steps> {
  /** `<service>.<verb>`, stable for ever: running workflows are found by it after a restart. */
  readonly name: string;
  readonly title: string;
  readonly input: TObject;
  readonly steps: S;
  readonly run: (steps: Runnable<S>, input: Input) => Promise<void>;
}

/** A workflow whatever its steps. */
// biome-ignore lint/suspicious/noExplicitAny: variance: a workflow of any steps must be assignable here
export type AnyWorkflow<Input> = Workflow<Input, any>;

/** Declares a workflow. `run` must be deterministic: no clock, no randomness, no I/O outside its steps. */
export function workflow<I extends TObject, const S extends Steps>(
  name: string,
  definition: {
    title: string;
    input: I;
    steps: S;
    run: (steps: Runnable<S>, input: Static<I>) => Promise<void>;
  },
): Workflow<Static<I>, S> {
  return { name, ...definition };
}

/** The context of an activity: as of any handler, plus the run it belongs to. */
export type ActivityContext<Events> = Context<never, Events> & { readonly workflowId: string };

type Do<I, O, Events> = (input: I, ctx: ActivityContext<Events>) => Promise<O>;

/** What a step does and, where it must not stay when a later step fails for good, how it is undone. */
export interface Activity {
  readonly do: Do<never, unknown, never>;
  readonly undo?: Do<never, void, never>;
}

/** A workflow with its activities, as a service definition lists it. */
export interface WorkflowDefinition {
  readonly service: string;
  // biome-ignore lint/suspicious/noExplicitAny: variance: a workflow of any input must be assignable here
  readonly workflow: AnyWorkflow<any>;
  readonly activities: Readonly<Record<string, Activity>>;
}

type ActivitiesOf<S extends Steps, Events> = {
  readonly [K in keyof S]:
    | Do<InputOf<S[K]>, OutputOf<S[K]>, Events>
    | {
        readonly do: Do<InputOf<S[K]>, OutputOf<S[K]>, Events>;
        readonly undo: Do<InputOf<S[K]>, void, Events>;
      };
};

/** Gives each step of `definition` its activity. A missing one does not compile. */
export function activities<C extends Contract, I, S extends Steps>(
  owner: C,
  definition: Workflow<I, S>,
  doers: ActivitiesOf<S, EventsOf<C>>,
): WorkflowDefinition {
  const normalized = Object.entries(doers).map(([name, doer]) => [
    name,
    typeof doer === 'function' ? { do: doer } : doer,
  ]);
  return { service: owner.name, workflow: definition, activities: Object.fromEntries(normalized) };
}

// --- the engine's side -----------------------------------------------------------------------------

/** One run of a workflow as the outbox carries it to the engine. */
export interface WorkflowRun {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly traceparent: string;
  readonly input: unknown;
}

/** A job by the clock: cron text of five fields, in UTC. */
export interface Schedule {
  readonly name: string;
  readonly cron: string;
}

export interface EngineHost {
  readonly workflows: readonly WorkflowDefinition[];
  readonly schedules: readonly Schedule[];
  /** Runs a step's activity once and for all: asking again gives the recorded result. */
  execute(run: WorkflowRun, stepName: string, input: unknown, direction: 'do' | 'undo'): Promise<unknown>;
  /** Marks the run as ended. */
  finish(run: WorkflowRun, error: Error | undefined): Promise<void>;
  /** Runs a schedule's job for the instant it was due. */
  tick(schedule: string, dueAt: Date): Promise<void>;
}

/** What an engine for durable work promises. Both may be asked again after a crash. */
export interface WorkflowEngine {
  /** Starts a run; one whose id was started before is left alone. */
  start(run: WorkflowRun): Promise<void>;
  stop(): Promise<void>;
}
