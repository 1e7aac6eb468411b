/** Cursors of paged lists: the sort key of the last item, opaque to the caller. */
import { commonError } from './errors.ts';

/** Makes `nextCursor` of the sort key of the last item on a page. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The sort key, of as many parts as were encoded. Throws `invalid-input` where it is not one of ours.
 * @param fits says whether the parts are of the right form (ids, instants), where the database would stumble
 *   over others.
 */
export function decodeCursor<Key extends readonly (string | number)[]>(
  cursor: string | undefined,
  parts: Key['length'],
  fits: (key: Key) => boolean = () => true,
): Key | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === parts &&
      key.every((part) => typeof part === 'string' || typeof part === 'number') &&
      fits(key as unknown as Key)
    ) {
      return key as unknown as Key;
    }
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

/** A page out of `limit + 1` rows: the extra one only tells that there is more. */
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
