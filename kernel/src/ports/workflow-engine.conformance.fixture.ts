/** What any workflow engine must pass, faults included; an engine's own test file runs it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  alarm,
  define,
  doomed,
  type EngineName,
  type Ground,
  publish,
  refuse,
} from '../workflows/host.fixture.ts';
import { minutes } from '../workflows/workflows.ts';

const published = ['do validate', 'do freeze', 'do store'];
const undone = ['do reserve', 'do charge', 'undo charge', 'undo reserve'];

/** A step that begins, says so, and ends when it is let go. */
function held() {
  let release = () => {};
  let began = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const act = () => {
    began();
    return until;
  };
  return { act, begun, release };
}

export interface EngineUnderTest {
  readonly engine: EngineName;
  readonly ground: Ground;
  /** A process that carries runs on by the same engine: what it is to do is said in host.fixture.ts. */
  spawnHost(...what: string[]): ChildProcess;
}
type Case = (under: EngineUnderTest) => Promise<void>;

const points: [string, string][] = [
  ['before do validate', 'publish'],
  ['after validate', 'publish'],
  ['before do freeze', 'publish'],
  ['after store', 'publish'],
  ['before do ship', 'doomed'],
  ['before undo charge', 'doomed'],
  ['after charge', 'doomed'],
  ['before undo reserve', 'doomed'],
];

const afterEachKill: Readonly<Record<string, Case>> = Object.fromEntries(
  points.map(([at, name]) => [
    `goes on after kill -9 ${at} of ${name}`,
    async ({ engine, ground, spawnHost }: EngineUnderTest) => {
      const id = randomUUID();
      const [, signal] = await once(spawnHost(name, id, at), 'exit');
      assert.equal(signal, 'SIGKILL');
      await ground.start(engine, { workflows: [publish, doomed], acts: { ship: refuse } });
      assert.equal((await ground.endOf(id)).error?.code, name === 'doomed' ? 'out-of-stock' : undefined);
      assert.deepEqual(await ground.effectsOf(id), name === 'doomed' ? undone : published);
    },
  ]),
);

