import { handle } from '@kernos/kernel/service';
import { findAccountByEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { readEmail } from './email-address.ts';
import { sendLink, tellEmailAsked } from './emails.ts';
import { requireNextLetter } from './letters.ts';
import { forgetFailures } from './lockout-store.ts';
import { issueVerificationToken } from './one-time-store.ts';
import { withOwnPassword } from './own-password.ts';

/** The new address is nobody's until somebody follows the link that lies there: `confirmEmail` makes it theirs. */
export const changeEmail = handle(
  identity.calls.changeEmail,
  async ({ email: typed, currentPassword }, ctx) => {
    const email = readEmail(ctx, typed);
    return withOwnPassword(ctx, currentPassword, async ({ account, attempt }) => {
      await forgetFailures(ctx, attempt);
      if (email === account.email)
        return ctx.fail('email-taken', 'This is your address already. Nothing was changed.', { keep: true });
      if (await findAccountByEmail(ctx, email))
        return ctx.fail('email-taken', 'Another account has this address. Yours keeps the one it has.', {
          keep: true,
        });
      // The owner hears of it where they read their mail, while there is time.
      const [told, sent] = [await requireNextLetter(ctx, account.email), await requireNextLetter(ctx, email)];
      tellEmailAsked(ctx, account, email, told);
      const token = await issueVerificationToken(ctx, account.id, email);
      sendLink(ctx, 'account.verify-email', { ...account, email }, token, sent);
      return { sent: ctx.mail !== null };
    });
  },
);
