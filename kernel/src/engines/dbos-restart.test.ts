import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { bookkeeper, define, doomed, publish, refuse, runOf } from './dbos.fixture.ts';
import { DbosBench } from './dbos-bench.fixture.ts';

const fixture = join(import.meta.dirname, 'dbos.fixture.ts');

let child: ChildProcess | undefined;
let bench: DbosBench;
before(async () => {
  bench = await DbosBench.open(process.env.KERNOS_TEST_DATABASE_URL);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await bench.reset();
});
after(() => bench.close());

describe('stopping', () => {
  it('lets a running step end, and the next start goes on behind it', async () => {
    const run = runOf('test.publish');
    const first = await bench.start({ workflows: [publish], acts: { freeze: () => pause(400) } });
    await first.start(run);
    await bench.untilCalled(run.id, 'freeze');
    await first.stop();
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze']);
    await assert.rejects(first.start(runOf('test.publish')), { code: 'unavailable' });
    await bench.start({ workflows: [publish] });
    assert.equal((await bench.endOf(run.id)).message, null);
    assert.equal(await bench.callsOf(run.id, 'freeze'), 1);
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
  });

  it('does not wait for ever: a step that takes too long is done again by the next start', async () => {
    const run = runOf('test.publish');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = await bench.start(
      { workflows: [publish], acts: { freeze: () => held } },
      { stopWithin: 200 },
    );
    await first.start(run);
    await bench.untilCalled(run.id, 'freeze');
    const began = Date.now();
    await first.stop();
    assert.ok(Date.now() - began < 1500);
    assert.ok(bench.said.some(({ text }) => text.startsWith('Stopped in the midst of steps')));
    await bench.start({ workflows: [publish] });
    assert.equal((await bench.endOf(run.id)).message, null);
    // The step of the engine that was stopped ends after all: it disturbs neither run nor engine.
    release();
    await pause(200);
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
    assert.equal(await bench.callsOf(run.id, 'store'), 1);
    assert.ok(!bench.said.some(({ level }) => level === 'error'), JSON.stringify(bench.said));
  });

  it('does not wait for a step that waits for its next try', async () => {
    const run = runOf('test.publish');
    const fail = () => {
      throw new Error('not yet');
    };
    const first = await bench.start({ workflows: [publish], acts: { freeze: fail } });
    await first.start(run);
    await bench.until('the first failure', async () => bench.said.length > 0);
    const began = Date.now();
    await first.stop();
    assert.equal(await bench.callsOf(run.id, 'freeze'), 1);
    // Of the five seconds that it would wait for a step that runs.
    assert.ok(Date.now() - began < 2500);
    await bench.start({ workflows: [publish] });
    assert.equal((await bench.endOf(run.id)).message, null);
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
  });

  it('begins no further try while it waits for other steps', async () => {
    const [slow, failing] = [runOf('test.publish'), runOf('test.doomed')];
    const fail = () => {
      throw new Error('not yet');
    };
    const acts = { freeze: () => pause(1800), charge: fail };
    const first = await bench.start({ workflows: [publish, doomed], acts });
    await first.start(slow);
    await first.start(failing);
    await bench.untilCalled(slow.id, 'freeze');
    await bench.untilCalled(failing.id, 'charge');
    await first.stop();
    assert.deepEqual(await bench.effectsOf(slow.id), ['do validate', 'do freeze']);
    assert.equal(await bench.callsOf(failing.id, 'charge'), 1);
  });

  it('and starting find steps beside one another again, however busy the engine was', async () => {
    const wide = define('test.wide', { one: 5, two: 5, three: 5, last: 5 }, async (steps) => {
      await Promise.all([steps.one({}), steps.two({}), steps.three({})]);
      await steps.last({});
    });
    const [ahead, run] = [runOf('test.publish'), runOf('test.wide')];
    const never = () => new Promise(() => {});
    const acts = { freeze: () => pause(200), last: never };
    const options = { concurrency: 1, stopWithin: 50 };
    const first = await bench.start({ workflows: [wide, publish], acts }, options);
    await first.start(ahead);
    await first.start(run);
    await bench.untilCalled(run.id, 'last');
    await first.stop();
    await bench.start({ workflows: [wide, publish] });
    assert.equal((await bench.endOf(run.id)).message, null);
    for (const step of ['one', 'two', 'three']) assert.equal(await bench.callsOf(run.id, step), 1);
  });

  it('makes room for another engine, on another database, with other workflows of the same names', async () => {
    const run = runOf('test.publish');
    const first = await bench.start({ workflows: [publish] });
    await assert.rejects(bench.start({ workflows: [publish] }), /runs in this process already/);
    await first.start(run);
    await bench.endOf(run.id);
    await first.stop();
    await first.stop();
    const other = await bench.newDatabase();
    const shorter = define('test.publish', { only: 5 }, async (steps) => steps.only({}));
    const host = bookkeeper(other.pool, { workflows: [shorter] });
    await (await bench.start(host, { databaseUrl: other.url })).start(run);
    await bench.until('the end', async () => (await other.pool.query('SELECT FROM ends')).rowCount === 1);
    const { rows } = await other.pool.query('SELECT step FROM effects');
    assert.deepEqual(rows, [{ step: 'only' }]);
    assert.equal((await bench.effectsOf(run.id)).length, 3);
  });

  it('follows on a start that fails, so that the next one works', async () => {
    const nowhere = new URL(bench.url);
    nowhere.pathname = '/no_such_database';
    const workflows = [publish];
    await assert.rejects(bench.start({ workflows }, { databaseUrl: nowhere.href }), /no_such_database/);
    await assert.rejects(
      bench.start({ workflows: [publish, publish] }),
      /Two workflows are named "test.publish"/,
    );
    const run = runOf('test.publish');
    await (await bench.start({ workflows: [publish] })).start(run);
    await bench.endOf(run.id);
  });
});

