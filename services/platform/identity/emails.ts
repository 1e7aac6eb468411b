/** What this service writes to people about their accounts; notifications has the words, and sends it. */
import type { Context } from '@kernos/kernel/context';
import { languageOf } from '@kernos/kernel/language';
import { notifications } from '../notifications/contract.ts';

type Queueing = Pick<Context, 'queue'>;

/** Pages that the links in emails lead to. */
const pages = {
  'account.welcome': 'verify-email',
  'account.verify-email': 'verify-email',
  'account.reset-password': 'reset-password',
} as const;

export interface Addressee {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
  readonly homeOrganizationId: string;
}

/** The token stands behind `#`, which no server ever logs. */
const pathOf = (page: string, token: string): string => `/${page}#token=${token}`;

/** Sends somebody the link that they need, to the address that it is about, no sooner than `notBefore` (letters.ts). */
export function sendLink(
  ctx: Queueing,
  kind: keyof typeof pages,
  account: Addressee,
  token: string,
  notBefore: Date,
): void {
  write(ctx, kind, account, { path: pathOf(pages[kind], token), notBefore: notBefore.toISOString() });
}

/** Tells somebody that their password is another one now. */
export function tellPasswordChanged(ctx: Queueing, account: Addressee): void {
  write(ctx, 'account.password-changed', account);
}

/** Tells the address that an account has which one it is to have. */
export function tellEmailAsked(ctx: Queueing, account: Addressee, email: string, notBefore: Date): void {
  const data = { account: { email } };
  write(ctx, 'account.email-change-asked', account, { data, notBefore: notBefore.toISOString() });
}

/** Tells the address that an account had until now which one it has from now on. */
export function tellEmailChanged(ctx: Queueing, before: Addressee, email: string): void {
  write(ctx, 'account.email-changed', before, { data: { account: { email } } });
}

/** Tells somebody that an administrator turned their second factor off. */
export function tellSecondFactorReset(ctx: Queueing, account: Addressee): void {
  write(ctx, 'account.second-factor-reset', account);
}

function write(
  ctx: Queueing,
  kind: string,
  account: Addressee,
  about: { path?: string; data?: Record<string, unknown>; notBefore?: string } = {},
): void {
  const { id: recipientId, name, email, locale, homeOrganizationId: organizationId } = account;
  // Who chose no language is told in that of their organization.
  const to = { recipientId, name, email, ...(locale !== null && { locale: languageOf(locale) }) };
  ctx.queue(notifications.tasks.notify, { kind, to, data: {}, ...about }, { organizationId });
}

/** Invites an address to the organization that the inviter acts for; gives the path of its link. */
export function sendInvitation(
  ctx: Queueing,
  about: {
    invitationId: string;
    email: string;
    organizationName: string;
    inviterName: string;
    locale: string;
  },
  token: string,
  notBefore: Date,
): string {
  const path = pathOf('invitation', token);
  const { invitationId: recipientId, email, organizationName, inviterName, locale } = about;
  ctx.queue(notifications.tasks.notify, {
    kind: 'account.invitation',
    to: { recipientId, email, locale: languageOf(locale) },
    data: { organization: { name: organizationName }, inviter: { name: inviterName } },
    path,
    notBefore: notBefore.toISOString(),
  });
  return path;
}
