/** What goes out as a file; measurements; notifications. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { asService } from '@kernos/kernel/testing';
import { analytics } from './contract.ts';
import { peopleOf, published, schoolLife, startWithPublishers, tell } from './events.fixture.ts';

const system = await startWithPublishers();
after(() => system[Symbol.asyncDispose]());
system.clock.set('2026-04-20T12:00:00.000Z');
const { admin, instructor, organizationId } = peopleOf(system);
const desk = system.client(analytics, admin);

const evil = '=HYPERLINK("http://evil.example","Click")';
const taught = published(organizationId, instructor.userId, { title: evil });
const life = schoolLife(organizationId, [taught], {
  learners: 30,
  events: 2_500,
  from: '2026-03-01T00:00:00Z',
  to: '2026-04-20T00:00:00Z',
  seed: 11,
});
before(() => tell(system, [taught.event, ...life]));

async function download(query: Record<string, string>, person = admin) {
  const response = await fetch(`${system.url}/api/reports/export?${new URLSearchParams(query)}`, {
    headers: system.headers(person),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('an export', () => {
  test('of facts has every event of the organization once, in order of time', async () => {
    const { headers, text } = await download({ report: 'facts', format: 'jsonl' });
    assert.match(headers.get('content-type') ?? '', /^application\/jsonl/);
    assert.match(headers.get('content-disposition') ?? '', /facts-2026-04-20\.jsonl/);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { eventId: string; time: string; type: string; data: unknown });
    assert.equal(rows.length, life.length + 1);
    assert.equal(new Set(rows.map(({ eventId }) => eventId)).size, rows.length);
    assert.deepEqual(
      rows.map(({ time }) => time),
      rows.map(({ time }) => time).toSorted(),
    );
    const told = (list: readonly { type: string; time: string; data: unknown }[]) =>
      list
        .map(
          ({ type, time, data }) =>
            `${time} ${type} ${JSON.stringify(Object.entries(data as object).sort())}`,
        )
        .sort();
    assert.deepEqual(told(rows), told([taught.event, ...life]));
  });

  test('of facts of some days has those days alone', async () => {
    const { text } = await download({
      report: 'facts',
      format: 'jsonl',
      from: '2026-03-29',
      to: '2026-03-29',
      timezone: 'Europe/Berlin',
    });
    const [from, to] = ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'];
    assert.equal(
      text.trimEnd().split('\n').length,
      life.filter(({ time }) => time >= from && time < to).length,
    );
  });

  test('of reports says what the reports say, and runs nothing in a spreadsheet', async () => {
    const range = {
      from: '2026-03-01',
      to: '2026-04-19',
      interval: 'week',
      timezone: 'Europe/Berlin',
    } as const;
    const { series } = await desk.enrollments(range);
    const { text, headers } = await download({ report: 'enrollments', ...range });
    assert.match(headers.get('content-type') ?? '', /^text\/csv/);
    assert.equal(
      text,
      ['start,date,count', ...series.map(({ start, date, count }) => `${start},${date},${count}`), ''].join(
        '\r\n',
      ),
    );
    const funnel = await download({ report: 'funnel' }, instructor);
    const numbers = (await desk.funnel({})).items[0]?.stages.map(({ learners }) => learners).join(',');
    assert.equal(
      funnel.text.split('\r\n')[1],
      `${taught.courseId},"'${evil.replaceAll('"', '""')}",${numbers}`,
    );
  });

  test('of each report can be made, in both formats', async () => {
    for (const report of [
      'enrollments',
      'completions',
      'lesson-completions',
      'active-learners',
      'funnel',
      'time-to-complete',
      'lessons',
      'retention',
      'notifications',
      'metrics',
      'facts',
    ])
      for (const format of ['csv', 'jsonl']) {
        const { status, text } = await download({
          report,
          format,
          courseId: taught.courseId,
          name: 'beds.free',
        });
        assert.equal(status, 200, `${report} ${text}`);
        for (const line of format === 'jsonl' ? text.split('\n').filter(Boolean) : []) JSON.parse(line);
      }
  });

  test('that nobody reads to the end lets go of what it holds', async () => {
    const stopping = new AbortController();
    const { headers } = system;
    const response = await fetch(`${system.url}/api/reports/export?report=facts`, {
      headers: headers(admin),
      signal: stopping.signal,
    });
    await response.body?.getReader().read();
    stopping.abort();
    assert.equal((await desk.enrollments({})).series.length, 30);
  });
});

describe('measurements', () => {
  test('come by task or call, and are looked at over time', async () => {
    const record = (at: string, value: number, ward: string) =>
      system.system.call(
        analytics.calls.record,
        { metric: 'beds.free', value, unit: '1', dimensions: { ward }, at },
        asService(organizationId),
      );
    await record('2026-04-01T10:00:00.000Z', 4, 'A');
    await record('2026-04-01T11:00:00.000Z', 8, 'B');
    await record('2026-04-02T22:30:00.000Z', 3, 'B');
    await system.settled();
    const asked = { name: 'beds.free', from: '2026-04-01', to: '2026-04-03', timezone: 'Europe/Berlin' };
    const { series, unit, total } = await desk.metrics(asked);
    assert.deepEqual([unit, total], ['1', { count: 3, sum: 15 }]);
    assert.deepEqual(
      series.map(({ date, count, sum, average, minimum, maximum, last }) => [
        date,
        count,
        sum,
        average,
        minimum,
        maximum,
        last,
      ]),
      [
        ['2026-04-01', 2, 12, 6, 4, 8, 8],
        ['2026-04-02', 0, 0, null, null, null, null],
        ['2026-04-03', 1, 3, 3, 3, 3, 3],
      ],
    );
    const inB = await desk.metrics({ ...asked, dimension: 'ward:B' });
    assert.deepEqual(inB.total, { count: 2, sum: 11 });
    const { items } = await desk.metricNames({});
    assert.deepEqual(items, [
      { name: 'beds.free', unit: '1', count: 3, last: 3, lastAt: '2026-04-02T22:30:00.000Z' },
    ]);
    await assert.rejects(
      desk.metrics({ name: 'beds.free', dimension: 'B' }),
      (error) => (error as { code: string }).code === 'dimension-invalid',
    );
    assert.equal((await system.client(analytics, system.person(['admin'])).metrics(asked)).total.count, 0);
  });
});

test('notifications are counted by day, channel and kind', async () => {
  const about = (type: string, time: string, kind: string, channel: string) => ({
    ...{ type, time, organizationId },
    data: { recipientId: newId(), deliveryId: newId(), kind, channel },
  });
  await tell(system, [
    about('notification.delivered', '2026-04-10T08:00:00.000Z', 'welcome', 'email'),
    about('notification.delivered', '2026-04-10T08:00:00.000Z', 'welcome', 'in-app'),
    about('notification.delivered', '2026-04-11T08:00:00.000Z', 'digest', 'email'),
    about('notification.failed', '2026-04-11T08:20:00.000Z', 'digest', 'webhook'),
    about('notification.failed', '2026-05-11T08:20:00.000Z', 'digest', 'webhook'),
  ]);
  const report = await desk.notifications({ from: '2026-04-10', to: '2026-04-12' });
  assert.deepEqual(
    report.series.map(({ delivered, failed }) => [delivered, failed]),
    [
      [2, 0],
      [1, 1],
      [0, 0],
    ],
  );
  assert.deepEqual(report.total, { delivered: 3, failed: 1 });
  assert.deepEqual(report.channels, [
    { channel: 'email', delivered: 2, failed: 0 },
    { channel: 'in-app', delivered: 1, failed: 0 },
    { channel: 'webhook', delivered: 0, failed: 1 },
  ]);
  assert.deepEqual(
    report.kinds.map(({ kind, channel, delivered, failed }) => [kind, channel, delivered, failed]),
    [
      ['digest', 'email', 1, 0],
      ['digest', 'webhook', 0, 1],
      ['welcome', 'email', 1, 0],
      ['welcome', 'in-app', 1, 0],
    ],
  );
});
