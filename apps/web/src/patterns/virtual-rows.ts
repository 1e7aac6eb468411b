import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** From here on, only the rows near to what is looked at are drawn. */
export const MANY_ROWS = 200;

export interface VirtualRows {
  /** Where the rows to draw stand in the list. */
  readonly shown: readonly number[];
  /** Room to leave above and below them, px. */
  readonly before: number;
  readonly after: number;
  /** Every row's element says here how high it is; `data-index` names its place. Undefined: all rows are drawn. */
  readonly measure: ((row: Element | null) => void) | undefined;
}

/** Which rows of a list to draw; the page itself scrolls. `list` is what they stand in. */
export function useVirtualRows(
  count: number,
  idAt: (index: number) => string,
  list: RefObject<HTMLElement | null>,
  rowHeight: number,
): VirtualRows {
  const many = count > MANY_ROWS;
  const [scrollMargin, setScrollMargin] = useState(0);
  /** How high they were on average while all were drawn: what turns out higher than guessed pushes the rest away. */
  const usual = useRef(rowHeight);
  useLayoutEffect(() => {
    if (!many && count > 0) usual.current = (list.current?.offsetHeight ?? rowHeight * count) / count;
    // What stands above the list changes its height now and then, e.g. when rows are selected.
    const top = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (many && Math.abs(top - scrollMargin) > 1) setScrollMargin(top);
  });
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => usual.current,
    getItemKey: idAt,
    overscan: 12,
    scrollMargin,
    enabled: many,
  });
  if (!many)
    return { shown: Array.from({ length: count }, (_, at) => at), before: 0, after: 0, measure: undefined };
  const items = virtual.getVirtualItems();
  return {
    shown: items.map(({ index }) => index),
    before: (items[0]?.start ?? scrollMargin) - scrollMargin,
    after: virtual.getTotalSize() + scrollMargin - (items.at(-1)?.end ?? scrollMargin),
    measure: virtual.measureElement,
  };
}
