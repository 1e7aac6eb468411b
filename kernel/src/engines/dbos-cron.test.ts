/** When a cron text is due. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextDue } from './dbos-cron.ts';

test('schedules know leap years and ends of months', () => {
  const after29 = nextDue('0 0 29 2 *', new Date('2026-03-01T00:00:00.000Z'));
  assert.equal(after29?.toISOString(), '2028-02-29T00:00:00.000Z');
  assert.equal(
    nextDue('0 12 * * *', new Date('2026-11-20T12:00:00.000Z'))?.toISOString(),
    '2026-11-21T12:00:00.000Z',
  );
});
