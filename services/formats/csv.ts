/** Rows as text: CSV by RFC 4180, or JSON Lines. */
import { setImmediate as othersFirst } from 'node:timers/promises';

export type Value = string | number | boolean | null | undefined | object;
export type ExportRow = Readonly<Record<string, Value>>;
export type Format = 'csv' | 'jsonl';

/**
 * A field of a CSV line. A text that a spreadsheet would take for a formula gets an apostrophe in front, as
 * OWASP advises: whoever opens an export must not run what somebody typed as a title. Numbers stay numbers.
 */
export function csvField(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (values: readonly Value[]): string => `${values.map(csvField).join(',')}\r\n`;

/** Some reports come as one page, of as many rows as an organization has courses. */
const ROWS_AT_ONCE = 500;

/** Text of rows that come page by page: the columns are named first in CSV, and with each value in JSON Lines. */
export async function* asText(
  columns: readonly string[],
  pages: AsyncIterable<readonly ExportRow[]> | Iterable<readonly ExportRow[]>,
  format: Format,
): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  if (format === 'csv') yield `\uFEFF${csvLine(columns)}`;
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += ROWS_AT_ONCE) {
      if (from > 0) await othersFirst();
      yield page
        .slice(from, from + ROWS_AT_ONCE)
        .map((row) => lineOf(columns, row, format))
        .join('');
    }
  }
}

function lineOf(columns: readonly string[], row: ExportRow, format: Format): string {
  const values = columns.map((column) => row[column] ?? null);
  if (format === 'csv') return csvLine(values);
  return `${JSON.stringify(Object.fromEntries(columns.map((column, n) => [column, values[n]])))}\n`;
}
