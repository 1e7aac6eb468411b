/** Queries about organizations and their members. */

import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { type After, containing } from '@kernos/kernel/list';
import type { Static } from 'typebox';
import { rolesChangedAt } from './revocations.ts';
import type { MemberRow, MembershipRow } from './rows.ts';
import type { Organization } from './schemas.ts';

type Work = Pick<Context, 'tx' | 'now'>;

export type OrganizationRow = Static<typeof Organization>;

const ORGANIZATION = 'o.id, o.name, o.time_zone, o.locale, o.created_at';

export async function insertOrganization(
  ctx: Work,
  { name, createdBy }: { name: string; createdBy: string | null },
): Promise<OrganizationRow> {
  const { rows } = await ctx.tx.query<OrganizationRow>({
    text: `INSERT INTO identity.organizations AS o (id, name, created_by, created_at) VALUES ($1, $2, $3, $4)
           RETURNING ${ORGANIZATION}`,
    values: [newId(), name, createdBy, ctx.now().toISOString()],
  });
  return rows[0] as OrganizationRow;
}

/** The organization that the system knows by `key`; made where it is missing. */
export async function ensureOrganization(
  ctx: Work,
  key: string,
  name: string,
): Promise<{ id: string; created: boolean }> {
  const find = async () => {
    const { rows } = await ctx.tx.query<{ id: string }>({
      text: 'SELECT id FROM identity.organizations WHERE key = $1',
      values: [key],
    });
    return rows[0]?.id;
  };
  const known = await find();
  if (known) return { id: known, created: false };
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `INSERT INTO identity.organizations (id, key, name, created_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT ON CONSTRAINT organizations_key_key DO NOTHING RETURNING id`,
    values: [newId(), key, name, ctx.now().toISOString()],
  });
  if (rows[0]) return { id: rows[0].id, created: true };
  const madeMeanwhile = await find();
  if (!madeMeanwhile) throw new Error(`the organization "${key}" can neither be found nor made`);
  return { id: madeMeanwhile, created: false };
}

export async function countOrganizationsOf(ctx: Work, createdBy: string): Promise<number> {
  const { rows } = await ctx.tx.query<{ count: number }>({
    text: 'SELECT count(*) FROM identity.organizations WHERE created_by = $1',
    values: [createdBy],
  });
  return rows[0]?.count ?? 0;
}

export async function findOrganization(
  ctx: Work,
  organizationId: string,
): Promise<OrganizationRow | undefined> {
  const { rows } = await ctx.tx.query<OrganizationRow>({
    text: `SELECT ${ORGANIZATION} FROM identity.organizations o WHERE o.id = $1`,
    values: [organizationId],
  });
  return rows[0];
}

/** Changes an organization's settings; what is undefined stays. */
export async function updateOrganization(
  ctx: Work,
  organizationId: string,
  { name, timeZone, locale }: Partial<Pick<OrganizationRow, 'name' | 'timeZone' | 'locale'>>,
): Promise<OrganizationRow | undefined> {
  const { rows } = await ctx.tx.query<OrganizationRow>({
    text: `UPDATE identity.organizations o
              SET name = coalesce($2, o.name), time_zone = coalesce($3, o.time_zone), locale = coalesce($4, o.locale)
            WHERE o.id = $1 RETURNING ${ORGANIZATION}`,
    values: [organizationId, name, timeZone, locale],
  });
  return rows[0];
}

/** Adds a member, or one who had left again. False where the person is a member already. */
export async function addMember(
  ctx: Work,
  organizationId: string,
  accountId: string,
  roles: readonly string[],
): Promise<boolean> {
  const now = ctx.now();
  const { rowCount } = await ctx.tx.query({
    text: `INSERT INTO identity.memberships AS m (organization_id, account_id, roles, joined_at)
           VALUES ($1, $2, $3, $4)
           ON CONFLICT ON CONSTRAINT memberships_pkey DO UPDATE
             SET roles = excluded.roles, joined_at = excluded.joined_at, changed_at = $5, removed_at = NULL
           WHERE m.removed_at IS NOT NULL`,
    values: [organizationId, accountId, roles, now.toISOString(), rolesChangedAt(now).toISOString()],
  });
  return rowCount === 1;
}

