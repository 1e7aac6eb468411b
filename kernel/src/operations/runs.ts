/** Workflows as people look at them: one, followed in realtime, and lists; and jobs by the clock. */

import { commonError } from '../contract/errors.ts';
import { list } from '../contract/list.ts';
import type { RunStatus } from '../workflows/workflow-runs.ts';
import type { Inside, Viewer } from './inside.ts';

/** The state of a run. Throws `not-found` where there is none that this person may see. */
export async function findRun(
  { runs }: Inside,
  id: string,
  { actor, organizationId }: Viewer,
): Promise<RunStatus> {
  const seesAll = actor.kind === 'service' || actor.roles.some((role) => role === 'admin');
  const status = await runs.status(id, { organizationId, userId: actor.id, seesAll });
  if (!status) throw commonError('not-found', 'There is no workflow of yours with this id.');
  return status;
}

export const toReply = (status: RunStatus) => ({ ...status, steps: [...status.steps] });

const POLL_MS = 1_000;

/** The status now and after every change, until the run has ended. Changes made by another process are polled for. */
export async function* follow(
  inside: Inside,
  first: RunStatus,
  viewer: Viewer,
): AsyncGenerator<{ event: string; data: ReturnType<typeof toReply> }> {
  let wake: () => void = () => {};
  const forget = inside.runs.onChange(first.id, () => wake());
  try {
    let status = first;
    let sent = '';
    for (;;) {
      const text = JSON.stringify(status);
      if (text !== sent) yield { event: 'status', data: toReply(status) };
      sent = text;
      if (status.status !== 'running') return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      status = await findRun(inside, first.id, viewer);
    }
  } finally {
    forget();
  }
}

interface RunQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly status?: RunStatus['status'];
  readonly name?: string;
}

/** A page of the runs of an organization, newest first. */
export async function listRuns(
  { runs }: Inside,
  { status, name, ...page }: RunQuery,
  { organizationId }: Viewer,
) {
  return list(
    page,
    { startedAt: 'instant', id: 'text' },
    (after, limit) => runs.list(organizationId, { status, name, after, limit }),
    (run) => ({ ...run, steps: [...run.steps] }),
  );
}

interface ScheduleRow {
  name: string;
  due_at: string;
  started_at: string;
  ended_at: string | null;
  outcome: 'running' | 'succeeded' | 'failed';
  error_code: string | null;
  runs: number;
  failures: number;
}

/** Every job by the clock that this system has, by name. */
export async function listSchedules({ store, runs, clock, nextDue }: Inside) {
  const { rows } = await store.query<ScheduleRow>({
    text: 'SELECT name, due_at, started_at, ended_at, outcome, error_code, runs, failures FROM kernel.schedules',
  });
  const last = new Map(rows.map((row) => [row.name, row]));
  const items = runs.schedules.map(({ name, service, cron }) => {
    const row = last.get(name);
    return {
      ...{ name, service, cron },
      nextRunAt: nextDue(cron, clock())?.toISOString() ?? null,
      lastRun: row
        ? {
            dueAt: row.due_at,
            startedAt: row.started_at,
            endedAt: row.ended_at,
            outcome: row.outcome,
            errorCode: row.error_code,
          }
        : null,
      runs: row?.runs ?? 0,
      failures: row?.failures ?? 0,
    };
  });
  return { items: items.toSorted((a, b) => a.name.localeCompare(b.name)) };
}
