/**
 * The running system as a service may look at it that says `seesSystem: true`: what is on record of all services,
 * and how this process is doing. It reads past row-level security, so each method takes the organization that it
 * is about, and whoever calls it says for whom. There is one view a process; `ctx.system` gives it.
 */
import type { ServiceDefinition } from '../contract/service.ts';
import { MessageRecords } from '../messaging/message-records.ts';
import type { Store } from '../store/store.ts';
import { countRuns, scheduleRecords, stepRecords } from '../workflows/workflow-records.ts';
import type { WorkflowRuns } from '../workflows/workflow-runs.ts';
import { readAudit } from './audit-records.ts';
import { type History, historyOf } from './history.ts';
import { listRequests, spansOfTrace } from './span-records.ts';
import type { Metrics } from './telemetry.ts';
import { Traffic } from './traffic.ts';

export type { LoggedMessageRecord, MessageDelivery } from '../messaging/message-records.ts';
export type { RunStatus, StepStatus } from '../workflows/run-status.ts';
export type { ScheduleRecord, StepRecord } from '../workflows/workflow-records.ts';
export type { AuditRecord } from './audit-records.ts';
export type { SpanRecord } from './span-records.ts';

interface Seen {
  readonly version: string;
  readonly services: readonly ServiceDefinition[];
  readonly runs: WorkflowRuns;
  /** True while this process reads the outbox and runs workflows. */
  readonly leads: () => boolean;
  /** Dead messages were put back to waiting. */
  readonly revive: () => void;
}

/** What is on record, bound to the store of a system. */
const recordsIn = (store: Store) => ({
  messages: new MessageRecords(store),
  audit: readAudit.bind(null, store),
  requests: listRequests.bind(null, store),
  spansOfTrace: spansOfTrace.bind(null, store),
  steps: stepRecords.bind(null, store),
  schedules: scheduleRecords.bind(null, store),
  countRuns: countRuns.bind(null, store),
});

export interface SystemView extends Seen, ReturnType<typeof recordsIn> {
  readonly traffic: Traffic;
  readonly history: History;
  /** Connections to the database that requests use. */
  pool(): { readonly size: number; readonly limit: number; readonly idle: number; readonly waiting: number };
}

/** The view of a system, for the services that declare that they see it. `stop` ends what it measures by. */
export function systemViews({
  store,
  metrics,
  clock,
  ...seen
}: Seen & { readonly store: Store; readonly metrics: Metrics; readonly clock: () => Date }) {
  const traffic = new Traffic(metrics);
  const history = historyOf(traffic, store, clock);
  const { pool } = store;
  const view: SystemView = {
    ...seen,
    ...recordsIn(store),
    ...{ traffic, history },
    pool: () => ({
      size: pool.totalCount,
      limit: pool.options.max,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  };
  const seeing = new Set(seen.services.filter(({ seesSystem }) => seesSystem).map(({ name }) => name));
  return {
    of(service: string): SystemView {
      if (seeing.has(service)) return view;
      throw new Error(`${service} looks at the system, which its definition does not say (seesSystem: true)`);
    },
    stop() {
      history.stop();
      traffic.stop();
    },
  };
}
