/** Queries about accounts and what proves their owner. */
import type { Context } from '@kernos/kernel/context';
import { anyOf } from '@kernos/kernel/sql';
import type { AccountRow, AccountWithProofs } from './rows.ts';

type Work = Pick<Context, 'tx' | 'now'>;

const ACCOUNT = `a.id, a.name, a.email, a.email_verified_at,
  a.home_organization_id, a.last_organization_id,
  a.time_zone, a.locale, a.created_at`;

export async function findAccount(ctx: Work, userId: string): Promise<AccountRow | undefined> {
  const { rows } = await ctx.tx.query<AccountRow>({
    name: 'identity.account',
    text: `SELECT ${ACCOUNT} FROM identity.accounts a WHERE a.id = $1`,
    values: [userId],
  });
  return rows[0];
}

export async function findAccountByEmail(ctx: Work, email: string): Promise<AccountRow | undefined> {
  const { rows } = await ctx.tx.query<AccountRow>({
    name: 'identity.account_by_email',
    text: `SELECT ${ACCOUNT} FROM identity.accounts a WHERE a.email = $1`,
    values: [email],
  });
  return rows[0];
}

/** The account of an address in its canonical form, with its proofs. */
export async function findWithProofs(
  ctx: Work,
  email: string,
  addressBlock: string,
  device?: string,
): Promise<AccountWithProofs | undefined> {
  const { rows } = await ctx.tx.query<AccountWithProofs>({
    name: 'identity.account_with_proofs',
    text: `SELECT ${ACCOUNT}, c.password_hash, c.changed_at AS password_changed_at,
                  f.secret AS totp_secret, f.used_step AS totp_used_step,
                  ARRAY(SELECT r.code_hash FROM identity.recovery_codes r WHERE r.account_id = a.id)
                    AS recovery_code_hashes,
                  EXISTS (SELECT FROM identity.sessions s
                           WHERE s.account_id = a.id AND s.address_block = $2) AS address_known,
                  EXISTS (SELECT FROM identity.known_devices d
                           WHERE d.account_id = a.id AND d.token_hash = $3) AS device_known
             FROM identity.accounts a
             LEFT JOIN identity.credentials c ON c.account_id = a.id
             LEFT JOIN identity.second_factors f ON f.account_id = a.id AND f.confirmed_at IS NOT NULL
            WHERE a.email = $1`,
    values: [email, addressBlock, device],
  });
  return rows[0];
}

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly homeOrganizationId: string;
  readonly passwordHash: string;
}

/** Adds an account and its password. Undefined where the address has one already. */
export async function insertAccount(ctx: Work, account: NewAccount): Promise<AccountRow | undefined> {
  const now = ctx.now().toISOString();
  const { rows } = await ctx.tx.query<AccountRow>({
    text: `INSERT INTO identity.accounts AS a (id, email, name, home_organization_id, created_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT ON CONSTRAINT accounts_email_key DO NOTHING
           RETURNING ${ACCOUNT}`,
    values: [account.id, account.email, account.name, account.homeOrganizationId, now],
  });
  if (rows[0]) await storePassword(ctx, account.id, account.passwordHash);
  return rows[0];
}

export async function storePassword(ctx: Work, accountId: string, passwordHash: string): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO identity.credentials (account_id, password_hash, changed_at) VALUES ($1, $2, $3)
           ON CONFLICT (account_id) DO UPDATE
             SET password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
    values: [accountId, passwordHash, ctx.now().toISOString()],
  });
}

/** What a person may change of their account; what is undefined stays. */
export interface ProfileChange {
  readonly name: string | undefined;
  readonly timeZone: string | null | undefined;
  readonly locale: string | null | undefined;
}

export async function updateProfile(
  ctx: Work,
  accountId: string,
  { name, timeZone, locale }: ProfileChange,
): Promise<void> {
  // Null is a value here, so whether one was sent stands beside it.
  await ctx.tx.query({
    text: `UPDATE identity.accounts
              SET name = coalesce($2, name), time_zone = CASE WHEN $3 THEN $4 ELSE time_zone END,
                  locale = CASE WHEN $5 THEN $6 ELSE locale END
            WHERE id = $1`,
    values: [accountId, name, timeZone !== undefined, timeZone, locale !== undefined, locale],
  });
}

export async function rememberOrganization(
  ctx: Work,
  accountId: string,
  organizationId: string,
): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE identity.accounts SET last_organization_id = $2 WHERE id = $1',
    values: [accountId, organizationId],
  });
}

/**
 * True where the password is still the one that was checked. Holds its row until the commit: who changes it
 * meanwhile waits, and ends the session that is being opened here as well.
 */
export async function isStillPassword(
  ctx: Work,
  { id, passwordChangedAt }: AccountWithProofs,
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    name: 'identity.credentials.hold',
    text: 'SELECT FROM identity.credentials WHERE account_id = $1 AND changed_at = $2 FOR SHARE',
    values: [id, passwordChangedAt],
  });
  return rowCount === 1;
}

/** Stores the same password hashed at another cost. */
export async function storeRehashed(ctx: Work, accountId: string, passwordHash: string): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE identity.credentials SET password_hash = $2 WHERE account_id = $1',
    values: [accountId, passwordHash],
  });
}

/** The address was shown to be the owner’s; it may be another one than before. */
export async function setVerifiedEmail(ctx: Work, accountId: string, email: string): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE identity.accounts SET email = $2, email_verified_at = $3 WHERE id = $1',
    values: [accountId, email, ctx.now().toISOString()],
  });
}

/** Members of the organization, former ones included, with the preferences that count there. */
export async function findPeople(
  ctx: Work,
  userIds: readonly string[],
): Promise<{ id: string; name: string; email: string; member: boolean; timeZone: string; locale: string }[]> {
  const { rows } = await ctx.tx.query<Awaited<ReturnType<typeof findPeople>>[number]>({
    name: 'identity.people',
    text: `SELECT a.id, a.name, a.email,
                  coalesce((SELECT m.removed_at IS NULL FROM identity.memberships m
                             WHERE m.organization_id = o.id AND m.account_id = a.id), false) AS member,
                  coalesce(a.time_zone, o.time_zone, 'UTC') AS time_zone,
                  coalesce(a.locale, o.locale, 'en') AS locale
             FROM identity.accounts a LEFT JOIN identity.organizations o ON o.id = kernel.organization()
            WHERE a.id = ${anyOf('$1::uuid[]')}`,
    values: [userIds],
  });
  return rows;
}
