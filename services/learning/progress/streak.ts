/** Days in a row. Calendar days as RFC 3339 writes them, e.g. `2026-11-20`; which day it is, others say. */

export interface DayCount {
  readonly date: string;
  readonly count: number;
}

export interface DaysInARow {
  readonly current: number;
  readonly longest: number;
  readonly days: DayCount[];
}

/** How many of the last days a streak shows. */
const SHOWN = 35;
const DAY_MS = 86_400_000;

/**
 * @param active the days on which something was completed, oldest first, each once.
 * @returns `current`: how many days in a row end with today, or with yesterday while today has none yet.
 */
export function streakOf(active: readonly DayCount[], today: string): DaysInARow {
  let longest = 0;
  let run = 0;
  let last: number | undefined;
  for (const { date } of active) {
    const day = numberOf(date);
    run = last !== undefined && day === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = day;
  }
  const now = numberOf(today);
  const goesOn = last !== undefined && last >= now - 1;
  const counts = new Map(active.map(({ date, count }) => [date, count]));
  const days = Array.from({ length: SHOWN }, (_, n) => {
    const date = dateOf(now - SHOWN + 1 + n);
    return { date, count: counts.get(date) ?? 0 };
  });
  return { current: goesOn ? run : 0, longest, days };
}

const numberOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
