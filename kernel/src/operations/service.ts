import type { Context } from '../context.ts';
import type { Contract } from '../contract.ts';
import { decodeCursor, toPage } from '../cursors.ts';
import { commonError } from '../errors.ts';
import { type Message, toCloudEvent } from '../outbox.ts';
import { type Handler, handle, type ServiceDefinition, service } from '../service.ts';
import type { Store } from '../store.ts';
import type { RunStatus, WorkflowRuns } from '../workflow-runs.ts';
import { operations } from './contract.ts';
import { consumerLags } from './lag.ts';

/** What the operations service looks at: it is the one service that sees the kernel from inside. */
export interface Inside {
  readonly store: Store;
  readonly runs: WorkflowRuns;
  readonly services: readonly ServiceDefinition[];
  /** Dead messages were put back to waiting. */
  revive(): void;
}

export function operationsService(inside: () => Inside): ServiceDefinition {
  const { calls } = operations;
  return answering([
    handle(calls.workflowStatus, async ({ workflowId }, ctx) =>
      toReply(await findRun(inside(), workflowId, ctx)),
    ),
    handle(calls.workflowEvents, async ({ workflowId }, ctx) => {
      const first = await findRun(inside(), workflowId, ctx);
      return follow(inside(), first, ctx);
    }),
    handle(calls.deadLetters, async (query, ctx) => listDeadLetters(inside().store, query, ctx)),
    handle(calls.replayDeadLetter, async ({ deadLetterId }, ctx) => {
      await revive(inside().store, deadLetterId, ctx.organizationId);
      inside().revive();
      return { id: deadLetterId, status: 'waiting' as const };
    }),
    handle(calls.outbox, async ({ limit }, ctx) =>
      readOutbox(inside().store, limit ?? 20, ctx.organizationId),
    ),
    handle(calls.services, async () => ({ items: inside().services.map(describe) })),
  ]);
}

// Calls that are declared for the web app and not answered yet have no route.
function answering(calls: readonly Handler[]): ServiceDefinition {
  const declared = Object.fromEntries(calls.map(({ call }) => [call.name, call]));
  return service({ ...operations, calls: declared } as Contract, { calls });
}

type Viewer = Pick<Context, 'actor' | 'organizationId'>;

async function findRun({ runs }: Inside, id: string, { actor, organizationId }: Viewer): Promise<RunStatus> {
  const seesAll = actor.kind === 'service' || actor.roles.some((role) => role === 'admin');
  const status = await runs.status(id, { organizationId, userId: actor.id, seesAll });
  if (!status) throw commonError('not-found', 'There is no workflow of yours with this id.');
  return status;
}

const toReply = (status: RunStatus) => ({ ...status, steps: [...status.steps] });

const POLL_MS = 1_000;

/** The status now and after every change, until the run has ended. Changes made by another process are polled for. */
async function* follow(
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

interface DeadRow {
  id: string;
  consumer: string;
  message_id: string;
  message: Message;
  attempts: number;
  error: string | null;
  updated_at: string;
}

async function listDeadLetters(
  store: Store,
  { limit = 20, cursor, consumer }: { limit?: number; cursor?: string; consumer?: string },
  { organizationId }: Viewer,
) {
  const after = decodeCursor<readonly [string, string]>(cursor, 2);
  const { rows } = await store.query<DeadRow>({
    text: `SELECT id, consumer, message_id, message, attempts, error, updated_at FROM kernel.deliveries
            WHERE state = 'dead' AND organization_id = $1
              AND ($2::text IS NULL OR consumer = $2)
              AND ($3::timestamptz IS NULL OR (updated_at, id) < ($3, $4::uuid))
            ORDER BY updated_at DESC, id DESC LIMIT $5`,
    values: [organizationId, consumer ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  });
  return toPage(
    rows,
    limit,
    (row) => ({
      id: row.id,
      consumer: row.consumer,
      messageId: row.message_id,
      type: row.message.type,
      data: row.message.data,
      attempts: row.attempts,
      error: row.error,
      failedAt: row.updated_at,
      state: 'dead' as const,
      traceId: row.message.traceparent?.split('-')[1] ?? null,
    }),
    (row) => [row.updated_at, row.id],
  );
}

async function revive(store: Store, id: string, organizationId: string | null): Promise<void> {
  const { rowCount } = await store.query({
    text: `UPDATE kernel.deliveries SET state = 'waiting', attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE id = $1 AND state = 'dead' AND organization_id = $2`,
    values: [id, organizationId],
  });
  if (rowCount === 0)
    throw commonError(
      'not-found',
      'There is no dead message with this id; it may have been replayed already.',
    );
}

async function readOutbox(store: Store, limit: number, organizationId: string | null) {
  const [lags, consumers, events] = await Promise.all([
    consumerLags(store),
    // How many of all organizations is for whoever runs the system: /metrics says so.
    store.query<{ name: string; waiting: number; dead: number }>({
      text: `SELECT c.name, count(d.*) FILTER (WHERE d.state = 'waiting') AS waiting, count(d.*) FILTER (WHERE d.state = 'dead') AS dead
               FROM kernel.consumers c LEFT JOIN kernel.deliveries d
                 ON d.consumer = c.name AND d.organization_id = $1
              GROUP BY c.name ORDER BY c.name`,
      values: [organizationId],
    }),
    store.query<Message>({
      text: `SELECT id, kind, type, source, key, organization_id AS "organizationId", time, data, traceparent
               FROM kernel.outbox WHERE kind = 'event' AND organization_id = $1 ORDER BY xid DESC, position DESC LIMIT $2`,
      values: [organizationId, limit],
    }),
  ]);
  return {
    lagSeconds: Math.max(0, ...lags.values()),
    consumers: consumers.rows.map((row) => ({ ...row, lagSeconds: lags.get(row.name) ?? 0 })),
    events: events.rows.map(toCloudEvent),
  };
}

/** Messages that no consumer handles any more. */
export async function countDeadLetters(store: Store): Promise<number> {
  const { rows } = await store.query<{ count: number }>({
    text: `SELECT count(*) FROM kernel.deliveries WHERE state = 'dead'`,
  });
  return rows[0]?.count ?? 0;
}

function describe({ name, contract, on = [], onEvery, workflows = [], schedules = {} }: ServiceDefinition) {
  return {
    name,
    calls: Object.values(contract.calls).map((call) => ({
      name: call.name,
      method: call.method,
      route: call.route,
    })),
    events: Object.keys(contract.events),
    listensTo: onEvery ? ['*'] : on.map(({ event }) => event.type),
    workflows: workflows.map(({ workflow }) => workflow.name),
    schedules: Object.entries(schedules).map(([job, { cron }]) => ({ name: `${name}.${job}`, cron })),
  };
}
