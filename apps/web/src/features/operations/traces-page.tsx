import { operations } from '@kernos/services/platform/operations/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { milliseconds } from '../../language/format.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PersonName } from '../identity/people-names.tsx';
import { ActTitle } from './act-title.tsx';
import { useOperationsWords } from './operations-words.ts';

const route = getRouteApi('/in/system/traces');
const EVERY_MS = 5_000;

export function TracesPage() {
  const words = useOperationsWords().traces;
  const search = route.useSearch();
  return (
    <ListPage
      label={words.what}
      pages={pages(operations.calls.traces, { limit: 30, ...search })}
      every={EVERY_MS}
      idOf={({ traceId, startedAt }) => traceId + startedAt}
      search={search}
      filters={[
        { kind: 'search', name: 'q', label: words.search },
        { kind: 'flag', name: 'failed', label: words.onlyFailed },
      ]}
      empty={{ icon: Waypoints, title: words.none, text: words.noneText }}
      columns={[
        {
          name: words.what,
          cell: ({ traceId, title }) => (
            <TextLink to="/system/traces/$traceId" params={{ traceId }}>
              <ActTitle title={title} />
            </TextLink>
          ),
        },
        { name: words.who, cell: ({ actorId }) => (actorId ? <PersonName id={actorId} /> : words.nobody) },
        { name: words.when, cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          name: words.status,
          cell: ({ status }) => (
            <StateMark tone={status >= 500 ? 'bad' : status >= 400 ? 'off' : 'good'}>
              {String(status)}
            </StateMark>
          ),
        },
        { name: words.took, number: true, cell: ({ durationMs }) => milliseconds(durationMs) },
      ]}
    />
  );
}
