/** The reader's parts put together, and what its buttons and keys do. */
import { KernosError } from '@kernos/kernel/errors';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { queryClient } from '../../../app/api.ts';
import { typeAhead, useSingleKeys } from '../../../components/single-keys.ts';
import { useSeats } from '../../enrollments/seats.ts';
import { type CourseWithOutline, type Lesson, lessonQuery, useStanding } from '../course-data.ts';
import type { SidePanelProps } from './data.ts';
import { ExplainButton } from './explain-button.tsx';
import { KeysDialog } from './keys.tsx';
import { Guest, LessonHead, NoLesson, Position } from './lesson-body.tsx';
import { LessonFoot } from './lesson-foot.tsx';
import { LessonText } from './lesson-text.tsx';
import { OutlineRail } from './outline-rail.tsx';
import styles from './reader.module.css';
import { ReaderBar } from './reader-bar.tsx';
import { ReaderLayout, type Side } from './reader-layout.tsx';
import { askPanel, panelButton, sidePanels } from './side-panels.tsx';
import { useCompleting } from './use-completing.ts';

const MeantPassage = lazy(() =>
  import('./meant-passage.tsx').then((file) => ({ default: file.MeantPassage })),
);

const route = getRouteApi('/in/courses/$courseId/lessons/$lessonId');

/** Where a lesson stands in its course. */
function usePlace(course: CourseWithOutline, lessonId: string) {
  const lessons = useMemo(
    () =>
      course.modules.flatMap(({ title, lessons }) => lessons.map((lesson) => ({ lesson, module: title }))),
    [course],
  );
  const at = lessons.findIndex(({ lesson }) => lesson.id === lessonId);
  return {
    number: at + 1,
    total: lessons.length,
    module: lessons[at]?.module,
    title: lessons[at]?.lesson.title ?? '',
    previous: at > 0 ? lessons[at - 1]?.lesson : undefined,
    next: at >= 0 ? lessons[at + 1]?.lesson : undefined,
  };
}

/** All that the reader knows of one lesson, and what can be done in it. */
function useReading(course: CourseWithOutline, lessonId: string) {
  const navigate = route.useNavigate();
  const { side, passage, quote } = route.useSearch();
  // Who comes by a citation reads its passage first.
  const [isSmall, shrink] = useState(passage !== undefined);
  const [followed, setFollowed] = useState(0);
  const seats = useSeats();
  const enrolled = seats?.get(course.id)?.status === 'active';
  const standing = useStanding(course.id, enrolled);
  const place = usePlace(course, lessonId);
  const completing = useCompleting(course);
  const done = standing?.completedLessonIds.includes(lessonId) === true;
  const last = standing !== null && standing.completed + 1 >= standing.total;
  const go = (to: { id: string } | undefined) => {
    // The panel goes along; the passage that was meant stays with its lesson.
    const search = side ? { side } : {};
    if (to) void navigate({ to: '.', params: { courseId: course.id, lessonId: to.id }, search });
  };
  return {
    side,
    enrolled,
    isGuest: seats !== undefined && !enrolled,
    standing,
    place,
    done,
    last,
    goOn: () => go(place.next),
    goBack: () => go(place.previous),
    complete: () => {
      if (!standing || done) return;
      completing.complete({ id: lessonId, title: place.title });
      // The last one stays, to say that the course is completed.
      if (!last) go(place.next);
    },
    reopen: () => completing.reopen(lessonId),
    show: (panel: string | undefined, byFinger = false) => {
      if (panel) typeAhead(byFinger);
      shrink(false);
      void navigate({
        to: '.',
        search: ({ side: _, ...kept }) => (panel ? { ...kept, side: panel } : kept),
        replace: true,
        resetScroll: false,
      });
      if (!panel && side) document.getElementById(panelButton(side))?.focus();
    },
    isSmall,
    shrink,
    /** How often a citation was followed: the same one leads there again. */
    followed,
    follow: () => {
      shrink(true);
      setFollowed(followed + 1);
    },
    /** What a citation led to, and what ends that. */
    meant: passage,
    quote,
    forget: () => void navigate({ to: '.', search: side ? { side } : {}, replace: true, resetScroll: false }),
  };
}

