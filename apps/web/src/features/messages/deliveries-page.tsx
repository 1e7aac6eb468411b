import { notifications } from '@kernos/services/platform/notifications/contract';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useActOnEach } from '../../patterns/use-act.ts';
import { useKindNames } from './kind-names.ts';
import { useMessageWords } from './message-words.ts';
import { tones } from './tones.ts';

type Delivery = ReplyTo<typeof notifications.calls.deliveries>['items'][number];
const route = getRouteApi('/in/messages/');
/** What was sent is not told live; the newest are asked for often enough to seem so. */
const EVERY_MS = 5_000;

export function DeliveriesPage() {
  const all = useMessageWords();
  const words = all.deliveries;
  // What shows in the app is there at once: it is no delivery.
  const { 'in-app': _, ...sentChannels } = all.channels;
  const search = route.useSearch();
  const kindName = useKindNames();
  return (
    <ListPage
      label={all.tabs.deliveries}
      pages={pages(notifications.calls.deliveries, { limit: 50, ...search }, ['notification.'])}
      every={EVERY_MS}
      idOf={({ id }) => id}
      search={search}
      filters={[
        { kind: 'search', name: 'q', label: words.search },
        {
          kind: 'choice',
          name: 'state',
          label: words.state,
          any: words.anyState,
          choices: all.states,
        },
        {
          kind: 'choice',
          name: 'channel',
          label: words.through,
          any: words.anyChannel,
          choices: sentChannels,
        },
      ]}
      empty={{ icon: Send, title: words.none, text: words.noneText }}
      noMatch={{ icon: Send, title: words.noMatch, text: words.noMatchText }}
      csv="deliveries"
      bulk={{
        nameOf: ({ kind, recipientName }) => `${kindName(kind)}, ${recipientName}`,
        acts: (selected, clear) => <ResendAll selected={selected} clear={clear} />,
      }}
      columns={[
        {
          name: words.about,
          csv: ({ kind }) => kindName(kind),
          cell: ({ id, kind }) => (
            <TextLink to="/messages/deliveries/$deliveryId" params={{ deliveryId: id }}>
              {kindName(kind)}
            </TextLink>
          ),
        },
        {
          name: words.to,
          csv: ({ recipientName }) => recipientName,
          cell: ({ recipientName }) => recipientName,
        },
        {
          name: words.through,
          csv: ({ channel }) => all.channels[channel],
          cell: ({ channel }) => all.channels[channel],
        },
        {
          name: words.state,
          csv: ({ state }) => all.states[state],
          cell: ({ state }) => <StateMark tone={tones[state]}>{all.states[state]}</StateMark>,
        },
        {
          name: words.when,
          csv: ({ createdAt }) => createdAt,
          cell: ({ createdAt }) => <When at={createdAt} />,
        },
        {
          name: words.tries,
          number: true,
          wideOnly: true,
          csv: ({ attempts }) => attempts,
          cell: ({ attempts }) => attempts,
        },
      ]}
    />
  );
}

/** Of those that are selected, what has not gone out yet. */
function ResendAll({ selected, clear }: { selected: readonly Delivery[]; clear: () => void }) {
  const words = useMessageWords().deliveries;
  const resend = useActOnEach(notifications.calls.resend, {
    said: words.resentMany,
    refreshes: [notifications.calls.deliveries],
  });
  const open = selected.filter(({ state }) => state === 'parked' || state === 'waiting');
  return (
    <Button
      disabled={open.length === 0}
      loading={resend.isPending}
      onClick={() =>
        resend.mutate(
          open.map(({ id }) => ({ deliveryId: id })),
          { onSuccess: clear },
        )
      }
    >
      {words.resend}
    </Button>
  );
}
