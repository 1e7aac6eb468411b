/** What a workflow may do and rely on, above any engine. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { KernosError } from '../contract/errors.ts';
import { alarm, type Defined, define, doomed, Ground, publish, refuse, type Script } from './host.fixture.ts';
import { hours, minutes, seconds } from './workflows.ts';

let ground: Ground;
before(async () => {
  ground = await Ground.open();
});
afterEach(() => ground.reset());
after(() => ground.close());

const start = (script: Script, options = {}) => ground.start('polling', script, options);
async function run(defined: Defined, script: Omit<Script, 'workflows'> = {}) {
  const host = await start({ workflows: [defined], ...script });
  const id = await host.begin(defined);
  return { host, id, ...(await ground.endOf(id)) };
}
const never = () => new Promise<void>(() => undefined);

describe('steps', () => {
  it('are tried again after one second, then two; the log says whose try failed', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    let tries = 0;
    const freeze = () => {
      tries += 1;
      if (tries < 3) throw new KernosError('unavailable', 503, 'The store is away.');
    };
    const host = await start({ workflows: [publish], acts: { freeze } });
    const id = await host.begin(publish);
    assert.equal((await ground.asleep(id, 'step')).until, '2030-01-01T08:00:01.000Z');
    assert.equal((await host.runs.read.status(id, all))?.steps[1]?.status, 'waiting');
    ground.advance(seconds(1));
    await ground.until('the second try', () => tries === 2);
    assert.equal((await ground.asleep(id, 'step')).until, '2030-01-01T08:00:03.000Z');
    ground.advance(seconds(2));
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.equal((await host.runs.read.status(id, all))?.steps[1]?.attempts, 3);
    const told = host.said.filter(({ step }) => step === 'freeze');
    assert.deepEqual(
      told.map(({ level, workflowId }) => [level, workflowId]),
      [
        ['warn', id],
        ['warn', id],
      ],
    );
  });

  it('that are refused are not tried again, and the workflow gets the refusal whole', async () => {
    let caught: unknown;
    const careful = define('careful', { ask: 5, decline: 5 }, async (steps) => {
      await steps.ask({}).catch((error: unknown) => {
        caught = error;
        return steps.decline({ because: (error as KernosError).code });
      });
    });
    const { status, id } = await run(careful, { acts: { ask: refuse } });
    assert.equal(status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), ['do decline']);
    assert.ok(caught instanceof KernosError);
    assert.deepEqual([caught.status, caught.message], [409, 'Nothing is left of it.']);
    assert.deepEqual(caught.errors, [{ path: '/item', message: 'must be in stock' }]);
    assert.match(caught.stack ?? '', /host\.fixture\.ts/);
  });

  it('that keep failing end the run with their last error, its code included', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    let tries = 0;
    const save = () => {
      tries += 1;
      throw Object.assign(new Error(`division by zero, try ${tries}`), { code: '22012' });
    };
    const fragile = define('fragile', { save: 2 }, async (steps) => steps.save({}));
    const host = await start({ workflows: [fragile], acts: { save } });
    const id = await host.begin(fragile);
    await ground.asleep(id, 'step');
    ground.advance(seconds(1));
    const { error } = await ground.endOf(id);
    assert.deepEqual([error?.code, error?.detail], ['22012', 'division by zero, try 2']);
  });

  it('that never end are given up, and count as tried; the others go on meanwhile', async () => {
    const stuck = define('stuck', { hang: 1 }, async (steps) => steps.hang({}));
    Object.assign(stuck.workflow.steps.hang as object, { limit: 100 });
    const host = await start({ workflows: [stuck, publish], acts: { hang: never } }, { concurrency: 1 });
    const id = await host.begin(stuck);
    const other = await host.begin(publish);
    const { status, error } = await ground.endOf(id);
    assert.equal(status, 'failed');
    assert.match(error?.detail ?? '', /did not end within 0\.1 s/);
    assert.equal((await ground.endOf(other)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), []);
  });

  it('that never end do not keep the system from stopping', async () => {
    const host = await start({ workflows: [publish], acts: { freeze: never } }, { stopWithin: 100 });
    const id = await host.begin(publish);
    await ground.until('the step', async () => (await ground.effectsOf(id)).length === 1);
    await host.stop();
    assert.equal(ground.store.pool.totalCount - ground.store.pool.idleCount, 0, 'no connection is held');
  });

  it('may be called many times in one run, beside one another too', async () => {
    const seen: unknown[] = [];
    const many = define('many', { one: 5, sum: 5 }, async (steps) => {
      const loop = async (from: number) => {
        for (let n = from; n < from + 3; n += 1) seen.push(await steps.one({ n }));
      };
      await Promise.all([loop(0), loop(10)]);
      await steps.sum({});
    });
    const { status, id, host } = await run(many, { acts: { one: (input) => (input as { n: number }).n } });
    assert.equal(status, 'succeeded');
    assert.equal((await ground.effectsOf(id)).length, 7);
    assert.deepEqual(
      [...(seen as number[])].sort((a, b) => a - b),
      [0, 1, 2, 10, 11, 12],
    );
    assert.equal((await host.runs.read.status(id, all))?.steps[0]?.calls, 6);
  });
});

const all = { organizationId: null, userId: null, seesAll: true };

describe('waiting', () => {
  it('for an acknowledgement, escalating every half hour, goes on through restarts and reads as that', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    let host = await start({ workflows: [alarm] });
    const id = await host.begin(alarm);
    for (let n = 1; n <= 3; n += 1) {
      await ground.asleep(id, 'signal');
      await host.stop();
      ground.advance(minutes(30));
      host = await start({ workflows: [alarm] });
      await ground.until('an escalation', async () => (await ground.effectsOf(id)).length === n + 1);
    }
    await ground.asleep(id, 'signal');
    const status = await host.runs.read.status(id, all);
    assert.deepEqual(status?.waitingFor, {
      ...{ kind: 'signal', name: 'acknowledged', until: '2030-01-01T10:00:00.000Z' },
    });
    await host.within((ctx) => ctx.sendSignal(alarm.workflow, id, 'acknowledged', { by: 'Ada' }));
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), ['do call', 'do escalate', 'do escalate', 'do escalate']);
  });

  it('takes what was sent before it waited, in order, and leaves what came too late for the next wait', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const got: unknown[] = [];
    const waiting = define('waiting', {}, async (_steps, _input, { waitFor, sleepFor }) => {
      await sleepFor(minutes(10));
      for (let n = 0; n < 2; n += 1) got[n] = await waitFor('acknowledged', minutes(30));
      got[2] = await waitFor('acknowledged', minutes(30));
      got[3] = await waitFor('acknowledged', minutes(30));
    });
    const host = await start({ workflows: [waiting] });
    const id = await host.begin(waiting);
    await ground.asleep(id, 'timer');
    const send = (by: string) =>
      host.within((ctx) => ctx.sendSignal(waiting.workflow, id, 'acknowledged', { by }));
    await send('first');
    await send('second');
    ground.advance(minutes(10));
    assert.equal((await ground.asleep(id, 'signal')).until, '2030-01-01T08:40:00.000Z');
    // Nobody looked for an hour, in which something came: too late for this wait, in time for the next.
    await host.stop();
    ground.advance(minutes(45));
    await send('third');
    await start({ workflows: [waiting] });
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(got, [{ by: 'first' }, { by: 'second' }, undefined, { by: 'third' }]);
  });

  it('can be raced against a step, and until an instant', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    let release = () => {};
    const slow = () => new Promise<void>((resolve) => (release = resolve));
    const racing = define('racing', { slow: 5, remind: 5 }, async (steps, _input, { sleepUntil }) => {
      const done = steps.slow({}).then(() => true);
      const first = await Promise.race([done, sleepUntil(new Date('2030-01-01T09:00:00Z'))]);
      if (!first) await steps.remind({});
    });
    const host = await start({ workflows: [racing], acts: { slow } });
    const id = await host.begin(racing);
    ground.advance(hours(2));
    await ground.until('the reminder', async () => (await ground.effectsOf(id)).includes('do remind'));
    release();
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(id), ['do remind', 'do slow']);
  });

  it('refuses a signal that does not fit, and says where one reaches nobody', async () => {
    const { host, id } = await run(publish);
    const send = (to: string, payload: never) =>
      host.within((ctx) => ctx.sendSignal(publish.workflow, to, 'acknowledged', payload));
    await assert.rejects(send(id, {} as never), /does not fit its schema/);
    await send(id, { by: 'Ada' } as never);
    assert.ok(host.said.some(({ msg }) => msg.startsWith('a signal reached no run')));
  });

  it('for something else than its own calls ends the run with an error that says so', async () => {
    const lost = define('lost', {}, async () => never());
    assert.match((await run(lost)).error?.detail ?? '', /awaits something that is no call of its own/);
  });
});

describe('child runs', () => {
  const parent = define('parent', { last: 5 }, async (steps, _input, { child }) => {
    await child(publish.workflow as never, {});
    await steps.last({});
  });
  it('are waited for', async () => {
    const host = await start({ workflows: [parent, publish] });
    const id = await host.begin(parent);
    assert.equal((await ground.endOf(id)).status, 'succeeded');
    assert.deepEqual(await ground.effectsOf(`${id}/0`), ['do validate', 'do freeze', 'do store']);
    assert.deepEqual(await ground.effectsOf(id), ['do last']);
  });

  it('fail their parent as they fail, and are cancelled with it', async () => {
    const host = await start({ workflows: [parent, publish], acts: { freeze: refuse } });
    const id = await host.begin(parent);
    const { status, error } = await ground.endOf(id);
    assert.deepEqual([status, error?.code], ['failed', 'out-of-stock']);
    await host.stop();
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const over = define('over', {}, async (_steps, _input, { child }) => child(alarm.workflow as never, {}));
    const next = await start({ workflows: [over, alarm] });
    const other = await next.begin(over);
    await ground.asleep(`${other}/0`, 'signal');
    await next.within((ctx) => ctx.cancel(over.workflow, other));
    assert.equal((await ground.endOf(other)).status, 'cancelled');
    assert.equal((await ground.endOf(`${other}/0`)).status, 'cancelled');
  });
});

describe('undoing', () => {
  it('goes backwards through the steps that were done, with what each was given', async () => {
    const { error, id } = await run(doomed, { acts: { ship: refuse } });
    assert.equal(error?.code, 'out-of-stock');
    assert.deepEqual(await ground.effectsOf(id), ['do reserve', 'do charge', 'undo charge', 'undo reserve']);
    const sql = `SELECT input FROM tried.effects WHERE run = $1 AND direction = 'undo' ORDER BY position`;
    assert.deepEqual(await ground.query(sql, id), [{ input: { amount: 12 } }, { input: { seat: 7 } }]);
  });

  it('is tried again, and goes on past what cannot be undone, which the error then tells', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    let tries = 0;
    const hesitant = () => {
      tries += 1;
      if (tries === 1) throw new Error('busy');
    };
    const settled = () => {
      throw new KernosError('settled', 409, 'The bank has closed the day.');
    };
    const acts = { ship: refuse, 'undo charge': settled, 'undo reserve': hesitant };
    const host = await start({ workflows: [doomed], acts });
    const id = await host.begin(doomed);
    await ground.asleep(id, 'step');
    ground.advance(seconds(1));
    const { error } = await ground.endOf(id);
    assert.equal(error?.code, 'out-of-stock');
    assert.equal(
      error?.detail,
      'Nothing is left of it. Could not be undone: The step charge (The bank has closed the day.).',
    );
    assert.deepEqual(await ground.effectsOf(id), ['do reserve', 'do charge', 'undo reserve']);
    assert.equal(host.said.filter(({ level }) => level === 'error').length, 1);
  });

  it('waits for what is at work beside the step that failed; nothing more begins', async () => {
    let release = () => {};
    const slow = () => new Promise<void>((resolve) => (release = resolve));
    const broad = define(
      'broad',
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
    const fail = () => {
      setTimeout(() => release(), 50);
      refuse();
    };
    const { error, id } = await run(broad, { acts: { slow, fail } });
    assert.equal(error?.code, 'out-of-stock');
    assert.deepEqual(await ground.effectsOf(id), ['do slow', 'undo slow']);
  });

  it('follows on a fault of the workflow itself, too', async () => {
    const faulty = define(
      'faulty',
      { reserve: 5 },
      async (steps) => {
        const order = { seats: [7] };
        await steps.reserve(order);
        order.seats.length = 0;
        throw new TypeError('a mistake in the workflow');
      },
      ['reserve'],
    );
    const { error, id } = await run(faulty);
    assert.equal(error?.detail, 'a mistake in the workflow');
    assert.deepEqual(await ground.query('SELECT direction, input FROM tried.effects WHERE run = $1', id), [
      { direction: 'do', input: { seats: [7] } },
      { direction: 'undo', input: { seats: [7] } },
    ]);
  });

  it('follows on cancelling, wherever the run is', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const booked = define(
      'booked',
      { reserve: 5, confirm: 5 },
      async (steps, _input, { waitFor }) => {
        await steps.reserve({});
        await waitFor('acknowledged', hours(8));
        await steps.confirm({});
      },
      ['reserve'],
    );
    const host = await start({ workflows: [booked, doomed], acts: { ship: never } }, { stopWithin: 100 });
    const id = await host.begin(booked);
    await ground.asleep(id, 'signal');
    await host.within((ctx) => ctx.cancel(booked.workflow, id));
    const { status, error } = await ground.endOf(id);
    assert.deepEqual([status, error?.code], ['cancelled', 'cancelled']);
    assert.deepEqual(await ground.effectsOf(id), ['do reserve', 'undo reserve']);
    await host.within((ctx) => ctx.cancel(booked.workflow, id));
    assert.equal((await ground.endOf(id)).status, 'cancelled');
  });
});

describe('a run whose code has changed', () => {
  it('fails with an error that says so, and is undone', async () => {
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const before = define(
      'changing',
      { reserve: 5, pay: 5 },
      async (steps, _input, { sleepFor }) => {
        await steps.reserve({});
        await sleepFor(minutes(1));
        await steps.pay({});
      },
      ['reserve'],
    );
    const after = define(
      'changing',
      { check: 5, reserve: 5, pay: 5 },
      async (steps) => {
        await steps.check({});
        await steps.reserve({});
        await steps.pay({});
      },
      ['reserve'],
    );
    const first = await start({ workflows: [before] });
    const id = await first.begin(before);
    await ground.asleep(id, 'timer');
    await first.stop();
    ground.advance(minutes(1));
    await start({ workflows: [after] });
    const { status, error } = await ground.endOf(id);
    assert.deepEqual([status, error?.code], ['failed', 'workflow-changed']);
    assert.match(error?.detail ?? '', /its call 1 was step "reserve", and now is step "check"/);
    assert.deepEqual(await ground.effectsOf(id), ['do reserve', 'undo reserve']);
  });
});
