/** The stretch of time that a report is about, as its address says it. Pure: days are days of a time zone. */

import { id, oneOf, search, text } from '../../app/search-params.ts';
import { currentZone } from '../../language/time-zone.ts';

export const intervals = ['day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** Stretches that are one choice away, in days, the running one last. */
export const presets = [7, 30, 90, 365] as const;
export type Preset = (typeof presets)[number];

const DAY_MS = 86_400_000;
const DEFAULT_LAST: Preset = 30;
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

const read = search({
  course: id,
  last: oneOf(presets),
  /** First and last day, `2026-11-01`; both or neither. They win over `last`. */
  from: day,
  to: day,
  by: oneOf(intervals),
  zone: text(60),
});

/** What the address of a report may say. Nothing means: all courses, the last 30 days, the reader's own zone. */
export type ReportSearch = ReturnType<typeof read>;
export function reportSearch(given: Readonly<Record<string, unknown>>): ReportSearch {
  const { from, to, last, ...rest } = read(given);
  return { ...rest, ...(from && to ? { from, to } : last && last !== DEFAULT_LAST && { last }) };
}

export interface Range {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** As many days, right before them. */
  readonly before: { readonly from: string; readonly to: string };
  readonly interval: Interval;
  readonly timezone: string;
  /** Undefined where the days were chosen one by one. */
  readonly last: Preset | undefined;
}

/** The day that it is in a zone; in UTC where there is no such zone, for the server says so. */
export function today(zone: string, now: Date): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: zone }).format(now);
  } catch {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: 'UTC' }).format(now);
  }
}

const plus = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

export function rangeOf({ from, to, last, by, zone }: ReportSearch, now = new Date()): Range {
  const timezone = zone ?? currentZone();
  const chosen = from !== undefined && to !== undefined ? { from, to } : undefined;
  const length = last ?? DEFAULT_LAST;
  const end = chosen?.to ?? today(timezone, now);
  const start = chosen?.from ?? plus(end, 1 - length);
  const days = Math.max(1, Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS) + 1);
  return {
    from: start,
    to: end,
    days,
    before: { from: plus(start, -days), to: plus(start, -1) },
    interval: by ?? (days <= 45 ? 'day' : days <= 200 ? 'week' : 'month'),
    timezone,
    last: chosen ? undefined : length,
  };
}
