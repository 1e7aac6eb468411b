import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { useCommonWords } from '../language/common-words.ts';

/** Stands below a list of pages: fetches the next one before its end is reached; a button does the same. */
export function Endless({
  list,
}: {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
}) {
  const words = useCommonWords();
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const near = entry?.isIntersecting === true;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    // What failed waits for the button, or it would be tried without end.
    if (near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <Button
      ref={ref}
      variant="default"
      mt="md"
      loading={isFetchingNextPage}
      onClick={() => fetchNextPage()}
      style={{ alignSelf: 'center' }}
    >
      {words.loadMore}
    </Button>
  );
}
