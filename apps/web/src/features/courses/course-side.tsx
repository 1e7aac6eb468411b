/** How one stands in a course, and what can be done about it: one prominent step. */

import { progress } from '@kernos/services/learning/progress/contract';
import { Button, Group } from '@mantine/core';
import { Award, Check, Hourglass } from 'lucide-react';
import { useMe } from '../../app/session.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Soft } from '../../components/soft.tsx';
import { date } from '../../language/format.ts';
import { ActButton } from '../../patterns/act-button.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useEnrollmentWords } from '../enrollments/enrollment-words.ts';
import { LeaveButton } from '../enrollments/leave-button.tsx';
import { type Seat, useLearns } from '../enrollments/seats.ts';
import { useEnroll } from '../enrollments/use-enrolling.ts';
import type { CourseProgress } from '../progress/my-progress.ts';
import styles from './course.module.css';
import type { CourseWithOutline } from './course-data.ts';
import { useCourseWords } from './course-words.ts';

interface Props {
  course: CourseWithOutline;
  seat: Seat | undefined;
  /** Whether it is known yet if there is a seat. */
  known: boolean;
  standing: CourseProgress | null;
}

export function CourseSide({ course, seat, known, standing }: Props) {
  const words = useCourseWords().course;
  const learns = useLearns();
  const teaches = useMe().id === course.instructorId;
  return (
    <aside className={styles.side} aria-live="polite">
      {seat?.status === 'active' && standing && <OwnProgress course={course} standing={standing} />}
      {seat?.status === 'waitlisted' && <Waiting seat={seat} />}
      {learns && known && !seat && <Enroll course={course} quiet={teaches} />}
      {teaches && (
        <Button component="a" href={`/studio/${course.id}`} variant="default">
          {words.edit}
        </Button>
      )}
      {/* Not before the way into the course: the focus of who has just enrolled must not fall on leaving it. */}
      {seat && (seat.status !== 'active' || standing) && (
        <div>
          <LeaveButton course={course} seat={seat} />
        </div>
      )}
    </aside>
  );
}

/** `quiet` for whoever teaches it: they mostly came for something else. */
function Enroll({ course, quiet }: { course: CourseWithOutline; quiet: boolean }) {
  const words = useEnrollmentWords();
  const enroll = useEnroll();
  const { capacity, waitlist } = course;
  if (course.state !== 'published') return null;
  return (
    <>
      <Button
        size="md"
        variant={quiet ? 'default' : 'filled'}
        loading={enroll.isPending && !enroll.isPaused}
        onClick={() => enroll.mutate({ courseId: course.id })}
      >
        {capacity !== null && waitlist ? words.joinWaitlist : words.enroll}
      </Button>
      {capacity !== null && (
        <Facts>
          {words.seats(capacity)}
          {waitlist && words.keepsWaitlist}
        </Facts>
      )}
    </>
  );
}

function Waiting({ seat }: { seat: Seat }) {
  const words = useEnrollmentWords();
  return (
    <div>
      <Group gap={16} wrap="nowrap" fz="sm" c="dimmed">
        <Hourglass size={20} />
        <strong className={styles.share}>{words.waiting(seat.waitlistPosition ?? 1)}</strong>
      </Group>
      <Soft mt={8}>{words.waitingText}</Soft>
    </div>
  );
}

function OwnProgress({ course, standing }: { course: CourseWithOutline; standing: CourseProgress }) {
  const all = useCourseWords();
  const words = all.course;
  const { completed, total, percent, completedAt } = standing;
  return (
    <>
      <Group gap={16} wrap="nowrap" fz="sm" c="dimmed">
        <CupRing percent={percent} size={76}>
          {percent === 100 ? <Check size={26} /> : <span className={styles.share}>{percent}</span>}
        </CupRing>
        <span>
          {completedAt && percent === 100
            ? words.finishedOn(date(completedAt))
            : words.progress(completed, total)}
        </span>
      </Group>
      <Resume course={course} standing={standing} />
      {completedAt && (
        <Button
          component="a"
          href={`/api/courses/${course.id}/certificate`}
          download
          variant="default"
          leftSection={<Award size={16} />}
        >
          {words.certificate}
        </Button>
      )}
      {standing.newestVersion > standing.courseVersion && <MoveOn courseId={course.id} />}
    </>
  );
}

function Resume({ course, standing }: { course: CourseWithOutline; standing: CourseProgress }) {
  const words = useCourseWords().course;
  const lessons = course.modules.flatMap((module) => module.lessons);
  const next = lessons.find(({ id }) => id === standing.nextLessonId) ?? lessons[0];
  if (!next) return null;
  const finished = standing.nextLessonId === null;
  return (
    <>
      <ButtonLink
        size="md"
        variant={finished ? 'default' : 'filled'}
        to="/courses/$courseId/lessons/$lessonId"
        params={{ courseId: course.id, lessonId: next.id }}
      >
        {finished ? words.again : standing.completed === 0 ? words.start : words.go}
      </ButtonLink>
      {!finished && <p className={styles.next}>{words.goWith(next.title)}</p>}
    </>
  );
}

function MoveOn({ courseId }: { courseId: string }) {
  const words = useCourseWords().course;
  const move = useAct(progress.calls.moveToNewest, {
    said: words.moved,
    refreshes: [progress.calls.ofCourse, progress.calls.mine],
  });
  return (
    <div>
      <Soft>{words.newer}</Soft>
      <ActButton act={move} input={{ courseId }} variant="subtle" size="compact-sm">
        {words.moveOn}
      </ActButton>
    </div>
  );
}
