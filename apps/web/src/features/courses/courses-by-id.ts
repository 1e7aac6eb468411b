import { courses } from '@kernos/services/learning/courses/contract';
import { useQueries } from '@tanstack/react-query';
import { listQuery, type ReplyTo } from '../../app/api.ts';
import { type Answer, together } from '../../components/loaded.tsx';

type Course = ReplyTo<typeof courses.calls.list>['items'][number];

/** Most that the call takes at once. */
const AT_ONCE = 100;

/** Courses by their ids, however many; of those that are gone, or not for the reader, nothing. */
export function useCoursesById(ids: readonly string[]): Answer<readonly Course[]> {
  const pages = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) =>
    ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
  return useQueries({
    queries: pages.map((page) =>
      listQuery(courses.calls.list, { ids: page.join(','), limit: AT_ONCE }, ['course.']),
    ),
    combine: (answers) => {
      const whole = together(Object.fromEntries(answers.map((answer, at) => [`${at}`, answer])));
      return { ...whole, data: whole.data && Object.values(whole.data).flatMap(({ items }) => items) };
    },
  });
}
