/** Many runs whose steps share transactions: each step has its effect once, and one that fails fails alone. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Type } from 'typebox';
import { contract, signedIn } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { handle, service } from '../contract/service.ts';
import { askedTogether } from '../store/asked-together.ts';
import { startTestSystem } from '../testing.ts';
import { activities } from './activities.ts';
import { step, workflow } from './workflows.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-stamps-'));
await writeFile(
  join(folder, '0001-stamps.sql'),
  `CREATE TABLE stamps.stamps (run text NOT NULL, step text NOT NULL, xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
     organization_id uuid NOT NULL DEFAULT kernel.organization());`,
);

const Letter = Type.Object({ id: Type.String(), does: Type.String() });
type Letter = { id: string; does: string };
const stamps = contract('stamps', {
  calls: {
    send: {
      method: 'POST',
      path: '/letters',
      summary: 'Starts a run for each letter',
      access: signedIn,
      body: Type.Object({ letters: Type.Array(Letter) }),
      reply: { 202: Type.Object({ sent: Type.Integer() }) },
    },
  },
});

const groupCommitKey = ({ id }: Letter) => id;
const post = workflow('stamps.post', {
  title: { en: 'Posting a letter', fr: 'Envoi d’une lettre' },
  input: Letter,
  steps: {
    stamp: step<Letter>({ en: 'Stamping', fr: 'Timbrage' }, { groupCommitKey }),
    carry: step<Letter>({ en: 'Carrying', fr: 'Transport' }, { groupCommitKey }),
  },
  run: async ({ stamp, carry }, letter) => {
    await stamp(letter);
    await carry(letter);
  },
});

/** Milliseconds that a step has for what is its own. */
const QUICK = 2_000;
/** As boot.ts has it. */
const RUNS_AT_ONCE = 32;

/** Reads a letter somewhere where others wait too. */
const read = workflow('stamps.read', {
  title: { en: 'Reading a letter', fr: 'Lecture d’une lettre' },
  input: Letter,
  steps: {
    read: step<Letter>({ en: 'Reading', fr: 'Lecture' }),
    glance: step<Letter>({ en: 'Glancing', fr: 'Coup d’œil' }, { limit: QUICK }),
  },
  run: async (steps, letter) => (letter.does === 'wait long' ? steps.glance(letter) : steps.read(letter)),
});
const reader = Promise.withResolvers<void>();
let waiting = 0;

const write =
  (name: string) => async (letter: Letter, ctx: { tx: { query(sql: object): Promise<unknown> } }) => {
    await ctx.tx.query({
      text: 'INSERT INTO stamps.stamps (run, step) VALUES ($1, $2)',
      values: [letter.id, name],
    });
    if (name === 'carry' && letter.does === 'be refused')
      throw new KernosError('conflict', 409, 'No such street.');
  };

const stampsService = service(stamps, {
  migrations: pathToFileURL(`${folder}/`),
  calls: [
    handle(stamps.calls.send, async ({ letters }, ctx) => {
      for (const letter of letters)
        ctx.start(letter.does === 'arrive' || letter.does === 'be refused' ? post : read, letter.id, letter);
      return { sent: letters.length };
    }),
  ],
  workflows: [
    activities(stamps, post, { stamp: { do: write('stamp'), undo: write('undo') }, carry: write('carry') }),
    activities(stamps, read, {
      read: async (letter, ctx) => {
        waiting += 1;
        if (letter.does === 'wait') await ctx.outside(() => reader.promise);
        await write('read')(letter, ctx);
      },
      glance: async (_letter, ctx) => {
        await ctx.outside(() => sleep(2 * QUICK, undefined, { ref: false }));
        if (ctx.deadline <= Date.now()) throw new Error('its deadline did not move');
      },
    }),
  ],
});

