/** Puts what is on record of one trace together into a tree. Pure: it reads nothing, and no clock. */
import type { LoggedMessageRecord, MessageDelivery, SpanRecord } from '@kernos/kernel/system-view';
import type { RunReply } from './runs.ts';

export interface StepRow {
  readonly workflowId: string;
  readonly name: string;
  readonly title: string;
  readonly service: string;
  readonly status: RunReply['steps'][number]['status'];
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly spanIds: readonly string[];
  readonly error: string | null;
}

export interface RunRow
  extends Pick<RunReply, 'id' | 'title' | 'status' | 'error' | 'startedAt' | 'endedAt'> {
  readonly service: string;
  readonly steps: readonly StepRow[];
}

export interface TraceRows {
  readonly spans: readonly SpanRecord[];
  readonly messages: readonly LoggedMessageRecord[];
  readonly deliveries: readonly MessageDelivery[];
  readonly runs: readonly RunRow[];
  /** What a call or an event is called in words; undefined where this system does not have it. */
  readonly titleOf: (name: string) => string | undefined;
}

type Status = 'done' | 'failed' | 'running' | 'waiting' | 'dead' | 'discarded' | 'undone';

export interface TraceNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
  readonly kind: 'request' | 'call' | 'schedule' | 'event' | 'consumer' | 'task' | 'workflow' | 'step';
  readonly service: string;
  readonly name: string;
  readonly title: string;
  readonly status: Status;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly attempts: number | null;
  readonly actorId: string | null;
  readonly http: { method: string; route: string; status: number | null } | null;
  readonly subject: string | null;
  readonly reference: string | null;
  readonly data: unknown;
  readonly error: string | null;
}

/** A node before its place is known: `cause` is the id of a span or of a node. */
type Loose = Omit<TraceNode, 'parentId' | 'depth'> & { readonly cause: string | null };

const nothing = {
  startedAt: null,
  durationMs: null,
  attempts: null,
  actorId: null,
  http: null,
  subject: null,
  reference: null,
  data: null,
  error: null,
} as const;

