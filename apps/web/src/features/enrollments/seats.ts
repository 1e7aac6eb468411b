/** One's own seats and places on waitlists. */
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ask, type ReplyTo } from '../../app/api.ts';
import { holds, useMe } from '../../app/session.ts';

export type Seat = ReplyTo<typeof enrollments.calls.mine>['items'][number];

/** All of them, newest first: a person has tens, not thousands. */
export const seatsQuery = queryOptions({
  queryKey: [enrollments.calls.mine.id, 'all'] as const,
  queryFn: async ({ signal }) => {
    const all: Seat[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(enrollments.calls.mine, { limit: 100, ...(cursor && { cursor }) }, { signal });
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  },
  meta: { live: ['enrollment.'] },
});

/** Whether somebody learns here; who only teaches has no seats. */
export const useLearns = (): boolean => holds(useMe(), 'learner');

/** The seats that hold now, by course; undefined while they are asked for. */
export function useSeats(): ReadonlyMap<string, Seat> | undefined {
  const learns = useLearns();
  const { data } = useQuery({ ...seatsQuery, enabled: learns });
  if (!learns) return new Map();
  return (
    data && new Map(data.filter(({ status }) => status !== 'withdrawn').map((seat) => [seat.courseId, seat]))
  );
}
