import { operations } from '@kernos/services/platform/operations/contract';
import { Anchor, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { PersonName } from '../identity/people-names.tsx';
import { ActTitle } from './act-title.tsx';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';
import { toneOf } from './tones.ts';

type Entry = ReplyTo<typeof operations.calls.audit>['items'][number];
const route = getRouteApi('/in/audit');
const EVERY_MS = 10_000;

export function AuditPage() {
  const words = useOperationsWords().audit;
  const search = route.useSearch();
  return (
    <ListPage
      title={words.title}
      lead={words.lead}
      actions={<Exports />}
      label={words.title}
      pages={pages(operations.calls.audit, { limit: 30, ...search })}
      every={EVERY_MS}
      idOf={({ id }) => id}
      search={search}
      filters={[
        { kind: 'search', name: 'q', label: words.search },
        {
          kind: 'choice',
          name: 'outcome',
          label: words.outcome,
          any: words.anybody,
          choices: words.outcomes,
        },
      ]}
      empty={{ icon: ScrollText, title: words.none, text: words.noneText }}
      detail={(entry) => <EntryDetail entry={entry} />}
      columns={[
        { name: words.what, cell: ({ title }) => <ActTitle title={title} /> },
        {
          name: words.who,
          cell: ({ actor }) => actor.name ?? (actor.id ? <PersonName id={actor.id} /> : words.nobody),
        },
        { name: words.when, cell: ({ at }) => <When at={at} /> },
        {
          name: words.outcome,
          cell: ({ outcome }) => <StateMark tone={toneOf(outcome)}>{words.outcomes[outcome]}</StateMark>,
        },
        { name: words.address, wideOnly: true, cell: ({ address }) => address },
      ]}
    />
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

function EntryDetail({ entry: { params, body, traceId, call, error } }: { entry: Entry }) {
  const words = useOperationsWords();
  return (
    <Stack gap="xs" align="start">
      <Facts>
        <code>{call}</code>
        {error && <code>{error}</code>}
      </Facts>
      <JsonBlock name={words.audit.params} value={params} />
      <JsonBlock name={words.audit.body} value={body} />
      <TextLink to="/system/traces/$traceId" params={{ traceId }} size="sm">
        {words.events.trace}
      </TextLink>
    </Stack>
  );
}
