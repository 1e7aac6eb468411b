import { notifications } from '@kernos/services/platform/notifications/contract';
import { ActionIcon, Group, Menu, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, KeyRound, Pause, Play, RotateCcw, Send, Trash2 } from 'lucide-react';
import type { ReplyTo } from '../../app/api.ts';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';
import { ResendMissed } from './resend-missed.tsx';
import { tones } from './tones.ts';

type Endpoint = ReplyTo<typeof notifications.calls.endpoints>['items'][number];
const refreshes = [notifications.calls.endpoints, notifications.calls.deliveries];

export function EndpointRow({
  endpoint,
  onSecret,
}: {
  endpoint: Endpoint;
  onSecret: (secret: string) => void;
}) {
  const all = useMessageWords();
  const words = all.endpoints;
  const navigate = useNavigate();
  const { id, name, url, type, events, lastState, lastAt, paused, failingSince } = endpoint;
  const test = useAct(notifications.calls.testEndpoint, {
    onDone: ({ deliveryId }) => navigate({ to: '/messages/deliveries/$deliveryId', params: { deliveryId } }),
    refreshes,
  });
  return (
    <section className={styles.endpoint} aria-label={name}>
      <Stack gap={3} miw={0} flex="1 1 320px">
        <Text fw={600}>
          {name}{' '}
          <Soft span fw={400}>
            {all.channels[type]}
          </Soft>
        </Text>
        <span className={styles.address}>{url}</span>
        <Text size="sm">{events.includes('*') ? words.everything : events.join(', ')}</Text>
        <Text size="sm" component="div">
          {paused ? (
            <StateMark tone="off">{failingSince ? words.pausedItself : words.paused}</StateMark>
          ) : lastState && lastAt ? (
            <Group gap={6}>
              <StateMark tone={tones[lastState]}>{all.states[lastState]}</StateMark>
              <When at={lastAt} />
            </Group>
          ) : (
            <StateMark tone="waiting">{words.never}</StateMark>
          )}
        </Text>
      </Stack>
      <Group gap="xs">
        <ActButton act={test} input={{ endpointId: id }} variant="default" leftSection={<Send size={15} />}>
          {words.test}
        </ActButton>
        <EndpointMenu endpoint={endpoint} onSecret={onSecret} />
      </Group>
    </section>
  );
}

function EndpointMenu({
  endpoint: { id, name, type, paused },
  onSecret,
}: {
  endpoint: Endpoint;
  onSecret: (secret: string) => void;
}) {
  const words = useMessageWords().endpoints;
  const endpoint = { endpointId: id };
  const pause = useAct(notifications.calls.updateEndpoint, {
    said: (_, { paused: on }) => (on ? words.wasPaused(name) : undefined),
    undo: (_, __, act) => act({ ...endpoint, paused: false }),
    refreshes,
  });
  const rotate = useAct(notifications.calls.rotateEndpointSecret, {
    onDone: ({ secret }) => onSecret(secret),
    refreshes,
  });
  const remove = useAct(notifications.calls.removeEndpoint, {
    shown: true,
    said: words.removed(name),
    refreshes,
  });
  // Asked before, for its secret cannot be brought back.
  return (
    <Confirmed
      act={remove}
      input={endpoint}
      title={words.removeTitle(name)}
      text={words.removeText}
      no={words.cancel}
      yes={words.remove}
    >
      {(askToRemove) => (
        <ResendMissed endpointId={id} name={name} refreshes={refreshes}>
          {(askToResend) => (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={words.more(name)}>
                  <Ellipsis size={17} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={paused ? <Play size={15} /> : <Pause size={15} />}
                  onClick={() => pause.mutate({ ...endpoint, paused: !paused })}
                >
                  {paused ? words.resume : words.pause}
                </Menu.Item>
                {!paused && (
                  <Menu.Item leftSection={<RotateCcw size={15} />} onClick={askToResend}>
                    {words.missed.item}
                  </Menu.Item>
                )}
                {type === 'webhook' && (
                  <Menu.Item leftSection={<KeyRound size={15} />} onClick={() => rotate.mutate(endpoint)}>
                    {words.rotate}
                  </Menu.Item>
                )}
                <Menu.Item leftSection={<Trash2 size={15} />} onClick={askToRemove}>
                  {words.remove}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </ResendMissed>
      )}
    </Confirmed>
  );
}
