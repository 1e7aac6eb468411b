/** Text messages: one sentence and the link, to a number that its owner confirmed, as long as the budget of the month lasts. */
import { TEXTS_USED_UP } from '../own-kinds.ts';
import { adminsOf } from '../people.ts';
import { profileOf } from '../people-store.ts';
import { channelSettings } from '../settings.ts';
import { tell } from '../tell.ts';
import { takeText } from '../texts-budget.ts';
import { refused, type Sender } from './channel.ts';
import { twilio } from './sms-provider.ts';
import { wordsFor } from './words.ts';

export const sms: Sender = {
  prepare: async (ctx, delivery) => {
    const { sms: settings } = ctx.settingsOf(channelSettings);
    if (!settings) return refused('No provider for text messages is set up.');
    const { phone, phoneConfirmedAt } = await ctx.shortTransaction((first) =>
      profileOf(first, delivery.recipientId),
    );
    // A code goes to the number that it is to confirm.
    const to = delivery.address ?? (phoneConfirmedAt === null ? null : phone);
    if (!to) return refused('This person has given no phone number, or has not confirmed it.');
    const { text, link } = await wordsFor(ctx, delivery, delivery.recipientName);
    const provider = twilio(settings);
    return {
      server: provider.server,
      send: async () => {
        const taken = await ctx.shortTransaction((first) => takeText(first));
        if (!taken) return refused('The text messages of this month are used up (TEXTS_PER_MONTH).');
        const admins = taken.last ? await adminsOf(ctx) : [];
        const outcome = await provider.send({
          id: delivery.id,
          to,
          text: delivery.path === null ? text : `${text} ${link}`,
        });
        if (!taken.last) return outcome;
        const notice = { eventId: delivery.id, kind: TEXTS_USED_UP, data: { budget: taken.budget } };
        return {
          ...outcome,
          also: (last) => tell(last, { ...notice, path: '/messages/deliveries', recipients: admins }),
        };
      },
    };
  },
};
