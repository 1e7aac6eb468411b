import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import styles from './data-table.module.css';

export interface Column<Item> {
  readonly name: string;
  readonly cell: (item: Item) => ReactNode;
  /** Numbers stand at the end of their column, under each other. */
  readonly number?: boolean;
  /** Not shown on a phone, where a row is a block. */
  readonly wideOnly?: boolean;
}

/**
 * A table that becomes a list of blocks on a phone. With `detail`, each row opens to show more of its item; the
 * first column holds the button for it.
 */
export function DataTable<Item>({
  label,
  columns,
  items,
  idOf,
  detail,
}: {
  label: string;
  columns: readonly Column<Item>[];
  items: readonly Item[];
  idOf: (item: Item) => string;
  detail?: (item: Item) => ReactNode;
}) {
  const [opened, setOpened] = useState<string>();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, number, wideOnly }) => (
            <th key={name} scope="col" data-number={number} data-wide-only={wideOnly}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const id = idOf(item);
          const open = opened === id;
          return (
            <Fragment key={id}>
              <tr data-open={open || undefined}>
                {columns.map(({ name, cell, number, wideOnly }, column) => (
                  <td key={name} data-number={number} data-wide-only={wideOnly} data-name={name}>
                    {column === 0 && detail ? (
                      <button
                        type="button"
                        className={styles.opener}
                        aria-expanded={open}
                        onClick={() => setOpened(open ? undefined : id)}
                      >
                        <ChevronRight size={14} aria-hidden="true" />
                        {cell(item)}
                      </button>
                    ) : (
                      cell(item)
                    )}
                  </td>
                ))}
              </tr>
              {open && (
                <tr className={styles.detail}>
                  <td colSpan={columns.length}>{detail?.(item)}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
