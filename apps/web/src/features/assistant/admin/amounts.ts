/** Figures of the assistant as people read them. */
import { currentLanguage } from '../../../language/words.ts';

const format = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(currentLanguage(), options).format(value);

export const whole = (value: number): string => format(value, { maximumFractionDigits: 0 });

/** Of any currency; what is small keeps the figures that say something. */
export const money = (value: number): string =>
  value !== 0 && Math.abs(value) < 1
    ? format(value, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 })
    : format(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const percent = (share: number): string =>
  format(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });

/** `0.8 s`, `120 ms`. */
export const time = (ms: number): string =>
  ms < 1_000
    ? format(ms, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })
    : format(ms / 1_000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
