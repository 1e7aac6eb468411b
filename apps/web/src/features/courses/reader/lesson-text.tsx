/** The text of a lesson. */
import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, memo, type RefObject, useLayoutEffect, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import type { CourseWithOutline, Lesson } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';
import { dressLesson } from './dress-lesson.ts';
import { highlight } from './highlight.ts';
import codeStyles from './lesson-code.module.css';
import styles from './lesson-text.module.css';

interface Picture {
  src: string;
  alt: string;
}

export function LessonText({
  course,
  lesson,
  text,
}: {
  course: CourseWithOutline;
  lesson: Lesson;
  text: RefObject<HTMLDivElement | null>;
}) {
  const words = useCourseWords().reader;
  const [enlarged, setEnlarged] = useState<Picture>();
  const follow = useLinksInside();
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element;
    const copy = target.closest<HTMLElement>('[data-copy]');
    const image = target.closest('[data-enlarge]')?.querySelector('img');
    if (copy) void copyCode(copy, words.copy, words.copied);
    else if (image) setEnlarged({ src: image.currentSrc || image.src, alt: image.alt });
    else follow(event);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: buttons and links
          inside are what is clicked, by mouse or keyboard */}
      <div onClick={onClick}>
        <Text course={course} lesson={lesson} text={text} />
      </div>
      <Dialog
        opened={enlarged !== undefined}
        close={() => setEnlarged(undefined)}
        size="auto"
        title={enlarged?.alt || words.picture}
      >
        {enlarged && <img className={styles.enlarged} src={enlarged.src} alt={enlarged.alt} />}
      </Dialog>
    </>
  );
}

/** Drawn once for each text: what happens around it leaves its elements alone. */
const Text = memo(function Text({
  course,
  lesson,
  text,
}: {
  course: CourseWithOutline;
  lesson: Lesson;
  text: RefObject<HTMLDivElement | null>;
}) {
  const words = useCourseWords().reader;
  useLayoutEffect(() => {
    const element = text.current;
    if (!element) return;
    const lessonIds = new Set(course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
    element.replaceChildren(
      dressLesson(lesson.html, { title: lesson.title, courseId: course.id, lessonIds, words }),
    );
    headingOf(location.hash)?.scrollIntoView();
    void highlight(element);
  }, [course, lesson.html, lesson.title, words, text]);
  return <div ref={text} data-prose className={`${styles.text} ${codeStyles.code}`} />;
});

/** Links to pages of the app open in it; all others, and clicks that ask for a new tab, are the browser's. */
function useLinksInside() {
  const { history } = useRouter();
  return (event: MouseEvent<HTMLElement>) => {
    const link = (event.target as Element).closest('a');
    const asked = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || asked || link.target || link.origin !== location.origin) return;
    const { pathname, search, hash } = link;
    const isPage = /^\/(lessons|courses)\//.test(pathname);
    if (!isPage || (pathname === location.pathname && hash)) return;
    event.preventDefault();
    history.push(pathname + search + hash);
  };
}

async function copyCode(button: HTMLElement, word: string, done: string): Promise<void> {
  const text = button.closest('figure')?.querySelector('pre')?.textContent ?? '';
  await navigator.clipboard.writeText(text.replace(/\n$/, ''));
  button.textContent = done;
  setTimeout(() => {
    button.textContent = word;
  }, 2_000);
}

/** What the address points at; it may be written by anybody, so that `#50%` is no escape of anything. */
function headingOf(hash: string): HTMLElement | null {
  const id = hash.slice(1);
  if (id === '') return null;
  try {
    return document.getElementById(decodeURIComponent(id));
  } catch {
    return document.getElementById(id);
  }
}
