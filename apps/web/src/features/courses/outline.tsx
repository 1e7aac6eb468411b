/** Modules and lessons of a course, with what is done. Long ones are drawn only where they are looked at. */

import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { Circle, CircleCheck } from 'lucide-react';
import { memo, type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VirtualList } from '../../components/virtual-list.tsx';
import { duration, minutesOf } from '../../language/format.ts';
import type { CourseWithOutline, LessonInOutline } from './course-data.ts';
import { useCourseWords } from './course-words.ts';
import styles from './outline.module.css';

/** From here on rows that nobody looks at are not drawn. */
const MANY_ROWS = 200;

type Row =
  | { kind: 'module'; id: string; title: string }
  | { kind: 'lesson'; id: string; lesson: LessonInOutline };

/** Where a lesson is read: by learners, or as a draft. */
export type LessonPageAddress =
  | '/courses/$courseId/lessons/$lessonId'
  | '/studio/$courseId/preview/$lessonId';

interface OutlineProps {
  courseId: string;
  modules: CourseWithOutline['modules'];
  /** Undefined where nobody gets on in it, such as in a draft: then no lesson has a sign of it. */
  done: ReadonlySet<string> | undefined;
  currentLessonId?: string;
  /** For the reader's rail: smaller, scrolling in here instead of with the page. */
  scroller?: () => HTMLElement | null;
  /** Where its lessons lead; without, to where learners read them. */
  lessonPage?: LessonPageAddress;
  /** What stands below the current lesson, such as its headings. */
  below?: ReactNode;
}

export function Outline(props: OutlineProps) {
  const { modules, scroller } = props;
  const rows = useMemo(
    () =>
      modules.flatMap(({ id, title, lessons }): Row[] => [
        { kind: 'module', id, title },
        ...lessons.map((lesson): Row => ({ kind: 'lesson', id: lesson.id, lesson })),
      ]),
    [modules],
  );
  if (rows.length <= MANY_ROWS)
    return (
      <ul className={styles.outline} data-dense={scroller !== undefined}>
        {rows.map((row) => (
          <li key={row.id}>
            <RowContent row={row} {...props} />
          </li>
        ))}
      </ul>
    );
  return scroller ? (
    <LongInRail rows={rows} {...props} scroller={scroller} />
  ) : (
    <LongInPage rows={rows} {...props} />
  );
}

interface LongProps extends OutlineProps {
  rows: readonly Row[];
}

function LongInPage(props: LongProps) {
  const list = useRef<HTMLUListElement>(null);
  // What stands above the list has a height that is known once it is there.
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({ ...sizes(props), scrollMargin });
  return <VirtualRows {...props} list={list} virtual={virtual} above={scrollMargin} />;
}

function LongInRail(props: LongProps & { scroller: () => HTMLElement | null }) {
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0), []);
  const virtual = useVirtualizer({
    ...sizes(props),
    scrollMargin,
    getScrollElement: props.scroller,
  });
  const current = props.rows.findIndex(({ id }) => id === props.currentLessonId);
  // The row that one reads must be drawn before it can be scrolled to.
  useLayoutEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'center' });
  }, [current, virtual]);
  return <VirtualRows {...props} list={list} virtual={virtual} above={scrollMargin} />;
}

const sizes = ({ rows, scroller }: LongProps) => ({
  count: rows.length,
  estimateSize: (at: number) => {
    if (rows[at]?.kind === 'module') return scroller ? 42 : 52;
    return scroller ? 31 : 38;
  },
  getItemKey: (at: number) => rows[at]?.id ?? at,
  overscan: 12,
});

function VirtualRows<Scroller extends Element | Window>({
  virtual,
  list,
  above,
  ...props
}: LongProps & {
  virtual: Virtualizer<Scroller, Element>;
  list: RefObject<HTMLUListElement | null>;
  above: number;
}) {
  return (
    <VirtualList
      virtual={virtual}
      rows={props.rows}
      list={list}
      above={above}
      className={styles.outline}
      dense={props.scroller !== undefined}
      draw={(row) => <RowContent row={row} {...props} />}
    />
  );
}

function RowContent({
  row,
  below,
  courseId,
  done,
  currentLessonId,
  lessonPage = '/courses/$courseId/lessons/$lessonId',
}: OutlineProps & { row: Row }) {
  if (row.kind === 'module') return <h3 className={styles.module}>{row.title}</h3>;
  const isCurrent = row.id === currentLessonId;
  return (
    <>
      <LessonLink
        courseId={courseId}
        lessonPage={lessonPage}
        lesson={row.lesson}
        isDone={done?.has(row.id)}
        isCurrent={isCurrent}
        inReader={currentLessonId !== undefined}
      />
      {isCurrent && below}
    </>
  );
}

/** Drawn anew only where something of it changes: rows come and go with every frame of scrolling. */
const LessonLink = memo(function LessonLink({
  courseId,
  lessonPage,
  lesson,
  isDone,
  isCurrent,
  inReader,
}: {
  courseId: string;
  lessonPage: LessonPageAddress;
  lesson: LessonInOutline;
  isDone: boolean | undefined;
  isCurrent: boolean;
  inReader: boolean;
}) {
  const words = useCourseWords();
  const Sign = isDone ? CircleCheck : Circle;
  return (
    <Link
      to={lessonPage}
      params={{ courseId, lessonId: lesson.id }}
      // What is open beside one lesson stays open beside the next.
      search={inReader ? true : {}}
      className={styles.lesson}
      data-unsigned={isDone === undefined || undefined}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {isDone !== undefined && (
        <Sign className={styles.sign} data-done={isDone} size={17} strokeWidth={isDone ? 2 : 1.4} />
      )}
      <span className={styles.name}>
        {lesson.title}
        <VisuallyHidden>{isDone && ` (${words.done})`}</VisuallyHidden>
      </span>
      <span className={styles.minutes}>{duration(minutesOf(lesson.words))}</span>
    </Link>
  );
});
