import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { storePassword } from './account-store.ts';
import type { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { forgetDevices } from './known-devices.ts';
import { forgetAllFailures } from './lockout-store.ts';
import { useUpLinks } from './one-time-store.ts';
import { selectMemberships } from './organization-store.ts';
import type { AccountRow } from './rows.ts';
import type { Trust } from './trust.ts';

/**
 * Gives an account another password. Nothing that was opened under the old one opens the account afterwards, whoever
 * has it: links, sessions but the one that is `kept`, keys (services that give any hear of it), and known devices. And
 * nobody is delayed any more for what was guessed before.
 */
export async function replacePassword(
  ctx: Context<never, EventsOf<typeof identity>>,
  trust: Trust,
  { id: userId, email }: Pick<AccountRow, 'id' | 'email'>,
  passwordHash: string,
  kept?: { readonly sessionId: string },
): Promise<void> {
  await storePassword(ctx, userId, passwordHash);
  await useUpLinks(ctx, userId);
  await endSessions(ctx, trust, userId, kept ? { except: kept.sessionId } : 'all');
  await forgetDevices(ctx, userId, kept ? 'others' : 'all');
  for (const { organizationId } of await selectMemberships(ctx, userId))
    ctx.publish('user.password_changed', { userId, byOwner: kept !== undefined }, { organizationId });
  // Last, for these counters are locked from here to the commit.
  await forgetAllFailures(ctx, email);
}
