import { hash } from 'node:crypto';
import type { RandomBytes } from './opaque-tokens.ts';
import { createOpaqueToken, isOpaqueToken } from './opaque-tokens.ts';

/** A token that is not used for two weeks dies. */
export const REFRESH_IDLE_SECONDS = 14 * 24 * 3600;

/** However often it is refreshed, a session ends after ninety days and the person logs in again. */
export const REFRESH_FAMILY_SECONDS = 90 * 24 * 3600;

/** How long after a rotation the same token may come again without being taken for stolen. */
export const REFRESH_GRACE_SECONDS = 10;

const PREFIX = 'kr';

/** A token for the client and what is stored of it. The token itself is never stored or logged. */
export type NewRefreshToken = { token: string; tokenHash: string };

/** Makes an opaque token of 256 random bits, `kr_<base64url>`. */
export function createRefreshToken(random?: RandomBytes): NewRefreshToken {
  const token = createOpaqueToken(PREFIX, random);
  return { token, tokenHash: hash('sha256', token, 'hex') };
}

/** The SHA-256 to look a presented token up by, hexadecimal; undefined where it cannot be one of ours. */
export function refreshTokenHash(presented: string): string | undefined {
  return isOpaqueToken(PREFIX, presented) ? hash('sha256', presented, 'hex') : undefined;
}

/** What the rule must know of a presented token: its row, its successor's and its family's. */
export type RefreshTokenRow = {
  expiresAt: Date;
  /** When it was exchanged for its successor. */
  rotatedAt: Date | null;
  /** When its successor was exchanged in turn, which proves that somebody holds the successor. */
  successorRotatedAt: Date | null;
  familyExpiresAt: Date;
  familyRevokedAt: Date | null;
};

export type RefreshDecision =
  /** Exchange it; the successor expires at `successorExpiresAt`. */
  | { kind: 'rotate'; successorExpiresAt: Date }
  /** Somebody else has just exchanged it. Answer 409 `refresh-raced`; nothing is revoked. */
  | { kind: 'raced' }
  /** It was exchanged long ago, so two parties hold it. Revoke the family, answer 401. */
  | { kind: 'reuse' }
  /** Answer 401, the same words as for `reuse`. */
  | { kind: 'expired' | 'revoked' | 'unknown' };

/**
 * Decides what happens to a presented refresh token; rotation and reuse detection after RFC 9700 (OAuth
 * 2.0 Security Best Current Practice), section 4.14.2.
 *
 * The decision alone cannot make one successor out of fifty parallel requests: whoever is told `rotate`
 * must win `UPDATE … SET rotated_at = now WHERE token_hash = … AND rotated_at IS NULL`, or hold the row's
 * lock while deciding. Whoever loses reads the row again and decides again, and is told `raced`.
 *
 * `raced` hands out no token (only the hash of the successor is kept), so a thief gains nothing by hurrying.
 * It exists because two tabs of one browser, or a retry, are no theft. A client that hears it takes the
 * token which its other tab has stored meanwhile. What a thief who came first has done shows when the
 * owner comes again after the window or after the thief has refreshed: that is `reuse`. The price: whoever
 * loses the one answer that held the successor must log in again.
 */
export function decideRefresh(row: RefreshTokenRow | undefined, now: Date): RefreshDecision {
  if (!row) return { kind: 'unknown' };
  if (row.familyRevokedAt) return { kind: 'revoked' };
  // Before expiry: an old token that turns up while its family lives is a sign of theft at any age.
  if (row.rotatedAt) return { kind: isRace(row.rotatedAt, row.successorRotatedAt, now) ? 'raced' : 'reuse' };
  if (row.expiresAt <= now || row.familyExpiresAt <= now) return { kind: 'expired' };
  return { kind: 'rotate', successorExpiresAt: refreshExpiry(row.familyExpiresAt, now) };
}

/** When a token made at `now` expires: after the idle time, but never later than its family. */
export function refreshExpiry(familyExpiresAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + REFRESH_IDLE_SECONDS * 1000, familyExpiresAt.getTime()));
}

function isRace(rotatedAt: Date, successorRotatedAt: Date | null, now: Date): boolean {
  return successorRotatedAt === null && now.getTime() - rotatedAt.getTime() <= REFRESH_GRACE_SECONDS * 1000;
}
