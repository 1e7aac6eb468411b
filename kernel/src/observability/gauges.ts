/** What /metrics shows of messages and of the pool, beside what is counted as it happens. */
import { countDeadLetters } from '../messaging/dead-letters.ts';
import { outboxLagSeconds } from '../messaging/lag.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './telemetry.ts';

export function watch(metrics: Metrics, store: Store): void {
  metrics.gauge('outbox_lag_seconds', 'Age of the oldest message that a consumer has not reached', () =>
    outboxLagSeconds(store),
  );
  metrics.gauge('dead_letters', 'Messages that failed for good', () => countDeadLetters(store));
  metrics.gauge('db_pool_connections', 'Connections of the pool', () => store.connections.total);
  metrics.gauge('db_pool_idle', 'Connections that nobody uses', () => store.connections.idle);
  metrics.gauge('db_pool_waiting', 'Transactions waiting for a connection', () => store.connections.waiting);
}
