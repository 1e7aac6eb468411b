/** The log of deliveries, for administrators. */
import type { Context } from '@kernos/kernel/context';
import { containing, list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { notifications } from './contract.ts';
import { DELIVERY, type DeliveryRow } from './delivery-store.ts';
import type { Delivery, DeliveryWithAttempts } from './schemas.ts';

type Work = Pick<Context, 'tx'>;
type History = Static<typeof DeliveryWithAttempts>['history'];

const shown = ({
  deviceId,
  address,
  locale,
  data,
  path,
  ...delivery
}: DeliveryRow): Static<typeof Delivery> => delivery;

export const deliveries = handle(
  notifications.calls.deliveries,
  async ({ state, channel, kind, recipientId, q, ...page }, ctx) =>
    list(
      page,
      { id: 'id' },
      async (before, limit) => {
        const { rows } = await ctx.tx.query<DeliveryRow>({
          text: `SELECT ${DELIVERY} FROM notifications.deliveries
              WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR state = $2)
                AND ($3::text IS NULL OR channel = $3) AND ($4::text IS NULL OR kind = $4)
                AND ($5::uuid IS NULL OR recipient_id = $5)
                AND ($6::text IS NULL OR recipient_name ILIKE $6 OR address ILIKE $6 OR kind ILIKE $6 OR reason ILIKE $6)
              ORDER BY id DESC LIMIT $7`,
          values: [
            before.id,
            state ?? null,
            channel ?? null,
            kind ?? null,
            recipientId ?? null,
            containing(q),
            limit,
          ],
        });
        return rows;
      },
      shown,
    ),
);

async function find(ctx: Work, deliveryId: string, lock = ''): Promise<DeliveryRow | undefined> {
  const { rows } = await ctx.tx.query<DeliveryRow>({
    text: `SELECT ${DELIVERY} FROM notifications.deliveries WHERE id = $1 ${lock}`,
    values: [deliveryId],
  });
  return rows[0];
}

const NOT_FOUND = 'There is no such delivery; they are kept for 90 days.';

export const delivery = handle(notifications.calls.delivery, async ({ deliveryId }, ctx) => {
  const row = await find(ctx, deliveryId);
  if (!row) return ctx.fail('delivery-not-found', NOT_FOUND);
  const { rows: history } = await ctx.tx.query<History[number]>({
    text: `SELECT attempt, at, milliseconds, outcome, reason FROM notifications.tries WHERE delivery_id = $1 ORDER BY attempt`,
    values: [deliveryId],
  });
  return { ...shown(row), history };
});

export const resend = handle(notifications.calls.resend, async ({ deliveryId }, ctx) => {
  const row = await find(ctx, deliveryId, 'FOR UPDATE');
  if (!row) return ctx.fail('delivery-not-found', NOT_FOUND);
  const { state, channel, attempts } = row;
  ctx.about({ to: row.recipientName });
  if ((state !== 'parked' && state !== 'waiting') || channel === 'in-app')
    return ctx.fail('delivery-over', 'Only what was given up, or waits, can be sent again.');
  await ctx.tx.query({
    text: `UPDATE notifications.deliveries SET state = 'queued', due_at = NULL, gathered = false WHERE id = $1`,
    values: [deliveryId],
  });
  ctx.queue(notifications.tasks[channel], { deliveryId, attempt: attempts + 1 });
  return { ...shown(row), state: 'queued' as const, dueAt: null };
});
