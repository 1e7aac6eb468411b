/** Rows as a file of comma-separated values (RFC 4180), in UTF-8 with a mark that Excel needs to see that. */
import type { Column } from './data-table.tsx';

type Value = string | number | null | undefined;

export function csvOf<Item>(columns: readonly Column<Item>[], items: readonly Item[]): string {
  const own = columns.flatMap(({ name, csv }) => (csv ? [{ name, csv }] : []));
  const lines = [own.map(({ name }) => name), ...items.map((item) => own.map(({ csv }) => csv(item)))];
  return `\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is told apart by an apostrophe (OWASP, CSV injection). */
function field(value: Value): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
