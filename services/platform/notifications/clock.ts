/** What the clock does: sends what is due, gathers digests, throws away what is old. */
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { handle, schedule } from '@kernos/kernel/service';
import { notifications } from './contract.ts';
import { DIGEST } from './kinds.ts';
import type { Channel } from './schemas.ts';
import type { Telling } from './tell.ts';

const AT_ONCE = 5_000;
/** Titles in one digest; the inbox has the rest. */
const TITLES = 50;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

interface Due {
  readonly id: string;
  readonly organizationId: string;
  readonly channel: Channel;
  readonly attempts: number;
}

/** Queues what was waiting for now. Needs a platform transaction, as the rest here. */
async function wakeDue(ctx: Telling): Promise<number> {
  const { rows } = await ctx.tx.query<Due>({
    text: `UPDATE notifications.deliveries SET state = 'queued', due_at = NULL WHERE id IN (
             SELECT id FROM notifications.deliveries WHERE state = 'waiting' AND NOT gathered AND due_at <= $1
              ORDER BY due_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
           ) RETURNING id, organization_id, channel, attempts`,
    values: [ctx.now().toISOString()],
  });
  for (const { id, organizationId, channel, attempts } of rows)
    if (channel !== 'in-app')
      ctx.queue(notifications.tasks[channel], { deliveryId: id, attempt: attempts + 1 }, { organizationId });
  return rows.length;
}

interface Gathered {
  readonly organizationId: string;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly locale: string;
  readonly items: { id: string; title: string; path: string | null }[];
}

/** Makes one email of what was gathered for each person. */
async function gatherDigests(ctx: Telling): Promise<number> {
  const { rows } = await ctx.tx.query<Gathered>({
    text: `WITH due AS (
             SELECT * FROM notifications.deliveries WHERE state = 'waiting' AND gathered AND due_at <= $1
              ORDER BY organization_id, recipient_id, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
           )
           SELECT organization_id, recipient_id, max(recipient_name) AS recipient_name, max(locale) AS locale,
                  jsonb_agg(jsonb_build_object('id', id, 'title', data->>'title', 'path', path) ORDER BY id) AS items
             FROM due GROUP BY organization_id, recipient_id`,
    values: [ctx.now().toISOString()],
  });
  for (const gathered of rows) await sendDigest(ctx, gathered);
  return rows.length;
}

async function sendDigest(
  ctx: Telling,
  { organizationId, recipientId, recipientName, locale, items }: Gathered,
): Promise<void> {
  const id = newId();
  const shown = items.slice(0, TITLES).map(({ title, path }) => ({ title, path }));
  const data = { count: items.length, items: shown };
  await ctx.tx.query({
    text: `INSERT INTO notifications.deliveries
             (id, organization_id, event_id, recipient_id, channel, kind, recipient_name, locale, data, path, state, created_at)
           VALUES ($1, $2, $1, $3, 'email', '${DIGEST}', $4, $5, $6, '/inbox', 'queued', $7)`,
    values: [
      id,
      organizationId,
      recipientId,
      recipientName,
      locale,
      JSON.stringify(data),
      ctx.now().toISOString(),
    ],
  });
  await ctx.tx.query({
    text: `UPDATE notifications.deliveries SET state = 'bundled', digest_id = $2, due_at = NULL WHERE id = ANY ($1)`,
    values: [items.map((item) => item.id), id],
  });
  ctx.queue(notifications.tasks.email, { deliveryId: id, attempt: 1 }, { organizationId });
}

const wakeAll = async (ctx: Telling) => ({ woken: await wakeDue(ctx), digests: await gatherDigests(ctx) });

export const wake = handle(notifications.calls.wake, async (_input, ctx) => wakeAll(ctx));

export const everyMinute = schedule(notifications, '* * * * *', async (_dueAt, ctx) => {
  await wakeAll(ctx);
});

export const everyNight = schedule(notifications, '27 3 * * *', (dueAt, ctx) => deleteOld(ctx, dueAt));

async function deleteOld(ctx: Pick<Context, 'tx'>, dueAt: Date): Promise<void> {
  await ctx.tx.query({
    text: `DELETE FROM notifications.deliveries WHERE created_at < $1 AND state <> 'waiting'`,
    values: [new Date(dueAt.getTime() - KEPT_DAYS * DAY_MS).toISOString()],
  });
}
