/** Text messages: one sentence and the link. */
import { profileOf } from '../people-store.ts';
import { channelSettings } from '../settings.ts';
import { refused, type Sender } from './channel.ts';
import { twilio } from './sms-provider.ts';
import { wordsFor } from './words.ts';

export const sms: Sender = {
  prepare: async (ctx, delivery) => {
    const { sms: settings } = ctx.settingsOf(channelSettings);
    if (!settings) return refused('No provider for text messages is set up.');
    const { phone } = await ctx.shortTransaction((first) => profileOf(first, delivery.recipientId));
    if (!phone) return refused('This person has given no phone number.');
    const { text, link } = await wordsFor(ctx, delivery, delivery.recipientName);
    const provider = twilio(settings);
    return {
      server: provider.server,
      send: () => provider.send({ id: delivery.id, to: phone, text: `${text} ${link}` }),
    };
  },
};
