import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { violates } from '@kernos/kernel/store';
import type { Static } from 'typebox';
import { findAccount, findAccountByEmail } from './account-store.ts';
import { organizationOf } from './actor.ts';
import { identity } from './contract.ts';
import { readEmail } from './email-address.ts';
import { sendInvitation } from './emails.ts';
import {
  findInvitation,
  findUnanswered,
  type InvitationRow,
  insertInvitation,
  restoreInvitation as restore,
  revokeInvitation as revoke,
  selectInvitations,
} from './invitation-store.ts';
import { requireNextLetter } from './letters.ts';
import { findOrganization, isMemberEmail } from './organization-store.ts';
import { LINK_INVALID } from './reset-password.ts';
import { requireKnownRoles } from './roles.ts';
import type { WrittenInvitation } from './schemas.ts';

export const invite = handle(identity.calls.invite, async ({ email: typed, roles }, ctx) => {
  requireKnownRoles(ctx, roles);
  const organizationId = organizationOf(ctx);
  const email = readEmail(ctx, typed);
  if (await isMemberEmail(ctx, organizationId, email))
    return ctx.fail('already-member', 'This person is a member already; change their roles instead.');
  return write(ctx, { email, roles });
});

export const resendInvitation = handle(identity.calls.resendInvitation, async ({ invitationId }, ctx) => {
  const invitation = await findUnanswered(ctx, invitationId);
  if (!invitation)
    return ctx.fail('invitation-not-found', 'There is no such invitation, or it is no longer open.');
  ctx.about({ email: invitation.email });
  return write(ctx, invitation);
});

/** Writes the email, in place of an older one to that address. */
async function write(
  ctx: Context<never>,
  { email, roles }: Pick<InvitationRow, 'email' | 'roles'>,
): Promise<Static<typeof WrittenInvitation>> {
  const { id: inviterId } = personOf(ctx);
  const organizationId = organizationOf(ctx);
  const [organization, inviter] = await Promise.all([
    findOrganization(ctx, organizationId),
    findAccount(ctx, inviterId),
  ]);
  if (!organization || !inviter) return ctx.fail('not-found', 'This organization is no longer there.');
  const at = await requireNextLetter(ctx, email);
  try {
    const { invitation, token } = await insertInvitation(ctx, { email, roles, invitedBy: inviterId });
    const { name: organizationName, locale } = organization;
    const about = { invitationId: invitation.id, email, organizationName, inviterName: inviter.name, locale };
    const path = sendInvitation(ctx, about, token, at);
    const sent = ctx.mail !== null;
    return { ...invitation, sent, link: sent ? null : ctx.settings.publicUrl + path };
  } catch (error) {
    if (violates(error, 'invitations_open'))
      return ctx.fail('conflict', 'Somebody else invites this address at this moment; look at the list.');
    throw error;
  }
}

export const invitations = handle(identity.calls.invitations, async (page, ctx) =>
  list(page, { createdAt: 'instant', id: 'id' }, (before, limit) => selectInvitations(ctx, before, limit)),
);

export const revokeInvitation = handle(identity.calls.revokeInvitation, async ({ invitationId }, ctx) => {
  const email = await revoke(ctx, invitationId);
  if (email === undefined)
    return ctx.fail('invitation-not-found', 'There is no such invitation, or it is no longer open.');
  ctx.about({ email });
  return null;
});

export const restoreInvitation = handle(identity.calls.restoreInvitation, async ({ invitationId }, ctx) => {
  const email = await restore(ctx, invitationId);
  if (email === undefined)
    return ctx.fail('invitation-not-found', 'There is no such invitation that could be open again.');
  ctx.about({ email });
  return null;
});

export const previewInvitation = handle(identity.calls.previewInvitation, async ({ token }, ctx) => {
  const invitation = await findInvitation(ctx, token);
  if (!invitation) return ctx.fail('link-invalid', LINK_INVALID);
  const { organizationName, email, roles, expiresAt } = invitation;
  const hasAccount = (await findAccountByEmail(ctx, email)) !== undefined;
  return { organizationName, email, roles, expiresAt, hasAccount };
});
