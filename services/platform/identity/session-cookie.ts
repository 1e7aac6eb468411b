import { parseCookie, stringifySetCookie } from 'cookie';

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
