/** What every way to sign in ends with: a session, its tokens, and the reply that holds them. */
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import type { Static } from 'typebox';
import { CSRF_HEADER, type CsrfResult, checkCsrf } from './csrf.ts';
import { rememberDevice } from './known-devices.ts';
import { addressBlock } from './lockout.ts';
import { createRefreshToken, REFRESH_FAMILY_SECONDS, refreshExpiry } from './refresh-tokens.ts';
import { tokenDate } from './revocations.ts';
import type { AccountRow, Acting } from './rows.ts';
import type { SignedIn, User } from './schemas.ts';
import { createCookieToken, sessionCookie } from './session-cookie.ts';
import { insertRefreshToken, insertSession } from './session-store.ts';
import { ACCESS_TOKEN_SECONDS } from './signing-keys.ts';
import { signingKeyOf, type Trust } from './trust.ts';

const LONGEST_USER_AGENT = 300;

export function toUser(account: AccountRow, { organizationId, roles }: Acting): Static<typeof User> {
  return {
    id: account.id,
    name: account.name,
    email: account.email,
    emailVerified: account.emailVerifiedAt !== null,
    organizationId,
    roles,
  };
}

/** Opens a session for `account`. For a page of ours it is held by a cookie, for others by a refresh token. */
export async function openSession(
  ctx: Context,
  trust: Trust,
  account: AccountRow,
  acting: Acting,
): Promise<{ sessionId: string; reply: Static<typeof SignedIn> }> {
  const now = ctx.now();
  const sessionId = newId();
  const expiresAt = new Date(now.getTime() + REFRESH_FAMILY_SECONDS * 1000);
  const idleExpiresAt = refreshExpiry(expiresAt, now);
  const cookie = isOurPage(ctx) ? createCookieToken() : undefined;
  const refresh = cookie ? undefined : createRefreshToken();
  await insertSession(ctx, {
    id: sessionId,
    accountId: account.id,
    organizationId: acting.organizationId,
    cookieHash: cookie?.tokenHash ?? null,
    userAgent: ctx.requestHeader('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null,
    address: ctx.address,
    addressBlock: addressBlock(ctx.address ?? '0.0.0.0'),
    idleExpiresAt,
    expiresAt,
  });
  if (refresh)
    await insertRefreshToken(ctx, { tokenHash: refresh.tokenHash, sessionId, expiresAt: idleExpiresAt });
  if (cookie) {
    ctx.header('set-cookie', sessionCookie(cookie.token, expiresAt, now));
    await rememberDevice(ctx, account.id);
  }
  const access = await issueAccess(ctx, trust, account.id, sessionId, acting);
  const reply = { user: toUser(account, acting), ...access, refreshToken: refresh?.token ?? null };
  return { sessionId, reply };
}

/** An access token for a session that lives. */
export async function issueAccess(
  ctx: Pick<Context, 'now'>,
  trust: Trust,
  userId: string,
  sessionId: string,
  { organizationId, roles, changedAt }: Acting,
): Promise<{ accessToken: string; expiresIn: number }> {
  const now = ctx.now();
  const subject = { userId, sessionId, organizationId: organizationId ?? undefined, roles };
  const key = signingKeyOf(trust, now);
  const { token } = await trust.tokens.issue(key, subject, tokenDate(now, changedAt));
  return { accessToken: token, expiresIn: ACCESS_TOKEN_SECONDS };
}

/** True where a page of ours made the request: only such a one may be given the cookie. */
function isOurPage(ctx: Context): boolean {
  const headers = Object.fromEntries(
    ['origin', 'sec-fetch-site', CSRF_HEADER].map((name) => [name, ctx.requestHeader(name)]),
  );
  return checkOrigin(ctx, 'POST', headers).ok;
}

/** Judges by csrf.ts whether a request that carries the cookie was made by one of our pages. */
export function checkOrigin(
  { settings }: Pick<Context, 'settings'>,
  method: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): CsrfResult {
  const publicOrigins = [new URL(settings.publicUrl).origin, ...settings.allowedOrigins];
  return checkCsrf({ method, headers, publicOrigins });
}
