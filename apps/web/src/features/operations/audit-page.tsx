import { operations } from '@kernos/services/platform/operations/contract';
import { Anchor, Group, Select, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { nameOrId, useNames } from '../identity/people-names.ts';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';
import { standingOf } from './standing.ts';

type Entry = ReplyTo<typeof operations.calls.audit>['items'][number];
type Outcome = Entry['outcome'];
const route = getRouteApi('/in/audit');
const EVERY_MS = 10_000;

export function AuditPage() {
  const words = useOperationsWords().audit;
  return (
    <Page title={words.title} lead={words.lead} actions={<Exports />}>
      <Stack>
        <Filters />
        <Entries />
      </Stack>
    </Page>
  );
}

function Exports() {
  const words = useOperationsWords().audit;
  const search = route.useSearch();
  const href = (format: string) =>
    `${operations.calls.exportAudit.route}?${new URLSearchParams({ ...search, format })}`;
  return (
    <>
      <Anchor href={href('csv')} download size="sm">
        {words.csv}
      </Anchor>
      <Anchor href={href('jsonl')} download size="sm">
        {words.jsonl}
      </Anchor>
    </>
  );
}

function Filters() {
  const words = useOperationsWords().audit;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/audit' });
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  return (
    <Group>
      <SearchInput label={words.search} value={search.q ?? ''} onSearch={(q) => change({ q })} />
      <Select
        aria-label={words.outcome}
        placeholder={words.anybody}
        data={Object.entries(words.outcomes).map(([value, label]) => ({ value, label }))}
        value={search.outcome ?? null}
        clearable
        onChange={(chosen) => change({ outcome: chosen as Outcome | null })}
      />
    </Group>
  );
}

function Entries() {
  const words = useOperationsWords().audit;
  const entries = useInfiniteQuery({
    ...pages(operations.calls.audit, { limit: 30, ...route.useSearch() }),
    refetchInterval: EVERY_MS,
  });
  const names = useNames(itemsOf(entries).map(({ actor }) => actor.id));
  return (
    <Listing
      list={entries}
      empty={
        <Empty icon={ScrollText} title={words.none}>
          {words.noneText}
        </Empty>
      }
    >
      {(items) => (
        <DataTable
          label={words.title}
          items={items}
          idOf={({ id }) => id}
          detail={(entry) => <EntryDetail entry={entry} />}
          columns={[
            { name: words.what, cell: ({ title }) => title },
            {
              name: words.who,
              cell: ({ actor }) => actor.name ?? (actor.id ? nameOrId(names, actor.id) : words.nobody),
            },
            { name: words.when, cell: ({ at }) => <When at={at} /> },
            {
              name: words.outcome,
              cell: ({ outcome }) => (
                <StateMark standing={standingOf(outcome)}>{words.outcomes[outcome]}</StateMark>
              ),
            },
            { name: words.address, wideOnly: true, cell: ({ address }) => address },
          ]}
        />
      )}
    </Listing>
  );
}

function EntryDetail({ entry: { params, body, traceId, call, error } }: { entry: Entry }) {
  const words = useOperationsWords();
  return (
    <Stack gap="xs" align="start">
      <code>{error ? `${call} · ${error}` : call}</code>
      <JsonBlock name={words.audit.params} value={params} />
      <JsonBlock name={words.audit.body} value={body} />
      <TextLink to="/system/traces/$traceId" params={{ traceId }} size="sm">
        {words.events.trace}
      </TextLink>
    </Stack>
  );
}
