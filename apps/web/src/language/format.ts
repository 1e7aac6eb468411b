/** Numbers, sizes, durations and times as people read them: in their language, and in their time zone. */
import { currentZone } from './time-zone.ts';
import { currentLanguage, type InEachLanguage } from './words.ts';

/** Making a formatter costs more than using it a hundred times. */
const made = new Map<string, unknown>();
function once<Formatter>(kind: string, options: object, make: (language: string) => Formatter): Formatter {
  const language = currentLanguage();
  const name = `${kind} ${language} ${JSON.stringify(options)}`;
  const known = made.get(name) as Formatter | undefined;
  const formatter = known ?? make(language);
  made.set(name, formatter);
  return formatter;
}

const numeric = (value: number, options: Intl.NumberFormatOptions): string =>
  once('number', options, (language) => new Intl.NumberFormat(language, options)).format(value);

const dated = (at: string | number | Date, options: Intl.DateTimeFormatOptions): string =>
  once('date', options, (language) => new Intl.DateTimeFormat(language, options)).format(new Date(at));

// --- numbers ------------------------------------------------------------------------------------------

/** A name before what it is the name of, with the colon as the language sets it. */
export const labelled = (name: string): string =>
  currentLanguage() === 'fr' ? `${name}\u00a0:` : `${name}:`;

export const number = (value: number): string => numeric(value, {});
export const whole = (value: number): string => numeric(value, { maximumFractionDigits: 0 });

/** Of a share, 0 to 1; what is small keeps a digit that says something. */
export const percent = (share: number): string =>
  numeric(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });

/** Of a rank, with as many digits as tell neighbours apart. */
export const score = (value: number): string =>
  numeric(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Of any currency; what is small keeps the figures that say something. */
export const money = (value: number): string =>
  value !== 0 && Math.abs(value) < 1
    ? numeric(value, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 })
    : numeric(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const perSecond = (value: number): string =>
  numeric(value, { maximumFractionDigits: value < 10 ? 1 : 0 });

/** A file's size: `640 bytes`, `12 kB`, `3.4 MB`. */
export function bytes(value: number): string {
  const [amount, unit] =
    value < 1_000
      ? [value, 'byte']
      : value < 1_000_000
        ? [value / 1_000, 'kilobyte']
        : [value / 1_000_000, 'megabyte'];
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return numeric(amount, { style: 'unit', unit, unitDisplay, maximumFractionDigits: amount < 10 ? 1 : 0 });
}

// --- durations ----------------------------------------------------------------------------------------

const inUnit = (value: number, unit: string, options: Intl.NumberFormatOptions = {}): string =>
  numeric(value, { style: 'unit', unit, ...options });

/** `0.42 ms`, `18 ms`, `1.3 s`: three figures are plenty. */
export const milliseconds = (value: number): string =>
  value >= 1_000
    ? inUnit(value / 1_000, 'second', { maximumSignificantDigits: 3 })
    : inUnit(value, 'millisecond', { maximumSignificantDigits: value < 100 ? 2 : 3 });

export const seconds = (value: number): string => milliseconds(value * 1_000);

/** Reading time as people say it: 200 minutes are `3 hr 20 min`; of days, the hours. */
export function duration(minutes: number): string {
  const unit = (amount: number, name: string) => inUnit(amount, name, { unitDisplay: 'short' });
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return unit(Math.max(1, rest), 'minute');
  return rest === 0 || hours >= 10 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** Minutes that so many words take to read, at 200 a minute; never none. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 200));

/** `3.5 days`, hours where it is less than one, or minutes. */
export function spanOfDays(days: number): string {
  if (days * 24 < 1) return inUnit(Math.max(1, Math.round(days * 1_440)), 'minute', { unitDisplay: 'long' });
  const [amount, unit] = days < 1 ? [days * 24, 'hour'] : [days, 'day'];
  return inUnit(amount, unit, { unitDisplay: 'long', maximumFractionDigits: amount < 10 ? 1 : 0 });
}

// --- instants, in the reader's time zone --------------------------------------------------------------

/** The instant in full: `Thursday, 26 November 2026 at 14:05`. */
export const absolute = (at: string | Date): string =>
  dated(at, { dateStyle: 'full', timeStyle: 'short', timeZone: currentZone() });

/** The day of an instant: `26 November 2026`. */
export const date = (at: string | Date): string => dated(at, { dateStyle: 'long', timeZone: currentZone() });

/** The hour of the day in the reader's time zone, 0 to 23. */
export const hourOf = (at: Date): number =>
  Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: currentZone() }).format(at),
  );

const spans: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** The minute around now, of which language data says no more than "now": it goes with no verb. */
const justNow: InEachLanguage = { en: 'just now', fr: 'à l’instant' };
const soon: InEachLanguage = { en: 'in a moment', fr: 'dans un instant' };

/** `3 hours ago`, `just now`. */
export function relative(at: string | Date, now: Date = new Date()): string {
  const away = (new Date(at).getTime() - now.getTime()) / 1000;
  const [unit, size] = spans.find(([, size]) => Math.abs(away) >= size) ?? ['second', 1];
  if (unit === 'second') return (away > 0 ? soon : justNow)[currentLanguage()];
  const amount = Math.round(away / size);
  const options = { numeric: 'auto' } as const;
  return once('relative', options, (language) => new Intl.RelativeTimeFormat(language, options)).format(
    amount,
    unit,
  );
}

// --- days, hours and months that are such already: no zone may move them --------------------------------

/**
 * A day as `2026-11-26`, or a moment of UTC that stands for a day or an hour, in parts that are chosen:
 * `calendar('2026-11-26', { day: 'numeric', month: 'short' })` is `26 Nov`.
 */
export const calendar = (day: string | number | Date, parts: Intl.DateTimeFormatOptions): string =>
  dated(day, { ...parts, timeZone: 'UTC' });
