/** Tells an organization’s own tools of an event. */
import { newId } from '@kernos/kernel/ids';
import { notifications } from './contract.ts';
import type { Facts } from './contract-declarations.ts';
import { insertDeliveries, isToEndpoint, type NewDelivery } from './delivery-store.ts';
import { type ListeningEndpoint, selectListening } from './endpoint-store.ts';
import { kindOfEvent, kindsOf } from './kinds.ts';
import type { Telling } from './tell.ts';

export interface EndpointNews {
  readonly eventId: string;
  readonly type: string;
  /** When it happened. */
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly facts: Facts;
}

/** Writes a delivery down for every endpoint that listens to this event. */
export async function tellEndpoints(
  ctx: Telling,
  { eventId, type, time, data, facts }: EndpointNews,
): Promise<void> {
  const told = kindsOf(ctx).followed.get(type)?.endpoints;
  if (!told) return;
  const [names, path] = [told.data(facts), told.path(facts)];
  const listening = await selectListening(ctx, type);
  await tellEach(ctx, listening, (endpoint) => ({
    eventId,
    kind: kindOfEvent(type),
    path,
    data: endpoint.type === 'webhook' ? { type, timestamp: time, data } : names,
    // Kept for one that was paused because it takes nothing, to be sent again.
    ...(endpoint.paused && { parked: 'This endpoint was paused, for it took nothing for days.' }),
  }));
}

/** One delivery for each of these endpoints; gives their ids. */
export async function tellEach(
  ctx: Telling,
  endpoints: readonly ListeningEndpoint[],
  about: (endpoint: ListeningEndpoint) => Pick<NewDelivery, 'eventId' | 'kind' | 'data' | 'path' | 'parked'>,
): Promise<string[]> {
  const deliveries = endpoints.map((endpoint) => ({
    ...about(endpoint),
    ...{ id: newId(), recipientId: endpoint.id, recipientName: endpoint.name, channel: endpoint.type },
    ...{ deviceId: null, address: null, locale: 'en' as const, dueAt: null, gathered: false },
  }));
  const fresh = await insertDeliveries(ctx, deliveries, ctx.now());
  for (const { id, channel, state } of fresh)
    if (state === 'queued' && isToEndpoint(channel))
      ctx.queue(notifications.tasks[channel], { deliveryId: id, attempt: 1 });
  return fresh.map(({ id }) => id);
}
