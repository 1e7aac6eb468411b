/** The reader: one lesson of a course, with all that helps to read it. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { PageSkeleton } from '../../../components/skeletons.tsx';
import { courseQuery } from '../course-data.ts';
import { missingCourse } from '../missing-course.tsx';
import { Reader } from './reader.tsx';

const route = getRouteApi('/in/courses/$courseId/lessons/$lessonId');

export function LessonPage(): ReactNode {
  const { courseId, lessonId } = route.useParams();
  const course = useQuery(courseQuery(courseId));
  return (
    <Loaded query={course} waiting={<PageSkeleton />} failed={missingCourse}>
      {(data) => <Reader key={courseId} course={data} lessonId={lessonId} />}
    </Loaded>
  );
}
