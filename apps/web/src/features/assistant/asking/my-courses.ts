/** The courses that one may ask about first. */
import { courses } from '@kernos/services/learning/courses/contract';
import { useQuery } from '@tanstack/react-query';
import { listQuery } from '../../../app/api.ts';
import { useCoursesById } from '../../courses/courses-by-id.ts';
import { useSeats } from '../../enrollments/seats.ts';

/** Enough to choose from, where one is in none. */
const SOME = 50;

/** Those one is in; who is in none (and who teaches) gets what the catalog has. */
export function useCoursesToAsk() {
  const seats = useSeats();
  const own = useCoursesById([...(seats?.keys() ?? [])]);
  const some = useQuery({
    ...listQuery(courses.calls.list, { limit: SOME }, ['course.']),
    enabled: seats?.size === 0,
  });
  return seats?.size === 0 ? some.data?.items : own.data;
}
