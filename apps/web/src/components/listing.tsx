import type { ReactNode } from 'react';
import { Endless } from './endless.tsx';
import { itemsOf, type Pages } from './items-of.ts';
import { Loaded } from './loaded.tsx';
import { RowsSkeleton } from './skeletons.tsx';

/** A list of any length as it stands: on its way, refused, empty, or there; the rest comes as it is scrolled. */
export function Listing<Item>({
  list,
  rows = 8,
  rowHeight = 38,
  empty,
  children,
}: {
  /** What `useInfiniteQuery(pages(…))` gives. */
  list: Pages<Item> & {
    error: Error | null;
    refetch: () => unknown;
  } & Parameters<typeof Endless>[0]['list'];
  /** The shape of it while it is on its way. */
  rows?: number;
  rowHeight?: number;
  /** What stands there instead where there is nothing. */
  empty?: ReactNode;
  /** Shows what there is: at least one. */
  children: (items: readonly Item[]) => ReactNode;
}) {
  const items = itemsOf(list);
  return (
    <>
      <Loaded query={list} waiting={<RowsSkeleton rows={rows} height={rowHeight} />}>
        {() => (items.length > 0 ? children(items) : !list.hasNextPage && empty)}
      </Loaded>
      <Endless list={list} />
    </>
  );
}
