/** Links that work once: their tokens' hashes. */
import type { Context } from '@kernos/kernel/context';
import { createOneTimeToken, oneTimeTokenHash } from './one-time-tokens.ts';

type Work = Pick<Context, 'tx' | 'now'>;
type Purpose = 'verify-email' | 'reset-password';

/** Makes a token to choose a new password with, to be written into an email and nowhere else. */
export const issueResetToken = (ctx: Work, accountId: string): Promise<string> =>
  issue(ctx, accountId, 'reset-password', null);

/** Makes a token that proves who reads the mail of `email`, to be written into an email to it and nowhere else. */
export const issueVerificationToken = (ctx: Work, accountId: string, email: string): Promise<string> =>
  issue(ctx, accountId, 'verify-email', email);

async function issue(ctx: Work, accountId: string, purpose: Purpose, email: string | null): Promise<string> {
  const now = ctx.now();
  const { token, tokenHash, expiresAt } = createOneTimeToken(purpose, now);
  await ctx.tx.query({
    text: `INSERT INTO identity.one_time_tokens (token_hash, account_id, purpose, email, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [tokenHash, accountId, purpose, email, now.toISOString(), expiresAt.toISOString()],
  });
  return token;
}

/** The account that a token still works for. Looking does not use it up. */
export async function findOneTimeToken(
  ctx: Work,
  purpose: Purpose,
  token: string,
): Promise<string | undefined> {
  const { rows } = await ctx.tx.query<{ accountId: string }>({
    text: `SELECT account_id FROM identity.one_time_tokens
            WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2`,
    values: [oneTimeTokenHash(purpose, token) ?? null, ctx.now().toISOString()],
  });
  return rows[0]?.accountId;
}

/** Uses a token up and says whose it was and, of a verification, of which address; undefined where it is wrong, used or expired. */
export async function useOneTimeToken(
  ctx: Work,
  purpose: Purpose,
  token: string,
): Promise<{ accountId: string; email: string | null } | undefined> {
  const { rows } = await ctx.tx.query<{ accountId: string; email: string | null }>({
    text: `UPDATE identity.one_time_tokens SET used_at = $2
            WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
            RETURNING account_id, email`,
    values: [oneTimeTokenHash(purpose, token) ?? null, ctx.now().toISOString()],
  });
  return rows[0];
}

/** Makes every open link of an account useless. */
export async function useUpLinks(ctx: Work, accountId: string): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE identity.one_time_tokens SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL',
    values: [accountId, ctx.now().toISOString()],
  });
}
