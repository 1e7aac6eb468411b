import assert from 'node:assert/strict';
import { test } from 'node:test';
import { streakOf } from './streak.ts';

const on = (...dates: string[]) => dates.map((date, n) => ({ date, count: n + 1 }));
const lengths = (active: ReturnType<typeof on>, today: string) => {
  const { current, longest } = streakOf(active, today);
  return [current, longest];
};

test('days in a row end with today, or with yesterday while today has none', () => {
  const days = on('2026-11-18', '2026-11-19', '2026-11-20');
  assert.deepEqual(lengths(days, '2026-11-20'), [3, 3]);
  assert.deepEqual(lengths(days, '2026-11-21'), [3, 3]);
  assert.deepEqual(lengths(days, '2026-11-22'), [0, 3]);
  assert.deepEqual(lengths([], '2026-11-22'), [0, 0]);
});

test('a day without breaks it; the longest stays', () => {
  const days = on('2026-01-01', '2026-01-02', '2026-01-03', '2026-11-18', '2026-11-20');
  assert.deepEqual(lengths(days, '2026-11-20'), [1, 3]);
});

test('months, leap days and years pass like other days', () => {
  const days = on('2027-12-31', '2028-01-01', '2028-02-28', '2028-02-29', '2028-03-01');
  assert.deepEqual(lengths(days, '2028-03-01'), [3, 3]);
  assert.deepEqual(lengths(days.slice(0, 2), '2028-01-01'), [2, 2]);
});

test('the last five weeks are there day by day, today last', () => {
  const { days } = streakOf(on('2026-03-01', '2026-03-02', '2026-03-30'), '2026-03-31');
  assert.equal(days.length, 35);
  assert.equal(days[0]?.date, '2026-02-25');
  assert.equal(days.at(-1)?.date, '2026-03-31');
  assert.deepEqual(
    days.filter(({ count }) => count > 0),
    on('2026-03-01', '2026-03-02', '2026-03-30'),
  );
});
