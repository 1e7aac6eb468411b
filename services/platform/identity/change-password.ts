import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { findAccount, storePassword } from './account-store.ts';
import { identity } from './contract.ts';
import { tellPasswordChanged } from './emails.ts';
import { endSessions } from './end-sessions.ts';
import { forgetFailures } from './lockout-store.ts';
import { requireGoodPassword } from './new-account.ts';
import { useUpOneTimeTokens } from './one-time-store.ts';
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
    return withOwnPassword(ctx, currentPassword, async ({ account, attempt }) => {
      const passwordHash = await hashPassword(ctx, newPassword);
      await storePassword(ctx, account.id, passwordHash);
      await useUpOneTimeTokens(ctx, account.id, 'reset-password');
      await endSessions(ctx, trust, account.id, { except: person.sessionId });
      tellPasswordChanged(ctx, account);
      await forgetFailures(ctx, attempt);
      return null;
    });
  },
);