type Reading = ReturnType<typeof useReading>;

export function Reader({ course, lessonId }: { course: CourseWithOutline; lessonId: string }) {
  const reading = useReading(course, lessonId);
  const lesson = useQuery(lessonQuery(lessonId));
  const text = useRef<HTMLDivElement>(null);
  const [keysOpen, keys] = useDisclosure(false);
  const { place, side, show } = reading;
  useSingleKeys({
    j: reading.goOn,
    ArrowRight: reading.goOn,
    k: reading.goBack,
    ArrowLeft: reading.goBack,
    c: reading.complete,
    '?': keys.open,
    ...Object.fromEntries(
      sidePanels.map(({ name, shortcut = '' }) => [shortcut, () => show(side === name ? undefined : name)]),
    ),
  });
  usePrefetched(lesson.isSuccess ? place.next?.id : undefined);
  return (
    <>
      <ReaderLayout
        outline={
          <OutlineRail course={course} lesson={lesson.data} lessonId={lessonId} standing={reading.standing} />
        }
        bar={
          <ReaderBar
            number={place.number}
            total={place.total}
            text={text}
            side={side}
            show={show}
            openKeys={keys.open}
          />
        }
        side={sideOf(reading, course, { id: lessonId, title: place.title || (lesson.data?.title ?? '') })}
      >
        <article className={styles.column}>
          {lesson.data && !isTakenAway(lesson.error) ? (
            <Body reading={reading} course={course} lesson={lesson.data} text={text} />
          ) : (
            <NoLesson course={course} error={lesson.error} retry={() => void lesson.refetch()} />
          )}
        </article>
      </ReaderLayout>
      <KeysDialog opened={keysOpen} close={keys.close} />
    </>
  );
}

/** Who may not read it any more does not go on reading what is still here: it was taken down, or the seat is gone. */
const isTakenAway = (error: Error | null): boolean =>
  error instanceof KernosError && [403, 404, 410].includes(error.status);

function Body({
  reading,
  course,
  lesson,
  text,
}: {
  reading: Reading;
  course: CourseWithOutline;
  lesson: Lesson;
  text: RefObject<HTMLDivElement | null>;
}) {
  const { place, standing, done, last, complete, reopen } = reading;
  return (
    <>
      <LessonHead lesson={lesson} module={place.module} />
      {reading.isGuest && <Guest course={course} />}
      <LessonText course={course} lesson={lesson} text={text} />
      {reading.enrolled && <Position key={lesson.id} lessonId={lesson.id} text={text} />}
      {reading.meant && (
        <Suspense>
          <MeantPassage
            key={`${lesson.id} ${reading.meant} ${reading.quote} ${reading.followed}`}
            text={text}
            passageId={reading.meant}
            quote={reading.quote}
            forget={reading.forget}
          />
        </Suspense>
      )}
      <ExplainButton
        text={text}
        lessonId={lesson.id}
        isAsking={reading.side === askPanel}
        open={(byFinger) => reading.show(askPanel, byFinger)}
      />
      <LessonFoot
        courseId={course.id}
        previous={place.previous}
        next={place.next}
        completing={
          standing ? { done, finished: standing.percent === 100, last, complete, reopen } : undefined
        }
      />
    </>
  );
}

/** The panel that the address names, for the lesson that is read. */
function sideOf(
  { side, show, enrolled, isSmall, shrink, follow }: Reading,
  course: CourseWithOutline,
  lesson: SidePanelProps['lesson'],
): Side | undefined {
  const panel = sidePanels.find(({ name }) => name === side);
  if (!panel) return undefined;
  const { Title, Panel } = panel;
  return {
    title: <Title />,
    close: () => show(undefined),
    isSmall,
    shrink,
    follow,
    content: <Panel course={course} lesson={lesson} enrolled={enrolled} />,
  };
}

/** The next lesson is there before it is asked for. */
function usePrefetched(lessonId: string | undefined): void {
  useEffect(() => {
    if (lessonId) void queryClient.prefetchQuery(lessonQuery(lessonId));
  }, [lessonId]);
}
