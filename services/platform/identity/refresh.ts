import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { findAccount } from './account-store.ts';
import { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { createRefreshToken, decideRefresh, refreshExpiry, refreshTokenHash } from './refresh-tokens.ts';
import type { SignedIn } from './schemas.ts';
import { cookieTokenHash, readSessionCookie } from './session-cookie.ts';
import {
  findActing,
  findCookieSession,
  findRefreshToken,
  insertRefreshToken,
  type PresentedToken,
  rotateRefreshToken,
  touchSession,
} from './session-store.ts';
import { issueAccess, toUser } from './sign-in.ts';
import { type Trust, trustOf } from './trust.ts';

type RefreshContext = Context<'refresh-raced', EventsOf<typeof identity>>;

/** One sentence for every token that is not taken, whatever is wrong with it. */
const REFUSED = 'This session has ended, or the token is not one of ours. Sign in again.';

export const refresh = handle(identity.calls.refresh, async ({ refreshToken }, ctx) => {
  const trust = await trustOf(ctx);
  if (refreshToken === undefined) return refreshByCookie(ctx, trust);
  const tokenHash = refreshTokenHash(refreshToken);
  if (tokenHash === undefined) return ctx.fail('unauthenticated', REFUSED);
  return rotate(ctx, trust, tokenHash);
});

async function rotate(
  ctx: RefreshContext,
  trust: Trust,
  tokenHash: string,
): Promise<Static<typeof SignedIn>> {
  const presented = await findRefreshToken(ctx, tokenHash);
  const decision = decideRefresh(presented, ctx.now());
  if (!presented) return ctx.fail('unauthenticated', REFUSED);
  switch (decision.kind) {
    case 'rotate':
      return exchange(ctx, trust, tokenHash, presented, decision.successorExpiresAt);
    case 'raced':
      return ctx.fail(
        'refresh-raced',
        'This token was exchanged a moment ago, by another tab perhaps: use the one it was given.',
      );
    case 'reuse':
      // Two parties hold this token, and nobody can tell which is the thief. Kept, though the answer is an error.
      await endSessions(ctx, trust, presented.accountId, { only: presented.sessionId });
      ctx.log.warn({ sessionId: presented.sessionId }, 'a refresh token came twice; its session was ended');
      return ctx.fail('unauthenticated', REFUSED, { keep: true });
    case 'expired':
    case 'revoked':
    case 'unknown':
      return ctx.fail('unauthenticated', REFUSED);
  }
}

async function exchange(
  ctx: RefreshContext,
  trust: Trust,
  tokenHash: string,
  { sessionId, accountId, organizationId }: PresentedToken,
  expiresAt: Date,
): Promise<Static<typeof SignedIn>> {
  const successor = createRefreshToken();
  // Who loses this race decides again, on what the winner has committed.
  if (!(await rotateRefreshToken(ctx, tokenHash, successor.tokenHash))) return rotate(ctx, trust, tokenHash);
  await insertRefreshToken(ctx, { tokenHash: successor.tokenHash, sessionId, expiresAt });
  const reply = await renew(ctx, trust, { sessionId, accountId, organizationId }, expiresAt);
  return { ...reply, refreshToken: successor.token };
}

async function refreshByCookie(ctx: RefreshContext, trust: Trust): Promise<Static<typeof SignedIn>> {
  // The actor is there only where the cookie came from one of our pages.
  const cookie = ctx.actor.kind === 'person' ? readSessionCookie(ctx.requestHeader('cookie')) : undefined;
  const tokenHash = cookie === undefined ? undefined : cookieTokenHash(cookie);
  const session = tokenHash === undefined ? undefined : await findCookieSession(ctx, tokenHash);
  if (!session)
    return ctx.fail('unauthenticated', 'Send the refresh token as `refreshToken`, or sign in again.');
  const idleExpiresAt = refreshExpiry(new Date(session.expiresAt), ctx.now());
  return { ...(await renew(ctx, trust, session, idleExpiresAt)), refreshToken: null };
}

async function renew(
  ctx: RefreshContext,
  trust: Trust,
  {
    sessionId,
    accountId,
    organizationId,
  }: Pick<PresentedToken, 'sessionId' | 'accountId' | 'organizationId'>,
  idleExpiresAt: Date,
) {
  const account = await findAccount(ctx, accountId);
  const acting = await findActing(ctx, accountId, organizationId);
  const { address } = ctx;
  const lives = await touchSession(ctx, sessionId, {
    organizationId: acting.organizationId,
    address,
    idleExpiresAt,
  });
  if (!account || !lives) return ctx.fail('unauthenticated', REFUSED);
  const access = await issueAccess(ctx, trust, accountId, sessionId, acting);
  return { user: toUser(account, acting), ...access };
}
