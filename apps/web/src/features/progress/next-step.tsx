/** The one step that home is about. */
import { courses } from '@kernos/services/learning/courses/contract';
import type { progress } from '@kernos/services/learning/progress/contract';
import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { query, type ReplyTo } from '../../app/api.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink } from '../../components/link.tsx';
import styles from './home.module.css';
import { useProgressWords } from './progress-words.ts';

export type ResumePoint = ReplyTo<typeof progress.calls.home>['resume'][number];

export function NextStep({ point }: { point: ResumePoint }) {
  const words = useProgressWords().home;
  const { courseId, courseTitle, completed, total, percent, lesson, position } = point;
  const read = Math.round((position?.fraction ?? 0) * 100);
  return (
    <section className={styles.step} aria-label={words.next}>
      <CupRing percent={percent} size={128}>
        <span className={styles.stepShare}>
          {percent}
          <small>{words.percent(percent).replace(String(percent), '')}</small>
        </span>
      </CupRing>
      <div>
        <div className={styles.stepCourse}>{courseTitle}</div>
        <h2 className={styles.stepTitle}>{lesson.title}</h2>
        <p className={styles.stepFacts}>
          <Facts>
            {lesson.moduleTitle}
            {words.lessonsOf(completed, total)}
            {read >= 4 && read <= 97 && words.read(read)}
          </Facts>
        </p>
        <ButtonLink
          size="md"
          leftSection={<Play size={16} />}
          to="/courses/$courseId/lessons/$lessonId"
          params={{ courseId, lessonId: lesson.id }}
        >
          {completed === 0 && !position ? words.start : words.go}
        </ButtonLink>
      </div>
    </section>
  );
}

/** What the first start of Kernos publishes (apps/server/welcome). */
export const WELCOME = 'Welcome to Kernos';

/** For who reads nothing right now: the short course that shows around, or else the catalog. */
export function FirstStep({ finished = false }: { finished?: boolean }) {
  const words = useProgressWords().home;
  const { data } = useQuery({
    ...query(courses.calls.list, { q: `"${WELCOME}"`, limit: 5 }),
    enabled: !finished,
  });
  const welcome = data?.items.find(({ title, state }) => title === WELCOME && state === 'published');
  const [title, text] = finished
    ? [words.allDone, words.allDoneText]
    : welcome
      ? [words.firstTitle, words.firstText]
      : [words.noneTitle, words.noneText];
  return (
    <section className={styles.step} aria-label={words.next}>
      <CupRing percent={finished ? 100 : 0} size={112} />
      <div>
        {welcome && <div className={styles.stepCourse}>{welcome.title}</div>}
        <h2 className={styles.stepTitle}>{title}</h2>
        <p className={styles.stepFacts}>{text}</p>
        {welcome ? (
          <ButtonLink size="md" to="/courses/$courseId" params={{ courseId: welcome.id }}>
            {words.firstStep}
          </ButtonLink>
        ) : (
          <ButtonLink size="md" to="/catalog">
            {words.catalog}
          </ButtonLink>
        )}
      </div>
    </section>
  );
}
