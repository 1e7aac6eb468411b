import { currentLanguage, useLanguage } from '../language/words.ts';

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago", in the reader's language. */
export function relative(at: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  const amount = unit === 'second' ? 0 : Math.round(seconds / size);
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' }).format(amount, unit);
}

/** The instant in full, in the reader's language and time zone. */
export const absolute = (at: string | Date): string =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));

/** A moment as people say it; the exact one on hover. */
export function When({ at }: { at: string }) {
  useLanguage();
  return (
    <time dateTime={at} title={absolute(at)} className="numbers">
      {relative(at)}
    </time>
  );
}
