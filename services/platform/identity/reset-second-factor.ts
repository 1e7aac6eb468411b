import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { findAccount } from './account-store.ts';
import { organizationOf } from './actor.ts';
import { identity } from './contract.ts';
import { tellSecondFactorReset } from './emails.ts';
import { NO_MEMBER } from './members.ts';
import { findMember } from './organization-store.ts';
import { findSecondFactor, removeSecondFactor } from './second-factor-store.ts';

/** For who lost phone and recovery codes: an administrator who knows that it is them lets them in again. */
export const resetSecondFactor = handle(identity.calls.resetSecondFactor, async ({ userId }, ctx) => {
  const organizationId = organizationOf(ctx);
  // Whoever found an administrator's open session must not get rid of the code so easily.
  if (userId === personOf(ctx).id)
    return ctx.fail(
      'own-account',
      'Turn off your own two-step verification in your profile, with a code. If you have none left, ask another administrator.',
    );
  const [member, account] = await Promise.all([
    findMember(ctx, organizationId, userId),
    findAccount(ctx, userId),
  ]);
  if (!member || !account) return ctx.fail('member-not-found', NO_MEMBER);
  // An account opens other organizations too: the one that answers for it decides.
  if (account.homeOrganizationId !== organizationId)
    return ctx.fail(
      'account-of-another-organization',
      'This account belongs to another organization; its administrators can turn off two-step verification.',
    );
  const factor = await findSecondFactor(ctx, userId);
  if (!factor?.confirmedAt)
    return ctx.fail(
      'second-factor-off',
      'This person hasn’t turned on two-step verification. Nothing was changed.',
    );
  await removeSecondFactor(ctx, userId);
  tellSecondFactorReset(ctx, account);
  return null;
});
