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

/** Sends somebody the link that they need, to the address that it is about. */
export function sendLink(ctx: Queueing, kind: keyof typeof pages, account: Addressee, token: string): void {
  write(ctx, kind, account, pathOf(pages[kind], token));
}

/** Tells somebody that their password is another one now. */
export function tellPasswordChanged(ctx: Queueing, account: Addressee): void {
  write(ctx, 'account.password-changed', account);
}

/** Tells the address that an account had until now which one it has from now on. */
export function tellEmailChanged(ctx: Queueing, before: Addressee, email: string): void {
  write(ctx, 'account.email-changed', before, undefined, { account: { email } });
}

function write(
  ctx: Queueing,
  kind: string,
  account: Addressee,
  path?: string,
  data: Record<string, unknown> = {},
): void {
  const { id: recipientId, name, email, locale, homeOrganizationId: organizationId } = account;
  const to = { recipientId, name, email, locale: languageOf(locale) } as const;
  ctx.queue(notifications.tasks.notify, { kind, to, data, ...(path && { path }) }, { organizationId });
}

/** Invites an address to the organization that the inviter acts for. */
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
): void {
  const { invitationId: recipientId, email, organizationName, inviterName, locale } = about;
  ctx.queue(notifications.tasks.notify, {
    kind: 'account.invitation',
    to: { recipientId, email, locale: languageOf(locale) },
    data: { organization: { name: organizationName }, inviter: { name: inviterName } },
    path: pathOf('invitation', token),
  });
}
