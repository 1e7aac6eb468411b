/** Queries about sessions and their refresh tokens. */

import type { Context } from '@kernos/kernel/context';
import type { After } from '@kernos/kernel/list';
import type { RefreshTokenRow } from './refresh-tokens.ts';
import { memberKey, sessionKey } from './revocations.ts';
import type { Acting } from './rows.ts';

type Work = Pick<Context, 'tx' | 'now'>;

export interface NewSession {
  readonly id: string;
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly cookieHash: string | null;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly addressBlock: string;
  readonly idleExpiresAt: Date;
  readonly expiresAt: Date;
}

export async function insertSession(ctx: Work, session: NewSession): Promise<void> {
  await ctx.tx.query({
    name: 'identity.sessions.insert',
    text: `INSERT INTO identity.sessions (id, account_id, organization_id, cookie_hash, user_agent, address,
                                          address_block, created_at, last_seen_at, idle_expires_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)`,
    values: [
      session.id,
      session.accountId,
      session.organizationId,
      session.cookieHash,
      session.userAgent,
      session.address,
      session.addressBlock,
      ctx.now().toISOString(),
      session.idleExpiresAt.toISOString(),
      session.expiresAt.toISOString(),
    ],
  });
}

// --- refresh tokens --------------------------------------------------------------------------------

export async function insertRefreshToken(
  ctx: Work,
  { tokenHash, sessionId, expiresAt }: { tokenHash: string; sessionId: string; expiresAt: Date },
): Promise<void> {
  await ctx.tx.query({
    name: 'identity.refresh_tokens.insert',
    text: `INSERT INTO identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
           VALUES ($1, $2, $3, $4)`,
    values: [tokenHash, sessionId, ctx.now().toISOString(), expiresAt.toISOString()],
  });
}

export interface PresentedToken extends RefreshTokenRow {
  readonly sessionId: string;
  readonly accountId: string;
  readonly organizationId: string | null;
}

/** A presented refresh token with its successor and its family, by its hash. */
export async function findRefreshToken(ctx: Work, tokenHash: string): Promise<PresentedToken | undefined> {
  type Row = Record<'expiresAt' | 'familyExpiresAt' | 'sessionId' | 'accountId', string> &
    Record<'rotatedAt' | 'successorRotatedAt' | 'familyRevokedAt' | 'organizationId', string | null>;
  const { rows } = await ctx.tx.query<Row>({
    name: 'identity.refresh_tokens.find',
    text: `SELECT t.expires_at, t.rotated_at,
                  (SELECT n.rotated_at FROM identity.refresh_tokens n WHERE n.token_hash = t.successor_hash)
                    AS successor_rotated_at,
                  s.expires_at AS family_expires_at, s.revoked_at AS family_revoked_at,
                  s.id AS session_id, s.account_id, s.organization_id
             FROM identity.refresh_tokens t JOIN identity.sessions s ON s.id = t.session_id
            WHERE t.token_hash = $1`,
    values: [tokenHash],
  });
  const row = rows[0];
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return (
    row && {
      ...row,
      expiresAt: new Date(row.expiresAt),
      familyExpiresAt: new Date(row.familyExpiresAt),
      rotatedAt: date(row.rotatedAt),
      successorRotatedAt: date(row.successorRotatedAt),
      familyRevokedAt: date(row.familyRevokedAt),
    }
  );
}

/** Marks a token as exchanged for its successor; false where another request was first. */
export async function rotateRefreshToken(
  ctx: Work,
  tokenHash: string,
  successorHash: string,
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    name: 'identity.refresh_tokens.rotate',
    text: `UPDATE identity.refresh_tokens SET rotated_at = $2, successor_hash = $3
            WHERE token_hash = $1 AND rotated_at IS NULL`,
    values: [tokenHash, ctx.now().toISOString(), successorHash],
  });
  return rowCount === 1;
}

// --- use and end -----------------------------------------------------------------------------------

/**
 * Notes that a session was used, and locks its row: whoever revokes it waits until this is committed, so
 * that no token is made for a session that has ended. False where it has.
 */
