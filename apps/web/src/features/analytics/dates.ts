/** Days of reports as people read them. They are days already, so no zone may move them. */
import { currentLanguage } from '../../language/words.ts';
import type { Interval } from './range.ts';

const format = (date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(currentLanguage(), { ...options, timeZone: 'UTC' }).format(new Date(date));

/** `12 Nov`, or `Nov 2026` for a month. */
export const bucketName = (date: string, interval: Interval): string =>
  interval === 'month'
    ? format(date, { month: 'short', year: 'numeric' })
    : format(date, { day: 'numeric', month: 'short' });

export const dayName = (date: string): string => format(date, { dateStyle: 'medium' });

export const percent = (share: number): string =>
  new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const number = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value);

/** `3.5 days`, or hours where it is less than one. */
export function spanOfDays(days: number): string {
  const [amount, unit] = days < 1 ? [days * 24, 'hour'] : [days, 'day'];
  if (days * 24 < 1)
    return new Intl.NumberFormat(currentLanguage(), {
      style: 'unit',
      unit: 'minute',
      unitDisplay: 'long',
    }).format(Math.max(1, Math.round(days * 1_440)));
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}
