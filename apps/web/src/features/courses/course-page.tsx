/** A course: what it is, what is in it, and how one stands in it. */

import { Group, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, Search } from 'lucide-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Facts } from '../../components/facts.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useTabTitle } from '../../components/page.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { duration } from '../../language/format.ts';
import { useSeats } from '../enrollments/seats.ts';
import { useNames } from '../identity/people-names.tsx';
import styles from './course.module.css';
import { type CourseWithOutline, courseQuery, useStanding } from './course-data.ts';
import { CourseSide } from './course-side.tsx';
import { useCourseWords } from './course-words.ts';
import { missingCourse } from './missing-course.tsx';
import { Outline } from './outline.tsx';

const route = getRouteApi('/in/courses/$courseId');
const nothing: ReadonlySet<string> = new Set();

export function CoursePage(): ReactNode {
  const { courseId } = route.useParams();
  const course = useQuery(courseQuery(courseId));
  return (
    <Loaded query={course} waiting={<PageSkeleton />} failed={missingCourse}>
      {(data) => <Course key={courseId} course={data} />}
    </Loaded>
  );
}

function Course({ course }: { course: CourseWithOutline }) {
  const words = useCourseWords();
  const seats = useSeats();
  const seat = seats?.get(course.id);
  const standing = useStanding(course.id, seat?.status === 'active');
  const teacher = useNames([course.instructorId]).get(course.instructorId);
  useTabTitle(course.title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link to="/catalog" className={styles.back}>
          <ChevronLeft size={15} />
          {words.catalog.title}
        </Link>
        <h1 className={styles.title}>{course.title}</h1>
        {course.summary && <p className={styles.summary}>{course.summary}</p>}
        <Facts className={styles.facts}>
          <span>{words.lessons(course.lessons)}</span>
          <span>{words.toRead(duration(course.minutes))}</span>
          {teacher && (
            <span>
              {words.course.taughtBy} {teacher}
            </span>
          )}
          {course.publishedAt && (
            <span>
              {words.course.updated} <When at={course.publishedAt} />
            </span>
          )}
        </Facts>
      </header>
      <CourseSide course={course} seat={seat} known={seats !== undefined} standing={standing} />
      <OutlineSection course={course} done={standing ? new Set(standing.completedLessonIds) : nothing} />
    </div>
  );
}

/** Above this many lessons a field helps to find one. */
const MANY_LESSONS = 30;

function OutlineSection({ course, done }: { course: CourseWithOutline; done: ReadonlySet<string> }) {
  const words = useCourseWords().course;
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLocaleLowerCase());
  const modules = wanted
    ? course.modules
        .map((module) => ({
          ...module,
          lessons: module.lessons.filter(({ title }) => title.toLocaleLowerCase().includes(wanted)),
        }))
        .filter(({ lessons }) => lessons.length > 0)
    : course.modules;
  return (
    <section className={styles.body} aria-labelledby="outline">
      <Group justify="space-between" gap="8px 24px" mb={20}>
        <Title order={2} id="outline">
          {words.outline}
        </Title>
        {course.lessons > MANY_LESSONS && (
          <TextInput
            type="search"
            size="xs"
            className={styles.jump}
            aria-label={words.jump}
            placeholder={words.jump}
            leftSection={<Search size={14} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Group>
      {modules.length > 0 ? (
        <Outline key={wanted} courseId={course.id} modules={modules} done={done} />
      ) : (
        <Soft>{wanted && words.noLesson}</Soft>
      )}
    </section>
  );
}
