/** Queries about second factors. The secret of an authenticator app is kept encrypted, and belongs to no organization. */
import type { Context } from '@kernos/kernel/context';
import type { Sql } from '@kernos/kernel/sql';
import type { AccountWithProofs } from './rows.ts';
import { createRecoveryCodes, findRecoveryCode, verifyTotp } from './second-factor.ts';

type Work = Pick<Context, 'tx' | 'now'>;
type Keeping = Work & Pick<Context, 'cipher'>;
type Removing = { readonly tx: { query(sql: Sql): Promise<unknown> } };

const SECRET = 'identity.second_factors.secret';

export interface SecondFactorRow {
  /** As it is kept; see `openSecret`. */
  readonly secret: Buffer;
  readonly usedStep: number | null;
  readonly confirmedAt: string | null;
}

export async function findSecondFactor(ctx: Work, accountId: string): Promise<SecondFactorRow | undefined> {
  const { rows } = await ctx.tx.query<SecondFactorRow>({
    text: `SELECT secret, used_step, confirmed_at
             FROM identity.second_factors WHERE account_id = $1`,
    values: [accountId],
  });
  return rows[0];
}

/** What an authenticator app was given. */
export const openSecret = async (ctx: Pick<Context, 'cipher'>, sealed: Buffer): Promise<string> =>
  (await ctx.cipher({ organizationId: null })).decrypt(SECRET, sealed);

export async function countRecoveryCodes(ctx: Work, accountId: string): Promise<number> {
  const { rows } = await ctx.tx.query<{ count: number }>({
    text: 'SELECT count(*) FROM identity.recovery_codes WHERE account_id = $1',
    values: [accountId],
  });
  return rows[0]?.count ?? 0;
}

/** Keeps a new secret until a code confirms it. False where a confirmed one is there. */
export async function beginSecondFactor(ctx: Keeping, accountId: string, secret: string): Promise<boolean> {
  const cipher = await ctx.cipher({ organizationId: null });
  const { rowCount } = await ctx.tx.query({
    text: `INSERT INTO identity.second_factors AS f (account_id, secret, created_at) VALUES ($1, $2, $3)
           ON CONFLICT (account_id) DO UPDATE
             SET secret = excluded.secret, created_at = excluded.created_at, used_step = NULL
           WHERE f.confirmed_at IS NULL`,
    values: [accountId, cipher.encrypt(SECRET, secret), ctx.now().toISOString()],
  });
  return rowCount === 1;
}

/** Turns the second factor on. False where somebody else just did. */
export async function confirmSecondFactor(ctx: Work, accountId: string, usedStep: number): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE identity.second_factors SET confirmed_at = $2, used_step = $3
            WHERE account_id = $1 AND confirmed_at IS NULL`,
    values: [accountId, ctx.now().toISOString(), usedStep],
  });
  return rowCount === 1;
}

/** Removes the second factor and what is left of its recovery codes. */
export async function removeSecondFactor({ tx }: Removing, accountId: string): Promise<void> {
  for (const table of ['second_factors', 'recovery_codes'])
    await tx.query({ text: `DELETE FROM identity.${table} WHERE account_id = $1`, values: [accountId] });
}

/** Gives new recovery codes in place of the old ones. */
export async function replaceRecoveryCodes(ctx: Work, accountId: string): Promise<string[]> {
  const { codes, codeHashes } = createRecoveryCodes();
  await ctx.tx.query({
    text: 'DELETE FROM identity.recovery_codes WHERE account_id = $1',
    values: [accountId],
  });
  await ctx.tx.query({
    text: 'INSERT INTO identity.recovery_codes (code_hash, account_id) SELECT code, $2 FROM unnest($1::text[]) AS code',
    values: [codeHashes, accountId],
  });
  return codes;
}

/** Accepts a code of the authenticator app once: the step it belongs to may only grow. */
export async function acceptTotp(ctx: Keeping, account: AccountWithProofs, code: string): Promise<boolean> {
  if (account.totpSecret === null) return false;
  const secret = await openSecret(ctx, account.totpSecret);
  const result = verifyTotp(secret, code, account.totpUsedStep, ctx.now());
  if (!result.ok) return false;
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE identity.second_factors SET used_step = $2
            WHERE account_id = $1 AND (used_step IS NULL OR used_step < $2)`,
    values: [account.id, result.usedStep],
  });
  return rowCount === 1;
}

/** Accepts a recovery code once, by deleting it. */
export async function acceptRecoveryCode(
  ctx: Work,
  account: AccountWithProofs,
  presented: string,
): Promise<boolean> {
  const found = findRecoveryCode(account.recoveryCodeHashes, presented);
  if (found === undefined) return false;
  const { rowCount } = await ctx.tx.query({
    text: 'DELETE FROM identity.recovery_codes WHERE code_hash = $1 AND account_id = $2',
    values: [found, account.id],
  });
  return rowCount === 1;
}
