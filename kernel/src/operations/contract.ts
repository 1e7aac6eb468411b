/** What the kernel itself offers over HTTP: how its workflows, messages and services are doing. */
import { Type } from 'typebox';
import { allow, contract, signedIn } from '../contract.ts';
import { EventStream, Id, Nullable, Page, PageQuery, Timestamp } from '../schemas.ts';

export const StepStatus = Type.Object({
  name: Type.String(),
  title: Type.String({ description: 'What a person reads' }),
  status: Type.Union([
    Type.Literal('pending'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('undone'),
  ]),
  attempts: Type.Integer({ minimum: 0 }),
  startedAt: Nullable(Timestamp),
  endedAt: Nullable(Timestamp),
});

export const WorkflowStatus = Type.Object({
  id: Type.String(),
  name: Type.String(),
  title: Type.String(),
  status: Type.Union([Type.Literal('running'), Type.Literal('succeeded'), Type.Literal('failed')]),
  currentStep: Nullable(Type.String({ description: 'Title of the step that runs, or that failed' })),
  progress: Type.Integer({ minimum: 0, maximum: 100, description: 'Share of finished steps, per cent' }),
  steps: Type.Array(StepStatus),
  error: Nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  startedAt: Timestamp,
  endedAt: Nullable(Timestamp),
});

const WorkflowParams = Type.Object({ workflowId: Type.String({ minLength: 1, maxLength: 200 }) });

export const DeadLetter = Type.Object({
  id: Id,
  consumer: Type.String(),
  messageId: Id,
  type: Type.String(),
  data: Type.Unknown(),
  attempts: Type.Integer(),
  error: Nullable(Type.String()),
  failedAt: Timestamp,
});

export const operations = contract('operations', {
  calls: {
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
    deadLetters: {
      method: 'GET',
      path: '/dead-letters',
      summary: 'Messages that a consumer could not handle, newest first',
      access: allow('admin'),
      query: Type.Object({ ...PageQuery, consumer: Type.Optional(Type.String({ maxLength: 100 })) }),
      reply: { 200: Page(DeadLetter) },
    },
    replayDeadLetter: {
      method: 'POST',
      path: '/dead-letters/:deadLetterId/replay',
      summary: 'Tries a dead message again, from its first attempt',
      access: allow('admin'),
      params: Type.Object({ deadLetterId: Id }),
      reply: { 202: Type.Object({ id: Id, status: Type.Literal('waiting') }) },
      idempotent: true,
    },
    outbox: {
      method: 'GET',
      path: '/outbox',
      summary: 'How far each consumer has read, and the newest events of your organization',
      access: allow('admin'),
      query: Type.Object({ limit: PageQuery.limit }),
      reply: {
        200: Type.Object({
          lagSeconds: Type.Number({
            description: 'Age of the oldest message that a consumer has not reached',
          }),
          consumers: Type.Array(
            Type.Object({
              name: Type.String(),
              waiting: Type.Integer({
                description: 'Messages of your organization that are being tried again',
              }),
              dead: Type.Integer(),
            }),
          ),
          events: Type.Array(Type.Unknown({ description: 'CloudEvents 1.0' })),
        }),
      },
    },
    services: {
      method: 'GET',
      path: '/services',
      summary: 'The services that run here and what they offer',
      access: allow('admin'),
      reply: {
        200: Type.Object({
          items: Type.Array(
            Type.Object({
              name: Type.String(),
              calls: Type.Array(
                Type.Object({ name: Type.String(), method: Type.String(), route: Type.String() }),
              ),
              events: Type.Array(Type.String()),
              listensTo: Type.Array(Type.String()),
              workflows: Type.Array(Type.String()),
              schedules: Type.Array(Type.Object({ name: Type.String(), cron: Type.String() })),
            }),
          ),
        }),
      },
    },
  },
});