describe('a run whose code changed', () => {
  it('is left alone, with a word in the log, until its workflow is there again', async () => {
    const gone = define('test.gone', { wait: 5 }, async (steps) => steps.wait({}));
    const run = runOf('test.gone');
    const never = () => new Promise(() => {});
    const first = await bench.start({ workflows: [gone], acts: { wait: never } }, { stopWithin: 50 });
    await first.start(run);
    await bench.untilCalled(run.id, 'wait');
    await first.stop();

    const second = await bench.start({ workflows: [publish] });
    await bench.untilSaid('test.gone');
    const other = runOf('test.publish');
    await second.start(other);
    assert.equal((await bench.endOf(other.id)).message, null);
    await second.stop();

    await bench.start({ workflows: [gone] });
    assert.equal((await bench.endOf(run.id)).message, null);
  });

  it('and does not fit what is on record is left alone, too', async () => {
    const before = define('test.changing', { one: 5, two: 5 }, async (steps) => {
      await steps.one({});
      await steps.two({});
    });
    const changed = define('test.changing', { zero: 5, one: 5 }, async (steps) => {
      await steps.zero({});
      await steps.one({});
    });
    const run = runOf('test.changing');
    const never = () => new Promise(() => {});
    const first = await bench.start({ workflows: [before], acts: { two: never } }, { stopWithin: 50 });
    await first.start(run);
    await bench.untilCalled(run.id, 'two');
    await first.stop();

    const second = await bench.start({ workflows: [changed] });
    await bench.untilSaid('The engine cannot go on');
    assert.equal(await bench.callsOf(run.id, 'zero'), 0);
    await second.stop();

    await bench.start({ workflows: [before] });
    assert.equal((await bench.endOf(run.id)).message, null);
    assert.deepEqual(await bench.effectsOf(run.id), ['do one', 'do two']);
  });
});

describe('kill -9', () => {
  const points: { at: string; workflow: string; again: string[] }[] = [
    { at: 'before do validate', workflow: 'test.publish', again: ['do validate'] },
    { at: 'after do validate', workflow: 'test.publish', again: ['do validate'] },
    { at: 'before do freeze', workflow: 'test.publish', again: ['do freeze'] },
    { at: 'after do freeze', workflow: 'test.publish', again: ['do freeze'] },
    { at: 'after do store', workflow: 'test.publish', again: ['do store'] },
    { at: 'before finish', workflow: 'test.publish', again: [] },
    { at: 'after finish', workflow: 'test.publish', again: [] },
    { at: 'before do ship', workflow: 'test.doomed', again: ['do ship'] },
    { at: 'before undo charge', workflow: 'test.doomed', again: ['undo charge'] },
    { at: 'after undo charge', workflow: 'test.doomed', again: ['undo charge'] },
    { at: 'after undo reserve', workflow: 'test.doomed', again: ['undo reserve'] },
  ];
  const wanted: Record<string, string[]> = {
    'test.publish': ['do validate', 'do freeze', 'do store'],
    'test.doomed': ['do reserve', 'do charge', 'undo charge', 'undo reserve'],
  };

  for (const { at, workflow, again } of points) {
    it(`${at} of ${workflow}: the next start ends the run, asking twice for that step alone`, async () => {
      const id = randomUUID();
      child = spawn(process.execPath, [fixture, bench.url, 'crash', workflow, id, at], {
        stdio: 'inherit',
      });
      const [, signal] = await once(child, 'exit');
      assert.equal(signal, 'SIGKILL');
      await bench.start({ workflows: [publish, doomed], acts: { ship: refuse } });
      assert.equal((await bench.endOf(id)).code, workflow === 'test.doomed' ? 'out-of-stock' : null);
      assert.deepEqual(await bench.effectsOf(id), wanted[workflow]);
      const all =
        workflow === 'test.doomed' ? [...(wanted[workflow] ?? []), 'do ship'] : (wanted[workflow] ?? []);
      for (const step of all) {
        const [direction, name = ''] = step.split(' ');
        assert.equal(await bench.callsOf(id, name, direction), again.includes(step) ? 2 : 1, step);
      }
    });
  }

  it('at random under load: every run that was started ends, each effect once and in order', async () => {
    for (let kill = 0; kill < 5; kill++) {
      child = spawn(process.execPath, [fixture, bench.url, 'load', '400'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      assert.ok(child.stdout);
      await once(child.stdout, 'data');
      await pause(100 + Math.random() * 1500);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await bench.start({ workflows: [publish, doomed], acts: { ship: refuse } });
    const open = 'SELECT FROM acknowledged WHERE run NOT IN (SELECT run FROM ends)';
    await bench.until(
      'the end of all runs',
      async () => (await bench.pool.query(open)).rowCount === 0,
      60_000,
    );
    const { rows } = await bench.pool.query(`
      SELECT string_agg(e.direction || ' ' || e.step, ', ' ORDER BY e.position) AS effects, min(n.code) AS code
        FROM acknowledged a JOIN effects e USING (run) JOIN ends n USING (run) GROUP BY run`);
    assert.ok(rows.length > 50, `only ${rows.length} runs were started`);
    for (const { effects, code } of rows) {
      assert.equal(effects, wanted[code ? 'test.doomed' : 'test.publish']?.join(', '));
    }
  });
});
