/**
 * The running system as a service may look at it that says `seesSystem: true`: what is on record of all services,
 * and how this process is doing. It reads past row-level security, so each method takes the organization that it
 * is about, and whoever calls it says for whom. There is one view a process; `ctx.system` gives it.
 */
import type { Contract } from '../contract/contract.ts';
import { MessageRecords } from '../messaging/message-records.ts';
import type { Store } from '../store/store.ts';
import type { RunReader } from '../workflows/run-status.ts';
import { countRuns, scheduleRecords, stepRecords } from '../workflows/workflow-records.ts';
import type { KnownWorkflow } from '../workflows/workflows.ts';
import { readAudit } from './audit-records.ts';
import { listRequests, spansOfTrace } from './span-records.ts';
import type { Traffic } from './traffic.ts';

export type { LoggedMessageRecord, MessageDelivery } from '../messaging/message-records.ts';
export type { RunStatus, StepStatus } from '../workflows/run-status.ts';
export type { ScheduleRecord, StepRecord } from '../workflows/workflow-records.ts';
export type { AuditRecord } from './audit-records.ts';
export type { SpanRecord } from './span-records.ts';

/** A service as it is seen from outside. */
export interface SeenService {
  readonly name: string;
  readonly contract: Contract;
  /** Types of events; `*` where it hears of all. */
  readonly listensTo: readonly string[];
  readonly workflows: readonly KnownWorkflow[];
  readonly schedules: readonly { readonly name: string; readonly cron: string }[];
}

/** Workflows and jobs by the clock, as far as they are looked at. */
export interface SeenRuns {
  readonly read: RunReader;
  readonly schedules: {
    readonly all: readonly { readonly name: string; readonly cron: string; readonly service: string }[];
    nextDue(cron: string, after: Date): Date | null;
  };
  /** Calls back after each change of a run in this process, until the function it gives is called. */
  onChange(id: string, listener: () => void): () => void;
}

export interface Seen {
  readonly version: string;
  readonly runs: SeenRuns;
  /** True while this process reads the outbox and runs workflows. */
  readonly leads: () => boolean;
  /** Dead messages were put back to waiting. */
  readonly revive: () => void;
}

/** What is on record, bound to the store of a system. */
export const recordsIn = (store: Store) => ({
  messages: new MessageRecords(store),
  audit: readAudit.bind(null, store),
  requests: listRequests.bind(null, store),
  spansOfTrace: spansOfTrace.bind(null, store),
  steps: stepRecords.bind(null, store),
  schedules: scheduleRecords.bind(null, store),
  countRuns: countRuns.bind(null, store),
});

export interface SystemView extends Seen, ReturnType<typeof recordsIn> {
  readonly services: readonly SeenService[];
  readonly traffic: Traffic;
  /** Connections to the database that requests use. */
  pool(): { readonly size: number; readonly limit: number; readonly idle: number; readonly waiting: number };
}
