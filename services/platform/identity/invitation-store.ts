/** Queries about invitations. */

import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import type { After } from '@kernos/kernel/list';
import type { Static } from 'typebox';
import { createOneTimeToken, oneTimeTokenHash } from './one-time-tokens.ts';
import type { Invitation } from './schemas.ts';

type Work = Pick<Context, 'tx' | 'now'>;

export type InvitationRow = Static<typeof Invitation>;

export interface OpenInvitation extends InvitationRow {
  readonly organizationId: string;
  readonly organizationName: string;
}

const INVITATION = `i.id, i.email, i.roles, i.invited_by, i.created_at,
  i.expires_at`;
const IS_OPEN = 'i.accepted_at IS NULL AND i.revoked_at IS NULL';

/** Invites an address in place of an older invitation; the token is for the email alone. */
export async function insertInvitation(
  ctx: Work,
  { email, roles, invitedBy }: { email: string; roles: string[]; invitedBy: string },
): Promise<{ invitation: InvitationRow; token: string }> {
  const now = ctx.now();
  const { token, tokenHash, expiresAt } = createOneTimeToken('invitation', now);
  await ctx.tx.query({
    text: `UPDATE identity.invitations i SET revoked_at = $2
            WHERE i.organization_id = kernel.organization() AND i.email = $1 AND ${IS_OPEN}`,
    values: [email, now.toISOString()],
  });
  const { rows } = await ctx.tx.query<InvitationRow>({
    text: `INSERT INTO identity.invitations AS i (id, email, roles, token_hash, invited_by, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${INVITATION}`,
    values: [newId(), email, roles, tokenHash, invitedBy, now.toISOString(), expiresAt.toISOString()],
  });
  const [invitation] = rows;
  if (!invitation) throw new Error('an invitation was written and is not there');
  return { invitation, token };
}

/** Invitations that can be accepted, newest first. */
export async function selectInvitations(
  ctx: Work,
  before: After<{ createdAt: 'instant'; id: 'id' }>,
  limit: number,
): Promise<InvitationRow[]> {
  const { rows } = await ctx.tx.query<InvitationRow>({
    text: `SELECT ${INVITATION} FROM identity.invitations i
            WHERE i.organization_id = kernel.organization() AND ${IS_OPEN} AND i.expires_at > $1
              AND ($2::timestamptz IS NULL OR (i.created_at, i.id) < ($2, $3::uuid))
            ORDER BY i.created_at DESC, i.id DESC LIMIT $4`,
    values: [ctx.now().toISOString(), before.createdAt, before.id, limit],
  });
  return rows;
}

/** An invitation of the organization that nobody accepted or took back, whether or not its time is up. */
export async function findUnanswered(ctx: Work, invitationId: string): Promise<InvitationRow | undefined> {
  const { rows } = await ctx.tx.query<InvitationRow>({
    text: `SELECT ${INVITATION} FROM identity.invitations i
            WHERE i.organization_id = kernel.organization() AND i.id = $1 AND ${IS_OPEN}`,
    values: [invitationId],
  });
  return rows[0];
}

/** The address that was invited; undefined where there is no invitation that could still be accepted. */
export async function revokeInvitation(ctx: Work, invitationId: string): Promise<string | undefined> {
  const { rows } = await ctx.tx.query<Pick<InvitationRow, 'email'>>({
    text: `UPDATE identity.invitations i SET revoked_at = $2
            WHERE i.organization_id = kernel.organization() AND i.id = $1 AND ${IS_OPEN} RETURNING i.email`,
    values: [invitationId, ctx.now().toISOString()],
  });
  return rows[0]?.email;
}

/**
 * The address of an invitation that is open again; undefined where it was not taken back, is over, or was followed by
 * another one.
 */
export async function restoreInvitation(ctx: Work, invitationId: string): Promise<string | undefined> {
  const { rows } = await ctx.tx.query<Pick<InvitationRow, 'email'>>({
    text: `UPDATE identity.invitations i SET revoked_at = NULL
            WHERE i.organization_id = kernel.organization() AND i.id = $1 AND i.accepted_at IS NULL
              AND i.revoked_at IS NOT NULL AND i.expires_at > $2
              AND NOT EXISTS (SELECT FROM identity.invitations later
                               WHERE later.organization_id = i.organization_id AND later.email = i.email
                                 AND later.created_at > i.created_at)
           RETURNING i.email`,
    values: [invitationId, ctx.now().toISOString()],
  });
  return rows[0]?.email;
}

/** The invitation of a token, while it can be accepted. Needs a platform transaction. */
export async function findInvitation(ctx: Work, token: string): Promise<OpenInvitation | undefined> {
  const { rows } = await ctx.tx.query<OpenInvitation>({
    text: `SELECT ${INVITATION}, i.organization_id, o.name AS organization_name
             FROM identity.invitations i JOIN identity.organizations o ON o.id = i.organization_id
            WHERE i.token_hash = $1 AND ${IS_OPEN} AND i.expires_at > $2`,
    values: [oneTimeTokenHash('invitation', token) ?? null, ctx.now().toISOString()],
  });
  return rows[0];
}

/** Marks an invitation as accepted; false where somebody was first, or it was taken back meanwhile. */
export async function useInvitation(ctx: Work, invitationId: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE identity.invitations i SET accepted_at = $2 WHERE i.id = $1 AND ${IS_OPEN} AND i.expires_at > $2`,
    values: [invitationId, ctx.now().toISOString()],
  });
  return rowCount === 1;
}
