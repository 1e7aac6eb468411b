/** What the counters of the process tell of the last minute and the last hour. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Metrics } from './telemetry.ts';
import { quantile, Traffic } from './traffic.ts';

describe('a sample', () => {
  const metrics = new Metrics();
  let lag: () => Promise<number> = async () => 1.5;
  const traffic = new Traffic(metrics, {
    lagSeconds: () => lag(),
    poolWaiting: () => 3,
    clock: () => new Date('2026-11-20T12:00:00Z'),
  });
  after(() => {
    traffic.stop();
    metrics.stop();
  });
  const answer = (status: number, seconds: number, times = 1) => {
    for (let n = 0; n < times; n += 1)
      metrics.requests.of({ method: 'GET', route: '/api/notes', status: String(status) }).observe(seconds);
  };

  test('tells of what came since the one before, and of nothing else', async () => {
    answer(200, 0.004, 100);
    await traffic.sample();
    answer(200, 0.3, 6);
    answer(404, 0.3, 3);
    answer(500, 0.3, 1);
    await traffic.sample();
    await traffic.sample();
    const [first, second, third] = traffic.last(10);
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
    await traffic.sample();
    assert.equal(traffic.last(1)[0]?.lagSeconds, null);
  });

  test('takes nothing from what is told of the last minute', async () => {
    answer(200, 0.004, 2);
    await traffic.sample();
    const { routes } = await traffic.now();
    assert.deepEqual(
      routes.map(({ route, requests }) => [route, requests]),
      [['/api/notes', 112]],
    );
  });

  test('goes when it is an hour old', async () => {
    for (let n = 0; n < 730; n += 1) await traffic.sample();
    assert.equal(traffic.last(10_000).length, 720);
    assert.deepEqual((await traffic.now()).routes, [], 'and what was a minute ago is not of the last one');
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
