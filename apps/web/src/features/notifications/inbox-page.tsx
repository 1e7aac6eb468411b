import { notifications } from '@kernos/services/platform/notifications/contract';
import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { ask, pages } from '../../app/api.ts';
import { Empty } from '../../components/empty.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { offerUndo, sayFailure } from '../../components/undo.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import styles from './inbox.module.css';
import { MessageRow } from './message-row.tsx';
import { type Message, refreshInbox } from './messages.ts';
import { useNotificationWords } from './notification-words.ts';

const route = getRouteApi('/in/inbox');

export function InboxPage() {
  const words = useNotificationWords();
  const { show = 'all' } = route.useSearch();
  const navigate = useNavigate({ from: '/inbox' });
  const filter = { all: {}, unread: { unread: true }, archived: { archived: true } }[show];
  const messages = useInfiniteQuery(
    pages(notifications.calls.list, { limit: 30, ...filter }, ['notification.']),
  );
  const items = itemsOf(messages);
  return (
    <Page title={words.inbox} width="narrow" actions={<ReadAll items={items} />}>
      <Stack>
        <SegmentedControl
          aria-label={words.inbox}
          data={(['all', 'unread', 'archived'] as const).map((value) => ({
            value,
            label: words.filters[value],
          }))}
          value={show}
          onChange={(chosen) =>
            void navigate({
              search: chosen === 'unread' || chosen === 'archived' ? { show: chosen } : {},
              replace: true,
            })
          }
          style={{ alignSelf: 'start' }}
        />
        <Listing
          list={messages}
          rows={6}
          rowHeight={64}
          empty={
            <Empty icon={Inbox} title={words.none[show]}>
              {words.noneText[show]}
            </Empty>
          }
        >
          {(items) => (
            <ul className={styles.messages}>
              {items.map((message) => (
                <MessageRow key={message.id} message={message} />
              ))}
            </ul>
          )}
        </Listing>
      </Stack>
    </Page>
  );
}

function ReadAll({ items }: { items: readonly Message[] }) {
  const words = useNotificationWords();
  const common = useCommonWords();
  const settle = { onError: sayFailure, onSettled: refreshInbox };
  const undo = useMutation({
    mutationFn: (readAt: string) => ask(notifications.calls.undoReadAll, { readAt }),
    ...settle,
  });
  const readAll = useMutation({
    mutationFn: () => ask(notifications.calls.readAll, { upTo: items[0]?.sequence ?? 0 }),
    onSuccess: ({ count, readAt }) => offerUndo(words.allRead(count), common.undo, () => undo.mutate(readAt)),
    ...settle,
  });
  if (!items.some(({ readAt }) => readAt === null)) return null;
  return (
    <Button variant="default" loading={readAll.isPending} onClick={() => readAll.mutate()}>
      {words.readAll}
    </Button>
  );
}
