import { courses } from '@kernos/services/learning/courses/contract';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { query } from '../../../app/api.ts';
import { LessonText } from '../../courses/reader/lesson-text.tsx';
import { useStudioWords } from '../studio-words.ts';
import type { DraftCourse, DraftLesson } from './data.ts';
import styles from './lesson.module.css';
import type { LessonText as Written } from './lesson-draft.ts';
import { useLessonLinks } from './use-lesson-links.ts';

const PAUSE_MS = 250;

/** The text as learners will read it, made by the same renderer, a moment after the last letter. */
export function PreviewPane({
  course,
  lesson,
  text: { title, markdown },
}: {
  course: DraftCourse;
  lesson: DraftLesson;
  text: Written;
}) {
  const words = useStudioWords().lesson;
  const [settled] = useDebouncedValue(markdown, PAUSE_MS);
  const isSaved = settled === lesson.markdown;
  const preview = useQuery({
    ...query(courses.calls.previewLesson, { lessonId: lesson.id, markdown: settled }),
    enabled: !isSaved,
    placeholderData: keepPreviousData,
    // Each is asked for once; kept, they would fill the memory.
    gcTime: 5_000,
  });
  const html = isSaved ? lesson.html : (preview.data?.html ?? lesson.html);
  const shown = useMemo(() => ({ ...lesson, title, html }), [lesson, title, html]);
  const text = useRef<HTMLDivElement>(null);
  const onClick = useLessonLinks(course.id, '/studio/$courseId/lessons/$lessonId');
  return (
    // Links in it lead to other lessons' editors; the links themselves take keys.
    <section className={styles.preview} aria-label={words.preview} onClickCapture={onClick}>
      <p className={styles.previewTitle}>{title}</p>
      {html.trim() === '' ? (
        <Text c="dimmed">{words.nothingYet}</Text>
      ) : (
        <LessonText course={course} lesson={shown} text={text} />
      )}
    </section>
  );
}
