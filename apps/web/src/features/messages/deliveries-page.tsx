import { notifications } from '@kernos/services/platform/notifications/contract';
import { Group, Select, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { useKindNames } from './kind-names.ts';
import { type Channel, channels, type State, states } from './message-search.ts';
import { useMessageWords } from './message-words.ts';
import { standings } from './standing.ts';

const route = getRouteApi('/in/messages/');
/** What shows in the app is there at once: it is no delivery. */
const sentChannels = channels.filter((channel) => channel !== 'in-app');
/** What was sent is not told live; the newest are asked for often enough to seem so. */
const EVERY_MS = 5_000;

export function DeliveriesPage() {
  const all = useMessageWords();
  const words = all.deliveries;
  const search = route.useSearch();
  const kindName = useKindNames();
  const list = useInfiniteQuery({
    ...pages(notifications.calls.deliveries, { limit: 50, ...search }, ['notification.']),
    refetchInterval: EVERY_MS,
  });
  const filtered = Object.keys(search).length > 0;
  return (
    <Stack>
      <Filters />
      <Listing
        list={list}
        empty={
          <Empty icon={Send} title={filtered ? words.noMatch : words.none}>
            {filtered ? words.noMatchText : words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <DataTable
            label={all.tabs.deliveries}
            items={items}
            idOf={({ id }) => id}
            columns={[
              {
                name: words.about,
                cell: ({ id, kind }) => (
                  <TextLink to="/messages/deliveries/$deliveryId" params={{ deliveryId: id }}>
                    {kindName(kind)}
                  </TextLink>
                ),
              },
              { name: words.to, cell: ({ recipientName }) => recipientName },
              { name: words.through, cell: ({ channel }) => all.channels[channel] },
              {
                name: words.state,
                cell: ({ state }) => <StateMark standing={standings[state]}>{all.states[state]}</StateMark>,
              },
              { name: words.when, cell: ({ createdAt }) => <When at={createdAt} /> },
              { name: words.tries, number: true, wideOnly: true, cell: ({ attempts }) => attempts },
            ]}
          />
        )}
      </Listing>
    </Stack>
  );
}

function Filters() {
  const all = useMessageWords();
  const words = all.deliveries;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/messages' });
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  return (
    <Group component="search" aria-label={words.filters}>
      <SearchInput label={words.search} value={search.q ?? ''} onSearch={(q) => change({ q })} />
      <Select
        aria-label={words.state}
        placeholder={words.anyState}
        data={states.map((state) => ({ value: state, label: all.states[state] }))}
        value={search.state ?? null}
        onChange={(state) => change({ state: state as State | null })}
        clearable
        w={{ base: '100%', xs: 190 }}
      />
      <Select
        aria-label={words.through}
        placeholder={words.anyChannel}
        data={sentChannels.map((channel) => ({ value: channel, label: all.channels[channel] }))}
        value={search.channel ?? null}
        onChange={(channel) => change({ channel: channel as Channel | null })}
        clearable
        w={{ base: '100%', xs: 170 }}
      />
    </Group>
  );
}
