import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { findAccount, findAccountByEmail } from './account-store.ts';
import { identity } from './contract.ts';
import { findInvitation, type OpenInvitation, useInvitation } from './invitation-store.ts';
import { readName } from './names.ts';
import { makeAccount, requireGoodPassword } from './new-account.ts';
import { addMember } from './organization-store.ts';
import { hashPassword } from './password-proof.ts';
import { LINK_INVALID } from './reset-password.ts';
import type { AccountRow } from './rows.ts';
import { openSession } from './sign-in.ts';
import { trustOf } from './trust.ts';

type Errors = 'link-invalid' | 'sign-in-first' | 'invitation-for-another' | 'already-member';
type AcceptContext = Context<Errors, EventsOf<typeof identity>>;

/** The link shows who may come in; who comes in is the address it was written to, and nobody else. */
export const acceptInvitation = handle(
  identity.calls.acceptInvitation,
  async ({ token, name, password }, ctx) => {
    const trust = await trustOf(ctx);
    const { actor } = ctx;
    const { invitation, invited, visitor } = await ctx.shortTransaction(async (first) => {
      const found = await findInvitation(first, token);
      return {
        invitation: found,
        invited: found && (await findAccountByEmail(first, found.email)),
        visitor: actor.kind === 'person' ? await findAccount(first, actor.id) : undefined,
      };
    });
    if (!invitation) return ctx.fail('link-invalid', LINK_INVALID);
    const { organizationId, organizationName } = invitation;
    if (visitor) {
      await join(ctx, invitation, visitor);
      return { organizationId, organizationName, signedIn: null };
    }
    if (invited)
      return ctx.fail('sign-in-first', `There is an account for ${invitation.email}. Sign in, then accept.`);
    const newcomer = await readNewcomer(ctx, invitation, name, password);
    if (!(await useInvitation(ctx, invitation.id))) return ctx.fail('link-invalid', LINK_INVALID);
    const made = await makeAccount(ctx, newcomer);
    if (!made)
      return ctx.fail('sign-in-first', `There is an account for ${invitation.email}. Sign in, then accept.`);
    const { reply } = await openSession(ctx, trust, made.account, made.acting);
    return { organizationId, organizationName, signedIn: reply };
  },
);

async function join(ctx: AcceptContext, invitation: OpenInvitation, visitor: AccountRow): Promise<void> {
  const { organizationId, roles } = invitation;
  if (visitor.email !== invitation.email) {
    ctx.fail(
      'invitation-for-another',
      `This invitation is for ${invitation.email}; you are signed in as ${visitor.email}.`,
    );
  }
  if (!(await useInvitation(ctx, invitation.id))) ctx.fail('link-invalid', LINK_INVALID);
  if (!(await addMember(ctx, organizationId, visitor.id, roles)))
    ctx.fail('already-member', 'You are a member of this organization already.');
  ctx.publish(
    'organization.member_added',
    { userId: visitor.id, organizationId, name: visitor.name, roles },
    { organizationId },
  );
}

async function readNewcomer(
  ctx: AcceptContext,
  { email, organizationId, roles }: OpenInvitation,
  name: string | undefined,
  password: string | undefined,
) {
  if (name === undefined || password === undefined) {
    const missing = Object.entries({ name, password }).filter(([, value]) => value === undefined);
    return ctx.fail('invalid-input', 'Choose a name and a password for your new account.', {
      errors: missing.map(([field]) => ({ path: `/${field}`, message: 'is required for a new account' })),
    });
  }
  const tidy = readName(ctx, name);
  requireGoodPassword(ctx, password, { email, name: tidy });
  return {
    id: newId(),
    name: tidy,
    email,
    passwordHash: await hashPassword(ctx, password),
    organizationId,
    roles,
  };
}
