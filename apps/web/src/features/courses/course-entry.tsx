import type { courses } from '@kernos/services/learning/courses/contract';
import { Box } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check, Hourglass } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { ReplyTo } from '../../app/api.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { Facts } from '../../components/facts.tsx';
import { duration } from '../../language/format.ts';
import { useEnrollmentWords } from '../enrollments/enrollment-words.ts';
import { type Seat, useSeats } from '../enrollments/seats.ts';
import { useNames } from '../identity/people-names.tsx';
import { useMyProgress } from '../progress/my-progress.ts';
import styles from './catalog.module.css';
import { useCourseWords } from './course-words.ts';

/** A course in the catalog: what it is, how long it is, and how one stands in it. */
export function CourseEntry({ course }: { course: ReplyTo<typeof courses.calls.list>['items'][number] }) {
  const words = useCourseWords();
  const seat = useSeats()?.get(course.id);
  const percent = useMyProgress().get(course.id)?.percent;
  const teacher = useNames([course.instructorId]).get(course.instructorId);
  // From 2 px for an afternoon to 6 px for a term: by the logarithm, as lengths differ by factors.
  const spine = Math.min(6, 2 + Math.log2(1 + course.minutes / 30));
  return (
    <article className={styles.course} style={{ '--spine': `${spine.toFixed(1)}px` } as CSSProperties}>
      <Box miw={0} ps={18}>
        <h2 className={styles.title}>
          <Link to="/courses/$courseId" params={{ courseId: course.id }}>
            {course.title}
          </Link>
        </h2>
        {course.summary && <p className={styles.summary}>{course.summary}</p>}
        <Facts small>
          <span>{words.lessons(course.lessons)}</span>
          <span>{words.toRead(duration(course.minutes))}</span>
          {teacher && <span>{words.by(teacher)}</span>}
          {course.state === 'archived' && <span>{words.catalog.archived}</span>}
          {course.audience === 'enrolled' && !seat && <span>{words.catalog.enrollToRead}</span>}
          {course.audience === 'invited' && <span>{words.catalog.invited}</span>}
        </Facts>
      </Box>
      {seat && <SeatState seat={seat} percent={percent} />}
    </article>
  );
}

function SeatState({ seat, percent }: { seat: Seat; percent: number | undefined }) {
  const words = useCourseWords();
  const { waiting } = useEnrollmentWords();
  if (seat.status === 'waitlisted')
    return (
      <div className={styles.state}>
        <Hourglass size={16} />
        {waiting(seat.waitlistPosition ?? 1)}
      </div>
    );
  return (
    <div className={styles.state}>
      {percent === 100 ? words.catalog.finished : percent ? words.percent(percent) : words.catalog.enrolled}
      <CupRing percent={percent ?? 0} size={36}>
        {percent === 100 && <Check size={14} strokeWidth={2.4} />}
      </CupRing>
    </div>
  );
}
