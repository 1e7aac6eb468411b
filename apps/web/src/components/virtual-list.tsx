import type { Virtualizer } from '@tanstack/react-virtual';
import type { ReactNode, RefObject } from 'react';
import styles from './virtual-list.module.css';

/** A long list of which only the rows near to what is looked at are there; readers are told how many there are. */
export function VirtualList<Row extends { kind: string }, Scroller extends Element | Window>({
  virtual,
  rows,
  list,
  above,
  className,
  dense,
  draw,
}: {
  virtual: Virtualizer<Scroller, Element>;
  rows: readonly Row[];
  list: RefObject<HTMLUListElement | null>;
  /** How much stands above it in what scrolls, px. */
  above: number;
  className: string | undefined;
  dense?: boolean;
  draw: (row: Row) => ReactNode;
}) {
  return (
    <ul
      ref={list}
      className={`${styles.list} ${className}`}
      data-dense={dense}
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-kind={row.kind}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              {draw(row)}
            </li>
          )
        );
      })}
    </ul>
  );
}
