/**
 * The calendar of a time zone: what stretch a report is about, and where its buckets begin. Pure. Days are as
 * long as they are there, also those of 23 and 25 hours; weeks begin on Monday (ISO 8601).
 */
import { dayOf, instantOf } from '@kernos/kernel/text';
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

/** A part of a day in UTC, of its 96 quarter hours those from `first` up to before `last`, that belongs to one bucket. */
export interface Segment {
  readonly day: string;
  readonly first: number;
  readonly last: number;
  readonly bucket: number;
}

/** A stretch as the parts of UTC days that its buckets are made of, for rows that hold a day's quarter hours. */
export function segmentsOf({ from, to, buckets }: Pick<Stretch, 'from' | 'to' | 'buckets'>): Segment[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const starts = buckets.map(({ start }) => Math.max(Date.parse(start), begin));
  return starts.flatMap((start, bucket) => partsOf(start, Math.min(starts[bucket + 1] ?? end, end), bucket));
}

/** The stretch between two instants, both at a whole quarter hour, as parts of UTC days. */
export function partsOf(begin: number, end: number, bucket: number): Segment[] {
  const parts: Segment[] = [];
  for (let day = floorTo(DAY_MS, begin); day < end; day += DAY_MS) {
    const [first, last] = [Math.max(begin - day, 0) / QUARTER_MS, Math.min(end - day, DAY_MS) / QUARTER_MS];
    parts.push({ day: dateOf(day), first, last, bucket });
  }
  return parts;
}

/**
 * Finds the bucket of a quarter hour, counted since 1970; undefined outside the stretch. Made once, it answers many
 * times without looking around.
 */
export function bucketFinder({
  from,
  to,
  buckets,
}: Pick<Stretch, 'from' | 'to' | 'buckets'>): (quarter: number) => number | undefined {
  const quarterOf = (instant: string) => Math.max(Date.parse(instant) / QUARTER_MS - begin, 0);
  const begin = Date.parse(from) / QUARTER_MS;
  const table = new Int16Array(quarterOf(to));
  for (const [bucket, { start }] of buckets.entries()) table.fill(bucket, quarterOf(start));
  return (quarter) => table[quarter - begin];
}

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

/** A day, or else an instant, which may leave out the seconds. */
function momentOf(text: string, refuse: Refuse): { day: number | null; instant: number } {
  const day = dayOf(text);
  const instant = day ?? Date.parse(instantOf(text.replace(/(T\d\d:\d\d)(?=Z|[+-])/i, '$1:00')) ?? '');
  if (Number.isNaN(instant))
    return refuse(
      'date-invalid',
      `“${text}” is no date. Give a day such as 2026-03-01, or an instant such as 2026-03-01T09:00:00Z.`,
    );
  const year = new Date(instant).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return refuse(
      'date-invalid',
      `“${text}” is out of reach: reports go from ${FIRST_YEAR} to ${LAST_YEAR}.`,
    );
  return { day, instant };
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
