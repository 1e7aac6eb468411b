import { handle } from '@kernos/kernel/service';
import { findPeople } from './account-store.ts';
import { identity } from './contract.ts';
import { canonicalEmail } from './email-address.ts';

export const people = handle(identity.calls.people, async ({ ids }, ctx) => {
  const found = await findPeople(ctx, ids.split(','));
  return { items: found.map(({ id, name }) => ({ id, name })) };
});

export const person = handle(identity.calls.person, async ({ userId }, ctx) => {
  const [found] = await findPeople(ctx, [userId]);
  return found ?? ctx.fail('person-not-found', 'There is no such person in this organization.');
});

export const memberByEmail = handle(identity.calls.memberByEmail, async ({ email }, ctx) => {
  const { rows } = await ctx.tx.query<{ userId: string }>({
    text: `SELECT a.id AS user_id FROM identity.accounts a
             JOIN identity.memberships m ON m.account_id = a.id AND m.organization_id = kernel.organization()
            WHERE a.email = $1 AND m.removed_at IS NULL`,
    values: [canonicalEmail(email)],
  });
  return (
    rows[0] ??
    ctx.fail(
      'member-not-found',
      'No member of your organization has this email address. Invite them to the organization first.',
    )
  );
});

export const membership = handle(identity.calls.membership, async ({ organizationId, userId }, ctx) => {
  const { rows } = await ctx.tx.query<{ roles: string[]; keysSince: string }>({
    name: 'identity.membership',
    text: `SELECT m.roles, c.changed_at AS keys_since
             FROM identity.memberships m JOIN identity.credentials c USING (account_id)
            WHERE m.organization_id = $1 AND m.account_id = $2 AND m.removed_at IS NULL`,
    values: [organizationId, userId],
  });
  return rows[0] ?? ctx.fail('member-not-found', 'There is no such member.');
});
