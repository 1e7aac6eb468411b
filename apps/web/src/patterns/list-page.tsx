import { Box, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import type { RowSelectionState } from '@tanstack/react-table';
import { SearchX } from 'lucide-react';
import { Fragment, type ReactNode, useMemo, useRef, useState } from 'react';
import { Empty, type Nothing } from '../components/empty.tsx';
import { itemsOf, type PageOf } from '../components/items-of.ts';
import { Listing } from '../components/listing.tsx';
import { Page } from '../components/page.tsx';
import { type Column, DataTable } from './data-table.tsx';
import { type Every, type ItemOf, type PagesQuery, useList } from './list-data.ts';
import { ListExport } from './list-export.tsx';
import { type Filter, ListFilters } from './list-filters.tsx';
import styles from './list-page.module.css';
import { usePatternWords } from './pattern-words.ts';
import { useVirtualRows } from './virtual-rows.ts';

interface ListProps<Reply extends PageOf<unknown>, Search extends object> {
  /** What it is a list of, for readers of screens. */
  readonly label: string;
  /** `pages(call, input, live)`. */
  readonly pages: PagesQuery<Reply>;
  readonly every?: Every<ItemOf<Reply>>;
  readonly idOf: (item: ItemOf<Reply>) => string;
  /** What the address says: `route.useSearch()`. */
  readonly search?: Search;
  readonly filters?: readonly Filter<Search>[];
  /** Shown where there is nothing at all: what a page's list is for, or a sentence in a part of a page. */
  readonly empty: Nothing | string;
  /** Shown where there is nothing of what is filtered for; unless said, that nothing was found. */
  readonly noMatch?: Nothing;
  /** Between the filters and the list: what the first page says of all. */
  readonly summary?: (first: Reply) => ReactNode;
}

export interface Bulk<Item> {
  /** What a row is called, for readers of screens. */
  readonly nameOf: (item: Item) => string;
  /** What can be done with those that are selected; `clear` takes the selection back. */
  readonly acts: (selected: readonly Item[], clear: () => void) => ReactNode;
}

interface TableProps<Item> {
  readonly columns: readonly Column<Item>[];
  /** Each row opens to show this. */
  readonly detail?: (item: Item) => ReactNode;
  /** Rows can be selected. */
  readonly bulk?: Bulk<Item>;
  /** The name of the file in which the list can be saved, without its ending. */
  readonly csv?: string;
}

interface RowsProps<Item> {
  /** Instead of columns: what stands in a list item, where a row is more than cells. */
  readonly row: (item: Item) => ReactNode;
  /** About how high one is, px. */
  readonly rowHeight: number;
  /** White space is enough between them; without, there are lines. */
  readonly airy?: boolean;
}

/**
 * A list of any length: its filters stand in the address, its rows in a table or one below the other. As the content
 * of a tab it has no `title`; a page of its own has.
 */
export function ListPage<Reply extends PageOf<unknown>, Search extends object>({
  title,
  lead,
  actions,
  width = 'normal',
  before,
  children,
  ...list
}: ListProps<Reply, Search> &
  (TableProps<ItemOf<Reply>> | RowsProps<ItemOf<Reply>>) & {
    readonly title?: string;
    readonly lead?: ReactNode;
    readonly actions?: ReactNode;
    readonly width?: 'narrow' | 'normal' | 'wide';
    /** Above the list: what would be out of reach below one of hundreds. */
    readonly before?: ReactNode;
    /** Below the list. */
    readonly children?: ReactNode;
  }) {
  if (title === undefined)
    return (
      <>
        {(lead || actions) && (
          <Group justify="space-between" align="start" mb="md">
            <Box maw="68ch">{lead}</Box>
            {actions}
          </Group>
        )}
        {before}
        <List {...list} />
        {children}
      </>
    );
  return (
    <Page title={title} lead={lead} actions={actions} width={width}>
      {before}
      <List {...list} />
      {children}
    </Page>
  );
}

/** Filters that leave something out; the others choose among lists, each of which can be empty. */
const narrowing: ReadonlySet<Filter<object>['kind']> = new Set(['search', 'choice', 'flag']);

/** The same without a page around it, e.g. beside another list. */
export function List<Reply extends PageOf<unknown>, Search extends object>(
  props: ListProps<Reply, Search> & (TableProps<ItemOf<Reply>> | RowsProps<ItemOf<Reply>>),
) {
  const { label, pages, every, idOf, search, filters = [], empty, noMatch, summary } = props;
  const words = usePatternWords().list;
  const list = useList(pages, idOf, every);
  const items = useMemo(() => itemsOf({ data: list.data }), [list.data]);
  const filtered = search !== undefined && Object.keys(search).length > 0;
  const narrowed = filters.some(({ kind, name }) => narrowing.has(kind) && search?.[name] !== undefined);
  const nothingFound = narrowed ? { icon: SearchX, title: words.noMatch, text: words.noMatchText } : empty;
  const none = (filtered && noMatch) || nothingFound;
  const [first] = list.data?.pages ?? [];
  const csv = 'csv' in props ? props.csv : undefined;
  return (
    <>
      {search !== undefined && (filters.length > 0 || csv !== undefined) && (
        <ListFilters label={label} search={search} filters={filters}>
          {csv !== undefined && 'columns' in props && (
            <ListExport fileName={csv} columns={props.columns} pages={pages} />
          )}
        </ListFilters>
      )}
      <VisuallyHidden role="status">
        {filtered && list.data && !list.isPlaceholderData && words.found(items.length, list.hasNextPage)}
      </VisuallyHidden>
      {first && summary?.(first)}
      <div className={styles.list} aria-busy={list.isPlaceholderData || undefined}>
        <Listing
          list={list}
          rows={'columns' in props ? 8 : 5}
          rowHeight={'columns' in props ? 38 : props.rowHeight}
          empty={typeof none === 'string' ? <Text c="dimmed">{none}</Text> : <Empty {...none} />}
        >
          {() =>
            'columns' in props ? (
              <Rows {...props} items={items} isWhole={!list.hasNextPage} />
            ) : (
              <Blocks {...props} items={items} />
            )
          }
        </Listing>
      </div>
    </>
  );
}

function Rows<Item>({
  label,
  columns,
  idOf,
  detail,
  bulk,
  items,
  isWhole,
}: TableProps<Item> & {
  label: string;
  idOf: (item: Item) => string;
  items: readonly Item[];
  isWhole: boolean;
}) {
  const words = usePatternWords().list;
  const [selected, select] = useState<RowSelectionState>({});
  // What is gone is not selected any more.
  const chosen = items.filter((item) => selected[idOf(item)]);
  const clear = () => select({});
  return (
    <>
      {bulk && chosen.length > 0 && (
        <Group className={styles.bulk} role="toolbar" aria-label={words.selected(chosen.length)}>
          <span role="status">{words.selected(chosen.length)}</span>
          {bulk.acts(chosen, clear)}
          <Button variant="subtle" color="gray" onClick={clear}>
            {words.clear}
          </Button>
        </Group>
      )}
      <DataTable
        label={label}
        columns={columns}
        items={items}
        idOf={idOf}
        detail={detail}
        isWhole={isWhole}
        selection={bulk && { selected, select, nameOf: bulk.nameOf }}
      />
    </>
  );
}

function Blocks<Item>({
  label,
  idOf,
  row,
  rowHeight,
  airy,
  items,
}: RowsProps<Item> & { label: string; idOf: (item: Item) => string; items: readonly Item[] }) {
  const list = useRef<HTMLUListElement>(null);
  const idAt = (at: number) => {
    const item = items[at];
    return item === undefined ? String(at) : idOf(item);
  };
  const { shown, before, after, measure } = useVirtualRows(items.length, idAt, list, rowHeight);
  return (
    <ul ref={list} className={styles.blocks} data-airy={airy} aria-label={label}>
      {before > 0 && <li aria-hidden="true" style={{ height: before }} />}
      {shown.map((at) => {
        const item = items[at];
        if (item === undefined) return <Fragment key={at} />;
        const place = measure && { 'aria-setsize': items.length, 'aria-posinset': at + 1 };
        return (
          <li key={idOf(item)} ref={measure} data-index={at} {...place}>
            {row(item)}
          </li>
        );
      })}
      {after > 0 && <li aria-hidden="true" style={{ height: after }} />}
    </ul>
  );
}
