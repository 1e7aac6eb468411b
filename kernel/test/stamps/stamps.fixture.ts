/**
 * A service whose effects share transactions, and whose process tells its parent which stand in which one. Run by itself it
 * is a process of a system, which may end at a crash point.
 */
import { Type } from 'typebox';
import { boot } from '../../src/boot.ts';
import { loadConfig } from '../../src/config/config.ts';
import { anyone, contract, event } from '../../src/contract/contract.ts';
import { Id } from '../../src/contract/schemas.ts';
import { handle, on, service } from '../../src/contract/service.ts';
import { testSignIn } from '../../src/testing.ts';

export const stamps = contract('stamps', {
  calls: {
    ask: {
      method: 'POST',
      path: '/stamps',
      summary: 'Asks for stamps, all at once',
      access: anyone,
      body: Type.Object({ organizationId: Id, letters: Type.Array(Type.String()), atCommit: Type.Boolean() }),
      reply: { 202: Type.Object({ asked: Type.Integer() }) },
    },
  },
  events: {
    'stamp.asked': event('A letter needs a stamp.', 'letter', {
      letter: Type.String(),
      atCommit: Type.Boolean(),
    }),
    'stamp.given': event('A letter has its stamp.', 'letter', { letter: Type.String() }),
  },
});

/** What a process says of an effect that has written and not committed. */
export interface Uncommitted {
  readonly letter: string;
  readonly xid: string;
}

export const stampsService = service(stamps, {
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    handle(stamps.calls.ask, async ({ organizationId, letters, atCommit }, ctx) => {
      for (const letter of letters) ctx.publish('stamp.asked', { letter, atCommit }, { organizationId });
      return { asked: letters.length };
    }),
  ],
  on: [
    on(
      stamps,
      stamps.events['stamp.asked'],
      'beginning',
      async ({ letter, atCommit }, ctx) => {
        const { rows } = await ctx.tx.query<{ xid: string }>({
          text: 'INSERT INTO stamps.given (asked, at_commit) VALUES ($1, $2) RETURNING xid::text',
          values: [letter, atCommit],
        });
        process.send?.({ letter, xid: rows[0]?.xid } as Uncommitted);
        ctx.publish('stamp.given', { letter });
      },
      { groupCommitKey: ({ letter }) => letter },
    ),
  ],
});

async function serve(): Promise<void> {
  const { env } = process;
  const settings = { ...env, DEMO: 'off', RATE_LIMIT: 'off', LOG_LEVEL: 'silent' };
  const system = await boot({
    config: loadConfig(settings),
    env: settings,
    services: [stampsService, testSignIn],
    version: 'test',
    crashAt: env.CRASH_AT,
  });
  await system.leading;
  process.send?.({ url: system.url });
}

if (import.meta.main) await serve();
