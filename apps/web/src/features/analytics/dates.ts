/** Days of reports as people read them. */
import { calendar } from '../../language/format.ts';
import type { Interval } from './range.ts';

/** `12 Nov`, or `Nov 2026` for a month. */
export const bucketName = (date: string, interval: Interval): string =>
  interval === 'month'
    ? calendar(date, { month: 'short', year: 'numeric' })
    : calendar(date, { day: 'numeric', month: 'short' });

export const dayName = (date: string): string => calendar(date, { dateStyle: 'medium' });
