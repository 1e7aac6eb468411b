import { handle } from '@kernos/kernel/service';
import { findAccountByEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { canonicalEmail } from './email-address.ts';
import { sendLink } from './emails.ts';
import { forgetFailures } from './lockout-store.ts';
import { issueVerificationToken } from './one-time-store.ts';
import { withOwnPassword } from './own-password.ts';

/** The new address is nobody's until somebody follows the link that lies there: `confirmEmail` makes it theirs. */
export const changeEmail = handle(
  identity.calls.changeEmail,
  async ({ email: typed, currentPassword }, ctx) => {
    const email = canonicalEmail(typed);
    return withOwnPassword(ctx, currentPassword, async ({ account, attempt }) => {
      await forgetFailures(ctx, attempt);
      if (email === account.email)
        return ctx.fail('email-taken', 'This is your address already. Nothing was changed.', { keep: true });
      if (await findAccountByEmail(ctx, email))
        return ctx.fail('email-taken', 'Another account has this address. Yours keeps the one it has.', {
          keep: true,
        });
      const token = await issueVerificationToken(ctx, account.id, email);
      sendLink(ctx, 'account.verify-email', { ...account, email }, token);
      return null;
    });
  },
);
