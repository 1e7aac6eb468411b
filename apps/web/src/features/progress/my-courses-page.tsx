/** The courses one is in: under way, waiting for a seat, finished. */

import type { courses } from '@kernos/services/learning/courses/contract';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Award, BookOpen, Check, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyTo } from '../../app/api.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { Empty } from '../../components/empty.tsx';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { When } from '../../components/when.tsx';
import { useCoursesById } from '../courses/courses-by-id.ts';
import { useEnrollmentWords } from '../enrollments/enrollment-words.ts';
import { LeaveButton } from '../enrollments/leave-button.tsx';
import { type Seat, seatsQuery } from '../enrollments/seats.ts';
import styles from './my-courses.module.css';
import { type CourseProgress, useMyProgress } from './my-progress.ts';
import { useProgressWords } from './progress-words.ts';

type Course = ReplyTo<typeof courses.calls.list>['items'][number];

interface Own {
  seat: Seat;
  course: Course;
  standing: CourseProgress | undefined;
}

export function MyCoursesPage() {
  const words = useProgressWords().mine;
  return (
    <Page title={words.title}>
      <OwnCourses />
    </Page>
  );
}

function OwnCourses() {
  const seats = useQuery(seatsQuery);
  const held = seats.data?.filter(({ status }) => status !== 'withdrawn') ?? [];
  const known = useCoursesById(held.map(({ courseId }) => courseId));
  const waiting = <RowsSkeleton rows={4} height={76} />;
  return (
    <Loaded query={seats} waiting={waiting}>
      {() =>
        held.length === 0 ? (
          <NoCourses />
        ) : (
          <Loaded query={known} waiting={waiting}>
            {(items) => <Held held={held} courses={items} />}
          </Loaded>
        )
      }
    </Loaded>
  );
}

function Held({ held, courses: known }: { held: readonly Seat[]; courses: readonly Course[] }) {
  const words = useProgressWords().mine;
  const standings = useMyProgress();
  const own = held.flatMap((seat): Own[] => {
    const course = known.find(({ id }) => id === seat.courseId);
    return course ? [{ seat, course, standing: standings.get(seat.courseId) }] : [];
  });
  const waiting = own.filter(({ seat }) => seat.status === 'waitlisted');
  const seated = own.filter(({ seat }) => seat.status === 'active').sort(byTouch);
  const isFinished = ({ standing }: Own) => standing?.percent === 100;
  return (
    <>
      <Section title={words.underWay} items={seated.filter((one) => !isFinished(one))} Row={UnderWay} />
      <Section title={words.waiting} items={waiting} Row={Waiting} />
      <Section title={words.finished} items={seated.filter(isFinished)} Row={Finished} />
    </>
  );
}

/** Last read first; what was never read stands where it was enrolled in. */
const touchedAt = ({ seat, standing }: Own): string => standing?.updatedAt ?? seat.enrolledAt;
const byTouch = (one: Own, other: Own): number => touchedAt(other).localeCompare(touchedAt(one));

function NoCourses() {
  const words = useProgressWords().mine;
  return (
    <Empty
      icon={BookOpen}
      title={words.emptyTitle}
      action={<ButtonLink to="/catalog">{words.catalog}</ButtonLink>}
      text={words.emptyText}
    />
  );
}

function Section({
  title,
  items,
  Row,
}: {
  title: string;
  items: readonly Own[];
  Row: (props: Own & { first: boolean }) => ReactNode;
}) {
  if (items.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>
        {title}{' '}
        <Text span inherit c="dimmed" fw={450} className="numbers">
          {items.length}
        </Text>
      </h2>
      <ul>
        {items.map((one, at) => (
          <li key={one.course.id} className={styles.row}>
            <Row {...one} first={at === 0} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Title({ course, children }: { course: Course; children: ReactNode }) {
  return (
    <div>
      <h3 className={styles.title}>
        <Link to="/courses/$courseId" params={{ courseId: course.id }}>
          {course.title}
        </Link>
      </h3>
      <Facts className={styles.facts}>{children}</Facts>
    </div>
  );
}

function UnderWay({ course, seat, standing, first }: Own & { first: boolean }) {
  const all = useProgressWords();
  const words = all.mine;
  const next = standing?.nextLessonId;
  return (
    <>
      <CupRing percent={standing?.percent ?? 0} size={56}>
        <Text span inherit fz="0.8125rem">
          {standing?.percent ?? 0}
        </Text>
      </CupRing>
      <Title course={course}>
        <span>{all.home.lessonsOf(standing?.completed ?? 0, standing?.total ?? course.lessons)}</span>
        <span>
          {standing?.completed ? (
            <>
              {words.touched} <When at={standing.updatedAt ?? seat.enrolledAt} />
            </>
          ) : (
            <>
              {words.enrolled} <When at={seat.enrolledAt} />
            </>
          )}
        </span>
      </Title>
      <div className={styles.actions}>
        {next && (
          <ButtonLink
            // The one to go on with first.
            variant={first ? 'filled' : 'default'}
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId: course.id, lessonId: next }}
          >
            {standing.completed === 0 ? words.start : words.go}
          </ButtonLink>
        )}
        <LeaveButton course={course} seat={seat} />
      </div>
    </>
  );
}

function Waiting({ course, seat }: Own) {
  const words = useProgressWords().mine;
  const { waiting } = useEnrollmentWords();
  return (
    <>
      <span className={styles.sign}>
        <Hourglass size={22} />
      </span>
      <Title course={course}>
        <span>{waiting(seat.waitlistPosition ?? 1)}</span>
        <span>
          {words.since} <When at={seat.enrolledAt} />
        </span>
      </Title>
      <div className={styles.actions}>
        <LeaveButton course={course} seat={seat} />
      </div>
    </>
  );
}

function Finished({ course, standing }: Own) {
  const words = useProgressWords().mine;
  return (
    <>
      <CupRing percent={100} size={56}>
        <Check size={20} />
      </CupRing>
      <Title course={course}>
        {standing?.completedAt && (
          <span>
            {words.finishedAt} <When at={standing.completedAt} />
          </span>
        )}
      </Title>
      <div className={styles.actions}>
        <ButtonLink to="/certificates" variant="default" leftSection={<Award size={16} />}>
          {words.certificate}
        </ButtonLink>
      </div>
    </>
  );
}
