/** What stands around the text of a lesson: its title, what guests are told, the way back to where one was. */

import { KernosError } from '@kernos/kernel/errors';
import { progress } from '@kernos/services/learning/progress/contract';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FileQuestion, LockKeyhole } from 'lucide-react';
import { type RefObject, useEffect } from 'react';
import { ask, query } from '../../../app/api.ts';
import { EmptyPage } from '../../../components/empty.tsx';
import { Failure } from '../../../components/failure.tsx';
import { ButtonLink } from '../../../components/link.tsx';
import { useTabTitle } from '../../../components/page.tsx';
import { Soft } from '../../../components/soft.tsx';
import { duration, minutesOf } from '../../../language/format.ts';
import { useEnrollmentWords } from '../../enrollments/enrollment-words.ts';
import { useLearns, useSeats } from '../../enrollments/seats.ts';
import { useEnroll } from '../../enrollments/use-enrolling.ts';
import type { CourseWithOutline, Lesson } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';
import styles from './lesson-body.module.css';
import pill from './pill.module.css';
import { useKeptPosition, useReturn } from './reading-position.ts';

/** What one left in a lesson. Asking for it says that one reads it now. */
const leftQuery = (lessonId: string) => ({
  ...query(progress.calls.lessonState, { lessonId }),
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(progress.calls.open, { lessonId }, { signal }),
});

export function LessonHead({ lesson, module }: { lesson: Lesson; module: string | undefined }) {
  const words = useCourseWords();
  useTabTitle(lesson.title);
  return (
    <header>
      {module && <Soft mb={10}>{module}</Soft>}
      <h1 className={styles.lessonTitle}>{lesson.title}</h1>
      <p className={styles.lessonFacts}>{words.toRead(duration(minutesOf(lesson.words)))}</p>
    </header>
  );
}

/** For those who read without a seat: what they miss, and the step to it. */
export function Guest({ course }: { course: CourseWithOutline }) {
  const words = useCourseWords().reader;
  const enrollment = useEnrollmentWords();
  const enroll = useEnroll();
  if (!useLearns() || course.state !== 'published') return null;
  return (
    <div className={styles.guest}>
      <p>{words.notIn}</p>
      <Button
        loading={enroll.isPending && !enroll.isPaused}
        onClick={() => enroll.mutate({ courseId: course.id })}
      >
        {enrollment.enroll}
      </Button>
    </div>
  );
}

/** Keeps how far one reads, and leads back there; says so, with the way to the top. */
export function Position({ lessonId, text }: { lessonId: string; text: RefObject<HTMLElement | null> }) {
  const words = useCourseWords().reader;
  // As it was on coming here: what is read from now on must not move the text.
  const { data: left } = useQuery({ ...leftQuery(lessonId), staleTime: 0, gcTime: 0 });
  useKeptPosition(lessonId, text, left !== undefined);
  const { returned, seen } = useReturn(lessonId, text, left);
  useEffect(() => {
    if (!returned) return;
    const timer = setTimeout(seen, 8_000);
    return () => clearTimeout(timer);
  }, [returned, seen]);
  return (
    <div role="status">
      {returned && (
        <div className={pill.pill}>
          {words.continued}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              scrollTo({ top: 0 });
              seen();
            }}
          >
            {words.fromTop}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Instead of a lesson: that it is on its way, that it is not there, or what went wrong. */
export function NoLesson({
  course,
  error,
  retry,
}: {
  course: CourseWithOutline;
  error: Error | null;
  retry: () => void;
}) {
  const words = useCourseWords().reader;
  const code = error instanceof KernosError ? error.code : undefined;
  if (!error) return <TextSkeleton />;
  if (code === 'enrollment-required') return <NoSeat course={course} />;
  if (!(error instanceof KernosError) || error.status >= 500 || error.status === 401)
    return <Failure error={error} retry={retry} />;
  return (
    <EmptyPage
      icon={FileQuestion}
      title={code === 'lesson-taken-down' ? words.goneTitle : words.missingTitle}
      action={
        <ButtonLink to="/courses/$courseId" params={{ courseId: course.id }} variant="default">
          {words.toCourse}
        </ButtonLink>
      }
      text={code === 'lesson-taken-down' ? words.goneText : words.missingText}
    />
  );
}

/** For those who may read it once they are enrolled: the step to that. */
function NoSeat({ course }: { course: CourseWithOutline }) {
  const words = useCourseWords().reader;
  const enrollment = useEnrollmentWords();
  const learns = useLearns();
  const waits = useSeats()?.get(course.id)?.status === 'waitlisted';
  const enroll = useEnroll();
  const text = waits ? words.seatWaits : learns ? words.seatText : words.seatClosed;
  return (
    <EmptyPage
      icon={LockKeyhole}
      title={words.seatTitle}
      action={
        learns && !waits ? (
          <Button
            loading={enroll.isPending && !enroll.isPaused}
            onClick={() => enroll.mutate({ courseId: course.id })}
          >
            {course.capacity !== null && course.waitlist ? enrollment.joinWaitlist : enrollment.enroll}
          </Button>
        ) : (
          <ButtonLink to="/courses/$courseId" params={{ courseId: course.id }} variant="default">
            {words.toCourse}
          </ButtonLink>
        )
      }
      text={text}
    />
  );
}

function TextSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton height={14} width={140} mb={14} />
      <Skeleton height={36} width="70%" mb={44} />
      {[96, 100, 92, 98, 64, 0, 97, 94, 100, 40].map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have nothing else
        <Skeleton key={line} height={width ? 16 : 0} width={`${width}%`} mb={15} />
      ))}
    </div>
  );
}
