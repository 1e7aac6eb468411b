/** Recent time series of the process, as an administrator’s charts ask for them. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { History } from '../src/observability/history.ts';
import { Metrics } from '../src/observability/telemetry.ts';
import { Traffic } from '../src/observability/traffic.ts';
import { operations } from '../src/operations/contract.ts';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

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

test('an administrator gets them, and nobody else', async () => {
  await using system = await startTestSystem({ services: [notesService()] });
  const { everySeconds, samples } = await system
    .client(operations, system.person(['admin']))
    .history({ minutes: 5 });
  assert.deepEqual([everySeconds, samples], [5, []]);
  await assert.rejects(
    system.client(operations, system.person(['writer'])).history({}),
    (error) => (error as { code: string }).code === 'forbidden',
  );
});
