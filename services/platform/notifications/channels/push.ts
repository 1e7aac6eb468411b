/** Web Push (RFC 8030), encrypted for the browser (RFC 8291), signed with this system’s VAPID key (RFC 8292). */
import { vapidKeys } from '../keys.ts';
import { deleteDevice, findDevice } from '../people-store.ts';
import { pushContact } from '../settings.ts';
import { outcomeOf, refused, SEND_TIMEOUT_MS, type Sender } from './channel.ts';
import { wordsFor } from './words.ts';

/** A day later nobody wants to be interrupted by it; the inbox has it anyway. */
const KEPT_SECONDS = 24 * 3600;
const GONE = /^It answered (404|410)/;

export const push: Sender = {
  prepare: async (ctx, delivery) => {
    const { id, deviceId, recipientId, recipientName, path } = delivery;
    const device = await ctx.shortTransaction((first) => findDevice(first, deviceId ?? ''));
    if (device?.personId !== recipientId) return refused('This browser gets no push messages any more.');
    const { subject, text } = await wordsFor(ctx, delivery, recipientName);
    const { default: webPush } = await import('web-push');
    const keys = await ctx.shared(vapidKeys);
    const { endpoint, headers, body } = webPush.generateRequestDetails(
      { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } },
      JSON.stringify({ id, title: subject, body: text, path }),
      {
        vapidDetails: { subject: pushContact(ctx), ...keys },
        TTL: KEPT_SECONDS,
        // One topic a delivery: a repetition takes the place of the first. 32 characters is all it may have.
        topic: id.replaceAll('-', ''),
      },
    );
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return {
      server: new URL(endpoint).host,
      send: async () => {
        const { also: _, ...outcome } = await outcomeOf(
          ctx.outgoing.request({
            method: 'POST',
            url: endpoint,
            headers: sent,
            body: body as Buffer,
            timeoutMs: SEND_TIMEOUT_MS,
          }),
        );
        if (!GONE.test(outcome.reason ?? '')) return outcome;
        const also = async (last: typeof ctx) => {
          await deleteDevice(last, device.id, recipientId);
        };
        return { ...outcome, reason: 'The browser ended its subscription.', also };
      },
    };
  },
};