/** The organizations of a person, by name. */
export async function selectMemberships(ctx: Work, accountId: string): Promise<MembershipRow[]> {
  const { rows } = await ctx.tx.query<MembershipRow>({
    name: 'identity.memberships_of',
    text: `SELECT m.account_id AS user_id, m.organization_id,
                  o.name AS organization_name, o.time_zone, o.locale, m.roles
             FROM identity.memberships m JOIN identity.organizations o ON o.id = m.organization_id
            WHERE m.account_id = $1 AND m.removed_at IS NULL ORDER BY o.name, o.id`,
    values: [accountId],
  });
  return rows;
}

const MEMBER = `a.id AS user_id, a.name, a.email, a.email_verified_at,
  m.roles, m.joined_at`;

export async function findMember(
  ctx: Work,
  organizationId: string,
  userId: string,
): Promise<MemberRow | undefined> {
  const { rows } = await ctx.tx.query<MemberRow>({
    text: `SELECT ${MEMBER} FROM identity.memberships m JOIN identity.accounts a ON a.id = m.account_id
            WHERE m.organization_id = $1 AND m.account_id = $2 AND m.removed_at IS NULL`,
    values: [organizationId, userId],
  });
  return rows[0];
}

/** True where the address belongs to a member. */
export async function isMemberEmail(ctx: Work, organizationId: string, email: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `SELECT FROM identity.memberships m JOIN identity.accounts a ON a.id = m.account_id
            WHERE m.organization_id = $1 AND m.removed_at IS NULL AND a.email = $2`,
    values: [organizationId, email],
  });
  return rowCount > 0;
}

export interface MembersWanted {
  /** Part of the name or the address. */
  readonly q: string | undefined;
  readonly role: string | undefined;
  readonly after: After<{ sortName: 'text'; userId: 'id' }>;
  readonly limit: number;
}

/** Members by name, from after `after` (lower-case name and id) on. */
export async function selectMembers(
  ctx: Work,
  organizationId: string,
  { q, role, after, limit }: MembersWanted,
): Promise<(MemberRow & { sortName: string })[]> {
  const { rows } = await ctx.tx.query<MemberRow & { sortName: string }>({
    text: `SELECT ${MEMBER}, lower(a.name) AS sort_name
             FROM identity.memberships m JOIN identity.accounts a ON a.id = m.account_id
            WHERE m.organization_id = $1 AND m.removed_at IS NULL
              AND ($2::text IS NULL OR a.name ILIKE $2 OR a.email ILIKE $2)
              AND ($3::text IS NULL OR (lower(a.name), a.id) > ($3, $4::uuid))
              AND ($6::text IS NULL OR $6 = ANY (m.roles))
            ORDER BY lower(a.name), a.id LIMIT $5`,
    values: [organizationId, containing(q), after.sortName, after.userId, limit, role],
  });
  return rows;
}

/** Sets a member's roles; `at` is the instant up to which older access tokens count no more. False: no such member. */
export async function setRoles(
  ctx: Work,
  organizationId: string,
  userId: string,
  roles: readonly string[],
  at: Date,
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE identity.memberships SET roles = $3, changed_at = $4
            WHERE organization_id = $1 AND account_id = $2 AND removed_at IS NULL`,
    values: [organizationId, userId, roles, at.toISOString()],
  });
  return rowCount === 1;
}

/** Ends a membership. False: no such member. */
export async function endMembership(
  ctx: Work,
  organizationId: string,
  userId: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE identity.memberships SET removed_at = $3, changed_at = $4
            WHERE organization_id = $1 AND account_id = $2 AND removed_at IS NULL`,
    values: [organizationId, userId, ctx.now().toISOString(), at.toISOString()],
  });
  return rowCount === 1;
}
