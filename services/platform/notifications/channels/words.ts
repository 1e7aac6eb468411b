/** The words of a delivery, in the language of whom it is for. */
import type { DeliveryRow } from '../delivery-store.ts';
import type { Text } from '../kinds.ts';
import { linkTo } from '../tell.ts';
import { fill, textOf, valuesIn } from '../templates.ts';
import type { Sending } from './channel.ts';

export interface Worded extends Text {
  /** Where it leads, as a whole address. */
  readonly link: string;
}

/** Fills the words of a delivery. `name` is what the person is called now. */
export async function wordsFor(ctx: Sending, delivery: DeliveryRow, name: string): Promise<Worded> {
  const { kind, channel, locale, data, path } = delivery;
  const text = await ctx.shortTransaction((first) => textOf(first, kind, channel, locale));
  if (!text) throw new Error(`the kind ${kind} has no words for ${channel}`);
  const link = linkTo(ctx.settings, path);
  return { ...(await fill(ctx, text, { ...valuesIn(locale, data), person: { name }, link })), link };
}
