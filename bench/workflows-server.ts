/** Starts runs of three steps, each of which writes a row; and writes the same rows in bare transactions, as a limit. */

import { activities } from '@kernos/kernel/activities';
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { anyone, contract } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { handle, service } from '@kernos/kernel/service';
import { step, workflow } from '@kernos/kernel/workflows';
import pg from 'pg';
import { Type } from 'typebox';

const AT_A_TIME = 8;
const many = Type.Object({ runs: Type.Integer() });

const writes = contract('writes', {
  calls: {
    begin: {
      method: 'POST',
      path: '/begin',
      summary: 'Starts runs',
      access: anyone,
      body: many,
      reply: { 202: many },
    },
    bare: {
      method: 'POST',
      path: '/bare',
      summary: 'The rows alone',
      access: anyone,
      body: many,
      reply: { 201: many },
    },
    open: { method: 'GET', path: '/open', summary: 'Runs not ended', access: anyone, reply: { 200: many } },
  },
});

const keyOf = ({ n }: { n: number }) => String(n);
const three = workflow('writes.three', {
  title: { en: 'Three rows', fr: 'Trois lignes' },
  input: Type.Object({ n: Type.Integer() }),
  steps: {
    one: step<{ n: number }>({ en: 'One', fr: 'Un' }, { groupCommitKey: keyOf }),
    two: step<{ n: number }>({ en: 'Two', fr: 'Deux' }, { groupCommitKey: keyOf }),
    three: step<{ n: number }>({ en: 'Three', fr: 'Trois' }, { groupCommitKey: keyOf }),
  },
  run: async (steps, { n }) => {
    await steps.one({ n });
    await steps.two({ n });
    await steps.three({ n });
  },
});

const insert = (text: string) => ({
  name: 'writes.insert',
  text: 'INSERT INTO writes.writes (id, text) VALUES ($1, $2)',
  values: [newId(), text],
});
const write = async ({ n }: { n: number }, { tx }: { tx: { query(sql: object): Promise<unknown> } }) => {
  await tx.query(insert(String(n)));
};

const system = await boot({
  config: loadConfig({ ...process.env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }),
  services: [
    service(writes, {
      migrations: new URL('./publish-migrations/', import.meta.url),
      calls: [
        handle(writes.calls.begin, async ({ runs }, ctx) => {
          for (let n = 0; n < runs; n += 1) ctx.start(three, newId(), { n });
          return { runs };
        }),
        handle(writes.calls.bare, async ({ runs }) => {
          let left = runs;
          const work = async () => {
            for (; left > 0; ) {
              left -= 1;
              for (let step = 0; step < 3; step += 1) await pool.query(insert(String(left)));
            }
          };
          await Promise.all(Array.from({ length: AT_A_TIME }, work));
          return { runs };
        }),
        handle(writes.calls.open, async () => {
          const { rows } = await pool.query(
            `SELECT count(*)::int AS n FROM kernel.workflows WHERE status = 'running'`,
          );
          return { runs: rows[0].n };
        }),
      ],
      workflows: [activities(writes, three, { one: write, two: write, three: write } as never)],
    }),
  ],
  version: 'bench',
});
await system.leading;
const pool = new pg.Pool({ connectionString: system.databaseUrl, max: AT_A_TIME });
process.send?.(system.url);
process.once('SIGTERM', () => {
  void pool
    .end()
    .then(() => system.stop())
    .then(() => process.exit(0));
});
