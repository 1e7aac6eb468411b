import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { KernosError } from '../contract/errors.ts';
import { bookkeeper, publish, runOf } from './dbos.fixture.ts';
import { DbosBench } from './dbos-bench.fixture.ts';

let bench: DbosBench;
before(async () => {
  bench = await DbosBench.open(process.env.KERNOS_TEST_DATABASE_URL);
});
afterEach(() => bench.reset());
after(() => bench.close());

describe('schedules', () => {
  const ticks = async (schedule: string): Promise<Date[]> => {
    const { rows } = await bench.pool.query('SELECT due_at FROM ticks WHERE schedule = $1 ORDER BY due_at', [
      schedule,
    ]);
    return rows.map(({ due_at }) => due_at);
  };

  it('tick once for each instant at which they are due', async () => {
    // Six fields, with seconds, so that the test need not wait for minutes.
    await bench.start({ schedules: [{ name: 'test.often', cron: '* * * * * *' }] });
    await bench.until('four ticks', async () => (await ticks('test.often')).length >= 4);
    await bench.engine?.stop();
    const due = await ticks('test.often');
    for (const [i, instant] of due.slice(1).entries()) {
      assert.equal(instant.getTime() - Number(due[i]), 1000, String(due));
      assert.equal(instant.getMilliseconds(), 0);
    }
  });

  it('are deleted once they are no longer declared', async () => {
    const known = async () => {
      const { rows } = await bench.pool.query(
        'SELECT schedule_name AS name FROM dbos.workflow_schedules ORDER BY 1',
      );
      return rows.map(({ name }) => name);
    };
    const first = await bench.start({ schedules: [{ name: 'test.old', cron: '0 4 * * *' }] });
    assert.deepEqual(await known(), ['engine:forget', 'test.old']);
    await first.stop();
    await bench.start({ schedules: [{ name: 'test.new', cron: '0 4 * * *' }] });
    assert.deepEqual(await known(), ['engine:forget', 'test.new']);
  });

  it('that were missed are made up for once, by the latest instant', async () => {
    const minute = new Date(Date.now() - 5 * 60_000).getUTCMinutes();
    const schedules = [{ name: 'test.hourly', cron: `${minute} * * * *` }];
    const first = await bench.start({ schedules });
    await first.stop();
    assert.deepEqual(await ticks('test.hourly'), []);
    const lastFired = new Date(Date.now() - 40 * 3_600_000).toISOString();
    const sql = `UPDATE dbos.workflow_schedules SET last_fired_at = $1 WHERE schedule_name = 'test.hourly'`;
    await bench.pool.query(sql, [lastFired]);
    for (let round = 0; round < 2; round++) {
      const again = await bench.start({ schedules });
      await bench.until('a tick', async () => (await ticks('test.hourly')).length > 0);
      await pause(round * 1500);
      await again.stop();
    }
    const due = await ticks('test.hourly');
    assert.equal(due.length, 1);
    const late = Date.now() - Number(due[0]);
    assert.ok(late > 4 * 60_000 && late < 7 * 60_000, String(due));
  });

  it('that fail are tried again, then given up with a word in the log', async () => {
    let tries = 0;
    const host = bookkeeper(bench.pool, { schedules: [{ name: 'test.failing', cron: '* * * * * *' }] });
    const tick = async () => {
      tries += 1;
      throw new KernosError('gone', 410, 'There is nothing to do it with.');
    };
    await bench.start({ ...host, tick });
    await bench.until('a word in the log', async () =>
      bench.said.some(({ text }) => text === 'The job of a schedule failed'),
    );
    assert.ok(tries > 0);
    const told = bench.said.find(({ text }) => text === 'The job of a schedule failed');
    assert.equal(told?.fields.schedule, 'test.failing');
  });

  it('of the engine itself delete what DBOS keeps of runs that ended a month ago', async () => {
    const [old, recent] = [runOf('test.publish'), runOf('test.publish')];
    const first = await bench.start({ workflows: [publish] });
    await first.start(old);
    await first.start(recent);
    await bench.endOf(old.id);
    await bench.endOf(recent.id);
    await first.stop();
    const longAgo = Date.now() - 31 * 86_400_000;
    await bench.pool.query('UPDATE dbos.workflow_status SET completed_at = $2 WHERE workflow_uuid = $1', [
      old.id,
      longAgo,
    ]);
    const sql = `UPDATE dbos.workflow_schedules SET last_fired_at = $1 WHERE schedule_name = 'engine:forget'`;
    await bench.pool.query(sql, [new Date(Date.now() - 2 * 86_400_000).toISOString()]);
    await bench.start({ workflows: [publish] });
    const kept = async () => {
      const ids = [old.id, recent.id];
      const { rows } = await bench.pool.query(
        'SELECT workflow_uuid AS id FROM dbos.workflow_status WHERE workflow_uuid = ANY($1)',
        [ids],
      );
      return rows.map(({ id }) => id);
    };
    await bench.until('one to be forgotten', async () => (await kept()).length === 1);
    assert.deepEqual(await kept(), [recent.id]);
  });
});
