import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { violates } from '@kernos/kernel/store';
import { findAccount, setVerifiedEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { sendLink, tellEmailChanged } from './emails.ts';
import { requireNextLetter } from './letters.ts';
import { issueVerificationToken, useOneTimeToken, useUpLinks } from './one-time-store.ts';
import { LINK_INVALID } from './reset-password.ts';

export const requestEmailVerification = handle(
  identity.calls.requestEmailVerification,
  async (_input, ctx) => {
    const written = { sent: ctx.mail !== null };
    const account = await findAccount(ctx, personOf(ctx).id);
    if (!account || account.emailVerifiedAt !== null) return written;
    const at = await requireNextLetter(ctx, account.email);
    const token = await issueVerificationToken(ctx, account.id, account.email);
    sendLink(ctx, 'account.verify-email', account, token, at);
    return written;
  },
);

/**
 * The address that the link went to is the account's from now on. Where it is another one than before, links that
 * lie in the old mailbox open nothing any more, and the old address hears of it.
 */
export const confirmEmail = handle(identity.calls.confirmEmail, async ({ token }, ctx) => {
  const used = await useOneTimeToken(ctx, 'verify-email', token);
  if (!used?.email) return ctx.fail('link-invalid', LINK_INVALID);
  const { accountId, email } = used;
  const before = await findAccount(ctx, accountId);
  try {
    await setVerifiedEmail(ctx, accountId, email);
  } catch (error) {
    if (!violates(error, 'accounts_email_key')) throw error;
    return ctx.fail('email-taken', 'Another account has this address by now. Yours keeps the one it had.');
  }
  if (before && before.email !== email) {
    await useUpLinks(ctx, accountId);
    tellEmailChanged(ctx, before, email);
  }
  return null;
});
