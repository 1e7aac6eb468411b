/**
 * Sends one delivery: gets it ready, takes a lease on it (a short transaction), sends it (no transaction),
 * writes down what became of it (the task’s own transaction, with its inbox row).
 *
 *   waiting → queued → sent | kept | waiting (later, or held behind others to its endpoint) | parked
 *
 * A crash after the provider took it and before that was written repeats the try: with the same id, by which
 * a provider that honours idempotency keys, and a reader of Message-IDs, tell a repetition. While one process
 * sends, no other does: the lease outlasts every timeout.
 */
import type { Context } from '@kernos/kernel/context';
import { type TaskHandler, task } from '@kernos/kernel/service';
import { shortened } from '@kernos/kernel/text';
import { isUnreachable } from '@kernos/kernel/unreachable';
import { BrokenCircuitError } from 'cockatiel';
import { breakerOf, newBreakers } from './breakers.ts';
import type { Outcome, Sender } from './channels/channel.ts';
import { email } from './channels/email.ts';
import { push } from './channels/push.ts';
import { slack } from './channels/slack.ts';
import { sms } from './channels/sms.ts';
import { webhook } from './channels/webhook.ts';
import { notifications } from './contract.ts';
import {
  type DeliveryRow,
  endTry,
  findQueued,
  insertTry,
  isToEndpoint,
  lease,
  releaseHeld,
} from './delivery-store.ts';
import { isToBePaused, noteOutcome } from './failing-endpoints.ts';
import { kindsOf } from './kinds.ts';
import { newLanes } from './lanes.ts';
import { adminsOf } from './people.ts';
import type { Events } from './tell.ts';

type Sending = Context<never, Events>;

const MINUTE_MS = 60_000;
/** After each try that failed; greylisting wants some minutes, an outage of a day is outlasted. */
const PAUSES_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
/** How long a server that does not answer is left in peace, each time. */
const REST_MS = MINUTE_MS;
const REASON_LIMIT = 500;

const HELD: Outcome = {
  kind: 'held',
  reason: 'Others to this address are under way; it follows them.',
};

const senders = { email, push, sms, webhook, slack } as const satisfies Record<string, Sender>;

/** The tasks that send, one a channel, so that one channel that hangs holds up no other. */
export const deliveryTasks: readonly TaskHandler[] = (Object.keys(senders) as (keyof typeof senders)[]).map(
  (channel) =>
    task(
      notifications,
      notifications.tasks[channel],
      async (input, ctx) => deliver(ctx, senders[channel], input),
      { retry: 'persistent', groupCommitKey: (_, key) => key },
    ),
);

async function deliver(
  ctx: Sending,
  sender: Sender,
  { deliveryId, attempt }: { deliveryId: string; attempt: number },
): Promise<void> {
  const delivery = await ctx.shortTransaction((first) => findQueued(first, deliveryId, attempt));
  if (!delivery) return;
  const at = ctx.now();
  const began = performance.now();
  const outcome = isToEndpoint(delivery.channel)
    ? await (await ctx.shared(newLanes)).run(
        delivery.recipientId,
        () => tryToSend(ctx, sender, delivery),
        HELD,
      )
    : await tryToSend(ctx, sender, delivery);
  // Thrown: the kernel tries again, and by then it is over or the lease has run out.
  if (outcome === 'busy')
    throw new Error(`the delivery ${deliveryId} is being sent elsewhere at this moment`);
  const times = { at, milliseconds: Math.round(performance.now() - began) };
  if (!isToEndpoint(delivery.channel)) return writeDown(ctx, delivery, outcome, times);
  // Asked before anything is written: whom it concerns that the endpoint takes nothing.
  const admins = (await isToBePaused(ctx, delivery, outcome)) ? await adminsOf(ctx) : [];
  await writeDown(ctx, delivery, outcome, times);
  await noteOutcome(ctx, delivery, outcome, admins);
  const next = outcome.kind === 'held' ? undefined : await releaseHeld(ctx, delivery.recipientId);
  if (next && isToEndpoint(next.channel))
    ctx.queue(notifications.tasks[next.channel], { deliveryId: next.id, attempt: next.attempts + 1 });
}

/** Never throws but where the database is away: what went wrong is an outcome. */
async function tryToSend(ctx: Sending, sender: Sender, delivery: DeliveryRow): Promise<Outcome | 'busy'> {
  const { id: deliveryId } = delivery;
  try {
    const prepared = await sender.prepare(ctx, delivery);
    if (!('send' in prepared)) return prepared;
    const breaker = breakerOf(await ctx.shared(newBreakers), prepared.server, isToEndpoint(delivery.channel));
    return await breaker.execute(async () => {
      const taken = await ctx.shortTransaction((first) => lease(first, delivery, ctx.now()));
      return taken ? prepared.send() : 'busy';
    });
  } catch (error) {
    if (error instanceof BrokenCircuitError)
      return {
        kind: 'resting',
        reason: 'The server did not answer several times; it is left in peace for a minute.',
      };
    if (isUnreachable(error)) throw error;
    ctx.log.warn({ err: error, deliveryId }, 'a delivery could not be sent');
    return { kind: 'later', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function writeDown(
  ctx: Sending,
  delivery: DeliveryRow,
  outcome: Outcome,
  { at, milliseconds }: { at: Date; milliseconds: number },
): Promise<void> {
  const now = ctx.now();
  const reason = outcome.reason === null ? null : shortened(outcome.reason, REASON_LIMIT);
  const attempt = delivery.attempts + 1;
  const state = stateAfter(outcome, attempt);
  const held = outcome.kind === 'held';
  const counts = outcome.kind !== 'resting' && !held;
  const pause = counts ? pauseAfter(attempt, outcome.retryAfterMs) : REST_MS;
  const dueAt = state === 'waiting' ? new Date(now.getTime() + pause) : null;
  const isDone = state === 'sent' || state === 'kept';
  const forget = isDone && kindsOf(ctx).specs.get(delivery.kind)?.secret === true;
  // Somebody else was quicker: what they wrote stands.
  if (!(await endTry(ctx, delivery, { state, reason, dueAt, counts, held, forget }, now))) return;
  if (counts) {
    const tried = state === 'waiting' ? 'later' : state === 'sent' || state === 'kept' ? state : 'parked';
    await insertTry(ctx, { deliveryId: delivery.id, attempt, at, milliseconds, outcome: tried, reason });
  }
  await outcome.also?.(ctx);
  const { id: deliveryId, kind, channel, recipientId } = delivery;
  const about = { deliveryId, kind, channel, recipientId };
  if (state === 'sent') ctx.publish('notification.delivered', { ...about, sequence: null });
  if (state === 'parked') ctx.publish('notification.failed', about);
}

function stateAfter({ kind }: Outcome, attempt: number): 'sent' | 'kept' | 'waiting' | 'parked' {
  if (kind === 'sent' || kind === 'kept') return kind;
  if (kind === 'refused') return 'parked';
  return kind === 'later' && attempt > PAUSES_MS.length ? 'parked' : 'waiting';
}

const pauseAfter = (attempt: number, asked = 0): number =>
  Math.max(PAUSES_MS[attempt - 1] ?? 0, Math.min(asked, 24 * 60 * MINUTE_MS));
