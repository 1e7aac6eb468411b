/** One's own progress in all courses, for lists of courses. */
import { progress } from '@kernos/services/learning/progress/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReplyTo, whole } from '../../app/api.ts';
import { useLearns } from '../enrollments/seats.ts';

export type CourseProgress = ReplyTo<typeof progress.calls.ofCourse>;

/** All of it, last touched first: a person is in tens of courses, not thousands. */
export const myProgressQuery = whole(progress.calls.mine, ['progress.updated', 'enrollment.']);

/** By course; empty for who does not learn, and while it is asked for. */
export function useMyProgress(): ReadonlyMap<string, CourseProgress> {
  const { data } = useQuery({ ...myProgressQuery, enabled: useLearns() });
  return new Map(data?.map((one) => [one.courseId, one]));
}
