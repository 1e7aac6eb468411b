import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { readToken } from './authenticate.ts';
import { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { refreshTokenHash } from './refresh-tokens.ts';
import { clearedSessionCookie, readSessionCookie } from './session-cookie.ts';
import { findRefreshToken } from './session-store.ts';
import { type Trust, trustOf } from './trust.ts';

/** Ends whatever session the request shows it holds. Doing it again is fine: the session has ended then. */
export const logout = handle(identity.calls.logout, async ({ refreshToken }, ctx) => {
  const trust = await trustOf(ctx);
  const { actor } = ctx;
  const tokenHash = refreshToken === undefined ? undefined : refreshTokenHash(refreshToken);
  const presented = tokenHash === undefined ? undefined : await findRefreshToken(ctx, tokenHash);
  const isKnown = presented !== undefined || actor.kind === 'person';
  if (!isKnown && refreshToken === undefined) await requireGoodToken(ctx, trust);
  if (presented) await endSessions(ctx, trust, presented.accountId, { only: presented.sessionId });
  if (actor.kind === 'person') await endSessions(ctx, trust, actor.id, { only: actor.sessionId });
  if (readSessionCookie(ctx.requestHeader('cookie'))) ctx.header('set-cookie', clearedSessionCookie());
  return null;
});

// Nobody is told that a session has ended while it goes on.
async function requireGoodToken(ctx: Context, trust: Trust): Promise<void> {
  const authorization = ctx.requestHeader('authorization');
  if (authorization === undefined) return;
  const { claims } = await readToken(ctx, trust, authorization);
  if (!claims) {
    ctx.fail(
      'unauthenticated',
      'This access token has expired or is none of ours, so no session was ended. Send its `refreshToken` instead.',
    );
  }
}
