/**
 * The calendar of a time zone: what stretch a report is about, and where its buckets begin. Pure. Days are as
 * long as they are there, also those of 23 and 25 hours; weeks begin on Monday (ISO 8601).
 */
import { isTimeZone } from '@kernos/kernel/time-zones';
import { DateTime } from 'luxon';
import type { Interval } from './schemas.ts';

export interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timezone?: string | undefined;
  readonly interval?: Interval | undefined;
}

export interface Bucket {
  /** In UTC, RFC 3339. */
  readonly start: string;
  /** As a day of the zone. */
  readonly date: string;
}

export interface Stretch {
  readonly from: string;
  /** Not part of it. */
  readonly to: string;
  readonly timezone: string;
  readonly interval: Interval;
  /** Those that it touches, in order. The first may begin before it. */
  readonly buckets: readonly Bucket[];
}

export type Refusal = 'date-invalid' | 'range-reversed' | 'range-too-long' | 'timezone-unknown';

/** Refuses a stretch: never returns. */
export type Refuse = (code: Refusal, detail: string) => never;

const QUARTER_MS = 900_000;
const MAX_BUCKETS = 1_100;
const DEFAULT_DAYS = 30;
/** Before it, offsets were not whole quarters of an hour everywhere. */
const [FIRST_YEAR, LAST_YEAR] = [1990, 2200];

/** The stretch that was asked for, at most 1,100 buckets. */
export function stretchOf(asked: Asked, now: Date, refuse: Refuse): Stretch {
  const { interval = 'day' } = asked;
  const timezone = zoneOf(asked.timezone, refuse);
  const to = endOf(asked.to, now, timezone, refuse);
  const from =
    asked.from === undefined
      ? startOf(to.minus({ milliseconds: 1 }).minus({ days: DEFAULT_DAYS - 1 }), 'day')
      : momentOf(asked.from, timezone, Math.floor, refuse).at;
  checkOrder(from, to, asked, refuse);
  const buckets = bucketsOf(from, to, interval, refuse);
  return { from: iso(from), to: iso(to), timezone, interval, buckets };
}

/** The same where either end may be left open: null. */
export function openStretchOf(
  asked: Asked,
  now: Date,
  refuse: Refuse,
): { from: string | null; to: string | null; timezone: string } {
  const timezone = zoneOf(asked.timezone, refuse);
  const from = asked.from === undefined ? null : momentOf(asked.from, timezone, Math.floor, refuse).at;
  const to = asked.to === undefined ? null : endOf(asked.to, now, timezone, refuse);
  if (from && to) checkOrder(from, to, asked, refuse);
  return { from: from && iso(from), to: to && iso(to), timezone };
}

/** The last `count` weeks, the running one last, and where it ends. */
export function lastWeeks(
  count: number,
  timezone: string | undefined,
  now: Date,
  refuse: Refuse,
): { timezone: string; buckets: Bucket[]; to: string } {
  const zone = zoneOf(timezone, refuse);
  const running = startOf(DateTime.fromJSDate(now, { zone }), 'week');
  const first = startOf(running.minus({ weeks: count - 1 }), 'week');
  const to = next(running, 'week');
  return { timezone: zone, buckets: bucketsOf(first, to, 'week', refuse), to: iso(to) };
}

/** A part of a day in UTC that belongs to one bucket: which of its 96 quarter hours. */
export interface Segment {
  readonly day: string;
  readonly quarters: string;
  readonly bucket: number;
}

/** A stretch as the parts of UTC days that its buckets are made of, for rows that hold a day's quarter hours. */
export function segmentsOf({ from, to, buckets }: Pick<Stretch, 'from' | 'to' | 'buckets'>): Segment[] {
  const segments: Segment[] = [];
  for (const [bucket, { start }] of buckets.entries()) {
    const begin = Math.max(Date.parse(start), Date.parse(from));
    const end = Math.min(Date.parse(buckets[bucket + 1]?.start ?? to), Date.parse(to));
    for (let day = Math.floor(begin / DAY_MS) * DAY_MS; day < end; day += DAY_MS) {
      const [first, last] = [Math.max(begin - day, 0), Math.min(end - day, DAY_MS)].map(
        (ms) => ms / QUARTER_MS,
      );
      const quarters = '0'
        .repeat(first as number)
        .padEnd(last as number, '1')
        .padEnd(96, '0');
      segments.push({ day: new Date(day).toISOString().slice(0, 10), quarters, bucket });
    }
  }
  return segments;
}
const DAY_MS = 86_400_000;

const iso = (at: DateTime): string => new Date(at.toMillis()).toISOString();

function zoneOf(name = 'UTC', refuse: Refuse): string {
  if (!isTimeZone(name))
    refuse(
      'timezone-unknown',
      `There is no time zone “${name}”. Give one of the IANA database, e.g. Europe/Berlin.`,
    );
  return name;
}

function endOf(text: string | undefined, now: Date, zone: string, refuse: Refuse): DateTime {
  if (text === undefined) return next(startOf(DateTime.fromJSDate(now, { zone }), 'day'), 'day');
  const { at, isDay } = momentOf(text, zone, Math.ceil, refuse);
  return isDay ? next(at, 'day') : at;
}

function momentOf(
  text: string,
  zone: string,
  round: (n: number) => number,
  refuse: Refuse,
): { at: DateTime; isDay: boolean } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i.test(text);
  const read = isDay || isInstant ? DateTime.fromISO(text.toUpperCase(), { zone }) : undefined;
  if (!read?.isValid)
    return refuse(
      'date-invalid',
      `“${text}” is no date. Give a day such as 2026-03-01, or an instant such as 2026-03-01T09:00:00Z.`,
    );
  if (read.year < FIRST_YEAR || read.year >= LAST_YEAR)
    return refuse(
      'date-invalid',
      `“${text}” is out of reach: reports go from ${FIRST_YEAR} to ${LAST_YEAR - 1}.`,
    );
  if (isDay) return { at: startOf(read, 'day'), isDay };
  return { at: DateTime.fromMillis(round(read.toMillis() / QUARTER_MS) * QUARTER_MS, { zone }), isDay };
}

function checkOrder(from: DateTime, to: DateTime, asked: Asked, refuse: Refuse): void {
  if (from >= to)
    refuse(
      'range-reversed',
      `The stretch ends (${asked.to ?? 'today'}) before it begins (${asked.from ?? iso(from)}). Exchange “from” and “to”.`,
    );
}

function bucketsOf(from: DateTime, to: DateTime, interval: Interval, refuse: Refuse): Bucket[] {
  const buckets: Bucket[] = [];
  for (let at = startOf(from, interval); at < to; at = next(at, interval)) {
    if (buckets.length === MAX_BUCKETS)
      refuse(
        'range-too-long',
        `That is more than ${MAX_BUCKETS.toLocaleString('en')} ${interval}s. Ask for a shorter stretch or a longer interval.`,
      );
    buckets.push({ start: iso(at), date: at.toISODate() as string });
  }
  return buckets;
}

// Where clocks go back over midnight a day begins twice, and luxon may take the second time.
function startOf(at: DateTime, unit: Interval): DateTime {
  const start = at.startOf(unit);
  const earlier = start.minus({ hours: 1 });
  return earlier.hasSame(start, 'day') ? earlier : start;
}

// Some days have no midnight: the next one is looked for from noon.
const next = (start: DateTime, unit: Interval): DateTime =>
  startOf(start.set({ hour: 12 }).plus({ [unit]: 1 }), unit);
