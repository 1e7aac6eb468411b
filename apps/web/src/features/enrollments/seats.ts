/** One's own seats and places on waitlists. */
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReplyTo, whole } from '../../app/api.ts';
import { holds, useMe } from '../../app/session.ts';

export type Seat = ReplyTo<typeof enrollments.calls.mine>['items'][number];

/** All of them, newest first: a person has tens, not thousands. */
export const seatsQuery = whole(enrollments.calls.mine, ['enrollment.']);

/** Whether somebody learns here; who only teaches has no seats. */
export const useLearns = (): boolean => holds(useMe(), 'learner');

/** The seats that hold now, by course; undefined while they are asked for. */
export function useSeats(): ReadonlyMap<string, Seat> | undefined {
  const learns = useLearns();
  const { data } = useQuery({ ...seatsQuery, enabled: learns });
  if (!learns) return new Map();
  return data && held(data);
}

/** Those that hold now, by course. */
export const held = (seats: readonly Seat[]): ReadonlyMap<string, Seat> =>
  new Map(seats.filter(({ status }) => status !== 'withdrawn').map((seat) => [seat.courseId, seat]));
