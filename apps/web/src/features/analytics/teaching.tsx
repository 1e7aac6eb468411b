/** A teacher's home: each of their courses, what of it is not published yet, who came, and where they stall. */
import { courses } from '@kernos/services/learning/courses/contract';
import { analytics } from '@kernos/services/platform/analytics/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { query, type ReplyTo } from '../../app/api.ts';
import { ButtonLink, TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { touching } from './live-reports.ts';
import styles from './teaching.module.css';

type Course = ReplyTo<typeof courses.calls.list>['items'][number];
const MOST = 6;
const WEEK_MS = 7 * 86_400_000;

export function Teaching() {
  const words = useAnalyticsWords().home;
  const own = useQuery(query(courses.calls.list, { mine: true, limit: MOST }, ['course.', 'lesson.']));
  // The same instant for a day, so that it is one question.
  const from = new Date(Date.now() - WEEK_MS).toISOString().slice(0, 10);
  const { data: came } = useQuery(query(analytics.calls.funnel, { from, limit: 100 }, touching));
  const newLearners = new Map(
    came?.items.map(({ courseId, stages }) => [courseId, stages[0]?.learners ?? 0] as const),
  );
  return (
    <section className={styles.teaching}>
      <h2>{words.teaching}</h2>
      <Loaded query={own} waiting={<RowsSkeleton rows={3} height={56} />}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p>{words.noCourses}</p>}
            <ul>
              {items.map((course) => (
                <OwnCourse key={course.id} course={course} came={newLearners.get(course.id) ?? 0} />
              ))}
            </ul>
            {items.length === 0 ? (
              <ButtonLink to="/studio" search={{ make: true }}>
                {words.newCourse}
              </ButtonLink>
            ) : (
              nextCursor && (
                <TextLink size="sm" to="/studio">
                  {words.allCourses}
                </TextLink>
              )
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function OwnCourse({ course, came }: { course: Course; came: number }) {
  const words = useAnalyticsWords().home;
  const { id, title, publishedAt, updatedAt, state } = course;
  const isPublished = publishedAt !== null;
  const { data } = useQuery({
    ...query(analytics.calls.course, { courseId: id }, touching),
    enabled: isPublished,
  });
  const stall = data?.biggestDropOff;
  return (
    <li>
      <Link to="/studio/$courseId" params={{ courseId: id }} className={styles.title}>
        {title}
      </Link>
      {isPublished && updatedAt > publishedAt && state === 'published' && (
        <StateMark tone="waiting">{words.unpublished}</StateMark>
      )}
      {!isPublished && <StateMark tone="off">{words.draft}</StateMark>}
      {data && (
        <p className={styles.facts}>
          <span>{words.learners(data.enrolled)}</span>
          {came > 0 && <span>{words.newLearners(came)}</span>}
          {data.waiting > 0 && <span>{words.waiting(data.waiting)}</span>}
          {stall?.title && (
            <TextLink size="sm" c="inherit" to="/reports/courses/$courseId" params={{ courseId: id }}>
              {words.stalls(stall.stopped, stall.title)}
            </TextLink>
          )}
        </p>
      )}
    </li>
  );
}
