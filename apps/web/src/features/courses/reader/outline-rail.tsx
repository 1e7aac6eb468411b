/** Beside the text: the course, how far one is, its outline, and the headings of this lesson. */
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CupRing } from '../../../components/cup-ring.tsx';
import type { CourseProgress } from '../../progress/my-progress.ts';
import type { CourseWithOutline, Lesson } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';
import { type LessonPageAddress, Outline } from '../outline.tsx';
import { repeatsTitle } from './dress-lesson.ts';
import styles from './reader.module.css';

export function OutlineRail({
  course,
  lesson,
  lessonId,
  standing,
  lessonPage,
}: {
  course: CourseWithOutline;
  lesson: Lesson | undefined;
  lessonId: string;
  /** Undefined where nobody gets on, as in a draft; null for a guest, or while it is asked for. */
  standing: CourseProgress | null | undefined;
  lessonPage?: LessonPageAddress;
}) {
  const words = useCourseWords();
  const rail = useRef<HTMLDivElement>(null);
  useCurrentInSight(rail, lessonId);
  return (
    <div ref={rail}>
      <div className={styles.railHead}>
        {standing && (
          <CupRing percent={standing.percent} size={48}>
            <Text span inherit fz="xs">
              {standing.percent}
            </Text>
          </CupRing>
        )}
        <div>
          <Link to="/courses/$courseId" params={{ courseId: course.id }} className={styles.railCourse}>
            {course.title}
          </Link>
          {standing && (
            <Text mt={2} c="dimmed" fz="0.8125rem" className="numbers">
              {words.course.progress(standing.completed, standing.total)}
            </Text>
          )}
        </div>
      </div>
      <Outline
        courseId={course.id}
        modules={course.modules}
        done={standing === undefined ? undefined : new Set(standing?.completedLessonIds)}
        currentLessonId={lessonId}
        {...(lessonPage && { lessonPage })}
        scroller={() => scrollingParent(rail.current)}
        below={lesson && <Headings lesson={lesson} />}
      />
    </div>
  );
}

/** What scrolls the rail: the column it stands in, or the drawer. */
function scrollingParent(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return null;
}

function useCurrentInSight(rail: RefObject<HTMLElement | null>, lessonId: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lesson is what moves it
  useEffect(() => {
    const current = rail.current?.querySelector<HTMLElement>('[aria-current="page"]');
    const column = scrollingParent(rail.current);
    if (!current || !column) return;
    const { top, bottom } = current.getBoundingClientRect();
    // Of the column alone: scrolling it into view would move the page as well.
    if (top < 120 || bottom > innerHeight - 80) column.scrollTop += top - innerHeight / 2;
  }, [lessonId]);
}

/** Where the text is read now, of headings on the first levels. */
function Headings({ lesson }: { lesson: Lesson }) {
  const headings = lesson.headings.filter(
    ({ depth, text }, at) => depth <= 3 && text && !(at === 0 && repeatsTitle(text, lesson.title)),
  );
  const current = useCurrentHeading(headings.map(({ id }) => id));
  if (headings.length < 2) return null;
  return (
    <ul className={styles.headings}>
      {headings.map(({ id, depth, text }) => (
        <li key={id}>
          <a href={`#${id}`} data-depth={depth} aria-current={id === current}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

function useCurrentHeading(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  const key = ids.join('\n');
  useEffect(() => {
    const look = () => {
      const passed = key.split('\n').filter((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < 140;
      });
      setCurrent(passed.at(-1));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [key]);
  return current;
}
