/** Calls about the running system: which services there are, and how it is doing right now. */

import { allow } from '@kernos/kernel/contract';
import { Nullable, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

const Milliseconds = Type.Number({ minimum: 0, description: 'Milliseconds' });

const Latency = {
  p50Ms: Milliseconds,
  p95Ms: Milliseconds,
  p99Ms: Milliseconds,
};

const Traffic = {
  perSecond: Type.Number({ minimum: 0 }),
  errorRate: Type.Number({ minimum: 0, maximum: 1, description: 'Share answered with 500 and above' }),
  refusalRate: Type.Number({ minimum: 0, maximum: 1, description: 'Share answered with 400 to 499' }),
  ...Latency,
};

/** The process that answers; where several serve, each speaks for itself but for messages and workflows. */
export const SystemNow = Type.Object({
  at: Timestamp,
  version: Type.String(),
  uptimeSeconds: Type.Number(),
  leads: Type.Boolean({ description: 'True where this process reads the outbox and runs workflows' }),
  process: Type.Object({
    cpuShare: Type.Number({
      description: 'Of one processor, over the last ten to twenty seconds; 1 is all of it',
    }),
    residentBytes: Type.Integer(),
    heapUsedBytes: Type.Integer(),
    eventLoop: Type.Object({ p50Ms: Milliseconds, p99Ms: Milliseconds, maxMs: Milliseconds }),
  }),
  pool: Type.Object({
    size: Type.Integer({ description: 'Connections that are open' }),
    limit: Type.Integer(),
    idle: Type.Integer(),
    waiting: Type.Integer({ description: 'Transactions that wait for a connection' }),
  }),
  requests: Type.Object({
    windowSeconds: Type.Number({ description: 'The time that the figures below are about' }),
    ...Traffic,
    routes: Type.Array(
      Type.Object({ method: Type.String(), route: Type.String(), requests: Type.Integer(), ...Traffic }),
      { description: 'Busiest first, at most 50' },
    ),
  }),
  messages: Type.Object({
    lagSeconds: Type.Number({ description: 'Age of the oldest message that a consumer has not reached' }),
    consumers: Type.Array(
      Type.Object({
        name: Type.String(),
        lagSeconds: Type.Number(),
        isRead: Type.Boolean({ description: 'False where no process reads for it' }),
        waiting: Type.Integer({ description: 'Of your organization, being tried again' }),
        dead: Type.Integer({ description: 'Of your organization' }),
      }),
    ),
  }),
  workflows: Type.Object({
    running: Type.Integer({ description: 'Of your organization' }),
    failedToday: Type.Integer({ description: 'Of your organization, in the last 24 hours' }),
  }),
});

/** What happened in the seconds before `at`. */
export const SystemSample = Type.Object({
  at: Timestamp,
  ...Traffic,
  lagSeconds: Nullable(
    Type.Number({ description: 'Age of the oldest message that a consumer has not reached' }),
  ),
  cpuShare: Type.Number({ description: 'Of one processor; 1 is all of it' }),
  residentBytes: Type.Integer(),
  poolWaiting: Type.Integer({ description: 'Transactions that wait for a connection' }),
});

export const systemCalls = {
  history: {
    method: 'GET',
    path: '/reports/operations',
    summary: 'How the process that answers did lately: requests, errors, latency and lag, every five seconds',
    access: allow('admin'),
    query: Type.Object({
      minutes: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 60, description: 'How far back. Default: 15' }),
      ),
    }),
    reply: {
      200: Type.Object({
        everySeconds: Type.Integer(),
        samples: Type.Array(SystemSample, { description: 'Oldest first; none before the process started' }),
      }),
    },
  },
  system: {
    method: 'GET',
    path: '/system',
    summary: 'How the system is doing right now; made to be asked every few seconds',
    access: allow('admin'),
    reply: { 200: SystemNow },
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
} as const;
