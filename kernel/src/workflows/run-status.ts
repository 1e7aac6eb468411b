/** Runs of workflows as people look at them. */
import type { InEachLanguage } from '../contract/language.ts';
import type { After } from '../contract/list.ts';
import type { Store } from '../store/store.ts';
import type { CallRecord } from './run-records.ts';
import type { KnownWorkflow, Steps } from './workflows.ts';

export type RunState = 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface RunStatus {
  readonly id: string;
  readonly name: string;
  readonly title: InEachLanguage;
  readonly status: RunState;
  /** Title of the step that runs or failed; null where none does. */
  readonly currentStep: InEachLanguage | null;
  /** What the run waits for, and until when at most; null where it does not. */
  readonly waitingFor: Waiting | null;
  /** Share of finished steps, 0–100. */
  readonly progress: number;
  /** Somebody asked for it to be cancelled. */
  readonly cancelling: boolean;
  readonly steps: readonly StepStatus[];
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface Waiting {
  readonly kind: 'timer' | 'signal' | 'child';
  /** Name of the signal or of the child's workflow. */
  readonly name: string;
  readonly until: string | null;
}

/** A step, by its last call in this run. */
export interface StepStatus {
  readonly name: string;
  readonly title: InEachLanguage;
  /** `waiting` for its next try. */
  readonly status: 'pending' | 'running' | 'waiting' | 'done' | 'failed' | 'undone';
  /** How often the run called it. */
  readonly calls: number;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** Which runs to list. `after` is the start and id of the last one that was seen. */
export interface RunFilter {
  readonly status?: RunState | undefined;
  readonly name?: string | undefined;
  readonly after: After<{ startedAt: 'instant'; id: 'text' }>;
  readonly limit: number;
}

export interface ListedRun extends RunStatus {
  readonly startedBy: string | null;
  readonly traceId: string;
}

export class RunReader {
  readonly #store: Store;
  readonly #workflows: readonly KnownWorkflow[];

  constructor(store: Store, workflows: readonly KnownWorkflow[]) {
    this.#store = store;
    this.#workflows = workflows;
  }

  /** The state of a run; null where there is none that this person may see. */
  async status(
    id: string,
    viewer: { organizationId: string | null; userId: string | null; seesAll: boolean },
  ): Promise<RunStatus | null> {
    const { rows } = await this.#store.query<Row>({
      text: `${SELECT} WHERE w.id = $1 AND w.organization_id IS NOT DISTINCT FROM $2 AND ($4 OR w.started_by = $3)`,
      values: [id, viewer.organizationId, viewer.userId, viewer.seesAll],
    });
    return rows[0] ? this.#toStatus(rows[0]) : null;
  }

  /** Runs of an organization, newest first; `limit` rows at most, those after `after`. */
  async list(
    organizationId: string | null,
    { status, name, after, limit }: RunFilter,
  ): Promise<readonly ListedRun[]> {
    const { rows } = await this.#store.query<Row>({
      text: `${SELECT} WHERE w.organization_id = $1 AND ($2::text IS NULL OR w.status = $2) AND ($3::text IS NULL OR w.name = $3)
                AND ($4::timestamptz IS NULL OR (w.started_at, w.id) < ($4, $5))
              ORDER BY w.started_at DESC, w.id DESC LIMIT $6`,
      values: [organizationId, status ?? null, name ?? null, after.startedAt, after.id, limit],
    });
    return rows.map((row) => this.#toListed(row));
  }

  /** Those of an organization's runs that have these ids. */
  async listed(organizationId: string | null, ids: readonly string[]): Promise<readonly ListedRun[]> {
    const { rows } = await this.#store.query<Row>({
      text: `${SELECT} WHERE w.organization_id = $1 AND w.id = ANY ($2)`,
      values: [organizationId, ids],
    });
    return rows.map((row) => this.#toListed(row));
  }

  #toListed(row: Row): ListedRun {
    const traceId = row.traceparent.split('-')[1] ?? '';
    return { ...this.#toStatus(row), startedBy: row.startedBy, traceId };
  }

  #toStatus(row: Row): RunStatus {
    const definition = this.#workflows.find(({ workflow }) => workflow.name === row.name);
    const { id, name, status, startedAt, endedAt } = row;
    const steps = stepsOf(row, definition);
    const finished = steps.filter((step) => step.status === 'done').length;
    const first = (state: StepStatus['status']) => steps.find((step) => step.status === state)?.title;
    const current = first('running') ?? first('waiting') ?? first('failed') ?? first('pending') ?? null;
    return {
      ...{ id, name, status, startedAt, endedAt, steps },
      title: definition?.workflow.title ?? untranslated(name),
      currentStep: status === 'succeeded' ? null : current,
      waitingFor: status === 'running' ? waitingFor(row) : null,
      progress: status === 'succeeded' ? 100 : Math.floor((100 * finished) / Math.max(1, steps.length)),
      cancelling: status === 'running' && row.cancelling,
      error: row.error && { code: row.error.code, detail: row.error.detail },
    };
  }
}

const SELECT = `SELECT w.id, w.name, w.status, w.error, w.started_at, w.ended_at,
                       w.started_by, w.traceparent, w.cancelled_by IS NOT NULL AS cancelling,
                       coalesce((SELECT jsonb_agg(jsonb_build_object('call', s.call, 'direction', s.direction,
                           'kind', s.kind, 'step', s.step, 'status', s.status, 'attempts', s.attempts, 'until', s.until,
                           'startedAt', s.started_at, 'endedAt', s.ended_at) ORDER BY s.call)
                                   FROM kernel.workflow_steps s WHERE s.workflow_id = w.id), '[]') AS calls
                  FROM kernel.workflows w`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly status: RunState;
  readonly error: { code: string; detail: string } | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly startedBy: string | null;
  readonly traceparent: string;
  readonly cancelling: boolean;
  readonly calls: readonly Omit<CallRecord, 'input' | 'result' | 'error'>[];
}

const untranslated = (name: string): InEachLanguage => ({ en: name, fr: name });

// A run of a workflow that this release has no more is shown by what is on record of it.
function stepsOf({ calls }: Row, definition: KnownWorkflow | undefined): StepStatus[] {
  const own = calls.filter(({ kind }) => kind === 'step');
  const known =
    (definition?.workflow.steps as Steps | undefined) ??
    Object.fromEntries(own.map(({ step }) => [step, { title: untranslated(step) }]));
  return Object.entries(known).map(([name, { title }]): StepStatus => {
    const done = own.filter(({ step, direction }) => step === name && direction === 'do');
    const last = done.at(-1);
    const undone = own.some(
      ({ call, direction, status }) => call === last?.call && direction === 'undo' && status === 'done',
    );
    const willBeTried = last?.status === 'failed' && last.until;
    return {
      ...{ name, title, calls: done.length, attempts: last?.attempts ?? 0 },
      status: undone ? 'undone' : willBeTried ? 'waiting' : (last?.status ?? 'pending'),
      startedAt: last ? new Date(last.startedAt).toISOString() : null,
      endedAt: last?.endedAt ? new Date(last.endedAt).toISOString() : null,
    };
  });
}

function waitingFor({ calls }: Row): Waiting | null {
  const waits = calls.filter(({ status }) => status === 'waiting');
  const first = waits.toSorted((a, b) => (a.until ?? '9').localeCompare(b.until ?? '9'))[0];
  if (!first || first.kind === 'step') return null;
  const { kind, step: name, until } = first;
  return { kind, name, until: until ? new Date(until).toISOString() : null };
}
