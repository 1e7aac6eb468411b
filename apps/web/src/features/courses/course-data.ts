/** What the pages of a course ask for. */
import { courses } from '@kernos/services/learning/courses/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { useQuery } from '@tanstack/react-query';
import { query, type ReplyTo } from '../../app/api.ts';

export type CourseWithOutline = ReplyTo<typeof courses.calls.get>;
export type Lesson = ReplyTo<typeof courses.calls.lesson>;
export type LessonInOutline = CourseWithOutline['modules'][number]['lessons'][number];

/** As learners see it, also for those who edit it. */
export const courseQuery = (courseId: string) =>
  query(courses.calls.get, { courseId, published: true }, ['course.']);

export const lessonQuery = (lessonId: string) =>
  query(courses.calls.lesson, { lessonId }, ['course.', 'enrollment.']);

export const standingQuery = (courseId: string) =>
  query(progress.calls.ofCourse, { courseId }, ['progress.updated', 'lesson.', 'course.published']);

/** One's own progress; null where one has no seat. */
export function useStanding(courseId: string, enrolled: boolean) {
  const { data } = useQuery({ ...standingQuery(courseId), enabled: enrolled });
  return enrolled ? (data ?? null) : null;
}
