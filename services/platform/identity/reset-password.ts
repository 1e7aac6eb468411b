import { handle, task } from '@kernos/kernel/service';
import { findAccount, findAccountByEmail, setVerifiedEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { canonicalEmail } from './email-address.ts';
import { sendLink, tellPasswordChanged } from './emails.ts';
import { nextLetter } from './letters.ts';
import { requireGoodPassword } from './new-account.ts';
import { replacePassword } from './new-password.ts';
import { findOneTimeToken, issueResetToken, useOneTimeToken } from './one-time-store.ts';
import { hashPassword } from './password-proof.ts';
import { removeSecondFactor } from './second-factor-store.ts';
import { trustOf } from './trust.ts';

export const LINK_INVALID = 'This link has expired or was already used. Ask for a new one.';

/**
 * The same statements and the same answer whether the account exists: the rest is a task's, which nobody
 * waits for. The task holds an id instead of the address, so that no list of typed addresses comes about.
 */
export const requestPasswordReset = handle(identity.calls.requestPasswordReset, async ({ email }, ctx) => {
  const account = await findAccountByEmail(ctx, canonicalEmail(email));
  ctx.queue(identity.tasks.sendResetLink, { userId: account?.id ?? null }, { organizationId: null });
  return { sent: ctx.mail !== null };
});

export const sendResetLink = task(identity, identity.tasks.sendResetLink, async ({ userId }, ctx) => {
  const account = userId === null ? undefined : await findAccount(ctx, userId);
  const at = account && (await nextLetter(ctx, account.email));
  // In silence: to say that a letter is on its way would tell that there is an account.
  if (!at) return;
  const token = await issueResetToken(ctx, account.id);
  sendLink(ctx, 'account.reset-password', account, token, at);
});

export const confirmPasswordReset = handle(
  identity.calls.confirmPasswordReset,
  async ({ token, password }, ctx) => {
    const trust = await trustOf(ctx);
    const account = await ctx.shortTransaction(async (first) => {
      const accountId = await findOneTimeToken(first, 'reset-password', token);
      return accountId === undefined ? undefined : findAccount(first, accountId);
    });
    if (!account) return ctx.fail('link-invalid', LINK_INVALID);
    requireGoodPassword(ctx, password, account);
    const passwordHash = await hashPassword(ctx, password);
    // Again, for another request may have used it while this one hashed.
    if (!(await useOneTimeToken(ctx, 'reset-password', token))) return ctx.fail('link-invalid', LINK_INVALID);
    // Whoever follows this link reads the mail of the address. What was set up before anybody had shown that goes.
    if (account.emailVerifiedAt === null) {
      await removeSecondFactor(ctx, account.id);
      await setVerifiedEmail(ctx, account.id, account.email);
    }
    tellPasswordChanged(ctx, account);
    await replacePassword(ctx, trust, account, passwordHash);
    return null;
  },
);
