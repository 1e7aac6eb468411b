import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { violates } from '@kernos/kernel/store';
import type { Static } from 'typebox';
import { organizationOf } from './actor.ts';
import { identity } from './contract.ts';
import { readEmail } from './email-address.ts';
import { readName } from './names.ts';
import { makeAccount, requireGoodPassword } from './new-account.ts';
import { endMembership, findMember, selectMembers, setRoles } from './organization-store.ts';
import { hashPassword } from './password-proof.ts';
import { memberKey, remember, rolesChangedAt } from './revocations.ts';
import { requireKnownRoles } from './roles.ts';
import type { MemberRow } from './rows.ts';
import type { Member } from './schemas.ts';
import { revokeRoles } from './session-store.ts';
import { trustOf } from './trust.ts';

export const NO_MEMBER = 'There is no such member in your organization.';
const LAST_ADMIN = 'This is the last admin. Make somebody else one first.';

const toMember = ({
  emailVerifiedAt,
  userId,
  name,
  email,
  roles,
  joinedAt,
}: MemberRow): Static<typeof Member> => ({
  userId,
  name,
  email,
  emailVerified: emailVerifiedAt !== null,
  roles,
  joinedAt,
});

export const members = handle(identity.calls.members, async ({ q, role, ...page }, ctx) => {
  if (role !== undefined) requireKnownRoles(ctx, [role], '/role');
  return list(
    page,
    { sortName: 'text', userId: 'id' },
    (after, limit) => selectMembers(ctx, organizationOf(ctx), { q, role, after, limit }),
    (member) => toMember(member),
  );
});

export const createMember = handle(
  identity.calls.createMember,
  async ({ name, email: typed, password, roles }, ctx) => {
    requireKnownRoles(ctx, roles);
    const organizationId = organizationOf(ctx);
    const email = readEmail(ctx, typed);
    const tidy = readName(ctx, name);
    requireGoodPassword(ctx, password, { email, name: tidy });
    const passwordHash = await hashPassword(ctx, password);
    const newcomer = { id: newId(), name: tidy, email, passwordHash, organizationId, roles };
    const made = await makeAccount(ctx, newcomer);
    if (!made)
      return ctx.fail('email-taken', 'There is an account for this address already. Invite it instead.');
    return toMember({ ...made.account, userId: made.account.id, roles, joinedAt: made.account.createdAt });
  },
);

export const updateMember = handle(identity.calls.updateMember, async ({ userId, roles }, ctx) => {
  requireKnownRoles(ctx, roles);
  const trust = await trustOf(ctx);
  const organizationId = organizationOf(ctx);
  const now = ctx.now();
  const at = rolesChangedAt(now);
  try {
    if (!(await setRoles(ctx, organizationId, userId, roles, at)))
      return ctx.fail('member-not-found', NO_MEMBER);
  } catch (error) {
    if (violates(error, 'memberships_last_admin')) return ctx.fail('last-admin', LAST_ADMIN);
    throw error;
  }
  await revokeRoles(ctx, userId, organizationId, at);
  remember(trust.revocations, [[memberKey(userId, organizationId), at.getTime()]], now);
  ctx.publish('organization.member_changed', { userId, organizationId, roles });
  const member = await findMember(ctx, organizationId, userId);
  return member ? toMember(member) : ctx.fail('member-not-found', NO_MEMBER);
});

export const removeMember = handle(identity.calls.removeMember, async ({ userId }, ctx) => {
  const trust = await trustOf(ctx);
  const organizationId = organizationOf(ctx);
  const now = ctx.now();
  const at = rolesChangedAt(now);
  try {
    if (!(await endMembership(ctx, organizationId, userId, at)))
      return ctx.fail('member-not-found', NO_MEMBER);
  } catch (error) {
    if (violates(error, 'memberships_last_admin')) return ctx.fail('last-admin', LAST_ADMIN);
    throw error;
  }
  await revokeRoles(ctx, userId, organizationId, at);
  remember(trust.revocations, [[memberKey(userId, organizationId), at.getTime()]], now);
  ctx.publish('organization.member_removed', { userId, organizationId });
  return null;
});
