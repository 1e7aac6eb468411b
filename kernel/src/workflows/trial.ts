import type { Outside } from '../unit-of-work/fair-queue.ts';
import type { WorkflowDefinition } from './activities.ts';
import type { MadeCall } from './made-calls.ts';
import type { OpenRun } from './run-records.ts';

/** A step, or the undoing of one, as it is tried. */
export interface Trial extends Pick<MadeCall, 'number' | 'step' | 'input' | 'startedAt'> {
  readonly direction: 'do' | 'undo';
  /** The how manieth try it is, and how many there are. */
  readonly attempt: number;
  readonly attempts: number;
}

/** What a run has of its engine while that carries it on. */
export interface Place {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Gives up the place meanwhile. */
  readonly outside: Outside;
}

export type TryArguments = readonly [
  run: OpenRun,
  definition: WorkflowDefinition,
  trial: Trial,
  place: Place,
  /** The number of its end, taken when it is about to be recorded. */
  number: () => number,
];

/** What is recorded of it, however it ends. */
export const asRecorded = ({ number, step, input, startedAt, direction, attempt }: Trial) => ({
  ...{ call: number, direction, kind: 'step' as const, step, input, attempts: attempt, startedAt },
});
