/** An endpoint that takes nothing for days is told nothing more, and its administrators are. */
import type { Outcome, Sending } from './channels/channel.ts';
import type { DeliveryRow } from './delivery-store.ts';
import { findEndpoint, noteFailing, noteTaken, pauseFailing } from './endpoint-store.ts';
import { ENDPOINT_PAUSED } from './own-kinds.ts';
import type { Person } from './people.ts';
import { type Telling, tell } from './tell.ts';

const FAILS_FOR_DAYS = 3;

const failed = ({ kind }: Outcome): boolean => kind === 'later' || kind === 'refused';

const isLongAgo = (since: string, now: Date): boolean =>
  now.getTime() - Date.parse(since) >= FAILS_FOR_DAYS * 86_400_000;

/** Whether an outcome is the one after which an endpoint is paused. */
export async function isToBePaused(
  ctx: Pick<Sending, 'shortTransaction' | 'now'>,
  { recipientId }: DeliveryRow,
  outcome: Outcome,
): Promise<boolean> {
  if (!failed(outcome)) return false;
  const endpoint = await ctx.shortTransaction((first) => findEndpoint(first, recipientId));
  return (
    endpoint?.paused === false &&
    endpoint.failingSince !== null &&
    isLongAgo(endpoint.failingSince, ctx.now())
  );
}

/** Notes whether an endpoint took a delivery; pauses it where it has taken none for days. */
export async function noteOutcome(
  ctx: Telling,
  { id: eventId, recipientId: endpointId, recipientName }: DeliveryRow,
  outcome: Outcome,
  admins: readonly Person[],
): Promise<void> {
  if (outcome.kind === 'sent') return noteTaken(ctx, endpointId);
  if (!failed(outcome)) return;
  const now = ctx.now();
  const since = await noteFailing(ctx, endpointId, now);
  if (!since || !isLongAgo(since, now)) return;
  if (!(await pauseFailing(ctx, endpointId))) return;
  const data = { endpoint: { name: recipientName }, days: FAILS_FOR_DAYS };
  await tell(ctx, { eventId, kind: ENDPOINT_PAUSED, data, path: '/endpoints', recipients: admins });
}
