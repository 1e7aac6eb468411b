import { currentLanguage } from '../language/words.ts';

/** Reading time as people say it, in the reader's language: 200 → "3 hr 20 min"; of days, the hours. */
export function duration(minutes: number): string {
  const unit = (amount: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(
      amount,
    );
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return unit(Math.max(1, rest), 'minute');
  return rest === 0 || hours >= 10 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(rest, 'minute')}`;
}

/** Minutes that so many words take to read, at 200 a minute; never none. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 200));
