/** What is on record of workflows and of jobs by the clock, beside the state of single runs (run-status.ts). */
import type { Store } from '../store/store.ts';

/** The last run of a job by the clock. */
export interface ScheduleRecord {
  readonly name: string;
  /** Null where it has not run yet. */
  readonly dueAt: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: 'running' | 'succeeded' | 'failed';
  readonly errorCode: string | null;
  readonly runs: number;
  readonly failures: number;
}

/** One attempt-keeping row of a step: what it sent names `spanId` as its cause. */
export interface StepRecord {
  readonly workflowId: string;
  readonly step: string;
  readonly spanId: string | null;
  readonly error: { readonly detail: string } | null;
}

export async function scheduleRecords(store: Store): Promise<readonly ScheduleRecord[]> {
  const { rows } = await store.query<ScheduleRecord>({
    text: `SELECT name, due_at, started_at, ended_at, outcome,
                  error_code, runs, failures
             FROM kernel.schedules`,
  });
  return rows;
}

/** The steps of these runs, undone ones included. */
export async function stepRecords(store: Store, ids: readonly string[]): Promise<readonly StepRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await store.query<StepRecord>({
    text: `SELECT workflow_id, step, span_id, error FROM kernel.workflow_steps WHERE workflow_id = ANY ($1) ORDER BY call DESC`,
    values: [ids],
  });
  return rows;
}

/** Runs of an organization that go on, and those that failed in the day before `now`. */
export async function countRuns(
  store: Store,
  organizationId: string | null,
  now: Date,
): Promise<{ running: number; failedToday: number }> {
  const { rows } = await store.query<{ running: number; failed: number }>({
    name: 'kernel.workflows.count',
    text: `SELECT (SELECT count(*) FROM kernel.workflows WHERE organization_id = $1 AND status = 'running') AS running,
                  (SELECT count(*) FROM kernel.workflows WHERE organization_id = $1 AND status = 'failed'
                      AND started_at > $2::timestamptz - interval '1 day') AS failed`,
    values: [organizationId, now.toISOString()],
  });
  return { running: rows[0]?.running ?? 0, failedToday: rows[0]?.failed ?? 0 };
}
