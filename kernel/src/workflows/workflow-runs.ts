/**
 * What the database knows of workflow runs: the kernel's half of durable work, the same under any engine.
 * Each activity is one transaction that also records the step's result.
 */

import { commonError, KernosError } from '../contract/errors.ts';
import type { After } from '../contract/list.ts';
import type { ScheduledJob } from '../contract/service.ts';
import { Trace } from '../observability/telemetry.ts';
import { violates } from '../store/store.ts';
import { type Job, type Runtime, serviceActor } from '../unit-of-work/context.ts';
import { type UnitOfWork, work } from '../unit-of-work/work.ts';
import type { Activity, EngineHost, Schedule, Steps, WorkflowDefinition, WorkflowRun } from './workflows.ts';

/** An activity may take this long, milliseconds. */
const ACTIVITY_DEADLINE_MS = 10 * 60_000;

export interface RunStatus {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly status: 'running' | 'succeeded' | 'failed';
  /** Title of the step that runs or failed; null where none does. */
  readonly currentStep: string | null;
  /** Share of finished steps, 0–100. */
  readonly progress: number;
  readonly steps: readonly StepStatus[];
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface StepStatus {
  readonly name: string;
  readonly title: string;
  readonly status: 'pending' | 'running' | 'done' | 'failed' | 'undone';
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface NamedSchedule extends Schedule {
  readonly service: string;
  readonly job: ScheduledJob;
}

export class WorkflowRuns implements EngineHost {
  readonly workflows: readonly WorkflowDefinition[];
  readonly schedules: readonly NamedSchedule[];
  readonly #runtime: Runtime;
  /** Told of every change of a run, by id. */
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(
    runtime: Runtime,
    workflows: readonly WorkflowDefinition[],
    schedules: readonly NamedSchedule[],
  ) {
    this.#runtime = runtime;
    this.workflows = workflows;
    this.schedules = schedules;
  }

  async execute(
    run: WorkflowRun,
    stepName: string,
    input: unknown,
    direction: 'do' | 'undo',
  ): Promise<unknown> {
    const { service, activity } = this.#find(run, stepName);
    const act = direction === 'do' ? activity.do : activity.undo;
    if (!act) return undefined;
    const recorded = await this.#begin(run, stepName, direction);
    if (recorded) return recorded.result;
    this.#changed(run.id);
    try {
      const result = await Trace.of(run.traceparent).inSpan(`${run.name} ${stepName}`, (trace) => {
        const job = {
          ...this.#job(service, `${run.name}.${stepName}`, run.organizationId, trace),
          repeatKey: `${run.id} ${stepName} ${direction}`,
        };
        return this.#act(job, run, stepName, direction, (ctx) =>
          act(input as never, Object.assign(ctx, { workflowId: run.id }) as never),
        );
      });
      this.#runtime.crashPoint(`workflow-step:${stepName}`);
      return result;
    } catch (error) {
      if (violates(error, 'workflow_steps_pkey'))
        return (await this.#recorded(run, stepName, direction))?.result;
      await this.#fail(run, stepName, direction, error as Error);
      throw error;
    } finally {
      this.#changed(run.id);
    }
  }

  async #act(
    job: Job,
    run: WorkflowRun,
    stepName: string,
    direction: string,
    act: (ctx: UnitOfWork) => Promise<unknown>,
  ): Promise<unknown> {
    const { result } = await work(this.#runtime, job, act, (value) => [
      {
        text: `UPDATE kernel.workflow_steps SET status = 'done', result = $4, error = NULL, ended_at = $5, span_id = $6
                WHERE workflow_id = $1 AND step = $2 AND direction = $3`,
        values: [
          run.id,
          stepName,
          direction,
          value === undefined ? null : JSON.stringify(value),
          this.#now(),
          job.trace.spanId,
        ],
      },
    ]);
    // As it will be read back after a crash: JSON.
    return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  }

