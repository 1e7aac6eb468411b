/** The reader: one lesson of a course, with all that helps to read it. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { courseQuery } from '../course-data.ts';
import { Reader } from './reader.tsx';

const route = getRouteApi('/in/courses/$courseId/lessons/$lessonId');

export function LessonPage(): ReactNode {
  const { courseId, lessonId } = route.useParams();
  const { data: course } = useSuspenseQuery(courseQuery(courseId));
  return <Reader key={courseId} course={course} lessonId={lessonId} />;
}
