/** The catalog: what can be learned here, searched, filtered and ordered by its address. */
import { courses } from '@kernos/services/learning/courses/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Library, SearchX } from 'lucide-react';
import { ask, pages, queryClient } from '../../app/api.ts';
import { holds, useMe } from '../../app/session.ts';
import { ButtonLink } from '../../components/link.tsx';
import type { Filter } from '../../patterns/list-filters.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { held, seatsQuery, useLearns } from '../enrollments/seats.ts';
import type { CatalogSearch } from './catalog-search.ts';
import { CourseEntry } from './course-entry.tsx';
import { useCourseWords } from './course-words.ts';

const route = getRouteApi('/in/catalog');
/** Most that the call takes at once. */
const MOST_IDS = 100;

export function CatalogPage() {
  const words = useCourseWords().catalog;
  const { sort, ...rest }: CatalogSearch = route.useSearch();
  // Only what was searched for matches better or worse.
  const search: CatalogSearch = { ...rest, ...(sort && (rest.q || sort !== 'relevance') && { sort }) };
  const noMatch = useNoMatch(search);
  const teaches = holds(useMe(), 'instructor', 'admin');
  return (
    <ListPage
      title={words.title}
      label={words.title}
      pages={useShownCourses(search)}
      idOf={({ id }) => id}
      search={search}
      filters={useFilters(search)}
      empty={{
        icon: Library,
        title: words.emptyTitle,
        text: words.emptyText,
        action: teaches && <ButtonLink to="/studio">{words.make}</ButtonLink>,
      }}
      {...(noMatch && { noMatch })}
      row={(course) => <CourseEntry course={course} />}
      rowHeight={124}
      airy
    />
  );
}

function useFilters({ q }: CatalogSearch): Filter<CatalogSearch>[] {
  const words = useCourseWords().catalog;
  const shows = { all: words.all, mine: words.mine, others: words.others };
  const { relevance, ...sorts } = words.sorts;
  return [
    { kind: 'search', name: 'q', label: words.search, placeholder: words.searchPlaceholder },
    ...(useLearns()
      ? [{ kind: 'switch', name: 'show', label: words.show, choices: shows, usual: 'all' } as const]
      : []),
    {
      kind: 'order',
      name: 'sort',
      label: words.sort,
      choices: q ? { relevance, ...sorts } : sorts,
      usual: q ? 'relevance' : 'newest',
    },
  ];
}

/** What is published; where it is asked for, of those alone that one is in, or is not in. */
function useShownCourses({ q, sort, show }: CatalogSearch) {
  const learns = useLearns();
  const input = { state: 'published' as const, limit: 30, ...(q && { q }), ...(sort && { sort }) };
  const query = pages(courses.calls.list, input, ['course.', 'enrollment.']);
  const shown: typeof query.queryFn = async ({ pageParam: cursor, signal }) => {
    const own = await queryClient.fetchQuery(seatsQuery).then(held);
    if (show === 'mine' && own.size === 0) return { items: [], nextCursor: null };
    const ids = show === 'mine' && { ids: [...own.keys()].slice(0, MOST_IDS).join(',') };
    const page = await ask(courses.calls.list, { ...input, ...ids, ...(cursor && { cursor }) }, { signal });
    return show === 'mine' ? page : { ...page, items: page.items.filter(({ id }) => !own.has(id)) };
  };
  return learns && show ? { ...query, queryKey: [...query.queryKey, show], queryFn: shown } : query;
}

function useNoMatch({ q, show }: CatalogSearch) {
  const words = useCourseWords().catalog;
  const action = (
    <ButtonLink to="/catalog" variant="default">
      {words.showAll}
    </ButtonLink>
  );
  if (q) return { icon: SearchX, title: words.nothingTitle(q), text: words.nothingText, action };
  if (show === 'mine') return { icon: Library, title: words.noneMineTitle, text: words.noneMineText, action };
  if (show) return { icon: Library, title: words.noneOthersTitle, text: words.noneOthersText, action };
  return undefined;
}
