import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { findAccount, rememberOrganization } from './account-store.ts';
import { organizationOf } from './actor.ts';
import { identity } from './contract.ts';
import { readName } from './names.ts';
import {
  addMember,
  countOrganizationsOf,
  findOrganization,
  insertOrganization,
  selectMemberships,
  updateOrganization as update,
} from './organization-store.ts';
import { readLocale, readTimeZone } from './preferences.ts';
import { refreshExpiry } from './refresh-tokens.ts';
import { everyRole } from './roles.ts';
import { findActing, findSession, touchSession } from './session-store.ts';
import { issueAccess, toUser } from './sign-in.ts';
import { trustOf } from './trust.ts';

/** Enough for anybody who means well. */
const MOST_ORGANIZATIONS = 20;

export const organizations = handle(identity.calls.organizations, async (_input, ctx) => {
  const memberships = await selectMemberships(ctx, personOf(ctx).id);
  return {
    items: memberships.map(({ organizationId, organizationName, roles }) => ({
      id: organizationId,
      name: organizationName,
      roles,
    })),
  };
});

export const createOrganization = handle(identity.calls.createOrganization, async ({ name }, ctx) => {
  const { id: userId } = personOf(ctx);
  const tidy = readName(ctx, name);
  const [founder, made] = await Promise.all([findAccount(ctx, userId), countOrganizationsOf(ctx, userId)]);
  if (!founder) return ctx.fail('unauthenticated', 'This account is no longer there.');
  if (made >= MOST_ORGANIZATIONS)
    return ctx.fail(
      'too-many-organizations',
      `You have made ${MOST_ORGANIZATIONS} organizations; that is the most.`,
    );
  const organization = await insertOrganization(ctx, { name: tidy, createdBy: userId });
  const about = { organizationId: organization.id };
  const roles = everyRole(ctx);
  await addMember(ctx, organization.id, userId, roles);
  ctx.publish('organization.created', { ...about, name: tidy, createdBy: userId }, about);
  ctx.publish('organization.member_added', { ...about, userId, name: founder.name, roles }, about);
  return organization;
});

export const organization = handle(identity.calls.organization, async (_input, ctx) => {
  const found = await findOrganization(ctx, organizationOf(ctx));
  return found ?? ctx.fail('not-found', 'There is no such organization.');
});

export const updateOrganization = handle(identity.calls.updateOrganization, async (changes, ctx) => {
  const { name, timeZone, locale } = changes;
  const changed = await update(ctx, organizationOf(ctx), {
    ...(name !== undefined && { name: readName(ctx, name) }),
    ...(timeZone !== undefined && { timeZone: readTimeZone(ctx, timeZone) }),
    ...(locale !== undefined && { locale: readLocale(ctx, locale) }),
  });
  if (!changed) return ctx.fail('not-found', 'There is no such organization.');
  const { id: organizationId, createdAt: _, ...settings } = changed;
  ctx.publish('organization.changed', { organizationId, ...settings });
  return changed;
});

export const switchOrganization = handle(
  identity.calls.switchOrganization,
  async ({ organizationId }, ctx) => {
    const trust = await trustOf(ctx);
    const { id: userId, sessionId } = personOf(ctx);
    const acting = await findActing(ctx, userId, organizationId);
    if (acting.organizationId !== organizationId)
      return ctx.fail('not-found', 'You belong to no such organization.');
    const [account, session] = await Promise.all([findAccount(ctx, userId), findSession(ctx, sessionId)]);
    const idleExpiresAt = session && refreshExpiry(new Date(session.expiresAt), ctx.now());
    const lives =
      idleExpiresAt &&
      (await touchSession(ctx, sessionId, { organizationId, address: ctx.address, idleExpiresAt }));
    if (!account || !lives) return ctx.fail('unauthenticated', 'This session has ended. Sign in again.');
    await rememberOrganization(ctx, userId, organizationId);
    return {
      user: toUser(account, acting),
      ...(await issueAccess(ctx, trust, userId, sessionId, acting)),
    };
  },
);