  /** Marks a step as running; gives the record instead where it is done. */
  async #begin(
    run: WorkflowRun,
    stepName: string,
    direction: string,
  ): Promise<{ result: unknown } | undefined> {
    const { rows } = await this.#runtime.store.query<{ status: string; result: unknown }>({
      text: `INSERT INTO kernel.workflow_steps AS s (workflow_id, step, direction, status, started_at) VALUES ($1, $2, $3, 'running', $4)
             ON CONFLICT (workflow_id, step, direction) DO UPDATE SET
               status = CASE WHEN s.status = 'done' THEN 'done' ELSE 'running' END,
               attempts = s.attempts + CASE WHEN s.status = 'done' THEN 0 ELSE 1 END
             RETURNING status, result`,
      values: [run.id, stepName, direction, this.#now()],
    });
    const row = rows[0];
    return row?.status === 'done' ? { result: row.result ?? undefined } : undefined;
  }

  async #recorded(
    run: WorkflowRun,
    stepName: string,
    direction: string,
  ): Promise<{ result: unknown } | undefined> {
    const { rows } = await this.#runtime.store.query<{ result: unknown }>({
      text: `SELECT result FROM kernel.workflow_steps WHERE workflow_id = $1 AND step = $2 AND direction = $3 AND status = 'done'`,
      values: [run.id, stepName, direction],
    });
    return rows[0];
  }

  async #fail(run: WorkflowRun, stepName: string, direction: string, error: Error): Promise<void> {
    await this.#runtime.store.query({
      text: `UPDATE kernel.workflow_steps SET status = 'failed', error = $4, ended_at = $5
              WHERE workflow_id = $1 AND step = $2 AND direction = $3 AND status <> 'done'`,
      values: [run.id, stepName, direction, JSON.stringify(toRecord(error)), this.#now()],
    });
  }

  async finish(run: WorkflowRun, error: Error | undefined): Promise<void> {
    if (error)
      this.#runtime.log.warn({ err: error, workflowId: run.id, workflow: run.name }, 'a workflow failed');
    await this.#runtime.store.query({
      text: `UPDATE kernel.workflows SET status = $2, error = $3, ended_at = $4 WHERE id = $1 AND status = 'running'`,
      values: [
        run.id,
        error ? 'failed' : 'succeeded',
        error ? JSON.stringify(toRecord(error)) : null,
        this.#now(),
      ],
    });
    this.#changed(run.id);
  }

  async tick(name: string, dueAt: Date): Promise<void> {
    const found = this.schedules.find((s) => s.name === name);
    if (!found) return;
    const began = performance.now();
    await this.#scheduleBegan(name, dueAt);
    const trace = new Trace();
    const failure = await trace
      .inSpan(name, async (own) => {
        const repeatKey = `${name} ${dueAt.toISOString()}`;
        const job = { ...this.#job(found.service, name, null, own), repeatKey };
        await work(this.#runtime, job, (ctx) => found.job.run(dueAt, ctx as never));
      })
      .then(
        () => null,
        (error: unknown) => ({ error, code: toRecord(error as Error).code }),
      );
    const durationMs = performance.now() - began;
    this.#runtime.spans.ended({
      kind: 'schedule',
      ...{ service: found.service, name, trace, organizationId: null, durationMs, error: failure?.code },
    });
    await this.#scheduleEnded(name, failure?.code);
    if (failure) throw failure.error;
  }

  async #scheduleBegan(name: string, dueAt: Date): Promise<void> {
    await this.#runtime.store.query({
      text: `INSERT INTO kernel.schedules AS s (name, due_at, started_at, outcome) VALUES ($1, $2, $3, 'running')
             ON CONFLICT (name) DO UPDATE SET due_at = $2, started_at = $3, ended_at = NULL, outcome = 'running',
                                              error_code = NULL, runs = s.runs + 1`,
      values: [name, dueAt.toISOString(), this.#now()],
    });
  }

  async #scheduleEnded(name: string, errorCode: string | undefined): Promise<void> {
    await this.#runtime.store.query({
      text: `UPDATE kernel.schedules SET ended_at = $2, outcome = $3, error_code = $4, failures = failures + $5 WHERE name = $1`,
      values: [name, this.#now(), errorCode ? 'failed' : 'succeeded', errorCode ?? null, errorCode ? 1 : 0],
    });
  }

  /** The state of a run; null where there is none that this person may see. */
  async status(
    id: string,
    viewer: { organizationId: string | null; userId: string | null; seesAll: boolean },
  ): Promise<RunStatus | null> {
    const { rows } = await this.#runtime.store.query<RunRow>({
      text: `SELECT w.id, w.name, w.status, w.error, w.started_at, w.ended_at,
                    coalesce((SELECT jsonb_agg(s) FROM kernel.workflow_steps s WHERE s.workflow_id = w.id), '[]') AS steps
               FROM kernel.workflows w
              WHERE w.id = $1 AND w.organization_id IS NOT DISTINCT FROM $2 AND ($4 OR w.started_by = $3)`,
      values: [id, viewer.organizationId, viewer.userId, viewer.seesAll],
    });
    const row = rows[0];
    const definition = row && this.workflows.find(({ workflow }) => workflow.name === row.name);
    return row && definition ? toStatus(row, definition) : null;
  }

  /** Runs of an organization, newest first; `limit` rows at most, those after `after`. */
  async list(
    organizationId: string | null,
    { status, name, after, limit }: RunFilter,
  ): Promise<readonly ListedRun[]> {
    const { rows } = await this.#runtime.store.query<ListedRow>({
      text: `${LISTED} WHERE w.organization_id = $1 AND ($2::text IS NULL OR w.status = $2) AND ($3::text IS NULL OR w.name = $3)
                AND ($4::timestamptz IS NULL OR (w.started_at, w.id) < ($4, $5))
              ORDER BY w.started_at DESC, w.id DESC LIMIT $6`,
      values: [organizationId, status ?? null, name ?? null, after.startedAt, after.id, limit],
    });
    return rows.map((row) => this.#toListed(row));
  }

  /** Those of an organization's runs that have these ids. */
  async listed(organizationId: string | null, ids: readonly string[]): Promise<readonly ListedRun[]> {
    const { rows } = await this.#runtime.store.query<ListedRow>({
      text: `${LISTED} WHERE w.organization_id = $1 AND w.id = ANY ($2)`,
      values: [organizationId, ids],
    });
    return rows.map((row) => this.#toListed(row));
  }

  #toListed(row: ListedRow): ListedRun {
    const definition = this.workflows.find(({ workflow }) => workflow.name === row.name);
    const traceId = row.traceparent.split('-')[1] ?? '';
    return { ...toStatus(row, definition), startedBy: row.started_by, traceId };
  }

  /** Calls `listener` at every change of a run in this process, until the returned function is called. */
  onChange(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  #changed(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }

  #find(run: WorkflowRun, stepName: string): { service: string; activity: Activity } {
    const definition = this.workflows.find(({ workflow }) => workflow.name === run.name);
    const activity = definition?.activities[stepName];
    if (!definition || !activity)
      throw commonError('internal', `the workflow ${run.name} has no step ${stepName}`);
    return { service: definition.service, activity };
  }

  #job(service: string, name: string, organizationId: string | null, trace: Trace): Job {
    return {
      service,
      name,
      actor: serviceActor(service),
      organizationId,
      scope: organizationId ? 'organization' : 'platform',
      deadline: this.#runtime.clock().getTime() + ACTIVITY_DEADLINE_MS,
      trace,
      requestId: trace.spanId,
    };
  }

  #now(): string {
    return this.#runtime.clock().toISOString();
  }
}