/** A case a sentence, each with the engine's hosts of its own. */
export const workflowEngineConformance: Readonly<Record<string, Case>> = {
  'runs steps in order, each with what the one before gave': async ({ engine, ground }) => {
    const host = await ground.start(engine, { workflows: [publish] });
    const id = await host.begin(publish, { title: 'Clay' });
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), published);
    const [row] = await ground.query(`SELECT input FROM tried.effects WHERE run = $1 AND step = 'store'`, id);
    const first = { step: 'validate', input: { title: 'Clay' } };
    assert.deepEqual(row, { input: { step: 'freeze', input: first } });
  },

  'starts a run once, however often it is asked to': async ({ engine, ground }) => {
    const host = await ground.start(engine, { workflows: [publish] });
    const id = randomUUID();
    await Promise.all(Array.from({ length: 20 }, () => host.begin(publish, {}, { id })));
    await ground.endOf(id);
    await host.engine?.wake({ id, organizationId: null });
    await host.begin(publish, {}, { id });
    assert.deepEqual(await ground.effectsOf(id), published);
  },

  'is not disturbed by an id that nothing stands behind': async ({ engine, ground }) => {
    const host = await ground.start(engine, { workflows: [publish] });
    await host.engine?.wake({ id: 'nothing', organizationId: null });
    const id = await host.begin(publish);
    assert.equal((await ground.endOf(id)).status, 'succeeded');
  },

  'is at work on so many runs at once, no more': async ({ engine, ground }) => {
    let [now, most] = [0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(5);
      now -= 1;
    };
    const acts = { validate: work, freeze: work, store: work };
    const host = await ground.start(engine, { workflows: [publish], acts }, { concurrency: 3 });
    const ids = await Promise.all(Array.from({ length: 15 }, () => host.begin(publish)));
    for (const id of ids) assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.equal(most, 3);
  },

  'lets organizations take turns: one that is at work for ever, with more than fits, holds up no other':
    async ({ engine, ground }) => {
      const busy = randomUUID();
      const released = Promise.withResolvers<void>();
      const work = (_: unknown, ctx: { organizationId: string | null }) =>
        ctx.organizationId === busy ? released.promise : undefined;
      const options = { concurrency: 4 };
      const host = await ground.start(engine, { workflows: [publish], acts: { validate: work } }, options);
      const stuck = [];
      for (let n = 0; n < 20; n += 1) stuck.push(await host.begin(publish, {}, { organizationId: busy }));
      const others = [
        await host.begin(publish, {}, { organizationId: randomUUID() }),
        await host.begin(publish),
      ];
      for (const id of others) assert.equal((await ground.endOf(id)).status, 'succeeded');
      released.resolve();
      for (const id of stuck) assert.equal((await ground.endOf(id)).status, 'succeeded');
    },

  'finds after a start what is due of every organization, however much of one comes before': async ({
    engine,
    ground,
  }) => {
    const began: string[] = [];
    const acts = { validate: (_: unknown, ctx: { workflowId: string }) => void began.push(ctx.workflowId) };
    const asleep = await ground.start(engine, { workflows: [] });
    const first = randomUUID();
    const many = [];
    for (let n = 0; n < 30; n += 1) many.push(await asleep.begin(publish, {}, { organizationId: first }));
    const last = await asleep.begin(publish, {}, { organizationId: randomUUID() });
    await asleep.stop();
    await ground.start(engine, { workflows: [publish], acts }, { concurrency: 1 });
    for (const id of [...many, last]) await ground.endOf(id);
    assert.ok(began.indexOf(last) < 10, `it came as number ${began.indexOf(last)}`);
  },

  'carries on what sleeps at its time, and what was sent to it at once; other runs are not held up': async ({
    engine,
    ground,
  }) => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const host = await ground.start(engine, { workflows: [alarm, publish] }, { concurrency: 1 });
    const id = await host.begin(alarm);
    assert.equal((await ground.asleep(id, 'signal')).until, '2030-01-01T08:30:00.000Z');
    await ground.endOf(await host.begin(publish));
    assert.deepEqual(await ground.effectsOf(id), ['do call']);
    ground.advance(minutes(30));
    await ground.until('the first escalation', async () => (await ground.effectsOf(id)).length === 2);
    assert.equal((await ground.asleep(id, 'signal')).until, '2030-01-01T09:00:00.000Z');
    await host.within((ctx) => ctx.sendSignal(alarm.workflow, id, 'acknowledged', { by: 'Ada' }));
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), ['do call', 'do escalate']);
  },

  'ticks once for each instant, and makes up once for those that were missed': async ({ engine, ground }) => {
    const ticks: string[] = [];
    const job = { cron: '*/10 * * * *', run: async (due: Date) => void ticks.push(due.toISOString()) };
    const script = { schedules: [{ name: 'tried.often', cron: job.cron, job }] };
    ground.at = Date.parse('2030-02-01T08:05:00Z');
    const first = await ground.start(engine, script);
    ground.at = Date.parse('2030-02-01T08:10:00Z');
    await ground.until('a tick', () => ticks.length === 1);
    ground.at = Date.parse('2030-02-01T08:20:01Z');
    await ground.until('another tick', () => ticks.length === 2);
    await first.stop();
    ground.at = Date.parse('2030-02-01T11:01:00Z');
    await ground.start(engine, script);
    await ground.until('the latest one', () => ticks.length === 3);
    const due = ['2030-02-01T08:10:00.000Z', '2030-02-01T08:20:00.000Z', '2030-02-01T11:00:00.000Z'];
    assert.deepEqual(ticks, due);
  },

  'when stopped, lets a running step end, and the next start goes on behind it': async ({
    engine,
    ground,
  }) => {
    const { act, begun, release } = held();
    const first = await ground.start(engine, { workflows: [publish], acts: { freeze: act } });
    const id = await first.begin(publish);
    await begun;
    const stopped = first.stop();
    release();
    await stopped;
    assert.deepEqual(await ground.effectsOf(id), ['do validate', 'do freeze']);
    await ground.start(engine, { workflows: [publish] });
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), published);
  },

  'when stopped, does not wait for ever; the step that goes on then has no effect': async ({
    engine,
    ground,
  }) => {
    const { act, begun, release } = held();
    const ended: string[] = [];
    const at = (point: string) => void ended.push(point);
    const first = await ground.start(
      engine,
      { workflows: [publish], acts: { freeze: act }, at },
      { stopWithin: 100 },
    );
    const id = await first.begin(publish);
    await begun;
    await first.stop();
    await ground.start(engine, { workflows: [publish] });
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    release();
    await ground.until('its end to be refused', () => first.said.length >= 1);
    await pause(100);
    assert.deepEqual(await ground.effectsOf(id), published);
    assert.ok(!ended.includes('after freeze'));
  },

  'two of which take themselves for the only one have each effect once': async ({
    engine,
    ground,
    spawnHost,
  }) => {
    const { act, begun, release } = held();
    const slow = await ground.start(
      engine,
      { workflows: [publish], acts: { freeze: act } },
      { stopWithin: 100 },
    );
    const id = await slow.begin(publish);
    await begun;
    // As another process would, which has just come to lead.
    spawnHost('nothing');
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    release();
    await slow.stop();
    assert.deepEqual(await ground.effectsOf(id), published);
  },

  ...afterEachKill,

  'loses no timer and no signal to kill -9': async ({ engine, ground, spawnHost }) => {
    const id = randomUUID();
    const victim = spawnHost('alarm', id, 'nowhere');
    await ground.asleep(id, 'signal');
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    ground.advance(minutes(31));
    const next = await ground.start(engine, { workflows: [alarm] });
    await ground.until('the escalation', async () => (await ground.effectsOf(id)).length === 2);
    await next.within((ctx) => ctx.sendSignal(alarm.workflow, id, 'acknowledged', { by: 'Ada' }));
    await ground.endOf(id);
    assert.deepEqual(await ground.effectsOf(id), ['do call', 'do escalate']);
  },

  'ends every run after kill -9 at random under load, each effect once and in order': async ({
    engine,
    ground,
    spawnHost,
  }) => {
    const started = () =>
      ground.query<{ id: string; name: string }>(
        `SELECT id, name FROM kernel.workflows WHERE name IN ('tried.publish', 'tried.doomed') AND input ? 'n'`,
      );
    for (let kill = 1; kill <= 3; kill += 1) {
      const victim = spawnHost('load', '200');
      await ground.until('more runs', async () => (await started()).length >= kill * 5);
      await pause(Math.random() * 700);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    }
    await ground.start(engine, { workflows: [publish, doomed], acts: { ship: refuse } });
    const open = `SELECT FROM kernel.workflows WHERE status = 'running'`;
    await ground.until('the end of all runs', async () => (await ground.query(open)).length === 0, 120_000);
    for (const { id, name } of await started())
      assert.deepEqual(await ground.effectsOf(id), name === 'tried.doomed' ? undone : published);
  },

  'carries on once the database answers again': async ({ engine, ground }) => {
    const cut = async () => {
      await ground.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    };
    let cuts = 0;
    const at = async (point: string) => {
      if (point === 'before do freeze' && cuts++ < 2) await cut();
    };
    const host = await ground.start(engine, { workflows: [publish], at });
    const id = await host.begin(publish);
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), published);
  },

  'leaves a run alone whose workflow is not here, until it is': async ({ engine, ground }) => {
    const gone = define('gone', { wait: 5 }, async ({ wait }) => wait({}));
    const first = await ground.start(engine, { workflows: [publish] });
    const id = await first.begin(gone);
    await ground.endOf(await first.begin(publish));
    await first.stop();
    await ground.start(engine, { workflows: [gone] });
    assert.equal((await ground.endOf(id)).status, 'succeeded');
  },
};

const fixture = fileURLToPath(new URL('../workflows/host.fixture.ts', import.meta.url));

/** Starts a process that carries runs on in the database at `url`. */
export const spawnHost = (engine: EngineName, url: string, ...what: string[]): ChildProcess =>
  spawn(process.execPath, [fixture, engine, url, ...what], { stdio: ['ignore', 'pipe', 'inherit'] });
