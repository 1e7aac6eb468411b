/** What the steps of a workflow do: functions of a service, each in a transaction that also records its step. */
import type { Contract, EventsOf } from '../contract/contract.ts';
import type { Context } from '../unit-of-work/context.ts';
import type { InputOf, KnownWorkflow, OutputOf, Signals, Steps, Workflow } from './workflows.ts';

/** The context of an activity: as of any handler, plus the run it belongs to. */
export type ActivityContext<Events> = Context<never, Events> & { readonly workflowId: string };

type Do<I, O, Events> = (input: I, ctx: ActivityContext<Events>) => Promise<O>;

/** What a step does and, where it must not stay when a later step fails for good, how it is undone. */
export interface Activity {
  readonly do: Do<never, unknown, never>;
  readonly undo?: Do<never, void, never>;
}

/** A workflow with its activities, as a service definition lists it. */
export interface WorkflowDefinition extends KnownWorkflow {
  readonly service: string;
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
export function activities<C extends Contract, I, S extends Steps, Sent extends Signals>(
  owner: C,
  definition: Workflow<I, S, Sent>,
  doers: ActivitiesOf<S, EventsOf<C>>,
): WorkflowDefinition {
  const normalized = Object.entries(doers).map(([name, doer]) => [
    name,
    typeof doer === 'function' ? { do: doer } : doer,
  ]);
  return { service: owner.name, workflow: definition, activities: Object.fromEntries(normalized) };
}
