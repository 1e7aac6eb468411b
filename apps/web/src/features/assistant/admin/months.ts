/** Months of UTC, as `2026-11`: those that budgets go by. */
import { calendar } from '../../../language/format.ts';

const firstDay = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

export const thisMonth = (): string => new Date().toISOString().slice(0, 7);

/** The month so many months after it; before it where `by` is negative. */
export function monthAfter(month: string, by: number): string {
  const date = firstDay(month);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}

/** All days of a month, as `2026-11-01`. */
export function daysOf(month: string): string[] {
  const days = Math.round(
    (firstDay(monthAfter(month, 1)).getTime() - firstDay(month).getTime()) / 86_400_000,
  );
  return Array.from({ length: days }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}

/** `November 2026`. */
export const monthName = (month: string): string =>
  calendar(firstDay(month), { month: 'long', year: 'numeric' });

/** `12 Nov`. */
export const dayName = (day: string): string => calendar(day, { day: 'numeric', month: 'short' });

/** `1 December`: when the next budget begins. */
export const nextBudgetDay = (): string =>
  calendar(firstDay(monthAfter(thisMonth(), 1)), { day: 'numeric', month: 'long' });
