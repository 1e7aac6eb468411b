import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { findAccount } from './account-store.ts';
import { identity } from './contract.ts';
import { tellPasswordChanged } from './emails.ts';
import { requireGoodPassword } from './new-account.ts';
import { replacePassword } from './new-password.ts';
import { withOwnPassword } from './own-password.ts';
import { hashPassword } from './password-proof.ts';
import { trustOf } from './trust.ts';

export const changePassword = handle(
  identity.calls.changePassword,
  async ({ currentPassword, newPassword }, ctx) => {
    const person = personOf(ctx);
    const trust = await trustOf(ctx);
    const owner = await ctx.shortTransaction((first) => findAccount(first, person.id));
    requireGoodPassword(ctx, newPassword, owner ?? {}, 'newPassword');
    return withOwnPassword(ctx, currentPassword, async ({ account }) => {
      const passwordHash = await hashPassword(ctx, newPassword);
      tellPasswordChanged(ctx, account);
      await replacePassword(ctx, trust, account, passwordHash, { sessionId: person.sessionId });
      return null;
    });
  },
);
