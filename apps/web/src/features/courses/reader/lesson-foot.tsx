/** Below a lesson: marking it as completed, which leads on, and the ways to its neighbours. */
import { Button, Group, Stack } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, Check, CircleCheck } from 'lucide-react';
import { CupRing } from '../../../components/cup-ring.tsx';
import { ButtonLink } from '../../../components/link.tsx';
import type { LessonInOutline } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';
import type { LessonPageAddress } from '../outline.tsx';
import styles from './lesson-foot.module.css';

interface Neighbours {
  readonly previous: LessonInOutline | undefined;
  readonly next: LessonInOutline | undefined;
}

interface Props extends Neighbours {
  courseId: string;
  /** Undefined where completing is not possible, for want of a seat. */
  completing:
    | { done: boolean; finished: boolean; last: boolean; complete: () => void; reopen: () => void }
    | undefined;
}

export function LessonFoot({ courseId, completing, ...neighbours }: Props) {
  return (
    <Stack component="footer" mt={56} gap={32}>
      {completing && (
        <div aria-live="polite">
          <Completing {...completing} next={neighbours.next} courseId={courseId} />
        </div>
      )}
      <Ways courseId={courseId} {...neighbours} />
    </Stack>
  );
}

function Completing({
  courseId,
  done,
  finished,
  last,
  complete,
  reopen,
  next,
}: NonNullable<Props['completing']> & { courseId: string; next: LessonInOutline | undefined }) {
  const words = useCourseWords().reader;
  const { online } = useNetwork();
  if (finished && done)
    return (
      <section className={styles.finished}>
        <CupRing percent={100} size={72}>
          <Check size={26} />
        </CupRing>
        <div>
          <h2>{words.finishedTitle}</h2>
          <p>{words.finishedText}</p>
          <ButtonLink to="/certificates">{words.seeCertificate}</ButtonLink>
        </div>
      </section>
    );
  if (done)
    return (
      <div className={styles.done}>
        <Group component="span" gap={8} c="var(--accent-ink)" fw={560}>
          <CircleCheck size={19} />
          {words.completed}
        </Group>
        {!online && <span>{words.completeWaits}</span>}
        {next && (
          <ButtonLink
            variant="default"
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId, lessonId: next.id }}
            search={true}
          >
            {words.next}
          </ButtonLink>
        )}
        <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" onClick={reopen}>
          {words.reopen}
        </Button>
      </div>
    );
  return (
    <div className={styles.done}>
      <Button size="md" leftSection={<Check size={18} />} onClick={complete}>
        {last ? words.completeLast : next ? words.completeAndGoOn : words.complete}
      </Button>
    </div>
  );
}

/** The lessons before and behind. */
export function Ways({
  courseId,
  previous,
  next,
  lessonPage = '/courses/$courseId/lessons/$lessonId',
}: Neighbours & { courseId: string; lessonPage?: LessonPageAddress }) {
  const words = useCourseWords().reader;
  return (
    <nav className={styles.ways} aria-label={`${words.previous}, ${words.next}`}>
      {previous && (
        <Link
          to={lessonPage}
          params={{ courseId, lessonId: previous.id }}
          search={true}
          className={styles.way}
          rel="prev"
        >
          <small>
            <ArrowLeft size={14} />
            {words.previous}
          </small>
          <span>{previous.title}</span>
        </Link>
      )}
      {next && (
        <Link
          to={lessonPage}
          params={{ courseId, lessonId: next.id }}
          search={true}
          className={`${styles.way} ${styles.wayNext}`}
          rel="next"
        >
          <small>
            {words.next}
            <ArrowRight size={14} />
          </small>
          <span>{next.title}</span>
        </Link>
      )}
    </nav>
  );
}
