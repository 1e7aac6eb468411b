/** Recent time series of the process. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { History } from './history.ts';
import { Metrics } from './telemetry.ts';
import { quantile, Traffic } from './traffic.ts';

describe('a sample', () => {
  const metrics = new Metrics();
  const traffic = new Traffic(metrics);
  let lag: () => Promise<number> = async () => 1.5;
  const history = new History({
    interval: () => traffic.interval(),
    lagSeconds: () => lag(),
    poolWaiting: () => 3,
    clock: () => new Date('2026-11-20T12:00:00Z'),
  });
  after(() => {
    history.stop();
    traffic.stop();
    metrics.stop();
  });
  const answer = (status: number, seconds: number, times = 1) => {
    for (let n = 0; n < times; n += 1)
      metrics.requests.observe({ method: 'GET', route: '/api/notes', status: String(status) }, seconds);
  };

  test('tells of what came since the one before, and of nothing else', async () => {
    answer(200, 0.004, 100);
    await history.sample();
    answer(200, 0.3, 6);
    answer(404, 0.3, 3);
    answer(500, 0.3, 1);
    await history.sample();
    await history.sample();
    const [first, second, third] = history.last(10);
    assert.deepEqual([first?.errorRate, first?.refusalRate], [0, 0]);
    assert.ok((first?.p50Ms ?? 0) <= 5, `${first?.p50Ms}`);
    assert.deepEqual([second?.errorRate, second?.refusalRate], [0.1, 0.3]);
    assert.ok((second?.p50Ms ?? 0) > 250 && (second?.p50Ms ?? 0) <= 500, `${second?.p50Ms}`);
    assert.deepEqual([third?.perSecond, third?.p99Ms], [0, 0]);
    assert.deepEqual(
      [first?.lagSeconds, first?.poolWaiting, first?.at],
      [1.5, 3, '2026-11-20T12:00:00.000Z'],
    );
  });

  test('has no lag where the database does not answer', async () => {
    lag = () => Promise.reject(new Error('away'));
    await history.sample();
    assert.equal(history.last(1)[0]?.lagSeconds, null);
  });

  test('goes when it is an hour old', async () => {
    for (let n = 0; n < 730; n += 1) await history.sample();
    assert.equal(history.last(10_000).length, 720);
  });
});

test('a quantile lies between the bounds of its bucket, and is no more than the last bound', () => {
  const bounds = [
    [0.01, 50],
    [0.1, 90],
    [1, 99],
    [Number.POSITIVE_INFINITY, 100],
  ] as const;
  assert.equal(quantile(0.5, bounds, 100), 10);
  assert.equal(quantile(0.7, bounds, 100), 55);
  assert.equal(quantile(0.999, bounds, 100), 1_000);
  assert.equal(quantile(0.5, [], 0), 0);
});
