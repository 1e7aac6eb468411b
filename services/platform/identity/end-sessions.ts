import type { Context } from '@kernos/kernel/context';
import { remember, sessionKey } from './revocations.ts';
import { revokeSessions } from './session-store.ts';
import type { Trust } from './trust.ts';

/**
 * Ends sessions of an account: the one named, all but the one named, or all. Their refresh tokens and cookies
 * end with the commit, their access tokens at once in this process. Returns how many ended.
 */
export async function endSessions(
  ctx: Pick<Context, 'tx' | 'now'>,
  trust: Trust,
  accountId: string,
  which: { only: string } | { except: string } | 'all',
): Promise<number> {
  const ended = await revokeSessions(ctx, accountId, which);
  const now = ctx.now();
  // Before the commit: should that fail, a token of somebody who asked to be signed out ends all the same.
  remember(
    trust.revocations,
    ended.map((id) => [sessionKey(id), now.getTime()] as const),
    now,
  );
  return ended.length;
}
