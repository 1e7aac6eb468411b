import { courses } from '@kernos/services/learning/courses/contract';
import { query } from '../../app/api.ts';

/** The draft, as those who edit it see it. */
export const draftQuery = (courseId: string) => query(courses.calls.get, { courseId }, ['course.']);

/** What publishing would change; saved texts come in by many ways, so it is asked for whenever it is looked at. */
export const changesQuery = (courseId: string) => ({
  ...query(courses.calls.changes, { courseId }, ['course.']),
  staleTime: 0,
});

/** The draft of a lesson, also where a version is published. */
export const draftLessonQuery = (lessonId: string) => query(courses.calls.lesson, { lessonId, draft: true });
