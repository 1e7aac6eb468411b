/** How the system is doing at this moment. */
import { readConsumers } from './events.ts';
import type { Inside, Viewer } from './inside.ts';

export async function systemNow(inside: Inside, { organizationId }: Viewer) {
  const { store, traffic, version, clock } = inside;
  const [{ cpuShare, routes, ...requests }, messages, workflows] = await Promise.all([
    traffic.now(),
    readConsumers(store, organizationId),
    countRuns(inside, organizationId),
  ]);
  const { rss, heapUsed } = process.memoryUsage();
  const { pool } = store;
  return {
    at: clock().toISOString(),
    version,
    uptimeSeconds: Math.round(process.uptime()),
    leads: inside.leads(),
    process: { cpuShare, residentBytes: rss, heapUsedBytes: heapUsed, eventLoop: traffic.eventLoop() },
    pool: {
      size: pool.totalCount,
      limit: pool.options.max,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    },
    requests: { ...requests, routes: [...routes] },
    messages,
    workflows,
  };
}

async function countRuns({ store, clock }: Inside, organizationId: string | null) {
  const { rows } = await store.query<{ running: number; failed: number }>({
    name: 'kernel.workflows.count',
    text: `SELECT (SELECT count(*) FROM kernel.workflows WHERE organization_id = $1 AND status = 'running') AS running,
                  (SELECT count(*) FROM kernel.workflows WHERE organization_id = $1 AND status = 'failed'
                      AND started_at > $2::timestamptz - interval '1 day') AS failed`,
    values: [organizationId, clock().toISOString()],
  });
  return { running: rows[0]?.running ?? 0, failedToday: rows[0]?.failed ?? 0 };
}
