/** What is read as an instant, and as which: RFC 3339 in whole, PostgreSQL's own form, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, instantOf, isReadable } from './text.ts';

test('an instant is read however it is written, and is in UTC then', () => {
  const read: readonly [string, string][] = [
    ['2026-11-20T09:30:00.000Z', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20t09:30:00z', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20T09:30:00.5+01:00', '2026-11-20T08:30:00.500Z'],
    ['2026-11-20 09:30:00.123456+00', '2026-11-20T09:30:00.123456Z'],
    ['2026-11-20 09:30:00.123456-0330', '2026-11-20T13:00:00.123456Z'],
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123456Z'],
    // PostgreSQL takes no offset from 16 hours on.
    ['2026-01-01T00:00:00+16:00', '2025-12-31T08:00:00.000Z'],
    ['2026-01-01T00:00:00-23:59', '2026-01-01T23:59:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ];
  for (const [text, instant] of read) assert.equal(instantOf(text), instant, text);
});

test('what is no instant is not read as one that comes later', () => {
  for (const text of [
    ...['', 'now', '2026', '2026-11-20', '09:30:00Z', '2026-11-20T09:30Z', '2026-11-20T09:30:00'],
    ...['2026-02-30T00:00:00Z', '2025-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z'],
    ...['2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z', '2026-01-01T00:00:61Z', '2026-01-01T12:00:60Z'],
    ...['2026-01-01T00:00:00+24:00', '2026-01-01T00:00:00+01:60', '2026-01-01T00:00:00.Z'],
    // Beyond the years that can be written, in UTC.
    ...['0000-06-01T00:00:00Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'],
    ...['+012026-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', 'infinity', 'epoch', '2026-01-01T00:00:00Z\n'],
    '2026-01-01T00:00:00Z[Europe/Paris]',
  ])
    assert.equal(instantOf(text), null, text);
});

test('a day is one that the calendar has', () => {
  assert.equal(dayOf('2024-02-29'), Date.UTC(2024, 1, 29));
  for (const text of ['2025-02-29', '2024-04-31', '2024-13-01', '24-01-01', '2024-01-01T00:00:00Z', ''])
    assert.equal(dayOf(text), null, text);
});

test('text that PostgreSQL cannot keep is told', () => {
  for (const text of ['', 'é', '🙂', '\u{10ffff}', '\u0001'])
    assert.ok(isReadable(text), JSON.stringify(text));
  for (const text of ['\0', 'a\0b', '\ud83d', '\ude42\ud83d', 'a\ud83d'])
    assert.ok(!isReadable(text), JSON.stringify(text));
});
