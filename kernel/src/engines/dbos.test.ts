import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { KernosError } from '../contract/errors.ts';
import type { EngineHost } from '../workflows/workflows.ts';
import { bookkeeper, define, doomed, publish, refuse, runOf } from './dbos.fixture.ts';
import { DbosBench } from './dbos-bench.fixture.ts';

let bench: DbosBench;
before(async () => {
  bench = await DbosBench.open(process.env.KERNOS_TEST_DATABASE_URL);
});
afterEach(() => bench.reset());
after(() => bench.close());

describe('steps', () => {
  it('run in order, each with what the one before gave', async () => {
    const run = runOf('test.publish', { title: 'Clay' });
    await (await bench.start({ workflows: [publish] })).start(run);
    assert.deepEqual(await bench.endOf(run.id), { message: null, code: null });
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
    const { rows } = await bench.pool.query(`SELECT input FROM effects WHERE run = $1 AND step = 'store'`, [
      run.id,
    ]);
    const first = { step: 'validate', input: { title: 'Clay' } };
    assert.deepEqual(rows[0].input, { step: 'freeze', input: first });
  });

  it('are tried again after a second, and the log says whose try failed', async () => {
    let tries = 0;
    const flaky = () => {
      tries += 1;
      if (tries < 3) throw new KernosError('unavailable', 503, 'The store is away.');
    };
    const run = runOf('test.publish');
    const began = Date.now();
    await (await bench.start({ workflows: [publish], acts: { freeze: flaky } })).start(run);
    assert.deepEqual(await bench.endOf(run.id), { message: null, code: null });
    assert.equal(tries, 3);
    const took = Date.now() - began;
    assert.ok(took >= 3000 && took < 6500, `one second and two make three, not ${took} ms`);
    const warnings = bench.said.filter(({ level }) => level === 'warn');
    assert.equal(warnings.length, 2);
    assert.match(
      warnings[0]?.text ?? '',
      new RegExp(`test.publish ${run.id}, step "freeze": .*The store is away`),
    );
  });

  it('that are told "not now" are tried again', async () => {
    let tries = 0;
    const limited = () => {
      tries += 1;
      if (tries === 1) throw new KernosError('rate-limited', 429, 'Slowly.');
    };
    const run = runOf('test.publish');
    await (await bench.start({ workflows: [publish], acts: { freeze: limited } })).start(run);
    assert.equal((await bench.endOf(run.id)).message, null);
    assert.equal(tries, 2);
  });

  it('that are refused are not tried again, and the refusal arrives whole', async () => {
    const ended: (Error | undefined)[] = [];
    const run = runOf('test.publish');
    const host = bookkeeper(bench.pool, { workflows: [publish], acts: { freeze: refuse } });
    const finish: EngineHost['finish'] = async (which, error) => {
      ended.push(error);
      await host.finish(which, error);
    };
    await (await bench.start({ ...host, finish })).start(run);
    assert.equal((await bench.endOf(run.id)).code, 'out-of-stock');
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate']);
    assert.equal(await bench.callsOf(run.id, 'freeze'), 1);
    const [error] = ended;
    assert.ok(error instanceof KernosError);
    assert.equal(error.status, 409);
    assert.equal(error.message, 'Nothing is left of it.');
    assert.deepEqual(error.errors, [{ path: '/item', message: 'must be in stock' }]);
    assert.match(error.stack ?? '', /dbos\.fixture\.ts/);
    assert.deepEqual(bench.said, [], 'a refusal is no fault of the system');
  });

  it('that keep failing end the run with their last error, its code included', async () => {
    let tries = 0;
    const fragile = define('test.fragile', { save: 2 }, async (steps) => steps.save({}));
    const save = () => {
      tries += 1;
      throw Object.assign(new Error(`no space left, try ${tries}`), { code: '53100' });
    };
    const ended: (Error | undefined)[] = [];
    const host = bookkeeper(bench.pool, { workflows: [fragile], acts: { save } });
    const run = runOf('test.fragile');
    const finish: EngineHost['finish'] = async (which, error) => {
      ended.push(error);
      await host.finish(which, error);
    };
    await (await bench.start({ ...host, finish })).start(run);
    assert.equal((await bench.endOf(run.id)).message, 'no space left, try 2');
    assert.equal((ended[0] as Error & { code?: string }).code, '53100');
  });

  it('may fail without ending the run, where the workflow expects it', async () => {
    const careful = define('test.careful', { ask: 5, accept: 5, decline: 5 }, async (steps) => {
      try {
        await steps.ask({});
        await steps.accept({});
      } catch (error) {
        if (!(error instanceof KernosError) || error.code !== 'out-of-stock') throw error;
        await steps.decline({ because: error.code });
      }
    });
    const run = runOf('test.careful');
    await (await bench.start({ workflows: [careful], acts: { ask: refuse } })).start(run);
    assert.equal((await bench.endOf(run.id)).message, null);
    assert.deepEqual(await bench.effectsOf(run.id), ['do decline']);
  });

  it('are refused a second call within one run, which would get the first one’s result', async () => {
    const twice = define('test.twice', { store: 5 }, async (steps) => {
      await steps.store({ file: 1 });
      void steps.store({ file: 2 });
      await steps.store({ file: 3 });
    });
    const run = runOf('test.twice');
    await (await bench.start({ workflows: [twice] })).start(run);
    assert.equal((await bench.endOf(run.id)).message, 'test.twice calls its step "store" twice in one run.');
    assert.equal(await bench.callsOf(run.id, 'store'), 1);
  });
});

