/** One's own progress in all courses, for lists of courses. */
import { progress } from '@kernos/services/learning/progress/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ask, type ReplyTo } from '../../app/api.ts';
import { useLearns } from '../enrollments/seats.ts';

export type CourseProgress = ReplyTo<typeof progress.calls.ofCourse>;

/** All of it, last touched first: a person is in tens of courses, not thousands. */
export const myProgressQuery = queryOptions({
  queryKey: [progress.calls.mine.id, 'all'] as const,
  queryFn: async ({ signal }) => {
    const all: CourseProgress[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(progress.calls.mine, { limit: 100, ...(cursor && { cursor }) }, { signal });
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  },
  meta: { live: ['progress.updated', 'enrollment.'] },
});

/** By course; empty for who does not learn, and while it is asked for. */
export function useMyProgress(): ReadonlyMap<string, CourseProgress> {
  const { data } = useQuery({ ...myProgressQuery, enabled: useLearns() });
  return new Map(data?.map((one) => [one.courseId, one]));
}
