/** Both engines behind `RateLimits` pass one suite. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { rateLimitsConformance } from '../ports/rate-limits.conformance.fixture.ts';
import { maintain } from '../store/maintenance.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import { memoryRateLimits } from './memory-rate-limits.ts';
import { postgresRateLimits } from './postgres-rate-limits.ts';

const system = await startTestSystem({ services: [] });
const stores = [1, 2].map(() => new Store(system.system.databaseUrl, { connections: 4 }));
const [store, other] = stores as [Store, Store];
after(async () => {
  await Promise.all(stores.map((one) => one.close()));
  await system[Symbol.asyncDispose]();
});

const memory = memoryRateLimits();
const cut = async () => {
  await other.query({
    text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'kernos' AND pid <> pg_backend_pid()`,
  });
};
const engines = {
  memory: { limits: memory, elsewhere: memory, cut: async () => undefined },
  PostgreSQL: { limits: postgresRateLimits(store), elsewhere: postgresRateLimits(other), cut },
};
for (const [engine, parts] of Object.entries(engines)) {
  describe(`rate limits in ${engine}`, () => {
    for (const [sentence, holds] of Object.entries(rateLimitsConformance)) test(sentence, () => holds(parts));
  });
}

test('the database keeps no count for longer than an hour after its window', async () => {
  await engines.PostgreSQL.limits.count('old', { most: 1, seconds: 1 });
  const silent = { info: () => undefined, warn: () => undefined };
  await maintain(store, new Date(Date.now() + 60_000), silent);
  const { rows } = await store.query({ text: `SELECT FROM kernel.rate_counts WHERE key = 'old'` });
  assert.equal(rows.length, 0);
});
