/** What there is before the first question: good ones to begin with, from one's own courses. */
import { useQuery } from '@tanstack/react-query';
import { courseQuery } from '../../courses/course-data.ts';
import { useMyProgress } from '../../progress/my-progress.ts';
import { useAssistantWords } from '../assistant-words.ts';
import type { Kind } from './answer-data.ts';
import styles from './ask.module.css';
import { useCoursesToAsk } from './my-courses.ts';

export function Suggestions({
  courseId,
  ask,
}: {
  courseId: string | undefined;
  ask: (question: string, options: { kind: Kind }) => void;
}) {
  const words = useAssistantWords().empty;
  const questions = useQuestions(courseId);
  return (
    <div className={styles.empty}>
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      {questions.length > 0 && (
        <ul aria-label={words.suggestions}>
          {questions.map(({ text, kind }) => (
            <li key={text}>
              <button type="button" onClick={() => ask(text, { kind })}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** From the course that is chosen, or that was touched last: where one is, the whole, and to try oneself. */
function useQuestions(courseId: string | undefined): { text: string; kind: Kind }[] {
  const words = useAssistantWords().empty;
  const known = useCoursesToAsk();
  const progress = useMyProgress();
  const touched = [...progress.keys()].find((id) => known?.some((course) => course.id === id));
  const chosen = courseId ?? touched ?? known?.[0]?.id;
  const { data: course } = useQuery({ ...courseQuery(chosen ?? ''), enabled: chosen !== undefined });
  if (!course) return [];
  const lessons = course.modules.flatMap((module) => module.lessons);
  const next = progress.get(course.id)?.nextLessonId;
  const at = Math.max(
    0,
    lessons.findIndex(({ id }) => id === next),
  );
  const here = lessons[at];
  const before = lessons[at - 1] ?? lessons[at + 1];
  return [
    ...(here ? [{ text: words.explain(here.title), kind: 'explain' as const }] : []),
    ...(before ? [{ text: words.quiz(before.title), kind: 'quiz_me' as const }] : []),
    { text: words.summarize(course.title), kind: 'summarize' as const },
  ];
}
