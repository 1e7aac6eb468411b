/** Rows as text: CSV by RFC 4180, or JSON Lines. */
import { setImmediate as othersFirst } from 'node:timers/promises';

export type ExportRow = Readonly<Record<string, unknown>>;
export type Format = 'csv' | 'jsonl';

/**
 * A field of a CSV line. A text that a spreadsheet would take for a formula gets an apostrophe in front, as
 * OWASP advises: whoever opens an export must not run what somebody typed as a title. Numbers stay numbers.
 */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (values: readonly unknown[]): string => `${values.map(csvField).join(',')}\r\n`;

/** What is made of rows before others get their turn: some milliseconds' worth, also where a row is long. */
const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 250_000;

/** Text of rows that come page by page: the columns are named first in CSV, and with each value in JSON Lines. */
export async function* asText(
  columns: readonly string[],
  pages: AsyncIterable<readonly ExportRow[]> | Iterable<readonly ExportRow[]>,
  format: Format,
): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  if (format === 'csv') yield `\uFEFF${csvLine(columns)}`;
  for await (const page of pages) {
    let [text, rows] = ['', 0];
    for (const row of page) {
      text += lineOf(columns, row, format);
      rows += 1;
      if (rows < ROWS_AT_ONCE && text.length < CHARACTERS_AT_ONCE) continue;
      yield text;
      await othersFirst();
      [text, rows] = ['', 0];
    }
    if (text !== '') yield text;
  }
}

function lineOf(columns: readonly string[], row: ExportRow, format: Format): string {
  const values = columns.map((column) => row[column] ?? null);
  if (format === 'csv') return csvLine(values);
  return `${JSON.stringify(Object.fromEntries(columns.map((column, n) => [column, values[n]])))}\n`;
}
