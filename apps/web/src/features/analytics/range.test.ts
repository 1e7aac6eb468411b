import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rangeOf, reportSearch, today } from './range.ts';

const now = new Date('2026-11-20T23:30:00Z');

describe('the stretch of a report', () => {
  it('is the last 30 days of the zone, and compares with the 30 before', () => {
    assert.deepEqual(rangeOf({ zone: 'UTC' }, now), {
      from: '2026-10-22',
      to: '2026-11-20',
      days: 30,
      before: { from: '2026-09-22', to: '2026-10-21' },
      interval: 'day',
      timezone: 'UTC',
      last: 30,
    });
  });

  it('ends on the day that it is where the reader is', () => {
    assert.equal(today('Asia/Tokyo', now), '2026-11-21');
    assert.equal(rangeOf({ zone: 'Asia/Tokyo', last: 7 }, now).from, '2026-11-15');
    assert.equal(today('No/Where', now), '2026-11-20');
  });

  it('counts chosen days, also across a change of the clock, and picks an interval that can be read', () => {
    const range = rangeOf({ from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Berlin' }, now);
    assert.equal(range.days, 31);
    assert.deepEqual(range.before, { from: '2026-01-29', to: '2026-02-28' });
    assert.equal(range.last, undefined);
    assert.equal(rangeOf({ last: 90, zone: 'UTC' }, now).interval, 'week');
    assert.equal(rangeOf({ last: 365, zone: 'UTC' }, now).interval, 'month');
    assert.equal(rangeOf({ last: 365, by: 'day', zone: 'UTC' }, now).interval, 'day');
  });

  it('takes from an address only what it can use', () => {
    assert.deepEqual(reportSearch({ last: 30, by: 'year', course: '', from: '2026-01-01', zone: true }), {});
    assert.deepEqual(reportSearch({ last: 90, by: 'week', from: '2026-13-01', to: '2026-01-02' }), {
      last: 90,
      by: 'week',
    });
    assert.deepEqual(reportSearch({ last: 90, from: '2026-01-01', to: '2026-01-02' }), {
      from: '2026-01-01',
      to: '2026-01-02',
    });
  });
});
