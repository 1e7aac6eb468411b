/** The courses that one may ask about first. */
import { courses } from '@kernos/services/learning/courses/contract';
import { useQuery } from '@tanstack/react-query';
import { listQuery } from '../../../app/api.ts';
import { useSeats } from '../../enrollments/seats.ts';

const MOST = 50;

/** Those one is in; who is in none (and who teaches) gets what the catalog has. */
export function useCoursesToAsk() {
  const seats = useSeats();
  const ids = [...(seats?.keys() ?? [])].slice(0, MOST);
  const { data } = useQuery({
    ...listQuery(courses.calls.list, ids.length > 0 ? { ids: ids.join(','), limit: MOST } : { limit: MOST }, [
      'course.',
    ]),
    enabled: seats !== undefined,
  });
  return data?.items;
}
