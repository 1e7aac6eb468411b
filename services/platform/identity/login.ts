import { handle } from '@kernos/kernel/service';
import { isStillPassword, storeRehashed } from './account-store.ts';
import { checkSecondFactor } from './check-second-factor.ts';
import { identity } from './contract.ts';
import { forgetFailures, takeBackAttempt } from './lockout-store.ts';
import { withPasswordProof } from './password-proof.ts';
import { findActing } from './session-store.ts';
import { openSession } from './sign-in.ts';
import { trustOf } from './trust.ts';

const WRONG = 'The email address or the password is wrong.';

export const login = handle(identity.calls.login, async ({ email, password, ...given }, ctx) => {
  const trust = await trustOf(ctx);
  return withPasswordProof(ctx, email, password, async ({ account, attempt, rehashed }) => {
    // One sentence for both, and by here the same work was done for both.
    if (!account) return ctx.fail('credentials-wrong', WRONG);
    const method = await checkSecondFactor(ctx, account, given);
    if (method === 'missing') {
      await takeBackAttempt(ctx, attempt);
      return ctx.fail(
        'second-factor-required',
        'This account uses two-step verification: send the same again with `code` from your authenticator app, or with a `recoveryCode`. Who lost both asks an administrator of their organization to reset it.',
        { keep: true },
      );
    }
    if (method === 'wrong')
      return ctx.fail(
        'second-factor-wrong',
        'This code is wrong, or it was used before. Wait for the next one.',
      );
    // The password was checked while no transaction was open, and somebody may have changed it since.
    if (!(await isStillPassword(ctx, account))) return ctx.fail('credentials-wrong', WRONG);
    if (rehashed) await storeRehashed(ctx, account.id, rehashed);
    const acting = await findActing(
      ctx,
      account.id,
      account.lastOrganizationId ?? account.homeOrganizationId,
    );
    const { sessionId, reply } = await openSession(ctx, trust, account, acting);
    ctx.publish(
      'user.authenticated',
      { userId: account.id, sessionId, method },
      { organizationId: acting.organizationId },
    );
    // Last, for these counters are locked from here to the commit.
    await forgetFailures(ctx, attempt);
    return reply;
  });
});
