import { Checkbox, VisuallyHidden } from '@mantine/core';
import {
  type RowSelectionState,
  rowExpandingFeature,
  rowSelectionFeature,
  type Table,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ChevronRight } from 'lucide-react';
import { type Dispatch, type ReactNode, type SetStateAction, useRef } from 'react';
import styles from './data-table.module.css';
import { usePatternWords } from './pattern-words.ts';
import { useVirtualRows } from './virtual-rows.ts';

export interface Column<Item> {
  readonly name: string;
  readonly cell: (item: Item) => ReactNode;
  /** Numbers stand at the end of their column, under each other. */
  readonly number?: boolean;
  /** Not shown on a phone, where a row is a block. */
  readonly wideOnly?: boolean;
  /** Its name is for readers of screens alone. */
  readonly nameless?: boolean;
  /** What stands for the cell in an export; without, the column is not in it. */
  readonly csv?: (item: Item) => string | number | null | undefined;
}

interface Selection<Item> {
  /** What a row is called beside its box, for readers of screens. */
  readonly nameOf: (item: Item) => string;
  readonly selected: RowSelectionState;
  readonly select: Dispatch<SetStateAction<RowSelectionState>>;
}

const features = tableFeatures({ rowExpandingFeature, rowSelectionFeature });
type TableOf<Item> = Table<typeof features, Item & object>;
type RowOf<Item> = ReturnType<TableOf<Item>['getRowModel']>['rows'][number];
/** Of a row with one line of text, px. */
const ROW_HEIGHT = 40;

/**
 * A table that becomes a list of blocks on a phone. With `detail`, each row opens to show more of its item; the
 * first column holds the button for it. Of more than 200 rows only those are drawn that are near to what is looked at.
 */
export function DataTable<Item>({
  label,
  columns,
  items,
  idOf,
  detail,
  selection,
  isWhole = true,
}: {
  label: string;
  columns: readonly Column<Item>[];
  items: readonly Item[];
  idOf: (item: Item) => string;
  detail?: ((item: Item) => ReactNode) | undefined;
  /** Each row has a box to select it by. */
  selection?: Selection<Item> | undefined;
  /** False: there are more rows than these. */
  isWhole?: boolean;
}) {
  const body = useRef<HTMLTableElement>(null);
  const table = useTable({
    features,
    columns: noColumns,
    data: items as readonly (Item & object)[],
    getRowId: idOf,
    getRowCanExpand: () => detail !== undefined,
    // What is open stays open while the list is asked for again.
    autoResetExpanded: false,
    state: { rowSelection: selection?.selected ?? nothing },
    ...(selection && { onRowSelectionChange: selection.select }),
  });
  const { rows } = table.getRowModel();
  const { shown, before, after, measure } = useVirtualRows(
    rows.length,
    (at) => rows[at]?.id ?? String(at),
    body,
    ROW_HEIGHT,
  );
  const width = columns.length + (selection ? 1 : 0);
  return (
    <table
      ref={body}
      className={styles.table}
      aria-label={label}
      // One more for the head; -1 where it is not known.
      {...(measure && { 'aria-rowcount': isWhole ? rows.length + 1 : -1 })}
    >
      <Head table={table} columns={columns} selectable={selection !== undefined} />
      {measure && <Room height={before} />}
      {shown.map((at) => {
        const row = rows[at];
        return (
          row && (
            <tbody key={row.id} ref={measure} data-index={at}>
              <Row row={row} columns={columns} at={measure && at} name={selection?.nameOf(row.original)} />
              {row.getIsExpanded() && (
                <tr className={styles.detail}>
                  <td colSpan={width}>{detail?.(row.original)}</td>
                </tr>
              )}
            </tbody>
          )
        );
      })}
      {measure && <Room height={after} />}
    </table>
  );
}

const nothing: RowSelectionState = {};
// A cell that is defined there is a component of its own, and a new one wherever its words or its item's neighbours
// change: what is open in it would close. So rows are the table's, and cells are drawn here.
const noColumns: [] = [];

function Head<Item>({
  table,
  columns,
  selectable,
}: {
  table: TableOf<Item>;
  columns: readonly Column<Item>[];
  selectable: boolean;
}) {
  const words = usePatternWords().list;
  return (
    <thead>
      <tr>
        {selectable && (
          <th scope="col" className={styles.select}>
            <Checkbox
              size="xs"
              aria-label={words.selectAll}
              checked={table.getIsAllRowsSelected()}
              indeterminate={table.getIsSomeRowsSelected()}
              onChange={table.getToggleAllRowsSelectedHandler()}
            />
          </th>
        )}
        {columns.map(({ name, number, wideOnly, nameless }) => (
          <th key={name} scope="col" data-number={number} data-wide-only={wideOnly}>
            {nameless ? <VisuallyHidden>{name}</VisuallyHidden> : name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row<Item>({
  row,
  columns,
  at,
  name,
}: {
  row: RowOf<Item>;
  columns: readonly Column<Item>[];
  /** Its place, where not all rows are drawn. */
  at: number | undefined;
  /** What it is called. */
  name: string | undefined;
}) {
  const words = usePatternWords().list;
  const open = row.getIsExpanded();
  return (
    <tr data-open={open || undefined} {...(at !== undefined && { 'aria-rowindex': at + 2 })}>
      {name !== undefined && (
        <td className={styles.select}>
          <Checkbox
            size="xs"
            aria-label={words.select(name)}
            checked={row.getIsSelected()}
            onChange={row.getToggleSelectedHandler()}
          />
        </td>
      )}
      {columns.map(({ name, cell, number, wideOnly, nameless }, column) => (
        <td key={name} data-number={number} data-wide-only={wideOnly} data-name={nameless ? undefined : name}>
          {column === 0 && row.getCanExpand() ? (
            <button
              type="button"
              className={styles.opener}
              aria-expanded={open}
              onClick={row.getToggleExpandedHandler()}
            >
              <ChevronRight size={14} />
              {cell(row.original)}
            </button>
          ) : (
            cell(row.original)
          )}
        </td>
      ))}
    </tr>
  );
}

/** Stands for the rows that are not drawn. */
function Room({ height }: { height: number }) {
  return (
    <tbody aria-hidden="true">
      <tr className={styles.room} style={{ height }} />
    </tbody>
  );
}
