/** Traces across services: what began them, and one of them whole. */
import type { AnyCall } from '@kernos/kernel/contract';
import { commonError } from '@kernos/kernel/errors';
import type { Language } from '@kernos/kernel/language';
import { containing, list } from '@kernos/kernel/list';
import type { LoggedMessageRecord, StepRecord } from '@kernos/kernel/system-view';
import { actsOf, callsOf, titlesOnRecord } from './audit-log.ts';
import { type RunReply, toReply } from './runs.ts';
import { type RunRow, type StepRow, type TraceNode, traceTree } from './trace-tree.ts';
import { languageFor, type Viewer } from './viewer.ts';

interface TraceQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly q?: string;
  readonly actor?: string;
  readonly failed?: boolean;
  readonly from?: string;
  readonly to?: string;
}

/** A page of the requests of an organization that changed or should have changed something, newest first. */
export async function listTraces({ limit, cursor, q, failed = false, ...query }: TraceQuery, viewer: Viewer) {
  const { system, organizationId } = viewer;
  const called = q === undefined ? [] : callsOf(actsOf(system), q);
  const filter = { ...query, pattern: containing(q), called, traceId: q, failed };
  const titleOf = titles(viewer);
  return list(
    { limit, cursor },
    { startedAt: 'instant', spanId: 'text' },
    async (after, most) => {
      const requests = await system.requests(organizationId, { ...filter, after, limit: most });
      const oldest = requests.at(-1);
      if (!oldest) return [];
      const ids = requests.map(({ traceId }) => traceId);
      const onRecord = await titlesOnRecord(viewer, ids, oldest.startedAt);
      return requests.map((request) => ({
        ...request,
        title: onRecord(request.traceId, request.name) ?? titleOf(request.name) ?? request.name,
      }));
    },
    ({ traceId, startedAt, service, name: call, title, method, route, status, actorId, durationMs }) => ({
      ...{ traceId, startedAt, service, call, title, actorId, durationMs },
      // A request has all three.
      ...{ method: method ?? '', route: route ?? '', status: status ?? 0 },
    }),
  );
}

/** What somebody did by a call, without what was sent; else what it does, in the only language in which contracts say that. */
const actOf = ({ act, summary, id }: AnyCall, language: Language): string =>
  act?.[language].replace(/\{\w+\}/g, '…') ?? (language === 'en' ? brief(summary) : id);

/** Without its small print. */
const brief = (summary: string): string => summary.split(/[;:]/, 1)[0] ?? summary;

/** What calls, events and workflows are called in words. */
function titles(viewer: Viewer): (name: string) => string | undefined {
  const { services } = viewer.system;
  const language = languageFor(viewer);
  const words = new Map<string, string>();
  for (const { contract, workflows } of services) {
    for (const call of Object.values(contract.calls)) words.set(call.id, actOf(call, language));
    for (const event of Object.values(contract.events))
      words.set(event.type, language === 'en' ? event.summary : event.type);
    for (const { workflow } of workflows) words.set(workflow.name, workflow.title[language]);
  }
  return (name) => words.get(name);
}

/** More of one trace is not shown: it is a runaway, and a person cannot read it. */
const MOST = 1_000;

/**
 * One trace, as far as it is this organization's. Spans of no organization (signing in, a job by the clock)
 * belong to it where something of the organization came of them. Throws `not-found` where nothing did.
 */
export async function readTrace(traceId: string, viewer: Viewer) {
  const { system, organizationId } = viewer;
  const [spans, messages] = await Promise.all([
    system.spansOfTrace(traceId, organizationId, MOST),
    system.messages.ofTrace(traceId, organizationId, MOST),
  ]);
  if (messages.length === 0 && spans.every(({ own }) => !own))
    throw commonError(
      'not-found',
      'There is no such trace in your organization, or it is too old to be kept.',
    );
  const [deliveries, runs] = await Promise.all([
    system.messages.deliveries(messages.filter(({ kind }) => kind !== 'workflow')),
    readRuns(viewer, messages),
  ]);
  const nodes = traceTree({ spans, messages, deliveries, runs, titleOf: titles(viewer) });
  return withRecord(viewer, summary(traceId, nodes));
}

/** Requests of it that are on record say to whom they did it. */
async function withRecord(viewer: Viewer, trace: ReturnType<typeof summary>) {
  const onRecord = await titlesOnRecord(viewer, [trace.traceId], trace.startedAt);
  const nodes = trace.nodes.map((node) =>
    node.kind === 'request' ? { ...node, title: onRecord(trace.traceId, node.name) ?? node.title } : node,
  );
  return { ...trace, nodes };
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

async function readRuns(
  viewer: Viewer,
  messages: readonly LoggedMessageRecord[],
): Promise<readonly RunRow[]> {
  const { services, runs, steps: stepsOf } = viewer.system;
  const ids = messages.filter(({ kind }) => kind === 'workflow').map(({ key }) => key);
  if (ids.length === 0) return [];
  const [found, steps] = await Promise.all([runs.read.listed(viewer.organizationId, ids), stepsOf(ids)]);
  return found.map((listed) => {
    const run = toReply(listed, viewer);
    const owner = services.find((one) => one.workflows.some(({ workflow }) => workflow.name === run.name));
    const service = owner?.name ?? run.name.split('.')[0] ?? run.name;
    const records = steps.filter(({ workflowId }) => workflowId === run.id);
    return { ...run, service, steps: run.steps.map((step) => toStep(step, run.id, service, records)) };
  });
}

function toStep(
  step: RunReply['steps'][number],
  workflowId: string,
  service: string,
  records: readonly StepRecord[],
): StepRow {
  const own = records.filter((record) => record.step === step.name);
  return {
    ...{ ...step, workflowId, service },
    spanIds: own.flatMap(({ spanId }) => (spanId === null ? [] : [spanId])),
    error: own.find(({ error }) => error !== null)?.error?.detail ?? null,
  };
}
