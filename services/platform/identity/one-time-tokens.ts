import { hash } from 'node:crypto';
import type { RandomBytes } from './opaque-tokens.ts';
import { createOpaqueToken, isOpaqueToken } from './opaque-tokens.ts';

/**
 * How long each kind of link works. A reset link opens an account to whoever reads the mailbox, so it is
 * short (OWASP Forgot Password Cheat Sheet); an invitation may wait for a holiday to end.
 */
export const ONE_TIME_TOKEN_SECONDS = {
  'verify-email': 24 * 3600,
  'reset-password': 3600,
  invitation: 7 * 24 * 3600,
} as const;

export type OneTimePurpose = keyof typeof ONE_TIME_TOKEN_SECONDS;

const PREFIX = 'ko';

/** What goes out once, in an email, and is never logged; and its hash, which alone is stored. */
export type NewOneTimeToken = { token: string; tokenHash: string; expiresAt: Date };

/** Makes a token of 256 random bits, `ko_<base64url>`, good for one purpose. */
export function createOneTimeToken(
  purpose: OneTimePurpose,
  now: Date,
  random?: RandomBytes,
): NewOneTimeToken {
  const token = createOpaqueToken(PREFIX, random);
  const expiresAt = new Date(now.getTime() + ONE_TIME_TOKEN_SECONDS[purpose] * 1000);
  return { token, tokenHash: hashFor(purpose, token), expiresAt };
}

/**
 * The hash to look a presented token up by, hexadecimal; undefined where it cannot be one of ours. The
 * purpose is hashed with it, so that a link for one thing is not even found when tried for another. A token
 * works once: it is good for whoever wins `UPDATE … SET used_at = now WHERE token_hash = … AND used_at IS NULL`.
 */
export function oneTimeTokenHash(purpose: OneTimePurpose, presented: string): string | undefined {
  return isOpaqueToken(PREFIX, presented) ? hashFor(purpose, presented) : undefined;
}

function hashFor(purpose: OneTimePurpose, token: string): string {
  return hash('sha256', `${purpose}:${token}`, 'hex');
}
