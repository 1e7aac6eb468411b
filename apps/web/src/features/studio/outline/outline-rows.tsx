/** The lines of the outline. Long ones are drawn only where they are looked at; all can be dragged. */

import { DragDropProvider, DragOverlay, PointerSensor } from '@dnd-kit/react';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VirtualList } from '../../../components/virtual-list.tsx';
import type { DropPlace } from './moves.ts';
import { dropped, type Row, rowsOf } from './moves.ts';
import styles from './outline.module.css';
import { useOutlineContext } from './outline-context.ts';
import { OutlineRow } from './outline-row.tsx';

/** From here on rows that nobody looks at are not drawn. */
const MANY_ROWS = 200;
const heights = { module: 64, lesson: 44, end: 44 } as const;

export function OutlineRows() {
  const { modules } = useOutlineContext();
  const rows = useMemo(() => rowsOf(modules), [modules]);
  return (
    <Dragging rows={rows}>
      {(dragged, place) => {
        const draw = (row: Row) => <OutlineRow row={row} place={place?.id === row.id ? place : undefined} />;
        if (rows.length > MANY_ROWS) return <LongRows rows={rows} draw={draw} dragged={dragged} />;
        return (
          <ul className={styles.rows}>
            {rows.map((row) => (
              <li key={row.id} data-kind={row.kind}>
                {draw(row)}
              </li>
            ))}
          </ul>
        );
      }}
    </Dragging>
  );
}

const titleOf = (row: Row | undefined): string =>
  row?.kind === 'lesson' ? row.lesson.title : (row?.module.title ?? '');

function Dragging({
  rows,
  children,
}: {
  rows: readonly Row[];
  children: (dragged: string | null, place: DropPlace | null) => ReactNode;
}) {
  const { modules, actions } = useOutlineContext();
  const [dragged, setDragged] = useState<string | null>(null);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const rowOf = (id: unknown) => rows.find((row) => row.id === id);
  const moveTo = (id: string, { id: target, lower }: DropPlace) => {
    const [source, onto] = [rowOf(id), rowOf(target)];
    if (!source || source.kind === 'end' || !onto) return undefined;
    return dropped(modules, { kind: source.kind, id }, onto, lower);
  };
  return (
    <DragDropProvider
      // With keys, rows are moved by their menu or with Alt and the arrows.
      sensors={[PointerSensor]}
      onDragStart={({ operation }) => setDragged(String(operation.source?.id))}
      onDragMove={({ operation: { source, target, position } }) => {
        const shape = target?.shape;
        if (!source || !target || !shape) return setPlace(null);
        const over = { id: String(target.id), lower: position.current.y > shape.center.y };
        setPlace(moveTo(String(source.id), over) ? over : null);
      }}
      onDragEnd={({ operation: { source }, canceled }) => {
        if (!canceled && source && place) actions.move(moveTo(String(source.id), place));
        setDragged(null);
        setPlace(null);
      }}
    >
      {children(dragged, place)}
      <DragOverlay dropAnimation={null}>
        <div className={styles.overlay}>{titleOf(rowOf(dragged))}</div>
      </DragOverlay>
    </DragDropProvider>
  );
}

function LongRows({
  rows,
  draw,
  dragged,
}: {
  rows: readonly Row[];
  draw: (row: Row) => ReactNode;
  dragged: string | null;
}) {
  const list = useRef<HTMLUListElement>(null);
  // What stands above the list has a height that is known once it is there.
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0), []);
  const held = rows.findIndex(({ id }) => id === dragged);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => heights[rows[at]?.kind ?? 'lesson'],
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 12,
    scrollMargin,
    // What is being dragged stays, or letting go of it would be lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return held < 0 || shown.includes(held) ? shown : [...shown, held].sort((a, b) => a - b);
    },
  });
  return (
    <VirtualList
      virtual={virtual}
      rows={rows}
      list={list}
      above={scrollMargin}
      className={styles.rows}
      draw={draw}
    />
  );
}
