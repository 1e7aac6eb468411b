import type { ServiceDefinition } from '../contract/service.ts';
import type { History } from '../observability/history.ts';
import type { Traffic } from '../observability/traffic.ts';
import type { Store } from '../store/store.ts';
import type { Context } from '../unit-of-work/context.ts';
import type { WorkflowRuns } from '../workflows/workflow-runs.ts';

/** What the operations service looks at: it is the one service that sees the kernel from inside. */
export interface Inside {
  readonly store: Store;
  readonly runs: WorkflowRuns;
  readonly services: readonly ServiceDefinition[];
  readonly version: string;
  readonly traffic: Traffic;
  readonly history: History;
  readonly clock: () => Date;
  /** True while this process reads the outbox and runs workflows. */
  leads(): boolean;
  /** Dead messages were put back to waiting. */
  revive(): void;
  /** When a schedule of this cron text is due next after an instant; null where it never is. */
  nextDue(cron: string, after: Date): Date | null;
}

/** Who looks, and for which organization. */
export type Viewer = Pick<Context, 'actor' | 'organizationId'>;
