/**
 * Paged lists: every one asks for one row more than it shows, which only tells that there is more, and names the
 * sort key of the last item it showed as an opaque cursor. So a page costs the same wherever it is, and nothing is
 * shown twice or left out because something was added meanwhile.
 */
import { validate as isUuid } from 'uuid';
import { commonError, type KernosError } from './errors.ts';
import { instantOf, isReadable } from './text.ts';

const PAGE_SIZE = 20;
const LARGEST_INTEGER = 2 ** 31;
const [SMALLEST_REAL, LARGEST_REAL] = [2 ** -126, (2 - 2 ** -23) * 2 ** 127];

/**
 * The forms that a part of a sort key can have. Each reads a part as the database takes it; what a cursor that somebody
 * made up holds instead is null.
 */
const forms = {
  id: (part: unknown) => (isUuid(part) ? (part as string) : null),
  /** RFC 3339, or PostgreSQL's own text where microseconds count. */
  instant: (part: unknown) => (typeof part === 'string' ? instantOf(part) : null),
  text: (part: unknown) => (typeof part === 'string' && isReadable(part) ? part : null),
  /** Of PostgreSQL's type `int`. */
  integer: (part: unknown) => (isWithin(part, LARGEST_INTEGER - 1) && Number.isInteger(part) ? part : null),
  bigint: (part: unknown) => (Number.isSafeInteger(part) ? (part as number) : null),
  /** Of PostgreSQL's type `real`, which refuses what is too large for it and what is too small. */
  real: (part: unknown) =>
    isWithin(part, LARGEST_REAL) && (part === 0 || Math.abs(part) >= SMALLEST_REAL) ? part : null,
} as const;

const isWithin = (part: unknown, most: number): part is number =>
  typeof part === 'number' && Math.abs(part) <= most;

type Form = keyof typeof forms;
type PartOf<F> = F extends 'integer' | 'bigint' | 'real' ? number : string;

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
  const given = partsOf(cursor);
  const parts = given?.length === form.length ? form.map((name, i) => forms[name](given[i])) : [null];
  if (!parts.includes(null) && fits(parts as never)) return parts as never;
  throw notOurs();
}

/** What is said of a cursor that somebody made up. */
export const notOurs = (): KernosError =>
  commonError('invalid-input', 'The cursor is not one that this list gave out; start again without it.', {
    errors: [{ path: '/query/cursor', message: 'must be a nextCursor as this list gave it' }],
  });

function partsOf(cursor: string): readonly unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
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
