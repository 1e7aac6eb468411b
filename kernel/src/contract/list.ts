/**
 * Paged lists: every one asks for one row more than it shows, which only tells that there is more, and names the
 * sort key of the last item it showed as an opaque cursor. So a page costs the same wherever it is, and nothing is
 * shown twice or left out because something was added meanwhile.
 */
import { validate as isUuid } from 'uuid';
import { commonError } from './errors.ts';

const PAGE_SIZE = 20;
const LARGEST_INTEGER = 2 ** 31;

/** The forms that a part of a sort key can have: what a cursor that somebody made up is refused by. */
const forms = {
  id: (part: unknown) => typeof part === 'string' && isUuid(part),
  /** RFC 3339, or PostgreSQL's own text where microseconds count. */
  instant: (part: unknown) => typeof part === 'string' && !Number.isNaN(Date.parse(part)),
  text: (part: unknown) => typeof part === 'string',
  /** Of PostgreSQL's type `int`. */
  integer: (part: unknown) => Number.isInteger(part) && Math.abs(part as number) < LARGEST_INTEGER,
  bigint: (part: unknown) => Number.isSafeInteger(part),
  number: (part: unknown) => typeof part === 'number',
} as const;

type Form = keyof typeof forms;
type PartOf<F> = F extends 'integer' | 'bigint' | 'number' ? number : string;

/** What a list is sorted by: fields of its rows, most significant first, the last of them unique. */
export type SortKey = Readonly<Record<string, Form>>;
/** Where the page before ended; all null on the first page. */
export type After<Key extends SortKey> = { readonly [K in keyof Key]: PartOf<Key[K]> | null };

/** `limit` and `cursor` as `PageQuery` gives them. */
export interface Asked {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/**
 * One page of a list, e.g.
 * `list(query, { createdAt: 'instant', id: 'id' }, (after, limit) => select(ctx, after, limit), toItem)`.
 * @param key fields of the row that the list is sorted by
 * @param read gives at most `limit` rows that come after `after`
 * @param toItem what is shown of a row; default: the row
 * Throws `invalid-input` where the cursor is not one that such a list gave out.
 */
export async function list<
  const Key extends SortKey,
  Row extends { readonly [K in keyof Key]: PartOf<Key[K]> },
  Item = Row,
>(
  { limit = PAGE_SIZE, cursor }: Asked,
  key: Key,
  read: (after: After<Key>, limit: number) => Promise<readonly Row[]>,
  toItem: (row: Row) => Item = (row) => row as unknown as Item,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const fields = Object.keys(key);
  const parts = decodeCursor(
    cursor,
    fields.map((field) => key[field] as Form),
  );
  const after = Object.fromEntries(fields.map((field, index) => [field, parts?.[index] ?? null]));
  const rows = await read(after as After<Key>, limit + 1);
  return toPage(rows, limit, toItem, (row) => fields.map((field) => row[field] as string | number));
}

/** The parts of a cursor, each of its form. Throws `invalid-input` where it is not one of ours. */
export function decodeCursor<const Forms extends readonly Form[]>(
  cursor: string | undefined,
  form: Forms,
  fits: (parts: { readonly [I in keyof Forms]: PartOf<Forms[I]> }) => boolean = () => true,
): { readonly [I in keyof Forms]: PartOf<Forms[I]> } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs =
      Array.isArray(parts) && parts.length === form.length && form.every((name, i) => forms[name](parts[i]));
    if (isOurs && fits(parts as never)) return parts as never;
  } catch {
    // Falls through: not one of ours.
  }
  throw commonError(
    'invalid-input',
    'The cursor is not one that this list gave out; start again without it.',
    {
      errors: [{ path: '/query/cursor', message: 'must be a nextCursor as this list gave it' }],
    },
  );
}

/** Makes `nextCursor` of the sort key of the last item on a page. */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** A page out of `limit + 1` rows, for a list whose cursor holds more than fields of its rows. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => readonly (string | number)[],
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}

/** A pattern for LIKE that finds what a person typed, as it stands: `%` and `_` are letters. Null for nothing. */
export const containing = (text: string | undefined): string | null =>
  text?.trim() ? `%${text.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
