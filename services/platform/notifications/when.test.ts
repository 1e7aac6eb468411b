/** Quiet hours and digests over nights, weeks and changes of the clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterQuietHours, nextDigest } from './when.ts';

const berlin = {
  timeZone: 'Europe/Berlin',
  quietHours: { from: '22:00', to: '07:00' },
  digestHour: 8,
  digestWeekday: 1,
};
const after = async (now: string, rhythm: Parameters<typeof afterQuietHours>[1] = berlin) =>
  (await afterQuietHours(new Date(now), rhythm)).toISOString();
const digest = async (now: string, pace: 'immediate' | 'daily' | 'weekly', rhythm = berlin) =>
  (await nextDigest(new Date(now), pace, rhythm)).toISOString();

test('outside quiet hours nothing waits; their first minute is quiet, their end is not', async () => {
  assert.equal(await after('2026-07-01T10:00:00.000Z'), '2026-07-01T10:00:00.000Z');
  assert.equal(await after('2026-07-01T19:59:59.999Z'), '2026-07-01T19:59:59.999Z');
  assert.equal(await after('2026-07-01T20:00:00.000Z'), '2026-07-02T05:00:00.000Z');
  assert.equal(await after('2026-07-02T05:00:00.000Z'), '2026-07-02T05:00:00.000Z');
  assert.equal(await after('2026-07-02T04:59:59.000Z'), '2026-07-02T05:00:00.000Z');
});

test('quiet hours within a day, and none', async () => {
  const noon = { ...berlin, quietHours: { from: '12:00', to: '13:30' } };
  assert.equal(await after('2026-01-05T11:15:00.000Z', noon), '2026-01-05T12:30:00.000Z');
  assert.equal(await after('2026-01-05T12:45:00.000Z', noon), '2026-01-05T12:45:00.000Z');
  assert.equal(
    await after('2026-01-05T11:15:00.000Z', { ...berlin, quietHours: null }),
    '2026-01-05T11:15:00.000Z',
  );
});

test('the night in which clocks go forward is an hour shorter, the one in which they go back an hour longer', async () => {
  // 29 March 2026, 02:00 → 03:00; 25 October 2026, 03:00 → 02:00.
  assert.equal(await after('2026-03-28T22:00:00.000Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(await after('2026-10-24T21:00:00.000Z'), '2026-10-25T06:00:00.000Z');
});

test('an end that the clock jumps over is where it lands', async () => {
  const early = { ...berlin, quietHours: { from: '23:00', to: '02:30' } };
  assert.equal(await after('2026-03-28T23:30:00.000Z', early), '2026-03-29T01:00:00.000Z');
});

test('an end that comes twice counts the first time', async () => {
  const early = { ...berlin, quietHours: { from: '23:00', to: '02:30' } };
  assert.equal(await after('2026-10-24T22:30:00.000Z', early), '2026-10-25T00:30:00.000Z');
  // 02:15 for the second time: its end was an hour ago.
  assert.equal(await after('2026-10-25T01:15:00.000Z', early), '2026-10-25T01:15:00.000Z');
});

test('zones with odd offsets, and a jump at midnight', async () => {
  const nepal = { ...berlin, timeZone: 'Asia/Kathmandu' };
  assert.equal(await after('2026-06-01T20:00:00.000Z', nepal), '2026-06-02T01:15:00.000Z');
  // Cairo: 24 April 2026, 00:00 → 01:00.
  const cairo = { ...berlin, timeZone: 'Africa/Cairo', quietHours: { from: '20:00', to: '00:00' } };
  assert.equal(await after('2026-04-23T19:00:00.000Z', cairo), '2026-04-23T22:00:00.000Z');
});

test('digests go out at the local hour, daily or on a weekday', async () => {
  assert.equal(await digest('2026-07-01T10:00:00.000Z', 'immediate'), '2026-07-01T10:00:00.000Z');
  assert.equal(await digest('2026-07-01T05:59:59.000Z', 'daily'), '2026-07-01T06:00:00.000Z');
  assert.equal(await digest('2026-07-01T06:00:00.000Z', 'daily'), '2026-07-02T06:00:00.000Z');
  // Wednesday → Monday; Monday at eight → the next one.
  assert.equal(await digest('2026-07-01T10:00:00.000Z', 'weekly'), '2026-07-06T06:00:00.000Z');
  assert.equal(await digest('2026-07-06T06:00:00.000Z', 'weekly'), '2026-07-13T06:00:00.000Z');
  // Over the change of the clock: still eight o'clock.
  assert.equal(await digest('2026-10-24T06:00:00.000Z', 'daily'), '2026-10-25T07:00:00.000Z');
  const late = { ...berlin, digestHour: 2 };
  assert.equal(await digest('2026-03-28T12:00:00.000Z', 'daily', late), '2026-03-29T01:00:00.000Z');
});
