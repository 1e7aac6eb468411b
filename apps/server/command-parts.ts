/** What the commands of the command line have in common. */
import { Option } from 'commander';
import { passwordOf, signIn } from './api.ts';

/** Prints `data` where JSON was asked for, else `text`. */
export type Print = (data: unknown, text: string) => void;

export const as = (email: string) =>
  new Option('--as <email>', 'who signs in; the password is KERNOS_PASSWORD, or the demo’s').default(email);

export const actingAs = async (email: string) => signIn(email, await passwordOf(email));

/** Rows as columns of one width each. */
export const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Everything of a list, however many pages it has. */
export async function all<Item>(page: (cursor?: string) => Promise<Listed<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, nextCursor } = await page(cursor);
    items.push(...more);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
