import { personOf } from '@kernos/kernel/caller';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { selectSessions } from './session-store.ts';
import { trustOf } from './trust.ts';

export const sessions = handle(identity.calls.sessions, async (page, ctx) => {
  const person = personOf(ctx);
  return list(
    page,
    { lastSeenAt: 'instant', id: 'id' },
    (before, limit) => selectSessions(ctx, person.id, before, limit),
    ({ id, userAgent, address, createdAt, lastSeenAt }) => ({
      id,
      device: userAgent,
      address,
      current: id === person.sessionId,
      createdAt,
      lastSeenAt,
    }),
  );
});

export const revokeSession = handle(identity.calls.revokeSession, async ({ sessionId }, ctx) => {
  const trust = await trustOf(ctx);
  const ended = await endSessions(ctx, trust, personOf(ctx).id, { only: sessionId });
  if (ended === 0) return ctx.fail('not-found', 'You have no such session, or it has ended already.');
  return null;
});

export const revokeOtherSessions = handle(identity.calls.revokeOtherSessions, async (_input, ctx) => {
  const trust = await trustOf(ctx);
  const person = personOf(ctx);
  return { revoked: await endSessions(ctx, trust, person.id, { except: person.sessionId }) };
});
