/** The log of events of an organization, and how far it has been read. */
import { containing, list } from '@kernos/kernel/list';
import type { LoggedMessageRecord, MessageDelivery } from '@kernos/kernel/system-view';
import type { Viewer } from './viewer.ts';

interface EventQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly q?: string;
}

/** A page of events, newest first, each with how its consumers stand. */
export async function listEvents(
  { limit, cursor, q, ...query }: EventQuery,
  { system, organizationId }: Viewer,
) {
  const filter = { ...query, pattern: containing(q) };
  const { items, nextCursor } = await list({ limit, cursor }, { position: 'bigint' }, (before, most) =>
    system.messages.events(organizationId, { ...filter, before: before.position, limit: most }),
  );
  const deliveries = await system.messages.deliveries(items);
  return { items: items.map((row) => toItem(row, deliveries)), nextCursor };
}

const toItem = (
  { id, type, source, key, time, data, traceparent }: LoggedMessageRecord,
  all: readonly MessageDelivery[],
) => ({
  ...{ id, type, source, subject: key, time, data },
  traceId: traceparent.split('-')[1] ?? '',
  consumers: all
    .filter(({ messageId }) => messageId === id)
    .map(({ consumer, status, attempts, handledAt, durationMs, error, nextAttemptAt }) => ({
      ...{ name: consumer, status, attempts, handledAt, durationMs, error, nextAttemptAt },
    })),
});

/** How far each consumer has read, and the newest events as CloudEvents. */
export async function readOutbox(limit: number, { system, organizationId }: Viewer) {
  const [consumers, events] = await Promise.all([
    readConsumers({ system, organizationId }),
    system.messages.cloudEvents(organizationId, limit),
  ]);
  return { ...consumers, events: [...events] };
}

/** The lag of each consumer, and how many messages of an organization it has trouble with. */
export async function readConsumers({ system, organizationId }: Pick<Viewer, 'system' | 'organizationId'>) {
  const consumers = await system.messages.consumers(organizationId);
  return {
    lagSeconds: Math.max(0, ...consumers.map(({ lagSeconds }) => lagSeconds)),
    consumers: [...consumers],
  };
}
