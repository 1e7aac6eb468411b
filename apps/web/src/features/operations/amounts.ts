/** Amounts as the machine's pages show them, in the reader's language. */
import { currentLanguage } from '../../language/words.ts';

const number = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(currentLanguage(), options).format(value);

/** 0.42 ms, 18 ms, 1.3 s: three figures are plenty. */
export const milliseconds = (value: number): string =>
  value >= 1_000
    ? number(value / 1_000, { style: 'unit', unit: 'second', maximumSignificantDigits: 3 })
    : number(value, { style: 'unit', unit: 'millisecond', maximumSignificantDigits: value < 100 ? 2 : 3 });

export const seconds = (value: number): string => milliseconds(value * 1_000);
export const megabytes = (bytes: number): string =>
  number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
export const share = (value: number): string =>
  number(value, { style: 'percent', maximumFractionDigits: value > 0 && value < 0.1 ? 1 : 0 });
export const perSecond = (value: number): string =>
  number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
