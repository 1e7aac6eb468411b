/** How the data of a list comes: page by page as it is scrolled, and what is new at its beginning. */
import {
  type InfiniteData,
  keepPreviousData,
  type QueryFunctionContext,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../app/api.ts';
import { itemsOf, type PageOf } from '../components/items-of.ts';
import { withNewest } from './newest.ts';

/** What `pages(call, input, live)` gives. */
export interface PagesQuery<Reply> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { pageParam: string | undefined; signal: AbortSignal }) => Promise<Reply>;
  readonly initialPageParam: string | undefined;
  readonly getNextPageParam: (last: Reply) => string | undefined;
  readonly meta: { live: readonly string[] };
}

export type ItemOf<Reply extends PageOf<unknown>> = Reply['items'][number];

/** How often the beginning of a list is asked for, ms; false: only when somebody comes back or something is hinted at. */
export type Every<Item> = number | false | ((items: readonly Item[]) => number | false);

/**
 * A list of any length. What is asked again and again is its first page alone, however many pages have been loaded
 * (30 of them every three seconds were 600 requests a minute).
 */
export function useList<Reply extends PageOf<unknown>>(
  options: PagesQuery<Reply>,
  idOf: (item: ItemOf<Reply>) => string,
  every: Every<ItemOf<Reply>> = false,
) {
  const { queryKey } = options;
  const list = useInfiniteQuery({
    ...options,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: every === false,
  });
  const interval = typeof every === 'function' ? every(itemsOf(list)) : every;
  const newest = useQuery({
    queryKey: [...queryKey, 'newest'],
    queryFn: ({ signal }: QueryFunctionContext) => {
      // What the list itself has just been given need not be asked for again.
      const known = queryClient.getQueryState<InfiniteData<Reply>>(queryKey);
      const [first] = known?.data?.pages ?? [];
      const isFresh = known !== undefined && Date.now() - known.dataUpdatedAt < (interval || 0) / 2;
      return isFresh && first !== undefined ? first : options.queryFn({ pageParam: undefined, signal });
    },
    enabled: interval !== false && list.isSuccess && !list.isPlaceholderData,
    refetchInterval: interval,
    staleTime: interval || 0,
  });
  const first = newest.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key belongs to what was answered
  useEffect(() => {
    if (first !== undefined)
      queryClient.setQueryData<InfiniteData<Reply>>(
        queryKey,
        (before) => before && withNewest(before, first, idOf),
      );
  }, [first]);
  const failed = list.error || !newest.error ? list : newest;
  return { ...list, error: failed.error, refetch: (): unknown => failed.refetch() };
}
