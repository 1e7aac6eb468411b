import type { InfiniteData } from '@tanstack/react-query';
import type { PageOf } from '../components/items-of.ts';

/**
 * A list whose first page is as it is now. What it pushed down is kept where the further pages begin; what stood
 * among its rows and is there no longer is gone. Where it has nothing in common with what was there, the list begins anew.
 */
export function withNewest<Reply extends PageOf<unknown>>(
  before: InfiniteData<Reply>,
  first: Reply,
  idOf: (item: Reply['items'][number]) => string,
): InfiniteData<Reply> {
  const [oldFirst, ...rest] = before.pages;
  const fresh = new Set(first.items.map(idOf));
  const old = before.pages.flatMap(({ items }) => items);
  const lastShared = old.findLastIndex((item) => fresh.has(idOf(item)));
  if (!oldFirst || rest.length === 0 || first.nextCursor === null || lastShared === -1)
    return { pages: [first], pageParams: before.pageParams.slice(0, 1) };
  const kept = new Set(
    old
      .slice(lastShared + 1)
      .filter((item) => !fresh.has(idOf(item)))
      .map(idOf),
  );
  const remaining = ({ items }: Reply) => items.filter((item) => kept.has(idOf(item)));
  return {
    pages: [
      { ...first, items: [...first.items, ...remaining(oldFirst)], nextCursor: oldFirst.nextCursor },
      ...rest.map((page) => ({ ...page, items: remaining(page) })),
    ],
    pageParams: before.pageParams,
  };
}
