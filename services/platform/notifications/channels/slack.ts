/** Slack’s incoming webhooks: a sentence and a link, escaped as Slack asks. */
import { findEndpoint } from '../endpoint-store.ts';
import { linkTo } from '../tell.ts';
import { fill, textOf, valuesIn } from '../templates.ts';
import { outcomeOf, refused, SEND_TIMEOUT_MS, type Sender } from './channel.ts';

/** Control characters of Slack’s mrkdwn; nothing else can mention a person or make a link. */
const escapeSlack = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const slack: Sender = {
  prepare: async (ctx, { recipientId, kind, data, path }) => {
    const { endpoint, text } = await ctx.shortTransaction(async (first) => ({
      endpoint: await findEndpoint(first, recipientId),
      text: await textOf(first, kind, 'slack', 'en'),
    }));
    if (!endpoint) return refused('This Slack channel was removed.');
    if (!text) throw new Error(`the kind ${kind} has no words for Slack`);
    const { url } = endpoint;
    const link = linkTo(ctx.settings, path);
    const words = await fill(ctx, text, { ...valuesIn('en', data), link });
    const body = JSON.stringify({ text: `${escapeSlack(words.text)}\n<${link}>`, unfurl_links: false });
    const headers = { 'content-type': 'application/json', 'user-agent': 'Kernos' };
    return {
      server: new URL(url).host,
      send: () =>
        outcomeOf(ctx.outgoing.request({ method: 'POST', url, headers, body, timeoutMs: SEND_TIMEOUT_MS })),
    };
  },
};
