/** Traces across services: what began them, and one of them whole. */

import { commonError } from '../contract/errors.ts';
import { list } from '../contract/list.ts';
import type { StepStatus } from '../workflows/workflow-runs.ts';
import { containing, span } from './events.ts';
import type { Inside, Viewer } from './inside.ts';
import { standingsOf } from './standings.ts';
import {
  type MessageRow,
  type RunRow,
  type SpanRow,
  type StepRow,
  type TraceNode,
  traceTree,
} from './trace-tree.ts';

interface TraceQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly q?: string;
  readonly actor?: string;
  readonly failed?: boolean;
  readonly from?: string;
  readonly to?: string;
}

interface RootRow {
  traceId: string;
  spanId: string;
  startedAt: string;
  service: string;
  call: string;
  method: string;
  route: string;
  status: number;
  actorId: string | null;
  durationMs: number;
}

/** A page of the requests of an organization that changed or should have changed something, newest first. */
export async function listTraces(
  inside: Inside,
  { q, actor, failed = false, from, to, ...page }: TraceQuery,
  { organizationId }: Viewer,
) {
  const titleOf = titles(inside);
  return list(
    page,
    { startedAt: 'instant', spanId: 'text' },
    async (after, limit) => {
      const { rows } = await inside.store.query<RootRow>({
        text: `SELECT trace_id AS "traceId", span_id AS "spanId", started_at AS "startedAt", service, name AS call, method,
                  route, status, actor_id AS "actorId", duration_ms AS "durationMs"
             FROM kernel.spans
            WHERE kind = 'request' AND organization_id = $1
              AND ($2::timestamptz IS NULL OR (started_at, span_id) < ($2, $3))
              AND ($4::text IS NULL OR name ILIKE $4 OR route ILIKE $4 OR trace_id = $5)
              AND ($6::uuid IS NULL OR actor_id = $6) AND (NOT $7 OR status >= 400)
              AND ($8::timestamptz IS NULL OR started_at >= $8) AND ($9::timestamptz IS NULL OR started_at < $9)
            ORDER BY started_at DESC, span_id DESC LIMIT $10`,
        values: [
          organizationId,
          after.startedAt,
          after.spanId,
          q ? containing(q) : null,
          q ?? null,
          actor ?? null,
          failed,
          from ?? null,
          to ?? null,
          limit,
        ],
      });
      return rows;
    },
    ({ spanId: _, ...row }) => ({ ...row, title: titleOf(row.call) ?? row.call }),
  );
}

/** What calls and events are called in words. */
function titles({ services, runs }: Inside): (name: string) => string | undefined {
  const words = new Map<string, string>();
  for (const { contract } of services) {
    for (const call of Object.values(contract.calls)) words.set(call.id, call.summary);
    for (const event of Object.values(contract.events)) words.set(event.type, event.summary);
  }
  for (const { workflow } of runs.workflows) words.set(workflow.name, workflow.title);
  return (name) => words.get(name);
}

/**
 * One trace, as far as it is this organization's. Spans of no organization (signing in, a job by the clock)
 * belong to it where something of the organization came of them. Throws `not-found` where nothing did.
 */
export async function readTrace(inside: Inside, traceId: string, { organizationId }: Viewer) {
  const [spans, messages] = await Promise.all([
    readSpans(inside, traceId, organizationId),
    readMessages(inside, traceId, organizationId),
  ]);
  if (messages.length === 0 && spans.every(({ own }) => !own))
    throw commonError(
      'not-found',
      'There is no such trace in your organization, or it is too old to be kept.',
    );
  const [standings, runs] = await Promise.all([
    standingsOf(
      inside.store,
      messages.filter(({ kind }) => kind !== 'workflow').map(({ id }) => id),
      span(messages.map(({ loggedAt }) => loggedAt)),
    ),
    readRuns(inside, messages, organizationId),
  ]);
  const nodes = traceTree({ spans, messages, standings, runs, titleOf: titles(inside) });
  return summary(traceId, nodes);
}