const LISTED = `SELECT w.id, w.name, w.status, w.error, w.started_at, w.ended_at, w.started_by, w.traceparent,
                       coalesce((SELECT jsonb_agg(s) FROM kernel.workflow_steps s WHERE s.workflow_id = w.id), '[]') AS steps
                  FROM kernel.workflows w`;

/** Which runs to list. `after` is the start and id of the last one that was seen. */
export interface RunFilter {
  readonly status?: RunStatus['status'] | undefined;
  readonly name?: string | undefined;
  readonly after: After<{ startedAt: 'instant'; id: 'text' }>;
  readonly limit: number;
}

export interface ListedRun extends RunStatus {
  readonly startedBy: string | null;
  readonly traceId: string;
}

interface ListedRow extends RunRow {
  started_by: string | null;
  traceparent: string;
}

interface RunRow {
  id: string;
  name: string;
  status: RunStatus['status'];
  error: { code: string; detail: string } | null;
  started_at: string;
  ended_at: string | null;
  steps: {
    step: string;
    direction: 'do' | 'undo';
    status: 'running' | 'done' | 'failed';
    attempts: number;
    started_at: string;
    ended_at: string | null;
  }[];
}

// A run of a workflow that this release has no more is shown by what is on record of it.
function toStatus(row: RunRow, definition: WorkflowDefinition | undefined): RunStatus {
  const known = (definition?.workflow.steps as Steps | undefined) ?? recordedSteps(row);
  const steps = Object.entries(known).map(([name, { title }]): StepStatus => {
    const done = row.steps.find((s) => s.step === name && s.direction === 'do');
    const undone = row.steps.find((s) => s.step === name && s.direction === 'undo');
    return {
      name,
      title,
      status: undone?.status === 'done' ? 'undone' : (done?.status ?? 'pending'),
      attempts: done?.attempts ?? 0,
      startedAt: done ? new Date(done.started_at).toISOString() : null,
      endedAt: done?.ended_at ? new Date(done.ended_at).toISOString() : null,
    };
  });
  const finished = steps.filter(({ status }) => status === 'done').length;
  const current =
    steps.find(({ status }) => status === 'running') ?? steps.find(({ status }) => status === 'failed');
  return {
    id: row.id,
    name: row.name,
    title: definition?.workflow.title ?? row.name,
    status: row.status,
    currentStep:
      row.status === 'succeeded'
        ? null
        : (current?.title ?? steps.find(({ status }) => status === 'pending')?.title ?? null),
    progress: row.status === 'succeeded' ? 100 : Math.floor((100 * finished) / Math.max(1, steps.length)),
    steps,
    error: row.error,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

const recordedSteps = (row: RunRow): Record<string, { title: string }> =>
  Object.fromEntries(row.steps.map(({ step }) => [step, { title: step }]));

function toRecord(error: Error): { code: string; detail: string } {
  if (error instanceof KernosError) return { code: error.code, detail: error.message };
  const named = error as Error & { code?: unknown };
  return { code: typeof named.code === 'string' ? named.code : 'internal', detail: error.message };
}
