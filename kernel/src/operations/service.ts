import { commonError } from '../contract/errors.ts';
import { handle, type ServiceDefinition, service } from '../contract/service.ts';
import { History } from '../observability/history.ts';
import { exportAudit, listAudit } from './audit-log.ts';
import { operations } from './contract.ts';
import { listDeadLetters, moveTo, replayAll, replayOne } from './dead-letters.ts';
import { listEvents, readOutbox } from './events.ts';
import type { Inside, Viewer } from './inside.ts';
import { findRun, follow, listRuns, listSchedules, toReply } from './runs.ts';
import { systemNow } from './system-now.ts';
import { listTraces, readTrace } from './traces.ts';

const { calls } = operations;

export function operationsService(inside: () => Inside): ServiceDefinition {
  return service(operations, {
    migrations: new URL('./migrations/', import.meta.url),
    calls: [...runs(inside), ...happenings(inside), ...deadMessages(inside), ...theSystem(inside)],
  });
}

/** What these calls show and change is an organization's: whoever acts for none has nothing here. */
function ofOrganization<V extends Viewer>(viewer: V): V {
  if (viewer.organizationId === null)
    throw commonError('forbidden', 'Act for an organization first: this is about one.');
  return viewer;
}

const runs = (inside: () => Inside) => [
  handle(calls.workflowStatus, async ({ workflowId }, ctx) =>
    toReply(await findRun(inside(), workflowId, ctx)),
  ),
  handle(calls.workflowEvents, async ({ workflowId }, ctx) => {
    const first = await findRun(inside(), workflowId, ctx);
    return follow(inside(), first, ctx);
  }),
  handle(calls.workflows, async (query, ctx) => listRuns(inside(), query, ofOrganization(ctx))),
  handle(calls.schedules, async () => listSchedules(inside())),
];

const happenings = (inside: () => Inside) => [
  handle(calls.traces, async (query, ctx) => listTraces(inside(), query, ofOrganization(ctx))),
  handle(calls.trace, async ({ traceId }, ctx) => readTrace(inside(), traceId, ofOrganization(ctx))),
  handle(calls.events, async (query, ctx) => listEvents(inside(), query, ofOrganization(ctx))),
  handle(calls.outbox, async ({ limit }, ctx) =>
    readOutbox(inside().store, limit ?? 20, ofOrganization(ctx).organizationId),
  ),
  handle(calls.audit, async (query, ctx) => listAudit(inside(), query, ofOrganization(ctx))),
  handle(calls.exportAudit, async (query, ctx) => exportAudit(inside(), query, ofOrganization(ctx))),
];

const deadMessages = (inside: () => Inside) => [
  handle(calls.deadLetters, async (query, ctx) =>
    listDeadLetters(inside().store, query, ofOrganization(ctx)),
  ),
  handle(calls.replayDeadLetter, async ({ deadLetterId }, ctx) => {
    await replayOne(ctx.tx, deadLetterId, ofOrganization(ctx).organizationId);
    ctx.afterCommit(() => inside().revive());
    return { id: deadLetterId, status: 'waiting' as const };
  }),
  handle(calls.replayDeadLetters, async ({ consumer }, ctx) => {
    const replayed = await replayAll(ctx.tx, ofOrganization(ctx).organizationId, consumer);
    ctx.afterCommit(() => inside().revive());
    return { replayed };
  }),
  handle(calls.discardDeadLetter, async ({ deadLetterId }, ctx) => {
    await moveTo(ctx.tx, 'discarded', deadLetterId, ofOrganization(ctx).organizationId);
    return { id: deadLetterId, status: 'discarded' as const };
  }),
  handle(calls.restoreDeadLetter, async ({ deadLetterId }, ctx) => {
    await moveTo(ctx.tx, 'dead', deadLetterId, ofOrganization(ctx).organizationId);
    return { id: deadLetterId, status: 'dead' as const };
  }),
];

const theSystem = (inside: () => Inside) => [
  handle(calls.history, async ({ minutes = 15 }) => ({
    everySeconds: History.everySeconds,
    samples: [...inside().history.last((minutes * 60) / History.everySeconds)],
  })),
  handle(calls.system, async (_input, ctx) => systemNow(inside(), ofOrganization(ctx))),
  handle(calls.services, async () => ({ items: inside().services.map(describe) })),
];

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
