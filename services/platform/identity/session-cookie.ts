import { hash } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { RandomBytes } from './opaque-tokens.ts';
import { createOpaqueToken, isOpaqueToken } from './opaque-tokens.ts';

/**
 * The prefix makes the browser refuse the cookie unless it is Secure, for the whole host and without a
 * Domain (RFC 6265bis), so that no other host of our domain can plant one. Browsers take Secure cookies
 * over plain http from localhost and 127.0.0.1 too, Safari excepted.
 */
export const SESSION_COOKIE = '__Host-kernos-session';

/**
 * Lax, so that a link from a mail to a certificate opens for somebody who is logged in; what changes
 * something is guarded by csrf.ts.
 */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** The value of `Set-Cookie` that starts or renews a browser's session, until `expiresAt`. */
export function sessionCookie(token: string, expiresAt: Date, now: Date): string {
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000));
  return stringifySetCookie({ ...ATTRIBUTES, name: SESSION_COOKIE, value: token, maxAge });
}

/** The value of `Set-Cookie` that ends it. */
export function clearedSessionCookie(): string {
  return stringifySetCookie({ ...ATTRIBUTES, name: SESSION_COOKIE, value: '', maxAge: 0 });
}

/** The session token in a `Cookie` header, or undefined. */
export function readSessionCookie(cookieHeader: string | undefined): string | undefined {
  const value = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[SESSION_COOKIE];
  return value === '' ? undefined : value;
}

const COOKIE_TOKEN_PREFIX = 'ks';

/** Makes the token of a browser's session, `ks_<base64url>`, and what is stored of it. */
export function createCookieToken(random?: RandomBytes): { token: string; tokenHash: string } {
  const token = createOpaqueToken(COOKIE_TOKEN_PREFIX, random);
  return { token, tokenHash: hash('sha256', token, 'hex') };
}

/** The SHA-256 to look a cookie's token up by, hexadecimal; undefined where it cannot be one of ours. */
export function cookieTokenHash(presented: string): string | undefined {
  return isOpaqueToken(COOKIE_TOKEN_PREFIX, presented) ? hash('sha256', presented, 'hex') : undefined;
}
