import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { KernosError } from '../contract/errors.ts';
import type { ScheduledJob } from '../contract/service.ts';
import { Ground, Host } from './host.fixture.ts';
import { seconds } from './workflows.ts';

let ground: Ground;
before(async () => {
  ground = await Ground.open();
});
afterEach(() => ground.reset());
after(() => ground.close());

const schedule = (run: ScheduledJob['run'], cron = '0 8 * * *') => ({
  schedules: [{ name: 'tried.daily', cron, job: { cron, run } }],
});
const write: ScheduledJob['run'] = async (due, { tx }) => {
  await tx.query({
    text: `INSERT INTO tried.effects (run, step, direction) VALUES ('daily', $1, 'do')`,
    values: [due.toISOString()],
  });
};
const record = async () => (await ground.query<Record<string, unknown>>('SELECT * FROM kernel.schedules'))[0];

describe('schedules', () => {
  it('know leap years and ends of months', () => {
    const { runs } = new Host('polling', ground.store, ground.clock, {});
    const next = (cron: string, after: string) =>
      runs.schedules.nextDue(cron, new Date(after))?.toISOString();
    assert.equal(next('0 0 29 2 *', '2026-03-01T00:00:00.000Z'), '2028-02-29T00:00:00.000Z');
    assert.equal(next('0 12 * * *', '2026-11-20T12:00:00.000Z'), '2026-11-21T12:00:00.000Z');
    assert.equal(next('0 0 30 2 *', '2026-11-20T12:00:00.000Z'), undefined);
  });

  it('take effect once for an instant, whoever else takes itself for the only one', async () => {
    ground.at = Date.parse('2030-01-01T07:00:00Z');
    let began = 0;
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const run: ScheduledJob['run'] = async (due, ctx) => {
      began += 1;
      if (began === 2) release();
      await both;
      await write(due, ctx);
    };
    const hosts = [0, 1].map(() => new Host('polling', ground.store, ground.clock, schedule(run)));
    await hosts[0]?.runs.schedules.keep('tried');
    ground.at = Date.parse('2030-01-01T08:00:00Z');
    const { signal } = new AbortController();
    const next = await Promise.all(hosts.map(({ runs }) => runs.advance('schedule:tried.daily', signal)));
    assert.deepEqual(next, Array(2).fill(new Date('2030-01-02T08:00:00Z')));
    assert.equal(began, 2);
    assert.deepEqual(await ground.effectsOf('daily'), ['do 2030-01-01T08:00:00.000Z']);
    await hosts[0]?.runs.advance('schedule:tried.daily', signal);
    assert.equal((await ground.effectsOf('daily')).length, 1);
  });

  it('that fail are tried again, then given up for that time with a word in the log', async () => {
    ground.at = Date.parse('2030-02-01T07:00:00Z');
    let tries = 0;
    const run = async () => {
      tries += 1;
      throw tries < 2 ? new Error('busy') : new KernosError('gone', 410, 'There is nothing to do it with.');
    };
    const host = new Host('polling', ground.store, ground.clock, schedule(run));
    await host.runs.schedules.keep('tried');
    const { signal } = new AbortController();
    ground.at = Date.parse('2030-02-01T08:00:00Z');
    const again = await host.runs.advance('schedule:tried.daily', signal);
    assert.deepEqual(again, new Date('2030-02-01T08:00:01Z'));
    await host.runs.advance('schedule:tried.daily', signal);
    assert.equal(tries, 1, 'it waits for its time');
    ground.advance(seconds(1));
    const next = await host.runs.advance('schedule:tried.daily', signal);
    assert.deepEqual(next, new Date('2030-02-02T08:00:00Z'));
    const { outcome, errorCode, failures, runs } = (await record()) ?? {};
    assert.deepEqual([outcome, errorCode, failures], ['failed', 'gone', 2]);
    assert.ok(Number(runs) >= 2);
    assert.ok(
      host.said.some(({ level, msg }) => level === 'error' && msg.includes('given up for this time')),
    );
  });

  it('are forgotten once they are no longer declared', async () => {
    await new Host('polling', ground.store, ground.clock, schedule(write)).runs.schedules.keep('tried');
    assert.ok(await record());
    await new Host('polling', ground.store, ground.clock, {}).runs.schedules.keep('tried');
    assert.equal(await record(), undefined);
  });
});
