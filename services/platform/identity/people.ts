import { handle } from '@kernos/kernel/service';
import { findPeople } from './account-store.ts';
import { identity } from './contract.ts';

export const people = handle(identity.calls.people, async ({ ids }, ctx) => {
  const found = await findPeople(ctx, ids.split(','));
  return { items: found.map(({ id, name }) => ({ id, name })) };
});

export const person = handle(identity.calls.person, async ({ userId }, ctx) => {
  const [found] = await findPeople(ctx, [userId]);
  return found ?? ctx.fail('person-not-found', 'There is no such person in this organization.');
});

export const membership = handle(identity.calls.membership, async ({ organizationId, userId }, ctx) => {
  const { rows } = await ctx.tx.query<{ roles: string[] }>({
    name: 'identity.membership',
    text: `SELECT roles FROM identity.memberships
            WHERE organization_id = $1 AND account_id = $2 AND removed_at IS NULL`,
    values: [organizationId, userId],
  });
  return rows[0] ?? ctx.fail('member-not-found', 'There is no such member.');
});
