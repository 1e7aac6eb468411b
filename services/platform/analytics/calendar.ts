/**
 * The calendar of a time zone: what stretch a report is about, and where its buckets begin. Pure. Days are as
 * long as they are there, also those of 23 and 25 hours; weeks begin on Monday (ISO 8601).
 */
import { isTimeZone } from '@kernos/kernel/time-zones';
import type { Interval } from './schemas.ts';
import { DAY_MS, floorTo, QUARTER_MS, Zone } from './zone.ts';

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

const MAX_BUCKETS = 1_100;
const DEFAULT_DAYS = 30;
/** Before it, offsets were not whole quarters of an hour everywhere. */
const [FIRST_YEAR, LAST_YEAR] = [1990, 2199];

/** The stretch that was asked for, at most 1,100 buckets. */
export function stretchOf(asked: Asked, now: Date, refuse: Refuse): Stretch {
  const { interval = 'day' } = asked;
  const zone = zoneOf(asked.timezone, refuse);
  const to = endOf(asked.to, now, zone, refuse);
  const from =
    asked.from === undefined
      ? zone.startOf(zone.dayOf(to - 1) - (DEFAULT_DAYS - 1) * DAY_MS)
      : beginningOf(asked.from, zone, refuse);
  checkOrder(from, to, asked, refuse);
  const buckets = bucketsOf(from, to, interval, zone, refuse);
  return { from: iso(from), to: iso(to), timezone: zone.name, interval, buckets };
}

/** The same where either end may be left open: null. */
export function openStretchOf(
  asked: Asked,
  now: Date,
  refuse: Refuse,
): { from: string | null; to: string | null; timezone: string } {
  const zone = zoneOf(asked.timezone, refuse);
  const from = asked.from === undefined ? null : beginningOf(asked.from, zone, refuse);
  const to = asked.to === undefined ? null : endOf(asked.to, now, zone, refuse);
  if (from !== null && to !== null) checkOrder(from, to, asked, refuse);
  return { from: from === null ? null : iso(from), to: to === null ? null : iso(to), timezone: zone.name };
}

/** The last `count` weeks, the running one last, and where it ends. */
export function lastWeeks(
  count: number,
  timezone: string | undefined,
  now: Date,
  refuse: Refuse,
): { timezone: string; buckets: Bucket[]; to: string } {
  const zone = zoneOf(timezone, refuse);
  const running = firstDay(zone.dayOf(now.getTime()), 'week');
  const from = zone.startOf(running - (count - 1) * 7 * DAY_MS);
  const to = zone.startOf(nextDay(running, 'week'));
  return { timezone: zone.name, buckets: bucketsOf(from, to, 'week', zone, refuse), to: iso(to) };
}

/** A part of a week in UTC, from Monday, that belongs to one bucket: which of its 672 quarter hours. */
export interface Segment {
  readonly week: string;
  readonly quarters: string;
  readonly bucket: number;
  /** True where the bucket has no other part: then nobody can be in it twice. */
  readonly alone: boolean;
}

/** A stretch as the parts of UTC weeks that its buckets are made of, for rows that hold a week's quarter hours. */
export function segmentsOf({ from, to, buckets }: Pick<Stretch, 'from' | 'to' | 'buckets'>): Segment[] {
  return buckets.flatMap(({ start }, bucket) => {
    const begin = Math.max(Date.parse(start), Date.parse(from));
    const end = Math.min(Date.parse(buckets[bucket + 1]?.start ?? to), Date.parse(to));
    const parts: { week: string; quarters: string }[] = [];
    for (let week = floorTo(WEEK_MS, begin - FIRST_MONDAY) + FIRST_MONDAY; week < end; week += WEEK_MS) {
      const [first = 0, last = 0] = [Math.max(begin - week, 0), Math.min(end - week, WEEK_MS)].map(
        (ms) => ms / QUARTER_MS,
      );
      const quarters = '0'.repeat(first).padEnd(last, '1').padEnd(QUARTERS, '0');
      parts.push({ week: dateOf(week), quarters });
    }
    return parts.map((part) => ({ ...part, bucket, alone: parts.length === 1 }));
  });
}
const WEEK_MS = 7 * DAY_MS;
const QUARTERS = WEEK_MS / QUARTER_MS;
const FIRST_MONDAY = Date.UTC(1970, 0, 5);

const iso = (instant: number): string => new Date(instant).toISOString();
const dateOf = (day: number): string => iso(day).slice(0, 10);

function zoneOf(name = 'UTC', refuse: Refuse): Zone {
  if (!isTimeZone(name))
    refuse(
      'timezone-unknown',
      `There is no time zone “${name}”. Give one of the IANA database, e.g. Europe/Berlin.`,
    );
  return new Zone(name);
}

function endOf(text: string | undefined, now: Date, zone: Zone, refuse: Refuse): number {
  if (text === undefined) return zone.startOf(zone.dayOf(now.getTime()) + DAY_MS);
  const { day, instant } = momentOf(text, refuse);
  return day === null ? -floorTo(QUARTER_MS, -instant) : zone.startOf(day + DAY_MS);
}

function beginningOf(text: string, zone: Zone, refuse: Refuse): number {
  const { day, instant } = momentOf(text, refuse);
  return day === null ? floorTo(QUARTER_MS, instant) : zone.startOf(day);
}

/** A day, or else an instant. */
function momentOf(text: string, refuse: Refuse): { day: number | null; instant: number } {
  const [, date = '', time] =
    text.match(/^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i) ?? [];
  const day = Date.parse(`${date}T00:00:00Z`);
  const instant = Date.parse(text.toUpperCase());
  // Some dates that are none, such as 30 February, are read as one that comes later.
  if (Number.isNaN(day) || Number.isNaN(instant) || dateOf(day) !== date)
    return refuse(
      'date-invalid',
      `“${text}” is no date. Give a day such as 2026-03-01, or an instant such as 2026-03-01T09:00:00Z.`,
    );
  const year = new Date(day).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return refuse(
      'date-invalid',
      `“${text}” is out of reach: reports go from ${FIRST_YEAR} to ${LAST_YEAR}.`,
    );
  return { day: time === undefined ? day : null, instant };
}

function checkOrder(from: number, to: number, asked: Asked, refuse: Refuse): void {
  if (from >= to)
    refuse(
      'range-reversed',
      `The stretch ends (${asked.to ?? 'today'}) before it begins (${asked.from ?? iso(from)}). Exchange “from” and “to”.`,
    );
}

function bucketsOf(from: number, to: number, interval: Interval, zone: Zone, refuse: Refuse): Bucket[] {
  const buckets: Bucket[] = [];
  let day = firstDay(zone.dayOf(from), interval);
  for (let start = zone.startOf(day); start < to; start = zone.startOf(day)) {
    if (buckets.length === MAX_BUCKETS)
      refuse(
        'range-too-long',
        `That is more than ${MAX_BUCKETS.toLocaleString('en')} ${interval}s. Ask for a shorter stretch or a longer interval.`,
      );
    const next = nextDay(day, interval);
    // A date that a zone left out, crossing the date line, has no instants.
    if (zone.startOf(next) > start) buckets.push({ start: iso(start), date: dateOf(day) });
    day = next;
  }
  return buckets;
}

/** The first day of the week or month that a day is in. */
function firstDay(day: number, interval: Interval): number {
  const date = new Date(day);
  if (interval === 'day') return day;
  if (interval === 'week') return day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function nextDay(day: number, interval: Interval): number {
  const date = new Date(day);
  if (interval === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return day + (interval === 'week' ? 7 : 1) * DAY_MS;
}