const system = await startTestSystem({ services: [stampsService] });
after(async () => {
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('steps of many runs share transactions, and one that fails is undone alone', async () => {
  const letters = Array.from({ length: 120 }, (_, n) => ({
    id: `letter ${n}`,
    does: n % 40 === 7 ? 'be refused' : 'arrive',
  }));
  await system.client(stamps, system.person([])).send({ letters });
  const open = async () =>
    (
      await system.sql({
        text: `SELECT FROM kernel.workflows WHERE name = 'stamps.post' AND status = 'running'`,
      })
    ).rows;
  while ((await open()).length > 0) await sleep(20);

  const { rows } = await system.sql<{ run: string; steps: string[] }>({
    text: 'SELECT run, array_agg(step ORDER BY step) AS steps FROM stamps.stamps GROUP BY run',
  });
  const steps = new Map(rows.map(({ run, steps: all }) => [run, all]));
  for (const { id, does } of letters)
    assert.deepEqual(steps.get(id), does === 'arrive' ? ['carry', 'stamp'] : ['stamp', 'undo'], id);
  const { rows: ended } = await system.sql<{ status: string; runs: number }>({
    text: `SELECT status, count(*)::int AS runs FROM kernel.workflows WHERE name = 'stamps.post' GROUP BY status ORDER BY status`,
  });
  assert.deepEqual(ended, [
    { status: 'failed', runs: 3 },
    { status: 'succeeded', runs: 117 },
  ]);
  const { rows: counted } = await system.sql<{ steps: number; transactions: number }>({
    text: `SELECT count(*)::int AS steps, count(DISTINCT xid)::int AS transactions FROM stamps.stamps WHERE step = 'stamp'`,
  });
  const [{ steps: all, transactions } = { steps: 0, transactions: 0 }] = counted;
  assert.ok(transactions < all / 3, `${transactions} transactions for ${all} steps`);
  const { rows: records } = await system.sql<{ attempts: number }>({
    text: `SELECT DISTINCT attempts FROM kernel.workflow_steps WHERE workflow_id LIKE 'letter %'`,
  });
  assert.deepEqual(records, [{ attempts: 1 }], 'nothing was tried twice for the sake of others');
});

test('steps that wait for something with a queue of its own hold up no step of another organization', async () => {
  const letter = (name: string, does: string) => ({ id: `read ${name}`, does });
  const send = (...letters: Letter[]) => system.client(stamps, system.person([])).send({ letters });
  const isRead = async (name: string) => {
    const text = 'SELECT FROM stamps.stamps WHERE run = $1';
    return (await system.sql({ text, values: [`read ${name}`] })).rows.length === 1;
  };
  // Far more than there are places for runs in the engine, so also for steps that share no transactions.
  const organizations = Array.from({ length: 2 + Math.ceil(RUNS_AT_ONCE / 5) }, (_, n) => n);
  for (const n of organizations) await send(...[1, 2, 3, 4, 5].map((m) => letter(`${n} ${m}`, 'wait')));
  while (waiting < 5 * organizations.length) await sleep(5);
  await send(letter('at once', 'be read'));
  while (!(await isRead('at once'))) await sleep(5);
  assert.equal(await isRead('1 1'), false);
  reader.resolve();
  await system.settled();
  for (const n of organizations) assert.ok(await isRead(`${n} 5`));
});

test('what a step waits for outside is not of its own time, neither by its limit nor by its deadline', async () => {
  const id = 'read slowly';
  await system.client(stamps, system.person([])).send({ letters: [{ id, does: 'wait long' }] });
  await system.settled();
  const { rows } = await system.sql({
    text: 'SELECT status, attempts FROM kernel.workflow_steps WHERE workflow_id = $1',
    values: [id],
  });
  assert.deepEqual(rows, [{ status: 'done', attempts: 1 }]);
});

test('what is asked while an answer is on its way goes with the next question, and each gets its own answer', async () => {
  const questions: number[][] = [];
  const ask = askedTogether<number, number>(async (some) => {
    questions.push([...some]);
    await sleep(5);
    if (some.includes(13)) throw new Error('unlucky');
    return some.map((n) => n * n);
  }, 4);
  const first = ask(2);
  await sleep(1);
  const answers = await Promise.all([first, ...[3, 4, 5, 6, 7].map(ask)]);
  assert.deepEqual(answers, [4, 9, 16, 25, 36, 49]);
  assert.deepEqual(questions, [[2], [3, 4, 5, 6], [7]]);
  const [bad, same, later] = await Promise.allSettled([ask(13), ask(1), sleep(2).then(() => ask(9))]);
  assert.deepEqual([bad.status, same.status], ['rejected', 'rejected']);
  assert.deepEqual(later, { status: 'fulfilled', value: 81 });
});
