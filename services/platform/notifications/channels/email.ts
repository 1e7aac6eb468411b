/** Emails: over SMTP, or where no server is set up, into the mailbox of the administrators. */

import { shortened } from '@kernos/kernel/text';
import { mailbox } from '../../mailbox/contract.ts';
import type { DeliveryRow } from '../delivery-store.ts';
import { htmlEmail, plainEmail } from '../email.ts';
import { linkKey, signLink } from '../keys.ts';
import { DIGEST, kindsOf } from '../kinds.ts';
import { findPerson } from '../people.ts';
import { type Outcome, refused, type Sender, type Sending } from './channel.ts';
import { wordsFor } from './words.ts';

const MAILBOX_LIMIT = 20_000;

export const email: Sender = {
  prepare: async (ctx, delivery) => {
    const to = await addressOf(ctx, delivery);
    if ('kind' in to) return to;
    const words = await wordsFor(ctx, delivery, to.name);
    const stop = await unsubscribeLink(ctx, delivery);
    const frame = { locale: delivery.locale, link: words.link, unsubscribe: stop };
    const message = {
      id: delivery.id,
      to,
      subject: words.subject,
      text: plainEmail(words, frame),
      html: htmlEmail(words, frame),
      ...(stop && { headers: oneClick(stop) }),
    };
    const { mail } = ctx;
    if (!mail) {
      const { subject, text } = message;
      const post = { to: to.address, subject, text: shortened(text, MAILBOX_LIMIT) };
      return {
        kind: 'kept',
        reason: 'No mail server is set up: the email is in the mailbox of the administrators.',
        also: async (last) => last.queue(mailbox.tasks.post, post),
      };
    }
    return {
      server: 'smtp',
      send: async () => {
        const { kind, reason } = await mail.send(message);
        if (kind === 'accepted') return { kind: 'sent', reason };
        return { kind: kind === 'refused' ? 'refused' : 'later', reason, silent: kind === 'unreachable' };
      },
    };
  },
};

/** RFC 2369 and RFC 8058: the mail program shows a button, which asks for no more than one click. */
const oneClick = (link: string) => ({
  'List-Unsubscribe': `<${link}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

async function addressOf(
  ctx: Sending,
  { recipientId, recipientName, address }: DeliveryRow,
): Promise<{ name: string; address: string } | Outcome> {
  if (address !== null) return { name: recipientName === address ? '' : recipientName, address };
  const person = await findPerson(ctx, recipientId);
  if (!person?.member) return refused('This person has no account in the organization any more.');
  return { name: person.name, address: person.email };
}

/** Null for what cannot be turned off. That of a digest turns off the kinds that are in it. */
async function unsubscribeLink(
  ctx: Sending,
  { id, kind, recipientId, locale }: DeliveryRow,
): Promise<string | null> {
  const spec = kindsOf(ctx).specs.get(kind);
  if (kind !== DIGEST && (!spec || spec.required)) return null;
  const token = signLink(await ctx.shared(linkKey), {
    personId: recipientId,
    kind,
    channel: 'email',
    locale,
    ...(kind === DIGEST && { digestId: id }),
  });
  return `${ctx.settings.publicUrl}/unsubscribe/${token}`;
}
