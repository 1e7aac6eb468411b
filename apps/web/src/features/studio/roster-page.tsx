import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { Group, Progress, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { Listing } from '../../components/listing.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { When } from '../../components/when.tsx';
import { DataTable } from '../../patterns/data-table.tsx';
import { rosterSorts, rosterStatuses } from './roster-search.ts';
import { useStudioWords } from './studio-words.ts';

type Learner = ReplyTo<typeof enrollments.calls.learners>['items'][number];
const route = getRouteApi('/in/studio/$courseId/roster');

export function RosterPage() {
  const words = useStudioWords().roster;
  const { courseId } = route.useParams();
  const search = route.useSearch();
  const list = useInfiniteQuery(
    pages(enrollments.calls.learners, { courseId, limit: 50, ...search }, [
      'enrollment.',
      'progress.',
      'course.completed',
    ]),
  );
  const counts = (list.data?.pages[0] as ReplyTo<typeof enrollments.calls.learners> | undefined)?.counts;
  return (
    <Stack>
      <Filters />
      {counts && (
        <Text c="dimmed" role="status">
          {words.counts(counts.active, counts.waitlisted)}
        </Text>
      )}
      <Listing
        list={list}
        rows={6}
        rowHeight={40}
        empty={
          <Empty icon={Users} title={search.q ? words.noMatch : words.none}>
            {search.q ? null : words.noneText}
          </Empty>
        }
      >
        {(items) => <Learners items={items} />}
      </Listing>
    </Stack>
  );
}

function Filters() {
  const words = useStudioWords().roster;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/studio/$courseId/roster' });
  const { q, status = 'active', sort = 'name' } = search;
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  return (
    <Group>
      <SearchInput label={words.search} value={q ?? ''} onSearch={(text) => change({ q: text })} />
      <SegmentedControl
        aria-label={words.status.active}
        data={rosterStatuses.map((value) => ({ value, label: words.status[value] }))}
        value={status}
        onChange={(chosen) => change({ status: chosen as typeof status })}
      />
      <Select
        aria-label={words.sortLabel}
        data={rosterSorts.map((value) => ({ value, label: words.sort[value] }))}
        value={sort}
        allowDeselect={false}
        onChange={(chosen) => chosen && change({ sort: chosen as typeof sort })}
      />
    </Group>
  );
}

function Learners({ items }: { items: readonly Learner[] }) {
  const words = useStudioWords().roster;
  return (
    <DataTable
      label={words.name}
      items={items}
      idOf={({ enrollmentId }) => enrollmentId}
      columns={[
        { name: words.name, cell: ({ name }) => name },
        {
          name: words.progress,
          cell: ({ percent, completed, total, name }) => (
            <Group gap="sm" wrap="nowrap">
              <Progress value={percent} w={110} aria-label={`${name}: ${percent} %`} />
              <span className="numbers">{words.of(completed, total)}</span>
            </Group>
          ),
        },
        { name: words.activity, cell: ({ activeAt }) => <When at={activeAt} /> },
        { name: words.enrolled, wideOnly: true, cell: ({ enrolledAt }) => <When at={enrolledAt} /> },
        {
          name: words.completed,
          cell: ({ completedAt }) => (completedAt ? <When at={completedAt} /> : words.never),
        },
      ]}
    />
  );
}
