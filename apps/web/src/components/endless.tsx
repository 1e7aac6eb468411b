import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import { useCommonWords } from '../language/common-words.ts';

/** The last thing of a list that can take the focus: what comes next is a Tab away from it. */
function lastBefore(button: Element): HTMLElement | undefined {
  const all = button.parentElement?.querySelectorAll<HTMLElement>('a[href], button:enabled, input, summary');
  return [...(all ?? [])].findLast(
    (one) =>
      one.checkVisibility() && one.compareDocumentPosition(button) === Node.DOCUMENT_POSITION_FOLLOWING,
  );
}

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
  const more = () => {
    const button = entry?.target;
    // It goes on to below what comes, where nobody would see the focus.
    if (button && button === document.activeElement) lastBefore(button)?.focus({ preventScroll: true });
    fetchNextPage();
  };
  const moreByItself = useEffectEvent(more);
  // What failed waits for the button, or it would be tried without end.
  const wanted = near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (wanted) moreByItself();
  }, [wanted]);
  if (!hasNextPage) return null;
  return (
    <Button
      ref={ref}
      variant="default"
      mt="md"
      loading={isFetchingNextPage}
      onClick={more}
      style={{ alignSelf: 'center' }}
    >
      {words.loadMore}
    </Button>
  );
}
