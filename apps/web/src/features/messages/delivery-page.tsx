import { notifications } from '@kernos/services/platform/notifications/contract';
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { query, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { DataTable } from '../../patterns/data-table.tsx';
import { DetailPage } from '../../patterns/detail-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useKindNames } from './kind-names.ts';
import { useMessageWords } from './message-words.ts';
import { tones } from './tones.ts';

const route = getRouteApi('/in/messages/deliveries/$deliveryId');
type Delivery = ReplyTo<typeof notifications.calls.delivery>;
/** Until it is over one way or the other, it is looked at again. */
const EVERY_MS = 2_000;
const open = ['queued', 'waiting'];

export function DeliveryPage() {
  const all = useMessageWords();
  const { deliveryId } = route.useParams();
  const kindName = useKindNames();
  const delivery = useQuery({
    ...query(notifications.calls.delivery, { deliveryId }, ['notification.']),
    refetchInterval: ({ state: { data } }) => (data && open.includes(data.state) ? EVERY_MS : false),
  });
  return (
    <DetailPage
      query={delivery}
      title={({ kind }) => kindName(kind)}
      above={<TextLink to="/messages">{all.title}</TextLink>}
      lead={({ recipientName, channel }) => all.deliveries.toThrough(recipientName, all.channels[channel])}
      actions={({ state }) =>
        (state === 'parked' || state === 'waiting') && <Resend deliveryId={deliveryId} />
      }
      width="narrow"
    >
      {(data) => (
        <>
          <DeliveryNow delivery={data} />
          <Tries delivery={data} />
        </>
      )}
    </DetailPage>
  );
}

function Resend({ deliveryId }: { deliveryId: string }) {
  const words = useMessageWords().deliveries;
  const resend = useAct(notifications.calls.resend, {
    said: words.resent,
    refreshes: [notifications.calls.delivery, notifications.calls.deliveries],
  });
  return (
    <ActButton act={resend} input={{ deliveryId }} leftSection={<RotateCw size={16} />}>
      {words.resend}
    </ActButton>
  );
}

function DeliveryNow({ delivery: { state, reason, createdAt, dueAt, sentAt } }: { delivery: Delivery }) {
  const all = useMessageWords();
  const words = all.deliveries;
  return (
    <Stack gap={4} mb="xl" role="status">
      <StateMark tone={tones[state]}>{all.states[state]}</StateMark>
      <Text size="sm">{words.means[state]}</Text>
      {reason && state !== 'kept' && <Text size="sm">{words.reason(reason)}</Text>}
      <Facts>
        <span>
          {words.created} <When at={createdAt} />
        </span>
        {sentAt && state !== 'kept' && (
          <>
            {words.sent} <When at={sentAt} />
          </>
        )}
        {dueAt && open.includes(state) && (
          <>
            {words.due} <When at={dueAt} />
          </>
        )}
      </Facts>
    </Stack>
  );
}

function Tries({ delivery: { history } }: { delivery: Delivery }) {
  const words = useMessageWords().deliveries;
  return (
    <section>
      <Title order={2} mb="xs">
        {words.triesTitle}
      </Title>
      {history.length === 0 ? (
        <Soft>{words.noTries}</Soft>
      ) : (
        <DataTable
          label={words.triesTitle}
          items={history}
          idOf={({ attempt, at }) => `${attempt} ${at}`}
          columns={[
            { name: words.attempt, cell: ({ attempt }) => attempt },
            { name: words.when, cell: ({ at }) => <When at={at} /> },
            {
              name: words.state,
              cell: ({ outcome }) => (
                <StateMark tone={outcome === 'later' ? 'waiting' : tones[outcome]}>
                  {words.outcomes[outcome]}
                </StateMark>
              ),
            },
            {
              name: words.answer,
              cell: ({ reason, outcome }) => (outcome === 'kept' ? words.means.kept : (reason ?? '–')),
            },
            { name: words.took, number: true, cell: ({ milliseconds }) => words.ms(milliseconds) },
          ]}
        />
      )}
    </section>
  );
}
