import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Asked,
  bucketFinder,
  lastWeeks,
  openStretchOf,
  type Refuse,
  segmentsOf,
  stretchOf,
} from './calendar.ts';
import { dayIn } from './events.fixture.ts';

const now = new Date('2026-11-20T12:34:56Z');
class Refused extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}
const refuse: Refuse = (code, detail) => {
  throw new Refused(code, detail);
};
const stretch = (asked: Asked) => stretchOf(asked, now, refuse);
const refusal = (asked: Asked) => {
  try {
    stretch(asked);
  } catch (error) {
    return (error as Refused).code;
  }
  return 'none';
};
const hours = (asked: Asked) => {
  const { buckets, to } = stretch(asked);
  return buckets.map(
    ({ start }, n) => (Date.parse(buckets[n + 1]?.start ?? to) - Date.parse(start)) / 3_600_000,
  );
};

describe('days of a time zone', () => {
  test('are 23 and 25 hours long where clocks change', () => {
    const timezone = 'Europe/Berlin';
    assert.deepEqual(hours({ from: '2026-03-28', to: '2026-03-30', timezone }), [24, 23, 24]);
    assert.deepEqual(hours({ from: '2026-10-24', to: '2026-10-26', timezone }), [24, 25, 24]);
    const { buckets, from, to } = stretch({ from: '2026-03-29', to: '2026-03-29', timezone });
    assert.deepEqual([from, to], ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    assert.deepEqual(buckets, [{ start: '2026-03-28T23:00:00.000Z', date: '2026-03-29' }]);
  });

  test('begin at one where there is no midnight, and at the first of two midnights', () => {
    const gap = stretch({ from: '2018-11-03', to: '2018-11-05', timezone: 'America/Sao_Paulo' });
    assert.deepEqual(
      gap.buckets.map(({ start }) => start),
      ['2018-11-03T03:00:00.000Z', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
    );
    const twice = stretch({ from: '2026-10-31', to: '2026-11-02', timezone: 'America/Havana' });
    assert.deepEqual(
      twice.buckets.map(({ start }) => start),
      ['2026-10-31T04:00:00.000Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    );
  });

  test('are whole, follow one another and hold exactly their own instants, in every zone there is', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    assert.ok(zones.length > 300);
    for (const timezone of zones) {
      const { buckets, from, to } = stretch({ from: '2026-01-01', to: '2026-12-31', timezone });
      assert.equal(buckets.length, 365, timezone);
      assert.equal(buckets[0]?.start, from);
      const dayOf = dayIn(timezone);
      for (const [n, { start, date }] of buckets.entries()) {
        const end = buckets[n + 1]?.start ?? to;
        assert.equal(Date.parse(start) % 900_000, 0, `${timezone} ${start}`);
        assert.deepEqual(
          [dayOf(start), dayOf(new Date(Date.parse(end) - 1).toISOString())],
          [date, date],
          timezone,
        );
      }
    }
  });
});

test('weeks begin on Monday, months on the first, and what is cut off is not part of it', () => {
  const weeks = stretch({ from: '2026-04-01', to: '2026-04-14', interval: 'week' });
  assert.deepEqual(
    weeks.buckets.map(({ date }) => date),
    ['2026-03-30', '2026-04-06', '2026-04-13'],
  );
  assert.equal(weeks.from, '2026-04-01T00:00:00.000Z');
  const months = stretch({
    from: '2026-01-31',
    to: '2026-03-01',
    interval: 'month',
    timezone: 'Asia/Kathmandu',
  });
  assert.deepEqual(
    months.buckets.map(({ date }) => date),
    ['2026-01-01', '2026-02-01', '2026-03-01'],
  );
});

test('without dates it is the last thirty days, today included, in the asked zone', () => {
  const { buckets } = stretch({ timezone: 'Pacific/Auckland' });
  assert.deepEqual(
    [buckets.length, buckets[0]?.date, buckets.at(-1)?.date],
    [30, '2026-10-23', '2026-11-21'],
  );
});

test('instants are widened to the quarter hour', () => {
  const { from, to } = stretch({ from: '2026-03-01T10:07:00+01:00', to: '2026-03-01T09:31:00Z' });
  assert.deepEqual([from, to], ['2026-03-01T09:00:00.000Z', '2026-03-01T09:45:00.000Z']);
});

test('what makes no sense is refused by name', () => {
  assert.equal(refusal({ from: '2026-03-02', to: '2026-03-01' }), 'range-reversed');
  assert.equal(refusal({ from: '2026-12-01' }), 'range-reversed');
  assert.equal(refusal({ from: '2026-03-01T10:00:00Z', to: '2026-03-01T10:00:00Z' }), 'range-reversed');
  for (const timezone of ['Mars/Olympus', '+01:00', 'Europe/Berlin; DROP', ''])
    assert.equal(refusal({ timezone }), 'timezone-unknown', timezone);
  for (const from of [
    '2026-02-30',
    'yesterday',
    '2026-1-1',
    '20260101',
    '0001-01-01',
    '2026-01-01T25:00:00Z',
  ])
    assert.equal(refusal({ from }), 'date-invalid', from);
  assert.equal(refusal({ from: '2020-01-01', to: '2026-01-01' }), 'range-too-long');
  assert.equal(refusal({ from: '2020-01-01', to: '2026-01-01', interval: 'week' }), 'none');
});

test('ends may be left open', () => {
  assert.deepEqual(openStretchOf({}, now, refuse), { from: null, to: null, timezone: 'UTC' });
  assert.equal(openStretchOf({ to: '2026-03-01' }, now, refuse).to, '2026-03-02T00:00:00.000Z');
});

test('segments cover each quarter hour of a stretch once, for its own bucket', () => {
  const asked = stretch({ from: '2026-03-27T13:30:00Z', to: '2026-03-31', timezone: 'Asia/Kolkata' });
  const quarters = segmentsOf(asked).flatMap(({ day, first, last, bucket }) =>
    Array.from(
      { length: last - first },
      (_, n) => [Date.parse(day) + (first + n) * 900_000, bucket] as const,
    ),
  );
  assert.equal(new Set(quarters.map(([at]) => at)).size, quarters.length);
  assert.equal(quarters.length, (Date.parse(asked.to) - Date.parse(asked.from)) / 900_000);
  const dayOf = dayIn('Asia/Kolkata');
  for (const [at, bucket] of quarters)
    assert.equal(dayOf(new Date(at).toISOString()), asked.buckets[bucket]?.date);
});

test('the bucket of a quarter hour is found over a change of clocks, and none outside the stretch', () => {
  for (const interval of ['day', 'week', 'month'] as const) {
    const asked = stretch({ from: '2026-03-20', to: '2026-04-10', timezone: 'Europe/Berlin', interval });
    const bucketOf = bucketFinder(asked);
    const [first, end] = [asked.from, asked.to].map((at) => Date.parse(at) / 900_000) as [number, number];
    assert.deepEqual([bucketOf(first - 1), bucketOf(end)], [undefined, undefined]);
    for (const { day, first: from, last, bucket } of segmentsOf(asked))
      for (let n = from; n < last; n += 1) assert.equal(bucketOf(Date.parse(day) / 900_000 + n), bucket);
  }
});

test('the last weeks end with the running one', () => {
  const { buckets, to } = lastWeeks(3, 'Europe/Berlin', now, refuse);
  assert.deepEqual(
    buckets.map(({ date }) => date),
    ['2026-11-02', '2026-11-09', '2026-11-16'],
  );
  assert.equal(to, '2026-11-22T23:00:00.000Z');
});
