import { operations } from '@kernos/services/platform/operations/contract';
import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Activity } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { labelled, milliseconds } from '../../language/format.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';
import { toneOf } from './tones.ts';

type Event = ReplyTo<typeof operations.calls.events>['items'][number];
const route = getRouteApi('/in/system/events');
/** Not every kind is told live; the newest are asked for often enough to seem so. */
const EVERY_MS = 5_000;

export function EventsPage() {
  const words = useOperationsWords().events;
  const search = route.useSearch();
  return (
    <ListPage
      label={words.type}
      pages={pages(operations.calls.events, { limit: 30, ...search })}
      every={EVERY_MS}
      idOf={({ id }) => id}
      search={search}
      filters={[{ kind: 'search', name: 'q', label: words.search }]}
      empty={{ icon: Activity, title: words.none, text: words.noneText }}
      noMatch={{ icon: Activity, title: words.noMatch, text: words.noMatchText }}
      detail={(event) => <EventDetail event={event} />}
      columns={[
        { name: words.type, cell: ({ type }) => type },
        { name: words.time, cell: ({ time }) => <When at={time} /> },
        { name: words.by, wideOnly: true, cell: ({ source }) => source },
        { name: words.consumers, cell: (event) => <Consumers event={event} /> },
        {
          name: words.trace,
          nameless: true,
          cell: ({ traceId }) => (
            <TextLink to="/system/traces/$traceId" params={{ traceId }}>
              {words.trace}
            </TextLink>
          ),
        },
      ]}
    />
  );
}

function Consumers({ event: { consumers } }: { event: Event }) {
  const words = useOperationsWords();
  if (consumers.length === 0) return <span>{words.events.nobody}</span>;
  const open = consumers.find(({ status }) => status !== 'done');
  if (!open) return <StateMark tone="good">{words.events.allDone}</StateMark>;
  return (
    <StateMark tone={toneOf(open.status)}>{`${labelled(open.name)} ${words.states[open.status]}`}</StateMark>
  );
}

function EventDetail({ event }: { event: Event }) {
  const words = useOperationsWords();
  return (
    <>
      <JsonBlock name={words.events.data} value={event.data} />
      {event.consumers.length > 0 && (
        <Stack component="ul" gap={4} aria-label={words.events.handled}>
          {event.consumers.map(({ name, status, durationMs, attempts, error, nextAttemptAt }) => (
            <li key={name}>
              <Facts>
                <StateMark tone={toneOf(status)}>{`${labelled(name)} ${words.states[status]}`}</StateMark>
                {durationMs !== null && <span className="numbers">{milliseconds(durationMs)}</span>}
                {attempts > 1 && words.trace.attempts(attempts)}
                {nextAttemptAt && (
                  <>
                    {words.events.nextAttempt} <When at={nextAttemptAt} />
                  </>
                )}
                {error}
              </Facts>
            </li>
          ))}
        </Stack>
      )}
    </>
  );
}
