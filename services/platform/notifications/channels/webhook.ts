/** Webhooks, signed by the Standard Webhooks specification: id, timestamp and signature in headers. */
import { findEndpoint, pauseEndpoint } from '../endpoint-store.ts';
import { outcomeOf, refused, SEND_TIMEOUT_MS, type Sender } from './channel.ts';

const GONE = 410;

export const webhook: Sender = {
  prepare: async (ctx, { id, recipientId, data }) => {
    const endpoint = await ctx.shortTransaction((first) => findEndpoint(first, recipientId));
    if (!endpoint?.secret) return refused('This webhook was removed.');
    const { url, secret, previousSecret, previousUntil } = endpoint;
    const body = JSON.stringify(data);
    const now = ctx.now();
    const { Webhook } = await import('standardwebhooks');
    const secrets = [secret];
    if (previousSecret && previousUntil && new Date(previousUntil) > now) secrets.push(previousSecret);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Kernos',
      // The same at every try: the key by which whoever listens tells a repetition.
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': secrets.map((one) => new Webhook(one).sign(id, now, body)).join(' '),
    };
    return {
      server: new URL(url).host,
      send: async () => {
        const outcome = await outcomeOf(
          ctx.outgoing.request({ method: 'POST', url, headers, body, timeoutMs: SEND_TIMEOUT_MS }),
        );
        // As the specification asks: whoever says that it is gone is told nothing more.
        return outcome.reason?.startsWith(`It answered ${GONE}`)
          ? { ...outcome, also: (last) => pauseEndpoint(last, recipientId) }
          : outcome;
      },
    };
  },
};
