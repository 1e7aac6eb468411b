/** Who makes a request: by an access token, or by the cookie of one of our pages. */
import type { Context } from '@kernos/kernel/context';
import type { Authenticate, Principal } from '@kernos/kernel/service';
import type { AccessClaims, RefusalReason, Verification } from './access-tokens.ts';
import { underPurpose } from './purposes.ts';
import { refreshExpiry } from './refresh-tokens.ts';
import { revocationOf } from './revocations.ts';
import { cookieTokenHash, readSessionCookie } from './session-cookie.ts';
import { findActing, findCookieSession, touchSession } from './session-store.ts';
import { checkOrigin } from './sign-in.ts';
import { freshen, type Trust, trustOf } from './trust.ts';

/** How often the use of a cookie's session is written down. */
const SEEN_EVERY_MS = 5 * 60_000;
/** A key nobody knows may be a new one; so often at most is that looked up. */
const UNKNOWN_KEY_EVERY_MS = 1_000;

const BEARER = /^Bearer +([^ ]+) *$/i;

/** Throws `unauthenticated` for a token that is wrong, and `forbidden` for a cookie sent by a foreign page. */
export const authenticate: Authenticate = async (request, ctx) => {
  const principal = await identify(request, ctx);
  const purpose = request.headers['kernos-purpose'];
  return principal && purpose !== undefined ? underPurpose(ctx, principal, String(purpose)) : principal;
};

const identify: Authenticate = async ({ headers, method }, ctx) => {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return byToken(String(authorization), ctx);
  const token = readSessionCookie(Array.isArray(cookie) ? cookie.join('; ') : cookie);
  const tokenHash = token === undefined ? undefined : cookieTokenHash(token);
  if (tokenHash === undefined) return null;
  if (!checkOrigin(ctx, method, headers).ok) {
    return ctx.fail(
      'forbidden',
      'This request came with a browser’s session, but not from a page of ours. Nothing was changed.',
    );
  }
  return byCookie(tokenHash, ctx);
};

async function byToken(authorization: string, ctx: Context): Promise<Principal> {
  const trust = await trustOf(ctx);
  await freshen(ctx, trust);
  const { claims, reason } = await readToken(ctx, trust, authorization);
  if (reason === 'malformed')
    return ctx.fail('unauthenticated', 'Send the access token as "Authorization: Bearer <token>".');
  if (reason === 'expired')
    return ctx.fail(
      'unauthenticated',
      'This access token has expired. Exchange the refresh token for a new one.',
    );
  if (!claims) return ctx.fail('unauthenticated', 'This is not a valid access token. Sign in again.');
  const revocation = revocationOf(trust.revocations, claims);
  if (revocation === 'session') return ctx.fail('unauthenticated', 'This session was ended. Sign in again.');
  if (revocation === 'roles') {
    return ctx.fail(
      'unauthenticated',
      'Your roles have changed since this access token was made. Exchange the refresh token for a new one.',
    );
  }
  const { userId, sessionId, organizationId = null, roles, expiresAt } = claims;
  return { userId, sessionId, organizationId, roles, expiresAt: new Date(expiresAt * 1000) };
}

/** What the access token in an `Authorization` header says, or why it says nothing. Revocations are not looked at. */
export async function readToken(
  ctx: Context,
  trust: Trust,
  authorization: string,
): Promise<{ claims?: AccessClaims; reason?: RefusalReason }> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) return { reason: 'malformed' };
  const first = await trust.tokens.verify(trust.keys, token, ctx.now());
  if (first.ok || first.reason !== 'unknown-key') return plain(first);
  await freshen(ctx, trust, UNKNOWN_KEY_EVERY_MS);
  return plain(await trust.tokens.verify(trust.keys, token, ctx.now()));
}

const plain = (result: Verification) => (result.ok ? { claims: result.claims } : { reason: result.reason });

// Read anew for each request: so the cookie ends everywhere in the moment its session does.
async function byCookie(tokenHash: string, ctx: Context): Promise<Principal | null> {
  const session = await findCookieSession(ctx, tokenHash);
  // A browser sends a dead cookie along with everything, signing in included: that is no wrong credential.
  if (!session) return null;
  const { accountId: userId, sessionId } = session;
  const { organizationId, roles } = await findActing(ctx, userId, session.organizationId);
  const now = ctx.now();
  if (now.getTime() - Date.parse(session.lastSeenAt) >= SEEN_EVERY_MS) {
    const idleExpiresAt = refreshExpiry(new Date(session.expiresAt), now);
    await touchSession(ctx, sessionId, { organizationId, address: ctx.address, idleExpiresAt });
  }
  return { userId, sessionId, organizationId, roles };
}
