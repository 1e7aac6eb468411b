/** Makes the view of the running system, and gives it to the services that declare that they look at it. */
import type { ServiceDefinition } from '../contract/service.ts';
import { outboxLagSeconds } from '../messaging/lag.ts';
import type { Store } from '../store/store.ts';
import { recordsIn, type Seen, type SeenService, type SystemView } from './system-view.ts';
import type { Metrics } from './telemetry.ts';
import { Traffic } from './traffic.ts';

/** The view of a system, for the services that declare that they see it. `stop` ends what it measures by. */
export function systemViews({
  store,
  metrics,
  clock,
  services,
  ...seen
}: Seen & {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly services: readonly ServiceDefinition[];
}) {
  const traffic = new Traffic(metrics, {
    lagSeconds: () => outboxLagSeconds(store),
    poolWaiting: () => store.connections.waiting,
    clock,
  });
  const { pool } = store;
  const view: SystemView = {
    ...seen,
    ...recordsIn(store),
    services: services.map(seenFromOutside),
    traffic,
    pool: () => ({
      size: pool.totalCount,
      limit: pool.options.max,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  };
  const seeing = new Set(services.filter(({ seesSystem }) => seesSystem).map(({ name }) => name));
  return {
    of(service: string): SystemView {
      if (seeing.has(service)) return view;
      throw new Error(`${service} looks at the system, which its definition does not say (seesSystem: true)`);
    },
    stop: () => traffic.stop(),
  };
}

const seenFromOutside = ({
  name,
  contract,
  on = [],
  onEvery,
  workflows = [],
  schedules = {},
}: ServiceDefinition): SeenService => ({
  ...{ name, contract, workflows },
  listensTo: onEvery ? ['*'] : on.map(({ event }) => event.type),
  schedules: Object.entries(schedules).map(([job, { cron }]) => ({ name: `${name}.${job}`, cron })),
});
