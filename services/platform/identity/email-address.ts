import { hash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Context } from '@kernos/kernel/context';

/**
 * The one form in which an email address is stored, compared and counted: trimmed, NFC, lower case, an international
 * domain in ASCII (`bücher.example` is `xn--bcher-kva.example`). Mail always goes to the stored address, never to the
 * one that was typed, so that two addresses which some mail system tells apart cannot be used to have somebody else's
 * link sent.
 */
export function canonicalEmail(email: string): string {
  const tidy = email.trim().normalize('NFC').toLowerCase();
  const at = tidy.lastIndexOf('@') + 1;
  const domain = tidy.slice(at);
  return isAscii(domain) ? tidy : tidy.slice(0, at) + (domainToASCII(domain) || domain);
}

/** The same, for input. @throws `invalid-input` where no mail can go there. */
export function readEmail(ctx: Pick<Context, 'fail'>, typed: string): string {
  const email = canonicalEmail(typed);
  if (isAscii(email) && email.length <= 254) return email;
  const message =
    'must be an address with plain letters before the @, and a domain that there can be behind it';
  return ctx.fail('invalid-input', `/email: ${message}`, {
    errors: [{ path: '/email', message, code: 'idn-email' }],
  });
}

/** Stands for an address where no list of what was typed is to come about. */
export const emailHash = (email: string): string => hash('sha256', canonicalEmail(email), 'base64url');

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);