describe('undoing', () => {
  it('goes backwards through the steps that were done, with what each was given', async () => {
    const run = runOf('test.doomed');
    await (await bench.start({ workflows: [doomed], acts: { ship: refuse } })).start(run);
    assert.equal((await bench.endOf(run.id)).code, 'out-of-stock');
    assert.deepEqual(await bench.effectsOf(run.id), [
      'do reserve',
      'do charge',
      'undo charge',
      'undo reserve',
    ]);
    const sql = `SELECT input FROM effects WHERE run = $1 AND direction = 'undo' ORDER BY position`;
    const { rows } = await bench.pool.query(sql, [run.id]);
    assert.deepEqual(rows, [{ input: { amount: 12 } }, { input: { seat: 7 } }]);
  });

  it('is tried again, and goes on past what cannot be undone, which the error then tells', async () => {
    let tries = 0;
    const hesitant = () => {
      tries += 1;
      if (tries === 1) throw new Error('busy');
    };
    const settled = () => {
      throw new KernosError('settled', 409, 'The bank has closed the day.');
    };
    const run = runOf('test.doomed');
    const acts = { ship: refuse, 'undo charge': settled, 'undo reserve': hesitant };
    await (await bench.start({ workflows: [doomed], acts })).start(run);
    const { message, code } = await bench.endOf(run.id);
    assert.equal(code, 'out-of-stock');
    assert.equal(
      message,
      'Nothing is left of it. Could not be undone: The step charge (The bank has closed the day.).',
    );
    assert.deepEqual(await bench.effectsOf(run.id), ['do reserve', 'do charge', 'undo reserve']);
    assert.equal(tries, 2);
    assert.equal(bench.said.filter(({ level }) => level === 'error').length, 1);
  });

  it('waits for the steps beside the one that failed, and what follows on them', async () => {
    const broad = define(
      'test.broad',
      { slow: 5, follow: 5, fail: 5 },
      async (steps) => {
        const chain = async () => {
          await steps.slow({});
          await steps.follow({});
        };
        await Promise.all([steps.fail({}), chain()]);
      },
      ['slow', 'follow'],
    );
    const run = runOf('test.broad');
    const acts = { slow: () => pause(300), fail: refuse };
    await (await bench.start({ workflows: [broad], acts })).start(run);
    assert.equal((await bench.endOf(run.id)).code, 'out-of-stock');
    assert.deepEqual(await bench.effectsOf(run.id), ['do slow', 'do follow', 'undo follow', 'undo slow']);
  });

  it('gives a step what it was given, whatever became of that since', async () => {
    const careless = define(
      'test.careless',
      { reserve: 5, ship: 5 },
      async (steps) => {
        const order = { seats: [7] };
        await steps.reserve(order);
        order.seats.length = 0;
        await steps.ship(order);
      },
      ['reserve'],
    );
    const run = runOf('test.careless');
    await (await bench.start({ workflows: [careless], acts: { ship: refuse } })).start(run);
    await bench.endOf(run.id);
    const sql = `SELECT input FROM effects WHERE run = $1 AND direction = 'undo'`;
    assert.deepEqual((await bench.pool.query(sql, [run.id])).rows, [{ input: { seats: [7] } }]);
  });

  it('follows on a fault of the workflow itself, too', async () => {
    const faulty = define(
      'test.faulty',
      { reserve: 5 },
      async (steps) => {
        await steps.reserve({});
        throw new TypeError('a mistake in the workflow');
      },
      ['reserve'],
    );
    const run = runOf('test.faulty');
    await (await bench.start({ workflows: [faulty] })).start(run);
    assert.equal((await bench.endOf(run.id)).message, 'a mistake in the workflow');
    assert.deepEqual(await bench.effectsOf(run.id), ['do reserve', 'undo reserve']);
  });
});

