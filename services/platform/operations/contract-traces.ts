/** Calls about what happened: traces across services, and the log of events. */

import { allow } from '@kernos/kernel/contract';
import { Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

/** Trace id of W3C Trace Context: 32 lower-case hexadecimal digits. */
export const TraceId = Type.String({
  pattern: '^[0-9a-f]{32}$',
  description: 'Trace id, W3C Trace Context',
});

export const TraceSummary = Type.Object({
  traceId: TraceId,
  startedAt: Timestamp,
  service: Type.String(),
  call: Type.String({ description: 'The call that began it, e.g. `notes.create`' }),
  title: Type.String({ description: 'The call in words' }),
  method: Type.String(),
  route: Type.String({ description: 'Route template' }),
  status: Type.Integer({ description: 'HTTP status of the reply' }),
  actorId: Nullable(Id),
  durationMs: Type.Number(),
});

/**
 * One node of a trace. What each kind is:
 * - `request`: an HTTP call; `http` says which and how it was answered
 * - `call`: a service calling another
 * - `schedule`: a job by the clock
 * - `event`: an event that was published; its children are the consumers
 * - `consumer`: a service handling the event above it
 * - `task`: work that was queued and is done later, at least once
 * - `workflow` and `step`: a durable workflow and its activities
 */
export const TraceNode = Type.Object({
  id: Type.String({ description: 'Unique within the trace' }),
  parentId: Nullable(Type.String()),
  depth: Type.Integer({ minimum: 0 }),
  kind: Type.Union([
    Type.Literal('request'),
    Type.Literal('call'),
    Type.Literal('schedule'),
    Type.Literal('event'),
    Type.Literal('consumer'),
    Type.Literal('task'),
    Type.Literal('workflow'),
    Type.Literal('step'),
  ]),
  service: Type.String(),
  name: Type.String({ description: 'Call, event type, consumer, task, workflow or step' }),
  title: Type.String({ description: 'What a person reads' }),
  status: Type.Union([
    Type.Literal('done'),
    Type.Literal('failed'),
    Type.Literal('running'),
    Type.Literal('waiting', { description: 'Not reached yet, or to be tried again' }),
    Type.Literal('dead', { description: 'Given up; it may be replayed' }),
    Type.Literal('discarded'),
    Type.Literal('undone'),
  ]),
  startedAt: Nullable(Timestamp),
  durationMs: Nullable(Type.Number({ description: 'Null for an instant, and where it is not known' })),
  attempts: Nullable(Type.Integer()),
  actorId: Nullable(Id),
  http: Nullable(
    Type.Object({ method: Type.String(), route: Type.String(), status: Nullable(Type.Integer()) }),
  ),
  subject: Nullable(Type.String({ description: 'What it is about: the ordering key of an event' })),
  /** Of an event or task: its CloudEvents id; of a workflow: its run's id. */
  reference: Nullable(Type.String()),
  data: Nullable(Type.Unknown({ description: 'Data of an event' })),
  error: Nullable(Type.String()),
});

export const TraceDetail = Type.Object({
  traceId: TraceId,
  startedAt: Timestamp,
  endedAt: Timestamp,
  durationMs: Type.Number({ description: 'From the first to the last thing that is known of it' }),
  services: Type.Array(Type.String(), { description: 'In the order in which it reached them' }),
  settled: Type.Boolean({ description: 'True where nothing of it is still to come' }),
  nodes: Type.Array(TraceNode, { description: 'Parents before children, siblings by time' }),
});

export const EventItem = Type.Object({
  id: Id,
  type: Type.String(),
  source: Type.String({ description: 'The service that published it' }),
  subject: Type.String({ description: 'The key that orders it' }),
  time: Timestamp,
  traceId: TraceId,
  data: Type.Unknown(),
  consumers: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Type.Union([
        Type.Literal('done'),
        Type.Literal('waiting', { description: 'Not reached yet, or to be tried again' }),
        Type.Literal('dead'),
        Type.Literal('discarded'),
      ]),
      attempts: Type.Integer({ minimum: 0 }),
      handledAt: Nullable(Timestamp),
      durationMs: Nullable(Type.Number()),
      error: Nullable(Type.String()),
      nextAttemptAt: Nullable({
        ...Timestamp,
        description: 'When it is tried again; null where it is not, or waits behind an earlier one',
      }),
    }),
  ),
});

export const traceCalls = {
  traces: {
    method: 'GET',
    path: '/traces',
    summary: 'Requests of your organization that changed or should have changed something, newest first',
    access: allow('admin'),
    query: Type.Object({
      ...PageQuery,
      q: Type.Optional(
        Type.String({ maxLength: 100, description: 'Part of the call’s name or route, or a trace id' }),
      ),
      actor: Type.Optional(Id),
      failed: Type.Optional(Type.Boolean({ description: 'True: only those answered with 400 and above' })),
      from: Type.Optional(Timestamp),
      to: Type.Optional(Timestamp),
    }),
    reply: { 200: Page(TraceSummary) },
  },
  trace: {
    method: 'GET',
    path: '/traces/:traceId',
    summary: 'One trace across services: the request, its events, who handled them, workflows and steps',
    access: allow('admin'),
    params: Type.Object({ traceId: TraceId }),
    reply: { 200: TraceDetail },
  },
  events: {
    method: 'GET',
    path: '/events',
    summary: 'Events of your organization, newest first, and how each consumer stands',
    access: allow('admin'),
    query: Type.Object({
      ...PageQuery,
      type: Type.Optional(Type.String({ maxLength: 100, description: 'Event type, e.g. `note.created`' })),
      subject: Type.Optional(Type.String({ maxLength: 200, description: 'The key that orders them' })),
      q: Type.Optional(
        Type.String({
          maxLength: 100,
          description: 'Text in the type, key or data; looks at the newest 50,000',
        }),
      ),
    }),
    reply: { 200: Page(EventItem) },
  },
} as const;
