import { handle, task } from '@kernos/kernel/service';
import { findAccount, findAccountByEmail, lockAccount, storePassword } from './account-store.ts';
import { identity } from './contract.ts';
import { canonicalEmail } from './email-address.ts';
import { sendLink, tellPasswordChanged } from './emails.ts';
import { endSessions } from './end-sessions.ts';
import { forgetAccountFailures } from './lockout-store.ts';
import { requireGoodPassword } from './new-account.ts';
import {
  findOneTimeToken,
  issueResetToken,
  lastIssued,
  useOneTimeToken,
  useUpOneTimeTokens,
} from './one-time-store.ts';
import { hashPassword } from './password-proof.ts';
import { trustOf } from './trust.ts';

/** At most one email in this time, or a stranger could fill somebody's mailbox. */
const EMAIL_EVERY_MS = 60_000;

export const LINK_INVALID = 'This link has run out or was used before. Ask for a new one.';

/**
 * The same statements and the same answer whether the account exists: the rest is a task's, which nobody
 * waits for. The task holds an id instead of the address, so that no list of typed addresses comes about.
 */
export const requestPasswordReset = handle(identity.calls.requestPasswordReset, async ({ email }, ctx) => {
  const account = await findAccountByEmail(ctx, canonicalEmail(email));
  ctx.queue(identity.tasks.sendResetLink, { userId: account?.id ?? null }, { organizationId: null });
  return null;
});

export const sendResetLink = task(identity, identity.tasks.sendResetLink, async ({ userId }, ctx) => {
  // Several requests are handled side by side: only the first of them finds no email that went out just now.
  const account = userId === null ? undefined : await lockAccount(ctx, userId);
  if (!account) return;
  const last = await lastIssued(ctx, account.id, 'reset-password');
  if (last && ctx.now().getTime() - last.getTime() < EMAIL_EVERY_MS) return;
  const token = await issueResetToken(ctx, account.id);
  sendLink(ctx, 'account.reset-password', account, token);
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
    await useUpOneTimeTokens(ctx, account.id, 'reset-password');
    await storePassword(ctx, account.id, passwordHash);
    await endSessions(ctx, trust, account.id, 'all');
    await forgetAccountFailures(ctx, account.email);
    tellPasswordChanged(ctx, account);
    return null;
  },
);
