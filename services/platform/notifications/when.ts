/** When a message may come: quiet hours and digests, in the person's own time zone. Pure: the instant is passed in. */
import type { DateTime as Instant } from 'luxon';
import type { Pace, QuietHours } from './schemas.ts';

export interface Rhythm {
  /** IANA time zone. */
  readonly timeZone: string;
  readonly quietHours: QuietHours | null;
  readonly digestHour: number;
  /** ISO 8601: 1 is Monday. */
  readonly digestWeekday: number;
}

const MINUTES = 60;
const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * MINUTES + minute;
};

/**
 * The first instant at or after `now` that is not in quiet hours. Their end is found on the local clock: where
 * the clock jumps over it, at the first instant after the jump; where it comes twice, at the first of both.
 */
export async function afterQuietHours(now: Date, { timeZone, quietHours }: Rhythm): Promise<Date> {
  if (!quietHours || quietHours.from === quietHours.to) return now;
  const { DateTime } = await import('luxon');
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const [from, to] = [minutesOf(quietHours.from), minutesOf(quietHours.to)];
  const minute = local.hour * MINUTES + local.minute;
  const overnight = from > to;
  const quiet = overnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!quiet) return now;
  const day = overnight && minute >= from ? local.plus({ days: 1 }) : local;
  const end = atClock(day, Math.floor(to / MINUTES), to % MINUTES);
  // In the hour that comes twice its end may lie behind: then it is over.
  return end > local ? end.toJSDate() : now;
}

/** The next instant, after `now`, at which a digest goes out; `now` itself where emails come at once. */
export async function nextDigest(now: Date, pace: Pace, rhythm: Rhythm): Promise<Date> {
  if (pace === 'immediate') return now;
  const { DateTime } = await import('luxon');
  const local = DateTime.fromJSDate(now, { zone: rhythm.timeZone });
  const until = pace === 'weekly' ? (rhythm.digestWeekday - local.weekday + 7) % 7 : 0;
  const first = atClock(local.plus({ days: until }), rhythm.digestHour, 0);
  const step = pace === 'weekly' ? 7 : 1;
  const due = first > local ? first : atClock(local.plus({ days: until + step }), rhythm.digestHour, 0);
  return due.toJSDate();
}

/** This time of day on the day of `day`, the first of two. A time that the clock jumps over becomes the first one after the jump. */
function atClock(day: Instant, hour: number, minute: number): Instant {
  const wanted = day.set({ hour, minute, second: 0, millisecond: 0 });
  const [first = wanted] = wanted.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  if (wanted.hour === hour && wanted.minute === minute) return first;
  // Luxon moves on by as much as the jump; the jump itself is where the offset changes.
  let before = wanted.minus({ hours: 3 });
  let after = wanted;
  while (after.toMillis() - before.toMillis() > 1) {
    const middle = before.plus({ milliseconds: Math.floor((after.toMillis() - before.toMillis()) / 2) });
    if (middle.offset === wanted.offset) after = middle;
    else before = middle;
  }
  return after;
}