describe('starting a run', () => {
  it('a hundred times at once makes one run of it', async () => {
    const run = runOf('test.publish');
    const started = await bench.start({ workflows: [publish] });
    await Promise.all(Array.from({ length: 100 }, () => started.start(run)));
    await bench.endOf(run.id);
    await started.start(run);
    await pause(200);
    for (const step of ['validate', 'freeze', 'store']) assert.equal(await bench.callsOf(run.id, step), 1);
  });

  it('returns when it is recorded, not when it ended', async () => {
    const run = runOf('test.publish');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await (await bench.start({ workflows: [publish], acts: { validate: () => held } })).start(run);
    const { rows } = await bench.pool.query(
      'SELECT status FROM dbos.workflow_status WHERE workflow_uuid = $1',
      [run.id],
    );
    assert.equal(rows[0].status, 'PENDING');
    release();
    await bench.endOf(run.id);
  });

  it('inside a step of another makes a run of its own', async () => {
    const [outer, inner] = [runOf('test.publish'), runOf('test.publish')];
    const freeze = async (_input: unknown, run: { id: string }) => {
      if (run.id === outer.id) await bench.engine?.start(inner);
    };
    await (await bench.start({ workflows: [publish], acts: { freeze } })).start(outer);
    assert.equal((await bench.endOf(outer.id)).message, null);
    assert.equal((await bench.endOf(inner.id)).message, null);
    const sql = 'SELECT parent_workflow_id AS parent FROM dbos.workflow_status WHERE workflow_uuid = $1';
    assert.equal((await bench.pool.query(sql, [inner.id])).rows[0].parent, null);
  });

  it('of an unknown workflow is refused by name', async () => {
    const started = await bench.start({ workflows: [publish] });
    await assert.rejects(started.start(runOf('test.nothing')), /No workflow is named "test.nothing"/);
  });

  it('outlives the loss of the engine’s connections', async () => {
    const cut = () =>
      bench.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE application_name = 'kernos-workflows' AND datname = current_database()`);
    const run = runOf('test.publish');
    await (await bench.start({ workflows: [publish], acts: { freeze: cut, store: cut } })).start(run);
    assert.equal((await bench.endOf(run.id, 20_000)).message, null);
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
  });

  it('outlives a connection that is found dead only when it is written to', async () => {
    // This process waits meanwhile, so it cannot hear that the connections end.
    const cutUnheard = () => {
      execFileSync(process.execPath, ['--input-type=module', '--eval', cutting, bench.url], {
        cwd: import.meta.dirname,
      });
    };
    const host = bookkeeper(bench.pool, { workflows: [publish] });
    const execute: EngineHost['execute'] = async (...call) => {
      const result = await host.execute(...call);
      cutUnheard();
      return result;
    };
    const run = runOf('test.publish');
    await (await bench.start({ ...host, execute })).start(run);
    assert.equal((await bench.endOf(run.id, 20_000)).message, null);
    assert.deepEqual(await bench.effectsOf(run.id), ['do validate', 'do freeze', 'do store']);
  });
});

const cutting = `
  import pg from 'pg';
  const client = new pg.Client(process.argv[1]);
  await client.connect();
  await client.query(\`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE application_name = 'kernos-workflows' AND datname = current_database()\`);
  await client.end();
`;

describe('many runs at once', () => {
  it('are at work only as far as there are places', async () => {
    const under = new Map<string, number>();
    let most = 0;
    const work = async (_input: unknown, { id }: { id: string }) => {
      under.set(id, (under.get(id) ?? 0) + 1);
      await pause(5);
      most = Math.max(most, [...under.values()].filter((steps) => steps < 4).length);
    };
    const acts = { validate: work, freeze: work, store: work };
    const host = bookkeeper(bench.pool, { workflows: [publish], acts });
    const finish: EngineHost['finish'] = async (run, error) => {
      under.set(run.id, 4);
      await host.finish(run, error);
    };
    const started = await bench.start({ ...host, finish }, { concurrency: 3 });
    const runs = Array.from({ length: 30 }, () => runOf('test.publish'));
    await Promise.all(runs.map((run) => started.start(run)));
    for (const { id } of runs) await bench.endOf(id);
    assert.equal(most, 3);
  });

  it('let one that has begun go on before others begin', async () => {
    const flaky = define('test.flaky', { fail: 5 }, async (steps) => steps.fail({}));
    let tries = 0;
    const fail = () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    };
    const acts = { fail, validate: () => pause(50) };
    const started = await bench.start({ workflows: [flaky, publish], acts }, { concurrency: 1 });
    const begun = runOf('test.flaky');
    await started.start(begun);
    await bench.untilCalled(begun.id, 'fail');
    const others = Array.from({ length: 40 }, () => runOf('test.publish'));
    await Promise.all(others.map((run) => started.start(run)));
    for (const { id } of [begun, ...others]) await bench.endOf(id, 20_000);
    const { rows } = await bench.pool.query('SELECT run FROM effects WHERE run = ANY($1) ORDER BY position', [
      [begun.id, ...others.map(({ id }) => id)],
    ]);
    const place = rows.findIndex(({ run }) => run === begun.id);
    assert.ok(place < 100, `it came as number ${place} of ${rows.length}`);
  });

  it('are not held up by one that waits for its next try', async () => {
    const stubborn = define('test.stubborn', { fail: 5 }, async (steps) => steps.fail({}));
    const fail = () => {
      throw new Error('not yet');
    };
    const started = await bench.start({ workflows: [stubborn, publish], acts: { fail } }, { concurrency: 1 });
    const [slow, quick] = [runOf('test.stubborn'), runOf('test.publish')];
    await started.start(slow);
    await bench.untilCalled(slow.id, 'fail');
    const began = Date.now();
    await started.start(quick);
    await bench.endOf(quick.id);
    // All tries of the other one take fifteen seconds.
    assert.ok(Date.now() - began < 5000);
  });
});
