import type { ReactNode } from 'react';
import { itemsOf, type Pages } from '../app/api.ts';
import { Endless } from './endless.tsx';
import { Failure } from './failure.tsx';
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
    isPending: boolean;
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
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={rows} height={rowHeight} />}
      {list.data && items.length === 0 && empty}
      {items.length > 0 && children(items)}
      <Endless list={list} />
    </>
  );
}