/** The nodes of a trace, parents before children, siblings by time. What has lost its cause hangs on the first root. */
export function traceTree(rows: TraceRows): TraceNode[] {
  const owners = new Map<string, string>();
  const loose = [
    ...rows.spans.flatMap((span) => spanNode(span, rows, owners)),
    ...rows.messages.flatMap((message) => messageNodes(message, rows, owners)),
  ];
  const known = new Set(loose.map(({ id }) => id));
  const root = loose.find(
    ({ kind, cause }) => kind === 'request' && !known.has(ownerOf(cause, owners) ?? ''),
  );
  const children = Map.groupBy(loose, ({ id, kind, cause }) => {
    const parent = ownerOf(cause, owners);
    if (parent !== null && known.has(parent) && parent !== id) return parent;
    // A request may well have been caused by something outside; everything else has its cause in here.
    return root && kind !== 'request' && cause !== null ? root.id : null;
  });
  const placed: TraceNode[] = [];
  const place = (parentId: string | null, depth: number) => {
    for (const { cause: _, ...node } of (children.get(parentId) ?? []).toSorted(byTime)) {
      placed.push({ ...node, parentId, depth });
      place(node.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

const ownerOf = (cause: string | null, owners: ReadonlyMap<string, string>): string | null =>
  cause === null ? null : (owners.get(cause) ?? cause);

function byTime(a: Loose, b: Loose): number {
  if (a.startedAt === b.startedAt) return a.name.localeCompare(b.name);
  return (a.startedAt ?? '9') < (b.startedAt ?? '9') ? -1 : 1;
}

function spanNode(span: SpanRecord, { spans, titleOf }: TraceRows, owners: Map<string, string>): Loose[] {
  // A call that crossed the network was recorded on both sides; who asked knows how long it took.
  const asked = spans.find(({ spanId }) => spanId === span.parentId);
  if (span.kind === 'call' && asked?.kind === 'call' && asked.name === span.name) {
    owners.set(span.spanId, asked.spanId);
    return [];
  }
  const { spanId: id, parentId: cause, kind, service, name, method, route, status } = span;
  return [
    {
      ...nothing,
      ...{ id, cause, kind, service, name, title: titleOf(name) ?? name },
      status: span.error !== null || (status ?? 0) >= 400 ? 'failed' : 'done',
      startedAt: span.startedAt,
      durationMs: span.durationMs,
      actorId: span.actorId,
      http: method && route ? { method, route, status } : null,
      error: span.error,
    },
  ];
}

function messageNodes(message: LoggedMessageRecord, rows: TraceRows, owners: Map<string, string>): Loose[] {
  const deliveries = rows.deliveries.filter(({ messageId }) => messageId === message.id);
  if (message.kind === 'workflow') return workflowNodes(message, rows, owners);
  const { id, type, source, key, loggedAt, traceparent, actorId } = message;
  const common = {
    ...nothing,
    ...{ id, cause: traceparent.split('-')[2] ?? null, name: type, title: rows.titleOf(type) ?? type },
    ...{ startedAt: loggedAt, actorId, reference: id },
  };
  if (message.kind === 'task') {
    const [delivery] = deliveries;
    if (delivery?.spanId) owners.set(delivery.spanId, id);
    return [
      { ...common, kind: 'task', service: serviceOf(type), ...(delivery ? handling(delivery) : waiting) },
    ];
  }
  const event: Loose = {
    ...{ ...common, kind: 'event', service: source, status: 'done', subject: key, data: message.data },
  };
  const consumers = deliveries.map((delivery): Loose => {
    const nodeId = `${id}:${delivery.consumer}`;
    if (delivery.spanId) owners.set(delivery.spanId, nodeId);
    const service = serviceOf(delivery.consumer);
    return {
      ...nothing,
      ...{ id: nodeId, cause: id, kind: 'consumer', service, name: delivery.consumer, title: service },
      ...handling(delivery),
    };
  });
  return [event, ...consumers];
}

const waiting = { status: 'waiting' as const, durationMs: null, attempts: 0, error: null };

function handling({ status, handledAt, durationMs, attempts, error }: MessageDelivery) {
  const startedAt =
    handledAt === null ? null : new Date(Date.parse(handledAt) - (durationMs ?? 0)).toISOString();
  return { status, startedAt, durationMs, attempts, error };
}

const serviceOf = (consumer: string): string => consumer.split('.')[0] ?? consumer;

const runStatus = { running: 'running', succeeded: 'done', failed: 'failed', cancelled: 'undone' } as const;
const stepStatus = {
  running: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  undone: 'undone',
} as const;

function workflowNodes(
  message: LoggedMessageRecord,
  { runs }: TraceRows,
  owners: Map<string, string>,
): Loose[] {
  const { id, type, key, loggedAt, traceparent, actorId } = message;
  const cause = traceparent.split('-')[2] ?? null;
  const sent = message.data as { signal?: string; cancelledBy?: unknown };
  if (sent.signal !== undefined || sent.cancelledBy !== undefined) {
    const name = sent.signal === undefined ? `${type}.cancel` : `${type}.${sent.signal}`;
    const common = { id, cause, name, title: name, actorId, reference: id, subject: key, data: message.data };
    return [
      { ...nothing, ...common, kind: 'event', service: message.source, status: 'done', startedAt: loggedAt },
    ];
  }
  const run = runs.find((one) => one.id === key);
  const workflow: Loose = {
    ...nothing,
    ...{
      id,
      cause,
      kind: 'workflow',
      name: type,
      actorId,
      reference: key,
    },
    service: run?.service ?? serviceOf(type),
    title: run?.title ?? type,
    status: run ? runStatus[run.status] : 'waiting',
    startedAt: run?.startedAt ?? loggedAt,
    durationMs: run ? lasted(run.startedAt, run.endedAt) : null,
    error: run?.error?.detail ?? null,
  };
  const steps = (run?.steps ?? []).flatMap((step): Loose[] => {
    if (step.status === 'pending') return [];
    const nodeId = `${id}:${step.name}`;
    for (const spanId of step.spanIds) owners.set(spanId, nodeId);
    return [
      {
        ...nothing,
        ...{ id: nodeId, cause: id, kind: 'step', service: step.service, name: step.name, title: step.title },
        ...{ status: stepStatus[step.status], startedAt: step.startedAt, attempts: step.attempts },
        ...{ durationMs: lasted(step.startedAt, step.endedAt), error: step.error },
      },
    ];
  });
  return [workflow, ...steps];
}

const lasted = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
