import { notifications } from '@kernos/services/platform/notifications/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { ActButton } from '../../patterns/act-button.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { MessageRow } from './message-row.tsx';
import { type Message, refreshes } from './messages.ts';
import { useNotificationWords } from './notification-words.ts';

const route = getRouteApi('/in/inbox');

export function InboxPage() {
  const words = useNotificationWords();
  const search = route.useSearch();
  const { show = 'all' } = search;
  const filter = { all: {}, unread: { unread: true }, archived: { archived: true } }[show];
  return (
    <ListPage
      title={words.inbox}
      width="narrow"
      label={words.inbox}
      pages={pages(notifications.calls.list, { limit: 30, ...filter }, ['notification.'])}
      idOf={({ id }) => id}
      search={search}
      filters={[
        {
          kind: 'switch',
          name: 'show',
          label: words.inbox,
          usual: 'all',
          choices: words.filters,
        },
      ]}
      summary={({ items }) => <ReadAll items={items} />}
      empty={{ icon: Inbox, title: words.none[show], text: words.noneText[show] }}
      row={(message) => <MessageRow message={message} />}
      rowHeight={64}
    />
  );
}

function ReadAll({ items }: { items: readonly Message[] }) {
  const words = useNotificationWords();
  const undo = useAct(notifications.calls.undoReadAll, { refreshes });
  const readAll = useAct(notifications.calls.readAll, {
    said: ({ count }) => words.allRead(count),
    undo: (_, { readAt }) => undo.mutate({ readAt }),
    refreshes,
  });
  const [newest] = items;
  if (!newest || !items.some(({ readAt }) => readAt === null)) return null;
  return (
    <ActButton act={readAll} input={{ upTo: newest.sequence }} variant="default" mb="md">
      {words.readAll}
    </ActButton>
  );
}
