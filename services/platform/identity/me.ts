import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { findAccount, updateProfile } from './account-store.ts';
import { identity } from './contract.ts';
import { readName } from './names.ts';
import { selectMemberships } from './organization-store.ts';
import { readLocale, readTimeZone } from './preferences.ts';
import type { Me } from './schemas.ts';
import { findSecondFactor } from './second-factor-store.ts';

export const me = handle(identity.calls.me, (_input, ctx) => describe(ctx));

export const updateMe = handle(identity.calls.updateMe, async (changes, ctx) => {
  const { id } = personOf(ctx);
  const name = changes.name === undefined ? undefined : readName(ctx, changes.name);
  const timeZone = changes.timeZone && readTimeZone(ctx, changes.timeZone);
  const locale = changes.locale && readLocale(ctx, changes.locale);
  await updateProfile(ctx, id, { name, timeZone, locale });
  if (name !== undefined) await announceName(ctx, id, name);
  return describe(ctx);
});

async function describe(ctx: Context): Promise<Static<typeof Me>> {
  const { id } = personOf(ctx);
  const account = await findAccount(ctx, id);
  if (!account) return ctx.fail('unauthenticated', 'This account is no longer there.');
  const [memberships, secondFactor] = await Promise.all([
    selectMemberships(ctx, id),
    findSecondFactor(ctx, id),
  ]);
  const current = memberships.find(({ organizationId }) => organizationId === ctx.organizationId);
  return {
    id,
    name: account.name,
    email: account.email,
    emailVerified: account.emailVerifiedAt !== null,
    organizationId: current?.organizationId ?? null,
    roles: current?.roles ?? [],
    organization: current
      ? {
          id: current.organizationId,
          name: current.organizationName,
          timeZone: current.timeZone,
          locale: current.locale,
        }
      : null,
    organizations: memberships.map(({ organizationId, organizationName, roles }) => ({
      id: organizationId,
      name: organizationName,
      roles,
    })),
    timeZone: account.timeZone,
    locale: account.locale,
    secondFactor: secondFactor !== undefined && secondFactor.confirmedAt !== null,
    createdAt: account.createdAt,
  };
}

// Whoever keeps names keeps them per organization, and hears of those alone.
async function announceName(
  ctx: Context<never, EventsOf<typeof identity>>,
  userId: string,
  name: string,
): Promise<void> {
  for (const { organizationId } of await selectMemberships(ctx, userId))
    ctx.publish('user.renamed', { userId, name }, { organizationId });
}
