/** The catalog: what can be learned here, searched, filtered and ordered by its address. */

import { courses } from '@kernos/services/learning/courses/contract';
import { Button, SegmentedControl, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Library, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { pages } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { holds, useMe } from '../../app/session.ts';
import { Empty } from '../../components/empty.tsx';
import { Endless } from '../../components/endless.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { ButtonLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { useLearns, useSeats } from '../enrollments/seats.ts';
import { useNames } from '../identity/people-names.tsx';
import { useMyProgress } from '../progress/my-progress.ts';
import styles from './catalog.module.css';
import { type CatalogSearch, catalogShows, catalogSorts } from './catalog-search.ts';
import { CourseEntry, type ListedCourse } from './course-entry.tsx';
import { useCourseWords } from './course-words.ts';

const route = getRouteApi('/in/catalog');

export function CatalogPage(): ReactNode {
  const words = useCourseWords().catalog;
  return (
    <Page title={words.title}>
      <Tools />
      <Results />
    </Page>
  );
}

/** Changes what the address says; what is usual is not said there. */
function useSearch() {
  const search: CatalogSearch = route.useSearch();
  const navigate = useNavigate({ from: '/catalog' });
  const change = (changes: Changes<CatalogSearch>, replace = false) =>
    void navigate({ search: changed(search, changes), replace, resetScroll: false });
  return { ...search, change };
}

function Tools() {
  const words = useCourseWords().catalog;
  const learns = useLearns();
  const { q = '', show, sort, change } = useSearch();
  const byDefault = q ? 'relevance' : 'newest';
  return (
    <search className={styles.tools}>
      <SearchInput
        className={styles.search}
        label={words.search}
        placeholder={words.searchPlaceholder}
        clear={words.clear}
        value={q}
        onSearch={(text) => change({ q: text, ...(!text && { sort: null }) }, true)}
      />
      {learns && (
        <SegmentedControl
          aria-label={words.show}
          value={show ?? 'all'}
          onChange={(chosen) => change({ show: catalogShows.find((one) => one === chosen) })}
          data={[
            { value: 'all', label: words.all },
            { value: 'mine', label: words.mine },
            { value: 'others', label: words.others },
          ]}
        />
      )}
      <Select
        aria-label={words.sort}
        className={styles.sort}
        value={sort ?? byDefault}
        allowDeselect={false}
        data={catalogSorts
          .filter((one) => q || one !== 'relevance')
          .map((value) => ({ value, label: words.sorts[value] }))}
        onChange={(chosen) =>
          change({ sort: chosen !== byDefault && catalogSorts.find((one) => one === chosen) })
        }
      />
    </search>
  );
}

function Results() {
  const { q, show, sort }: CatalogSearch = route.useSearch();
  const words = useCourseWords().catalog;
  const seats = useSeats();
  const mine = show === 'mine' ? [...(seats?.keys() ?? [])].slice(0, 100) : undefined;
  const list = useInfiniteQuery({
    ...pages(
      courses.calls.list,
      {
        state: 'published' as const,
        limit: 30,
        ...(q && { q }),
        ...(sort && { sort }),
        ...(mine && { ids: mine.join(',') }),
      },
      ['course.'],
    ),
    placeholderData: keepPreviousData,
    // Nobody's courses need no asking; and whose they are must be known first.
    enabled: mine === undefined || mine.length > 0,
  });
  const loaded = itemsOf(list);
  const shown = show === 'others' ? loaded.filter(({ id }) => !seats?.has(id)) : loaded;
  if (mine?.length === 0) return seats ? <NothingHere /> : <RowsSkeleton rows={5} height={104} />;
  const waiting = <RowsSkeleton rows={5} height={104} />;
  return (
    <Loaded query={list} waiting={waiting}>
      {() =>
        !seats ? (
          waiting
        ) : (
          <>
            <div className={styles.found} role="status">
              {shown.length > 0 && words.found(shown.length, list.hasNextPage)}
            </div>
            <Courses items={shown} stale={list.isPlaceholderData} />
            {shown.length === 0 && !list.hasNextPage && <NothingHere />}
            <Endless list={list} />
          </>
        )
      }
    </Loaded>
  );
}

function Courses({ items, stale }: { items: readonly ListedCourse[]; stale: boolean }) {
  const seats = useSeats();
  const standings = useMyProgress();
  const names = useNames(items.map(({ instructorId }) => instructorId));
  return (
    <ul className={styles.list} data-stale={stale}>
      {items.map((course) => (
        <li key={course.id} className={styles.item}>
          <CourseEntry
            course={course}
            teacher={names.get(course.instructorId)}
            seat={seats?.get(course.id)}
            percent={standings.get(course.id)?.percent}
          />
        </li>
      ))}
    </ul>
  );
}

/** Why there is nothing to see, and the way on from there. */
function NothingHere() {
  const words = useCourseWords().catalog;
  const { q, show }: CatalogSearch = route.useSearch();
  const me = useMe();
  const all = (
    <ButtonLink to="/catalog" variant="default">
      {words.showAll}
    </ButtonLink>
  );
  if (q)
    return (
      <Empty icon={SearchX} title={words.nothingTitle(q)} action={all}>
        {words.nothingText}
      </Empty>
    );
  if (show === 'mine')
    return (
      <Empty icon={Library} title={words.noneMineTitle} action={all}>
        {words.noneMineText}
      </Empty>
    );
  if (show === 'others')
    return (
      <Empty icon={Library} title={words.noneOthersTitle} action={all}>
        {words.noneOthersText}
      </Empty>
    );
  return (
    <Empty
      icon={Library}
      title={words.emptyTitle}
      action={
        holds(me, 'instructor', 'admin') && (
          <Button component="a" href="/studio">
            {words.make}
          </Button>
        )
      }
    >
      {words.emptyText}
    </Empty>
  );
}
