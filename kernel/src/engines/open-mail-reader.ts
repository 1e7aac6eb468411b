/** Reads emails with mailparser, which is loaded with the first of them. */
import type { AddressObject } from 'mailparser';
import type { RawMessage } from '../ports/listener.ts';
import type { MailAddress, ReceivedMail } from '../ports/mail.ts';

/** Of HTML, more is not made into text. */
const HTML_CHARACTERS = 1_000_000;

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a small email does not overtake a large one. */
export function readMail(raw: RawMessage): Promise<ReceivedMail> {
  const read = last.then(() => parsed(raw));
  last = read.catch(() => undefined);
  return read;
}

async function parsed({ body, key = '' }: RawMessage): Promise<ReceivedMail> {
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(body, {
    ...{ skipTextToHtml: true, skipImageLinks: true, maxHtmlLengthToParse: HTML_CHARACTERS },
  });
  const [from] = addressesOf(mail.from);
  if (!from) throw new Error('it is no email: it has no From (RFC 5322, 3.6)');
  const { inReplyTo, references = [] } = mail;
  return {
    ...{ key, from, to: [mail.to ?? []].flat().flatMap(addressesOf), subject: mail.subject ?? '' },
    ...{ text: mail.text ?? '', html: mail.html || null, date: mail.date ?? null },
    references: [...new Set([...[references].flat(), ...(inReplyTo ? [inReplyTo] : [])])],
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      ...{ name: filename ?? null, mediaType: contentType, content },
    })),
  };
}

/** Those of a group ("Staff: a@b, c@d;") as if each were named. */
const addressesOf = (header: AddressObject | undefined): readonly MailAddress[] =>
  (header?.value ?? [])
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ address, name }) => (address ? [{ address, name }] : []));
