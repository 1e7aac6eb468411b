import { handle } from '@kernos/kernel/service';
import { findAccount, markEmailVerified } from './account-store.ts';
import { personOf } from './actor.ts';
import { identity } from './contract.ts';
import { sendLink } from './letters.ts';
import { issueOneTimeToken, useOneTimeToken } from './one-time-store.ts';
import { LINK_INVALID } from './reset-password.ts';

export const requestEmailVerification = handle(
  identity.calls.requestEmailVerification,
  async (_input, ctx) => {
    const account = await findAccount(ctx, personOf(ctx).id);
    if (!account || account.emailVerifiedAt !== null) return null;
    const token = await issueOneTimeToken(ctx, account.id, 'verify-email');
    sendLink(ctx, 'account.verify-email', account, token);
    return null;
  },
);

export const confirmEmail = handle(identity.calls.confirmEmail, async ({ token }, ctx) => {
  const accountId = await useOneTimeToken(ctx, 'verify-email', token);
  if (!accountId) return ctx.fail('link-invalid', LINK_INVALID);
  await markEmailVerified(ctx, accountId);
  return null;
});
