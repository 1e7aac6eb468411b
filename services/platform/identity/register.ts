import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { identity } from './contract.ts';
import { readEmail } from './email-address.ts';
import { readName } from './names.ts';
import { type IdentityContext, makeAccount, requireGoodPassword } from './new-account.ts';
import { ensureOrganization, insertOrganization } from './organization-store.ts';
import { hashPassword } from './password-proof.ts';
import { everyRole, rolesForNewcomers } from './roles.ts';
import { openSession } from './sign-in.ts';
import { trustOf } from './trust.ts';

const DEMO_KEY = 'demo';
const DEMO_NAME = 'Kernos Demo';

/**
 * Makes an account. That the address is taken is said openly (409): without a mail channel there is no other
 * way to tell a person who forgot that they have an account, and the limit a minute keeps lists from being
 * tried through.
 */
export const register = handle(identity.calls.register, async ({ name, email: typed, password }, ctx) => {
  const email = readEmail(ctx, typed);
  const tidy = readName(ctx, name);
  requireGoodPassword(ctx, password, { email, name: tidy });
  const trust = await trustOf(ctx);
  const passwordHash = await hashPassword(ctx, password);
  const id = newId();
  const place = await placeFor(ctx, id, tidy);
  const made = await makeAccount(ctx, { id, name: tidy, email, passwordHash, ...place });
  if (!made)
    return ctx.fail(
      'email-taken',
      'There is an account for this address already. Sign in, or ask for a new password.',
    );
  const { reply } = await openSession(ctx, trust, made.account, made.acting);
  return reply;
});

async function placeFor(
  ctx: IdentityContext,
  userId: string,
  name: string,
): Promise<{ organizationId: string; roles: string[] }> {
  if (ctx.settings.demo) {
    const { id } = await ensureOrganization(ctx, DEMO_KEY, DEMO_NAME);
    return { organizationId: id, roles: rolesForNewcomers(ctx) };
  }
  const { id } = await insertOrganization(ctx, { name, createdBy: userId });
  ctx.publish(
    'organization.created',
    { organizationId: id, name, createdBy: userId },
    { organizationId: id },
  );
  return { organizationId: id, roles: everyRole(ctx) };
}