export async function touchSession(
  ctx: Work,
  sessionId: string,
  {
    organizationId,
    address,
    idleExpiresAt,
  }: { organizationId: string | null; address: string | null; idleExpiresAt: Date },
): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    name: 'identity.sessions.touch',
    text: `UPDATE identity.sessions
              SET last_seen_at = $2, organization_id = $3, address = coalesce($4, address), idle_expires_at = $5
            WHERE id = $1 AND revoked_at IS NULL`,
    values: [sessionId, ctx.now().toISOString(), organizationId, address, idleExpiresAt.toISOString()],
  });
  return rowCount === 1;
}

export interface CookieSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
}

/** The session of a cookie, while it lives. */
export async function findCookieSession(ctx: Work, cookieHash: string): Promise<CookieSession | undefined> {
  const { rows } = await ctx.tx.query<CookieSession>({
    name: 'identity.sessions.by_cookie',
    text: `SELECT id AS session_id, account_id, organization_id,
                  last_seen_at, expires_at
             FROM identity.sessions
            WHERE cookie_hash = $1 AND revoked_at IS NULL AND idle_expires_at > $2 AND expires_at > $2`,
    values: [cookieHash, ctx.now().toISOString()],
  });
  return rows[0];
}

/** Ends sessions of an account and returns their ids: the one named, all but the one named, or all. */
export async function revokeSessions(
  ctx: Work,
  accountId: string,
  which: { only: string } | { except: string } | 'all',
): Promise<string[]> {
  const { only = null, except = null } = which === 'all' ? {} : (which as { only?: string; except?: string });
  const { rows } = await ctx.tx.query<{ id: string }>({
    name: 'identity.sessions.revoke',
    text: `UPDATE identity.sessions SET revoked_at = $2
            WHERE account_id = $1 AND revoked_at IS NULL
              AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4)
            RETURNING id`,
    values: [accountId, ctx.now().toISOString(), only, except],
  });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await insertRevocations(ctx, ids.map(sessionKey), ctx.now());
  return ids;
}

/** Access tokens with other roles than a member has since `at` are not honoured any more. */
export async function revokeRoles(
  ctx: Work,
  userId: string,
  organizationId: string,
  at: Date,
): Promise<void> {
  await insertRevocations(ctx, [memberKey(userId, organizationId)], at);
}

async function insertRevocations(ctx: Work, keys: readonly string[], at: Date): Promise<void> {
  await ctx.tx.query({
    text: 'INSERT INTO identity.revocations (key, at) SELECT key, $2 FROM unnest($1::text[]) AS key',
    values: [keys, at.toISOString()],
  });
}

// --- lists -----------------------------------------------------------------------------------------

/** A living session by its id. */
export async function findSession(ctx: Work, sessionId: string): Promise<{ expiresAt: string } | undefined> {
  const { rows } = await ctx.tx.query<{ expiresAt: string }>({
    text: 'SELECT expires_at FROM identity.sessions WHERE id = $1 AND revoked_at IS NULL',
    values: [sessionId],
  });
  return rows[0];
}

export interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** Living sessions of an account, last used first. */
export async function selectSessions(
  ctx: Work,
  accountId: string,
  before: After<{ lastSeenAt: 'instant'; id: 'id' }>,
  limit: number,
): Promise<SessionRow[]> {
  const { rows } = await ctx.tx.query<SessionRow>({
    text: `SELECT id, user_agent, address, created_at, last_seen_at
             FROM identity.sessions
            WHERE account_id = $1 AND revoked_at IS NULL AND idle_expires_at > $2 AND expires_at > $2
              AND ($3::timestamptz IS NULL OR (last_seen_at, id) < ($3, $4::uuid))
            ORDER BY last_seen_at DESC, id DESC LIMIT $5`,
    values: [accountId, ctx.now().toISOString(), before.lastSeenAt, before.id, limit],
  });
  return rows;
}

/** The roles of a person who acts for an organization now: the preferred one, else the one joined first. */
export async function findActing(
  ctx: Work,
  accountId: string,
  preferredOrganizationId: string | null,
): Promise<Acting> {
  const { rows } = await ctx.tx.query<Acting>({
    name: 'identity.acting',
    text: `SELECT organization_id, roles, changed_at
             FROM identity.memberships WHERE account_id = $1 AND removed_at IS NULL
            ORDER BY (organization_id = $2) DESC NULLS LAST, joined_at, organization_id LIMIT 1`,
    values: [accountId, preferredOrganizationId],
  });
  return rows[0] ?? { organizationId: null, roles: [], changedAt: null };
}
