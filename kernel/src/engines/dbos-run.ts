/** One run of a workflow on DBOS: its steps, and undoing them where it fails for good. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps, WorkflowDefinition, WorkflowRun } from '../workflows/workflows.ts';
import { Place } from './dbos-gate.ts';
import { durably, failureOf, type Stage, withRemark } from './dbos-step.ts';

const attemptsToUndo = 8;
// The pause between tries doubles up to an hour: about two days until an end counts as untellable.
const attemptsToFinish = 60;

/** A durable call into the host on behalf of one run. */
type Perform = (step: string, attempts: number, work: () => Promise<unknown>) => Promise<unknown>;

/** A step as the run called it. */
interface StepCall {
  readonly name: string;
  readonly input: unknown;
  done: boolean;
}

/** Runs a workflow to its end. What DBOS has on record is not done again, so this is also how a run goes on. */
export async function conduct(stage: Stage, definition: WorkflowDefinition, run: WorkflowRun): Promise<void> {
  const place = new Place(stage.gate);
  await place.take('last');
  const perform: Perform = (step, attempts, work) =>
    durably(stage, { run: `${run.name} ${run.id}`, step, attempts, place }, work);

  const { steps, settled, calls } = callable(stage, definition, run, perform);
  const failure = await failureOf(async () => definition.workflow.run(steps, run.input));
  await settled();
  const error = failure && (await undo(stage, definition, run, perform, calls, failure));
  const untold = await failureOf(() =>
    perform(':finish', attemptsToFinish, () => stage.host.finish(run, error)),
  );
  if (untold) stage.log.error({ err: untold, workflowId: run.id }, 'The end of a run could not be recorded');
  place.giveBack();
}

/** The steps as the workflow calls them, and the book that is kept of these calls, in their order. */
function callable(stage: Stage, { workflow }: WorkflowDefinition, run: WorkflowRun, perform: Perform) {
  const calls: StepCall[] = [];
  const running = new Set<Promise<void>>();
  const call = (name: string, attempts: number, input: unknown) => {
    // The host records one result per step and run: a second call would silently get the first one's.
    if (calls.some((earlier) => earlier.name === name)) {
      const refused = Promise.reject(
        new Error(`${workflow.name} calls its step "${name}" twice in one run.`),
      );
      // Nobody may be waiting for it, and that would end the process.
      refused.catch(() => undefined);
      return refused;
    }
    // A copy of our own: undoing the step must get what the step got.
    const entry: StepCall = { name, input: structuredClone(input), done: false };
    calls.push(entry);
    const result = perform(name, attempts, () => stage.host.execute(run, name, entry.input, 'do'));
    const over = failureOf(() => result).then((error) => {
      entry.done = error === undefined;
      running.delete(over);
    });
    running.add(over);
    return result;
  };
  const steps = Object.entries(workflow.steps as Steps).map(([name, { attempts }]) => [
    name,
    (input: unknown) => call(name, attempts, input),
  ]);
  const settled = async () => {
    // Beside a step that failed others may be at work, and what waits for them calls still others.
    while (running.size > 0) {
      await Promise.all(running);
      await nextTurn();
    }
  };
  return { steps: Object.fromEntries(steps), settled, calls };
}

/** Undoes what was done, last first. Gives the error to end the run with, which also tells what stayed. */
async function undo(
  stage: Stage,
  { workflow, activities }: WorkflowDefinition,
  run: WorkflowRun,
  perform: Perform,
  calls: readonly StepCall[],
  failure: Error,
): Promise<Error> {
  const stayed: string[] = [];
  for (const { name, input, done } of calls.toReversed()) {
    if (!done || !activities[name]?.undo) continue;
    const work = () => stage.host.execute(run, name, input, 'undo');
    const error = await failureOf(() => perform(`:undo ${name}`, attemptsToUndo, work));
    if (!error) continue;
    stayed.push(`${workflow.steps[name]?.title ?? name} (${error.message})`);
    stage.log.error(
      { err: error, workflowId: run.id, step: name },
      'A step of a failed run could not be undone',
    );
  }
  return stayed.length === 0 ? failure : withRemark(failure, `Could not be undone: ${stayed.join('; ')}.`);
}
