import { decodeCursor, toPage } from '@kernos/kernel/cursors';
import { handle } from '@kernos/kernel/service';
import { personOf } from './actor.ts';
import { identity } from './contract.ts';
import { endSessions } from './end-sessions.ts';
import { selectSessions } from './session-store.ts';
import { trustOf } from './trust.ts';

export const sessions = handle(identity.calls.sessions, async ({ limit = 20, cursor }, ctx) => {
  const person = personOf(ctx);
  const before = decodeCursor<[string, string]>(cursor, 2);
  const rows = await selectSessions(ctx, person.id, { before, limit: limit + 1 });
  return toPage(
    rows,
    limit,
    ({ id, userAgent, address, createdAt, lastSeenAt }) => ({
      id,
      device: userAgent,
      address,
      current: id === person.sessionId,
      createdAt,
      lastSeenAt,
    }),
    ({ lastSeenAt, id }) => [lastSeenAt, id],
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
