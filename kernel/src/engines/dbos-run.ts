/** One run of a workflow on DBOS: its steps, and undoing them where it fails for good. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps, WorkflowDefinition, WorkflowRun } from '../workflows.ts';
import { durably, failureOf, type Stage, withRemark } from './dbos-step.ts';

const attemptsToUndo = 8;
// The pause between tries doubles up to an hour: about two days until an end counts as untellable.
const attemptsToFinish = 60;

/** A step as the run called it. */
interface StepCall {
  readonly name: string;
  readonly input: unknown;
  done: boolean;
}

/** Runs a workflow to its end. What DBOS has on record is not done again, so this is also how a run goes on. */
export async function conduct(stage: Stage, definition: WorkflowDefinition, run: WorkflowRun): Promise<void> {
  const { host, log } = stage;
  const { steps, settled, calls } = callable(stage, definition, run);
  const failure = await failureOf(async () => definition.workflow.run(steps, run.input));
  await settled();
  const error = failure && (await undo(stage, definition, run, calls, failure));
  const end = { run: labelOf(run), step: ':finish', attempts: attemptsToFinish };
  const untold = await failureOf(() => durably(stage, end, () => host.finish(run, error)));
  if (untold) log.error({ err: untold, workflowId: run.id }, 'The end of a run could not be recorded');
}

/** The steps as the workflow calls them, and the book that is kept of these calls, in their order. */
function callable(stage: Stage, { workflow }: WorkflowDefinition, run: WorkflowRun) {
  const calls: StepCall[] = [];
  const running = new Set<Promise<void>>();
  const call = (name: string, attempts: number, input: unknown) => {
    // The host records one result per step and run: a second call would silently get the first one's.
    if (calls.some((earlier) => earlier.name === name)) {
      return Promise.reject(new Error(`${workflow.name} calls its step "${name}" twice in one run.`));
    }
    // A copy of our own: undoing the step must get what the step got.
    const entry: StepCall = { name, input: structuredClone(input), done: false };
    calls.push(entry);
    const work = () => stage.host.execute(run, name, entry.input, 'do');
    const step = { run: labelOf(run), step: name, attempts, opening: calls.length === 1 };
    const result = durably(stage, step, work);
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
  calls: readonly StepCall[],
  failure: Error,
): Promise<Error> {
  const stayed: string[] = [];
  for (const { name, input, done } of calls.toReversed()) {
    if (!done || !activities[name]?.undo) continue;
    const step = { run: labelOf(run), step: `:undo ${name}`, attempts: attemptsToUndo };
    const error = await failureOf(() =>
      durably(stage, step, () => stage.host.execute(run, name, input, 'undo')),
    );
    if (!error) continue;
    stayed.push(`${workflow.steps[name]?.title ?? name} (${error.message})`);
    stage.log.error(
      { err: error, workflowId: run.id, step: name },
      'A step of a failed run could not be undone',
    );
  }
  return stayed.length === 0 ? failure : withRemark(failure, `Could not be undone: ${stayed.join('; ')}.`);
}

const labelOf = ({ name, id }: WorkflowRun): string => `${name} ${id}`;
