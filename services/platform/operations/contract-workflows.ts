/** Calls about durable work: runs of workflows, and jobs by the clock. */

import { allow, signedIn } from '@kernos/kernel/contract';
import { EventStream, Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { TraceId } from './contract-traces.ts';

export const StepStatus = Type.Object({
  name: Type.String(),
  title: Type.String({ description: 'What a person reads' }),
  status: Type.Union([
    Type.Literal('pending'),
    Type.Literal('running'),
    Type.Literal('waiting', { description: 'For its next try' }),
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('undone'),
  ]),
  calls: Type.Integer({
    minimum: 0,
    description: 'How often the run called it; the rest is of the last call',
  }),
  attempts: Type.Integer({ minimum: 0 }),
  startedAt: Nullable(Timestamp),
  endedAt: Nullable(Timestamp),
});

const RunState = Type.Union([
  Type.Literal('running'),
  Type.Literal('succeeded'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
]);

const Waiting = Type.Object({
  kind: Type.Union([Type.Literal('timer'), Type.Literal('signal'), Type.Literal('child')]),
  name: Type.String({ description: 'Of the signal, or of the workflow that it runs' }),
  until: Nullable(Timestamp),
});

export const WorkflowStatus = Type.Object({
  id: Type.String(),
  name: Type.String(),
  title: Type.String(),
  status: RunState,
  currentStep: Nullable(Type.String({ description: 'Title of the step that runs, or that failed' })),
  waitingFor: Nullable(Waiting),
  cancelling: Type.Boolean({ description: 'Somebody asked for it to be cancelled' }),
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Share of finished steps, per cent' }),
  steps: Type.Array(StepStatus),
  error: Nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  startedAt: Timestamp,
  endedAt: Nullable(Timestamp),
});

export const WorkflowItem = Type.Object({
  ...WorkflowStatus.properties,
  startedBy: Nullable(Id),
  traceId: TraceId,
});

/** A job by the clock. Jobs belong to the whole system, so what one said when it failed is in the log alone. */
export const ScheduleStatus = Type.Object({
  name: Type.String({ description: '`<service>.<job>`' }),
  service: Type.String(),
  cron: Type.String({ description: 'Five fields, UTC' }),
  nextRunAt: Nullable(Timestamp),
  lastRun: Nullable(
    Type.Object({
      dueAt: Timestamp,
      startedAt: Timestamp,
      endedAt: Nullable(Timestamp),
      outcome: Type.Union([Type.Literal('running'), Type.Literal('succeeded'), Type.Literal('failed')]),
      errorCode: Nullable(Type.String()),
    }),
  ),
  runs: Type.Integer({ minimum: 0, description: 'Since the system was set up' }),
  failures: Type.Integer({ minimum: 0 }),
});

const WorkflowParams = Type.Object({ workflowId: Type.String({ minLength: 1, maxLength: 200 }) });

export const workflowCalls = {
  workflowStatus: {
    method: 'GET',
    path: '/workflows/:workflowId/status',
    summary: 'State of a workflow that you started, step by step',
    access: signedIn,
    params: WorkflowParams,
    reply: { 200: WorkflowStatus },
  },
  workflowEvents: {
    method: 'GET',
    path: '/workflows/:workflowId/events',
    summary: 'The same, as a stream that ends when the workflow does',
    access: signedIn,
    params: WorkflowParams,
    reply: { 200: EventStream(WorkflowStatus) },
  },
  cancelWorkflow: {
    method: 'POST',
    path: '/workflows/:workflowId/cancel',
    summary:
      'Cancels a workflow that you started, or as an administrator any of your organization; what it did is undone',
    act: { en: 'Canceled a workflow', fr: 'Annulation d’un processus' },
    access: signedIn,
    audited: true,
    params: WorkflowParams,
    reply: { 202: WorkflowStatus },
    errors: { 'workflow-ended': 409 },
  },
  workflows: {
    method: 'GET',
    path: '/workflows',
    summary: 'Workflows of your organization with their progress, newest first',
    access: allow('admin'),
    query: Type.Object({
      ...PageQuery,
      status: Type.Optional(RunState),
      name: Type.Optional(Type.String({ maxLength: 100, description: 'E.g. `notes.publish`' })),
    }),
    reply: { 200: Page(WorkflowItem) },
  },
  schedules: {
    method: 'GET',
    path: '/schedules',
    summary: 'Jobs by the clock: when each runs next, and how its last run ended',
    access: allow('admin'),
    reply: { 200: Type.Object({ items: Type.Array(ScheduleStatus) }) },
  },
} as const;
