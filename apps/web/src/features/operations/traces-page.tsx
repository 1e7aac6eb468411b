import { operations } from '@kernos/services/platform/operations/contract';
import { Checkbox, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { milliseconds } from '../../language/format.ts';
import { nameOrId, useNames } from '../identity/people-names.ts';
import { useOperationsWords } from './operations-words.ts';

const route = getRouteApi('/in/system/traces');
const EVERY_MS = 5_000;

export function TracesPage() {
  const words = useOperationsWords().traces;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/system/traces' });
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  const traces = useInfiniteQuery({
    ...pages(operations.calls.traces, { limit: 30, ...search }),
    refetchInterval: EVERY_MS,
  });
  const items = itemsOf(traces);
  const names = useNames(items.map(({ actorId }) => actorId));
  return (
    <Stack>
      <Group>
        <SearchInput label={words.search} value={search.q ?? ''} onSearch={(q) => change({ q })} />
        <Checkbox
          label={words.onlyFailed}
          checked={search.failed ?? false}
          onChange={({ currentTarget: { checked } }) => change({ failed: checked })}
        />
      </Group>
      <Listing
        list={traces}
        empty={
          <Empty icon={Waypoints} title={words.none}>
            {words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <DataTable
            label={words.what}
            items={items}
            idOf={({ traceId, startedAt }) => traceId + startedAt}
            columns={[
              {
                name: words.what,
                cell: ({ traceId, title }) => (
                  <TextLink to="/system/traces/$traceId" params={{ traceId }}>
                    {title}
                  </TextLink>
                ),
              },
              { name: words.who, cell: ({ actorId }) => (actorId ? nameOrId(names, actorId) : words.nobody) },
              { name: words.when, cell: ({ startedAt }) => <When at={startedAt} /> },
              {
                name: words.status,
                cell: ({ status }) => (
                  <StateMark standing={status >= 500 ? 'bad' : status >= 400 ? 'off' : 'good'}>
                    {String(status)}
                  </StateMark>
                ),
              },
              { name: words.took, number: true, cell: ({ durationMs }) => milliseconds(durationMs) },
            ]}
          />
        )}
      </Listing>
    </Stack>
  );
}
