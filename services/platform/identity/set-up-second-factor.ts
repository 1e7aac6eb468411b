import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { findAccount } from './account-store.ts';
import { identity } from './contract.ts';
import { forgetFailures } from './lockout-store.ts';
import { requireSecondFactor, withOwnPassword } from './own-password.ts';
import type { AccountRow } from './rows.ts';
import { createTotpSecret, totpUri, verifyTotp } from './second-factor.ts';
import {
  beginSecondFactor,
  confirmSecondFactor as confirm,
  countRecoveryCodes,
  findSecondFactor,
  openSecret,
  removeSecondFactor,
  replaceRecoveryCodes,
} from './second-factor-store.ts';

// Whoever registered somebody else's address must not keep its owner out for good.
function requireVerified(
  ctx: Pick<Context<'email-unverified'>, 'fail'>,
  { emailVerifiedAt }: Pick<AccountRow, 'emailVerifiedAt'>,
): void {
  if (emailVerifiedAt === null)
    ctx.fail('email-unverified', 'Confirm your email address first: open the link in the email we sent you.');
}

const ALREADY_ON = 'Two-step verification is already on. Turn it off first to set up another app.';

export const secondFactor = handle(identity.calls.secondFactor, async (_input, ctx) => {
  const { id } = personOf(ctx);
  const row = await findSecondFactor(ctx, id);
  return { enabled: row?.confirmedAt != null, recoveryCodesLeft: await countRecoveryCodes(ctx, id) };
});

export const enrollSecondFactor = handle(identity.calls.enrollSecondFactor, ({ password }, ctx) =>
  withOwnPassword(ctx, password, async ({ account, attempt }) => {
    requireVerified(ctx, account);
    const secret = createTotpSecret();
    if (!(await beginSecondFactor(ctx, account.id, secret))) return ctx.fail('second-factor-on', ALREADY_ON);
    await forgetFailures(ctx, attempt);
    return { secret, uri: totpUri(secret, { issuer: 'Kernos', account: account.email }) };
  }),
);

export const confirmSecondFactor = handle(identity.calls.confirmSecondFactor, async ({ code }, ctx) => {
  const { id } = personOf(ctx);
  const [row, account] = await Promise.all([findSecondFactor(ctx, id), findAccount(ctx, id)]);
  if (account) requireVerified(ctx, account);
  if (!row) return ctx.fail('second-factor-off', 'Begin first: ask for a secret and give it to your app.');
  if (row.confirmedAt !== null) return ctx.fail('second-factor-on', ALREADY_ON);
  const result = verifyTotp(await openSecret(ctx, row.secret), code, row.usedStep, ctx.now());
  if (!result.ok)
    return ctx.fail(
      'second-factor-wrong',
      'This code is wrong. Check that the clock of your device is right.',
    );
  if (!(await confirm(ctx, id, result.usedStep))) return ctx.fail('second-factor-on', ALREADY_ON);
  return { recoveryCodes: await replaceRecoveryCodes(ctx, id) };
});

export const disableSecondFactor = handle(identity.calls.disableSecondFactor, ({ password, ...given }, ctx) =>
  withOwnPassword(ctx, password, async ({ account, attempt }) => {
    await requireSecondFactor(ctx, account, given);
    await removeSecondFactor(ctx, account.id);
    await forgetFailures(ctx, attempt);
    return null;
  }),
);

export const regenerateRecoveryCodes = handle(
  identity.calls.regenerateRecoveryCodes,
  ({ password, ...given }, ctx) =>
    withOwnPassword(ctx, password, async ({ account, attempt }) => {
      await requireSecondFactor(ctx, account, given);
      const recoveryCodes = await replaceRecoveryCodes(ctx, account.id);
      await forgetFailures(ctx, attempt);
      return { recoveryCodes };
    }),
);
