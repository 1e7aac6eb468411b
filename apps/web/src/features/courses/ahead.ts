/** What is asked for as soon as somebody seems to go to a page; fetched then, and no part of what every visit begins with. */
import { courses } from '@kernos/services/learning/courses/contract';
import { ask, query, queryClient } from '../../app/api.ts';

export const askForCourse = (courseId: string): Promise<void> =>
  queryClient.prefetchQuery(query(courses.calls.get, { courseId, published: true }));

export const askForLesson = (lessonId: string): Promise<void> =>
  queryClient.prefetchQuery(query(courses.calls.lesson, { lessonId }));

export const courseOf = async (lessonId: string): Promise<string> =>
  (await ask(courses.calls.lesson, { lessonId })).courseId;
