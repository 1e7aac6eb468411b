/** Texts cost money: each organization has so many a month. */
import type { Context } from '@kernos/kernel/context';
import { channelSettings } from './settings.ts';

/** Counts a text of this month; `last` says that it is the last one. Undefined: none is left. */
export async function takeText(
  ctx: Pick<Context, 'tx' | 'now' | 'settingsOf'>,
): Promise<{ readonly last: boolean; readonly budget: number } | undefined> {
  const { textsPerMonth: budget } = ctx.settingsOf(channelSettings);
  if (budget === 0) return undefined;
  const { rows } = await ctx.tx.query<{ sent: number }>({
    name: 'notifications.texts.take',
    text: `INSERT INTO notifications.texts AS t (month, sent) VALUES ($1, 1)
           ON CONFLICT ON CONSTRAINT texts_pkey DO UPDATE SET sent = t.sent + 1 WHERE t.sent < $2 RETURNING sent`,
    values: [`${ctx.now().toISOString().slice(0, 7)}-01`, budget],
  });
  return rows[0] && { last: rows[0].sent >= budget, budget };
}
