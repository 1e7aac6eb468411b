import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { findWithProofs, setVerifiedEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { readEmail } from './email-address.ts';
import { readName } from './names.ts';
import { type IdentityContext, makeAccount } from './new-account.ts';
import { replacePassword } from './new-password.ts';
import { addMember, ensureOrganization, findMember, setRoles } from './organization-store.ts';
import { hashPassword, isPassword } from './password-proof.ts';
import { rolesChangedAt } from './revocations.ts';
import { requireKnownRoles } from './roles.ts';
import type { AccountWithProofs } from './rows.ts';
import type { AccountToEnsure, EnsuredAccount } from './schemas.ts';
import { type Trust, trustOf } from './trust.ts';

/** An account that must be there, and what had to be found out before the transaction. */
interface Wanted {
  readonly wanted: Static<typeof AccountToEnsure>;
  readonly known: AccountWithProofs | undefined;
  /** True: the given password is to open the known account, and does so already. */
  readonly opens: boolean;
  /** Undefined where no password is to be stored. */
  readonly passwordHash: string | undefined;
}

export const ensureAccounts = handle(
  identity.calls.ensureAccounts,
  async ({ organization, accounts, setPasswords }, ctx) => {
    requireKnownRoles(
      ctx,
      accounts.flatMap(({ roles }) => roles),
    );
    const trust = await trustOf(ctx);
    const wanted: Wanted[] = [];
    for (const account of accounts) wanted.push(await prepare(ctx, account, setPasswords));
    const name = readName(ctx, organization.name);
    const { id: organizationId, created } = await ensureOrganization(ctx, organization.key, name);
    if (created) {
      const about = { organizationId };
      ctx.publish('organization.created', { organizationId, name, createdBy: null }, about);
    }
    const ensured: Static<typeof EnsuredAccount>[] = [];
    for (const account of wanted) ensured.push(await ensure(ctx, trust, organizationId, account));
    return { organizationId, accounts: ensured };
  },
);

async function prepare(
  ctx: Context,
  account: Static<typeof AccountToEnsure>,
  setPasswords: boolean,
): Promise<Wanted> {
  const email = readEmail(ctx, account.email);
  const wanted = { ...account, email, name: readName(ctx, account.name) };
  const known = await ctx.shortTransaction((first) => findWithProofs(first, email, ''));
  // Every start asks, and mostly not for this: looking at a password costs as much as a sign-in.
  const opens =
    known !== undefined && setPasswords && (await isPassword(ctx, account.password, known.passwordHash));
  const isNeeded = !known || (setPasswords && !opens);
  const passwordHash = isNeeded ? await hashPassword(ctx, account.password) : undefined;
  return { wanted, known, opens, passwordHash };
}

async function ensure(
  ctx: IdentityContext,
  trust: Trust,
  organizationId: string,
  { wanted: { email, name, roles }, known, opens, passwordHash }: Wanted,
): Promise<Static<typeof EnsuredAccount>> {
  if (!known) {
    if (passwordHash === undefined) throw new Error(`the new account ${email} has no password`);
    const made = await makeAccount(ctx, { id: newId(), name, email, passwordHash, organizationId, roles });
    if (!made) return ctx.fail('conflict', `${email} was registered by somebody else just now; start again.`);
    // Whoever runs the system says whose address it is.
    await setVerifiedEmail(ctx, made.account.id, email);
    return { userId: made.account.id, email, created: true, passwordSet: true };
  }
  // Somebody who took the address before must not become an administrator by it.
  if (known.homeOrganizationId !== organizationId)
    return ctx.fail('conflict', `${email} has an account in another organization, so it was left alone.`);
  await ensureRoles(ctx, organizationId, known, roles);
  if (passwordHash !== undefined) {
    await replacePassword(ctx, trust, known, passwordHash);
  }
  return { userId: known.id, email, created: false, passwordSet: opens || passwordHash !== undefined };
}

async function ensureRoles(
  ctx: IdentityContext,
  organizationId: string,
  { id: userId, name }: AccountWithProofs,
  roles: Wanted['wanted']['roles'],
): Promise<void> {
  const about = { organizationId };
  const member = await findMember(ctx, organizationId, userId);
  if (!member) {
    await addMember(ctx, organizationId, userId, roles);
    ctx.publish('organization.member_added', { ...about, userId, name, roles }, about);
    return;
  }
  const all = [...new Set([...member.roles, ...roles])];
  if (all.length === member.roles.length) return;
  await setRoles(ctx, organizationId, userId, all, rolesChangedAt(ctx.now()));
  ctx.publish('organization.member_changed', { ...about, userId, roles: all }, about);
}
