/** Undoing a run that failed for good or was cancelled: what was done, last first, as it stands on record. */

import type { WorkflowDefinition } from './activities.ts';
import type { Tried } from './conductor.ts';
import type { ErrorRecord } from './run-errors.ts';
import type { OpenRun, RunRecords } from './run-records.ts';
import type { Trial } from './trial.ts';

const ATTEMPTS = 8;

interface Undoing {
  readonly run: OpenRun;
  readonly definition: WorkflowDefinition;
  /** Why it is undone. */
  readonly failure: ErrorRecord;
  readonly records: RunRecords;
  readonly signal: AbortSignal;
  now(): Date;
  attempt(trial: Trial): Promise<Tried>;
}

/** Gives the error to end the run with, which also tells what could not be undone; or when to go on. */
export async function undo(undoing: Undoing): Promise<ErrorRecord | Date> {
  const { run, definition, failure, records, signal, now, attempt } = undoing;
  const { workflow, activities } = definition;
  const calls = await records.calls(run);
  const undoable = calls
    .filter(({ kind, direction, status }) => kind === 'step' && direction === 'do' && status === 'done')
    .filter(({ step }) => activities[step]?.undo)
    .toReversed();
  if (undoable.length > 0 && !run.error) await records.undoing(run, failure);
  const stayed: string[] = [];
  for (const { call: number, step, input } of undoable) {
    const before = calls.find(({ call, direction }) => call === number && direction === 'undo');
    const is = before?.status;
    if (is === 'done') continue;
    const title = workflow.steps[step]?.title.en ?? step;
    if (before && is === 'failed' && !before.until) {
      stayed.push(`${title} (${before.error?.detail})`);
      continue;
    }
    if (before?.until && new Date(before.until) > now()) return new Date(before.until);
    if (signal.aborted) return now();
    const tries = (before?.attempts ?? 0) + (is === 'running' ? 0 : 1);
    const startedAt = before?.startedAt ?? now().toISOString();
    const tried = await attempt({
      ...{ number, step, input, startedAt },
      ...{ direction: 'undo', attempt: tries, attempts: ATTEMPTS },
    });
    if ('again' in tried) return tried.again;
    if ('error' in tried) stayed.push(`${title} (${tried.error.detail})`);
  }
  if (stayed.length === 0) return failure;
  return { ...failure, detail: `${failure.detail} Could not be undone: ${stayed.join('; ')}.` };
}
