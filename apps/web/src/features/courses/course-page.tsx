import { courses } from '@kernos/services/learning/courses/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { Page } from '../../components/page.tsx';

const route = getRouteApi('/in/courses/$courseId');

export function CoursePage() {
  const { courseId } = route.useParams();
  const { data: course } = useSuspenseQuery(query(courses.calls.get, { courseId }, ['course.']));
  return <Page title={course.title}>{course.summary}</Page>;
}
