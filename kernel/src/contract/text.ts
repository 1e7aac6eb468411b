/** Text as it comes in, wherever that is: whether it can be kept at all, and which instant or day it means. */

/** False for what PostgreSQL keeps in no text: a NUL character, or half of a character that takes two. */
export const isReadable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The text with what cannot be kept of it replaced, where it is not to be refused. */
export const readable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** The beginning of a text: at most so many UTF-16 units of it, and no half of a character. */
export const shortened = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** RFC 3339, and PostgreSQL's own form, which cursors carry where microseconds count. */
const INSTANT =
  /^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** The years that RFC 3339 can write, and PostgreSQL can keep. */
const [EARLIEST, LATEST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** An instant in UTC, so that nothing behind sees an offset; with three digits of a second or up to six; null where the text is none. */
export function instantOf(text: string): string | null {
  const [, date = '', hours, minutes, seconds = '', fraction = '', sign, offsetHours, offsetMinutes = '0'] =
    INSTANT.exec(text) ?? [];
  const day = dayOf(date);
  if (day === null) return null;
  const offset = sign ? Number(`${sign}1`) * (Number(offsetHours) * 60 + Number(offsetMinutes)) : 0;
  const minute = day + (Number(hours) * 60 + Number(minutes) - offset) * MINUTE_MS;
  // A leap second ends a day in UTC; it is counted as the first of the next one, as PostgreSQL does.
  if (seconds === '60' && (minute + MINUTE_MS) % DAY_MS !== 0) return null;
  const instant = minute + Number(seconds) * 1_000;
  if (instant < EARLIEST || instant > LATEST) return null;
  return `${new Date(instant).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(3, '0')}Z`;
}

/** The beginning of a day in UTC, as milliseconds since 1970; null where there is no such day. */
export function dayOf(date: string): number | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // 30 February is read as a day in March.
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date ? null : day;
}
