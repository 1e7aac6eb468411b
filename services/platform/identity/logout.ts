import { handle } from '@kernos/kernel/service';
import { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { refreshTokenHash } from './refresh-tokens.ts';
import { clearedSessionCookie, readSessionCookie } from './session-cookie.ts';
import { findRefreshToken } from './session-store.ts';
import { trustOf } from './trust.ts';

/** Ends whatever session the request shows it holds. Doing it again is fine: then there is none. */
export const logout = handle(identity.calls.logout, async ({ refreshToken }, ctx) => {
  const trust = await trustOf(ctx);
  const { actor } = ctx;
  const tokenHash = refreshToken === undefined ? undefined : refreshTokenHash(refreshToken);
  const presented = tokenHash === undefined ? undefined : await findRefreshToken(ctx, tokenHash);
  if (presented) await endSessions(ctx, trust, presented.accountId, { only: presented.sessionId });
  if (actor.kind === 'person') await endSessions(ctx, trust, actor.id, { only: actor.sessionId });
  if (readSessionCookie(ctx.requestHeader('cookie'))) ctx.header('set-cookie', clearedSessionCookie());
  return null;
});
