import { operations } from '@kernos/services/platform/operations/contract';
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { ask, pages, type ReplyTo, refresh } from '../../app/api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { offerUndo, say, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import { JsonBlock } from './json-block.tsx';
import { useOperationsWords } from './operations-words.ts';

type DeadLetter = ReplyTo<typeof operations.calls.deadLetters>['items'][number];
const route = getRouteApi('/in/system/dead-letters');
const refreshLetters = () => refresh(operations.calls.deadLetters, operations.calls.system);

export function DeadLettersPage() {
  const words = useOperationsWords().dead;
  const { state = 'dead' } = route.useSearch();
  const navigate = useNavigate({ from: '/system/dead-letters' });
  const letters = useInfiniteQuery(pages(operations.calls.deadLetters, { limit: 30, state }));
  const items = itemsOf(letters);
  const replayAll = useMutation({
    mutationFn: () => ask(operations.calls.replayDeadLetters, {}),
    onSuccess: ({ replayed }) => say(words.replayed(replayed)),
    onError: sayFailure,
    onSettled: refreshLetters,
  });
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={words.dead}
          data={[
            { value: 'dead', label: words.dead },
            { value: 'discarded', label: words.discarded },
          ]}
          value={state}
          onChange={(chosen) =>
            void navigate({ search: chosen === 'discarded' ? { state: 'discarded' } : {}, replace: true })
          }
        />
        {state === 'dead' && items.length > 1 && (
          <Button variant="default" loading={replayAll.isPending} onClick={() => replayAll.mutate()}>
            {words.replayAll}
          </Button>
        )}
      </Group>
      <Listing
        list={letters}
        rows={4}
        empty={
          <Empty icon={MailCheck} title={words.none}>
            {words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <DataTable
            label={words.message}
            items={items}
            idOf={({ id }) => id}
            detail={(letter) => <LetterDetail letter={letter} />}
            columns={[
              { name: words.message, cell: ({ type }) => type },
              { name: words.consumer, cell: ({ consumer }) => consumer },
              { name: words.failed, cell: ({ failedAt }) => <When at={failedAt} /> },
              { name: words.attempts, number: true, cell: ({ attempts }) => attempts },
            ]}
          />
        )}
      </Listing>
    </Stack>
  );
}

function LetterDetail({ letter: { id, error, data, state, traceId } }: { letter: DeadLetter }) {
  const all = useOperationsWords();
  const words = all.dead;
  const common = useCommonWords();
  const settle = { onError: sayFailure, onSettled: refreshLetters };
  const replay = useMutation({
    mutationFn: () => ask(operations.calls.replayDeadLetter, { deadLetterId: id }),
    onSuccess: () => say(words.replayed(1)),
    ...settle,
  });
  const restore = useMutation({
    mutationFn: () => ask(operations.calls.restoreDeadLetter, { deadLetterId: id }),
    ...settle,
  });
  const discard = useMutation({
    mutationFn: () => ask(operations.calls.discardDeadLetter, { deadLetterId: id }),
    onSuccess: () => offerUndo(words.wasDiscarded, common.undo, () => restore.mutate()),
    ...settle,
  });
  return (
    <Stack gap="xs" align="start">
      <Text size="sm">
        {words.reason}: {error}
      </Text>
      <JsonBlock name={words.data} value={data} />
      <Group>
        {state === 'dead' ? (
          <>
            <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate()}>
              {words.replay}
            </Button>
            <Button size="xs" variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
              {words.discard}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
            {words.restore}
          </Button>
        )}
        {traceId && (
          <TextLink to="/system/traces/$traceId" params={{ traceId }} size="sm">
            {all.events.trace}
          </TextLink>
        )}
      </Group>
    </Stack>
  );
}
