import { handle, service } from '@kernos/kernel/service';
import type { SeenService } from '@kernos/kernel/system-view';
import { exportAudit, listAudit } from './audit-log.ts';
import { operations } from './contract.ts';
import { deadLetterHandlers } from './dead-letters.ts';
import { listEvents, readOutbox } from './events.ts';
import { findRun, follow, listRuns, listSchedules, toReply } from './runs.ts';
import { systemNow } from './system-now.ts';
import { listTraces, readTrace } from './traces.ts';
import { ofOrganization } from './viewer.ts';

const { calls } = operations;

const runs = [
  handle(calls.workflowStatus, async ({ workflowId }, ctx) => toReply(await findRun(workflowId, ctx), ctx)),
  handle(calls.workflowEvents, async ({ workflowId }, ctx) => follow(await findRun(workflowId, ctx), ctx)),
  handle(calls.cancelWorkflow, async ({ workflowId }, ctx) => {
    const status = await findRun(workflowId, ctx);
    if (status.status !== 'running')
      return ctx.fail('workflow-ended', 'This workflow has ended; there is nothing left to cancel.');
    ctx.cancel(status, workflowId);
    return toReply({ ...status, cancelling: true }, ctx);
  }),
  handle(calls.workflows, async (query, ctx) => listRuns(query, ofOrganization(ctx))),
  handle(calls.schedules, async (_input, ctx) => listSchedules(ctx)),
];

const records = [
  handle(calls.traces, async (query, ctx) => listTraces(query, ofOrganization(ctx))),
  handle(calls.trace, async ({ traceId }, ctx) => readTrace(traceId, ofOrganization(ctx))),
  handle(calls.events, async (query, ctx) => listEvents(query, ofOrganization(ctx))),
  handle(calls.outbox, async ({ limit = 20 }, ctx) => readOutbox(limit, ofOrganization(ctx))),
  handle(calls.audit, async (query, ctx) => listAudit(query, ofOrganization(ctx))),
  handle(calls.exportAudit, async (query, ctx) => exportAudit(query, ofOrganization(ctx))),
];

const now = [
  handle(calls.history, async ({ minutes = 15 }, { system }) => {
    const { everySeconds } = system.traffic;
    return { everySeconds, samples: [...system.traffic.last((minutes * 60) / everySeconds)] };
  }),
  handle(calls.system, async (_input, ctx) => systemNow(ofOrganization(ctx))),
  handle(calls.services, async (_input, { system }) => ({ items: system.services.map(describe) })),
];

const describe = ({ name, contract, listensTo, workflows, schedules }: SeenService) => ({
  name,
  calls: Object.values(contract.calls).map((call) => ({
    name: call.name,
    method: call.method,
    route: call.route,
  })),
  events: Object.keys(contract.events),
  listensTo: [...listensTo],
  workflows: workflows.map(({ workflow }) => workflow.name),
  schedules: [...schedules],
});

export const operationsService = service(operations, {
  calls: [...runs, ...records, ...deadLetterHandlers, ...now],
  seesSystem: true,
});
