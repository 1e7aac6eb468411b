/** The letters this service writes. Their links carry the token behind `#`, which no server ever logs. */
import type { Context } from '@kernos/kernel/context';
import { mailbox } from '../mailbox/contract.ts';

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Puts a letter into the mailbox of an organization, together with the change it tells of. */
export function post(ctx: Pick<Context, 'queue'>, organizationId: string, letter: Letter): void {
  ctx.queue(mailbox.tasks.post, letter, { organizationId });
}

const link = ({ publicUrl }: Context['settings'], page: string, token: string): string =>
  `${publicUrl}/${page}#token=${token}`;

const paragraphs = (...lines: string[]): string => lines.join('\n\n');

export function welcomeLetter(
  settings: Context['settings'],
  { name, email }: { name: string; email: string },
  token: string,
): Letter {
  return {
    to: email,
    subject: 'Welcome to Kernos',
    text: paragraphs(
      `Hello ${name},`,
      'an account was made for this address. Please follow this link within a day, so that we know it is yours:',
      link(settings, 'verify-email', token),
      'If you did not expect this, there is nothing you need to do.',
    ),
  };
}

export function verificationLetter(
  settings: Context['settings'],
  { name, email }: { name: string; email: string },
  token: string,
): Letter {
  return {
    to: email,
    subject: 'Verify your e-mail address',
    text: paragraphs(
      `Hello ${name},`,
      'follow this link within a day, so that we know this address is yours:',
      link(settings, 'verify-email', token),
    ),
  };
}

export function resetLetter(
  settings: Context['settings'],
  { name, email }: { name: string; email: string },
  token: string,
): Letter {
  return {
    to: email,
    subject: 'Choose a new password',
    text: paragraphs(
      `Hello ${name},`,
      'somebody asked for a new password for this account. If it was you, choose one here within the next hour:',
      link(settings, 'reset-password', token),
      'If it was not you, there is nothing you need to do: your password stays as it is.',
    ),
  };
}

export function passwordChangedLetter({ name, email }: { name: string; email: string }): Letter {
  return {
    to: email,
    subject: 'Your password was changed',
    text: paragraphs(
      `Hello ${name},`,
      'the password of your account was changed, and its other sessions were ended.',
      'If it was not you, ask for a new password at once and tell an administrator.',
    ),
  };
}

export function invitationLetter(
  settings: Context['settings'],
  { to, organizationName, inviterName }: { to: string; organizationName: string; inviterName: string },
  token: string,
): Letter {
  return {
    to,
    subject: `Invitation to ${organizationName}`,
    text: paragraphs(
      'Hello,',
      `${inviterName} invites you to join ${organizationName} on Kernos. Follow this link within seven days:`,
      link(settings, 'invitation', token),
      'If you do not want to, there is nothing you need to do.',
    ),
  };
}
