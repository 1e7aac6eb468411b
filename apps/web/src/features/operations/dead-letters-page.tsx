import { operations } from '@kernos/services/platform/operations/contract';
import { Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { itemsOf } from '../../components/items-of.ts';
import { TextLink } from '../../components/link.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAct, useActOnEach } from '../../patterns/use-act.ts';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';

type DeadLetter = ReplyTo<typeof operations.calls.deadLetters>['items'][number];
const route = getRouteApi('/in/system/dead-letters');
const refreshes = [operations.calls.deadLetters, operations.calls.system];

export function DeadLettersPage() {
  const words = useOperationsWords().dead;
  const search = route.useSearch();
  const { state = 'dead' } = search;
  return (
    <ListPage
      label={words.message}
      pages={lettersThat(state)}
      idOf={({ id }) => id}
      search={search}
      filters={[
        {
          kind: 'switch',
          name: 'state',
          label: words.state,
          usual: 'dead',
          choices: { dead: words.dead, discarded: words.discarded },
        },
      ]}
      {...(state === 'dead' && {
        actions: <ReplayAll />,
        bulk: {
          nameOf: ({ type }: DeadLetter) => type,
          acts: (selected: readonly DeadLetter[], clear: () => void) => (
            <Bulk letters={selected} clear={clear} />
          ),
        },
      })}
      empty={{ icon: MailCheck, title: words.none, text: words.noneText }}
      detail={(letter) => <LetterDetail letter={letter} />}
      columns={[
        { name: words.message, cell: ({ type }) => type },
        { name: words.consumer, cell: ({ consumer }) => consumer },
        { name: words.failed, cell: ({ failedAt }) => <When at={failedAt} /> },
        { name: words.attempts, number: true, cell: ({ attempts }) => attempts },
      ]}
    />
  );
}

const lettersThat = (state: 'dead' | 'discarded') =>
  pages(operations.calls.deadLetters, { limit: 30, state });

function ReplayAll() {
  const words = useOperationsWords().dead;
  const letters = useInfiniteQuery(lettersThat('dead'));
  const replay = useAct(operations.calls.replayDeadLetters, {
    said: ({ replayed }) => words.replayed(replayed),
    refreshes,
  });
  if (itemsOf(letters).length === 0) return null;
  return (
    <ActButton act={replay} input={{}} variant="default">
      {words.replayAll}
    </ActButton>
  );
}

function Bulk({ letters, clear }: { letters: readonly DeadLetter[]; clear: () => void }) {
  const words = useOperationsWords().dead;
  const replay = useActOnEach(operations.calls.replayDeadLetter, { said: words.replayed, refreshes });
  const discard = useActOnEach(operations.calls.discardDeadLetter, {
    said: words.wereDiscarded,
    refreshes,
  });
  const chosen = letters.map(({ id }) => ({ deadLetterId: id }));
  return (
    <>
      <ActButton act={replay} input={chosen} onSuccess={clear}>
        {words.replay}
      </ActButton>
      <ActButton act={discard} input={chosen} onSuccess={clear} variant="default">
        {words.discard}
      </ActButton>
    </>
  );
}

function LetterDetail({ letter: { id, error, data, state, traceId } }: { letter: DeadLetter }) {
  const all = useOperationsWords();
  const words = all.dead;
  const letter = { deadLetterId: id };
  const replay = useAct(operations.calls.replayDeadLetter, { said: words.replayed(1), refreshes });
  const restore = useAct(operations.calls.restoreDeadLetter, { refreshes });
  const discard = useAct(operations.calls.discardDeadLetter, {
    said: words.wasDiscarded,
    undo: (letter) => restore.mutate(letter),
    refreshes,
  });
  const acts =
    state === 'dead'
      ? ([
          [words.replay, replay],
          [words.discard, discard],
        ] as const)
      : ([[words.restore, restore]] as const);
  return (
    <Stack gap="xs" align="start">
      <Text size="sm">
        {words.reason}: {error}
      </Text>
      <JsonBlock name={words.data} value={data} />
      <Group>
        {acts.map(([name, act]) => (
          <ActButton
            act={act}
            input={letter}
            key={name}
            size="xs"
            variant={act === replay ? 'filled' : 'default'}
          >
            {name}
          </ActButton>
        ))}
        {traceId && (
          <TextLink to="/system/traces/$traceId" params={{ traceId }} size="sm">
            {all.events.trace}
          </TextLink>
        )}
      </Group>
    </Stack>
  );
}
