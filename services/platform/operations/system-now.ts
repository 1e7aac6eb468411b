/** How the system is doing at this moment. */
import { readConsumers } from './events.ts';
import type { Viewer } from './viewer.ts';

export async function systemNow(viewer: Viewer) {
  const { system, organizationId } = viewer;
  const now = viewer.now();
  const [{ cpuShare, routes, ...requests }, messages, workflows] = await Promise.all([
    system.traffic.now(),
    readConsumers(viewer),
    system.countRuns(organizationId, now),
  ]);
  const { rss, heapUsed } = process.memoryUsage();
  return {
    at: now.toISOString(),
    version: system.version,
    uptimeSeconds: Math.round(process.uptime()),
    leads: system.leads(),
    process: {
      ...{ cpuShare, residentBytes: rss, heapUsedBytes: heapUsed },
      eventLoop: system.traffic.eventLoop(),
    },
    pool: system.pool(),
    requests: { ...requests, routes: [...routes] },
    messages,
    workflows,
  };
}