function summary(traceId: string, nodes: readonly TraceNode[]) {
  const timed = nodes.flatMap(({ startedAt, durationMs }) =>
    startedAt === null
      ? []
      : [{ began: Date.parse(startedAt), ended: Date.parse(startedAt) + (durationMs ?? 0) }],
  );
  const began = Math.min(...timed.map((time) => time.began));
  const ended = Math.max(...timed.map((time) => time.ended));
  const reached = nodes
    .filter(({ startedAt }) => startedAt !== null)
    .toSorted((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1));
  return {
    traceId,
    startedAt: new Date(began).toISOString(),
    endedAt: new Date(ended).toISOString(),
    durationMs: ended - began,
    services: [...new Set(reached.map(({ service }) => service))],
    settled: nodes.every(({ status }) => status !== 'waiting' && status !== 'running'),
    nodes: [...nodes],
  };
}

/** More of one trace is not shown: it is a runaway, and a person cannot read it. */
const MOST = 1_000;

async function readSpans({ store }: Inside, traceId: string, organizationId: string | null) {
  const { rows } = await store.query<SpanRow & { own: boolean }>({
    text: `SELECT span_id AS "spanId", parent_id AS "parentId", kind, service, name, method, route, status,
                  actor_id AS "actorId", started_at AS "startedAt", duration_ms AS "durationMs", error,
                  organization_id IS NOT NULL AS own
             FROM kernel.spans
            WHERE trace_id = $1 AND (organization_id = $2 OR organization_id IS NULL)
            ORDER BY started_at LIMIT ${MOST}`,
    values: [traceId, organizationId],
  });
  return rows;
}

async function readMessages(
  { store }: Inside,
  traceId: string,
  organizationId: string | null,
): Promise<readonly MessageRow[]> {
  const { rows } = await store.query<MessageRow>({
    text: `SELECT id, kind, type, source, key, actor_id AS "actorId", logged_at AS "loggedAt", traceparent,
                  CASE WHEN kind = 'event' THEN data END AS data
             FROM kernel.outbox
            WHERE substr(traceparent, 4, 32) = $1 AND organization_id = $2
            ORDER BY position LIMIT ${MOST}`,
    values: [traceId, organizationId],
  });
  return rows;
}

interface StepRecord {
  workflow_id: string;
  step: string;
  span_id: string | null;
  error: { detail: string } | null;
}

async function readRuns(
  { store, runs }: Inside,
  messages: readonly MessageRow[],
  organizationId: string | null,
): Promise<readonly RunRow[]> {
  const ids = messages.filter(({ kind }) => kind === 'workflow').map(({ key }) => key);
  if (ids.length === 0) return [];
  const [found, { rows: steps }] = await Promise.all([
    runs.listed(organizationId, ids),
    store.query<StepRecord>({
      text: `SELECT workflow_id, step, span_id, error FROM kernel.workflow_steps WHERE workflow_id = ANY ($1)`,
      values: [ids],
    }),
  ]);
  return found.map((run) => {
    const definition = runs.workflows.find(({ workflow }) => workflow.name === run.name);
    const service = definition?.service ?? run.name.split('.')[0] ?? run.name;
    const records = steps.filter((step) => step.workflow_id === run.id);
    return { ...run, service, steps: run.steps.map((step) => toStep(step, run.id, service, records)) };
  });
}

function toStep(
  step: StepStatus,
  workflowId: string,
  service: string,
  records: readonly StepRecord[],
): StepRow {
  const own = records.filter((record) => record.step === step.name);
  return {
    ...{ ...step, workflowId, service },
    spanIds: own.flatMap(({ span_id }) => (span_id === null ? [] : [span_id])),
    error: own.find(({ error }) => error !== null)?.error?.detail ?? null,
  };
}
