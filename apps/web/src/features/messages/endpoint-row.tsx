import { notifications } from '@kernos/services/platform/notifications/contract';
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, KeyRound, Pause, Play, Send, Trash2 } from 'lucide-react';
import { ask, type ReplyTo, refresh } from '../../app/api.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { offerUndo, say, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';
import { standings } from './standing.ts';

type Endpoint = ReplyTo<typeof notifications.calls.endpoints>['items'][number];
const again = () => refresh(notifications.calls.endpoints, notifications.calls.deliveries);

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
  const { id, name, url, type, events, lastState, lastAt, paused } = endpoint;
  const test = useMutation({
    mutationFn: () => ask(notifications.calls.testEndpoint, { endpointId: id }),
    onSuccess: ({ deliveryId }) =>
      void navigate({ to: '/messages/deliveries/$deliveryId', params: { deliveryId } }),
    onError: sayFailure,
    onSettled: again,
  });
  return (
    <section className={styles.endpoint} aria-label={name}>
      <div className={styles.about}>
        <Text fw={600}>
          {name}{' '}
          <Text span size="sm" c="dimmed" fw={400}>
            {all.channels[type]}
          </Text>
        </Text>
        <span className={styles.address}>{url}</span>
        <Text size="sm">{events.includes('*') ? words.everything : events.join(', ')}</Text>
        <Text size="sm" component="div">
          {paused ? (
            <StateMark standing="off">{words.paused}</StateMark>
          ) : lastState && lastAt ? (
            <Group gap={6}>
              <StateMark standing={standings[lastState]}>{all.states[lastState]}</StateMark>
              <When at={lastAt} />
            </Group>
          ) : (
            <StateMark standing="waiting">{words.never}</StateMark>
          )}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<Send size={15} aria-hidden="true" />}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {words.test}
        </Button>
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
  const common = useCommonWords();
  const [removing, { open, close }] = useDisclosure(false);
  const settle = { onError: sayFailure, onSettled: again };
  const pause = useMutation({
    mutationFn: (on: boolean) => ask(notifications.calls.updateEndpoint, { endpointId: id, paused: on }),
    onSuccess: (_, on) => {
      if (on) offerUndo(words.wasPaused(name), common.undo, () => pause.mutate(false));
    },
    ...settle,
  });
  const rotate = useMutation({
    mutationFn: () => ask(notifications.calls.rotateEndpointSecret, { endpointId: id }),
    onSuccess: ({ secret }) => onSecret(secret),
    ...settle,
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={words.more(name)}>
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={paused ? <Play size={15} /> : <Pause size={15} />}
            onClick={() => pause.mutate(!paused)}
          >
            {paused ? words.resume : words.pause}
          </Menu.Item>
          {type === 'webhook' && (
            <Menu.Item leftSection={<KeyRound size={15} />} onClick={() => rotate.mutate()}>
              {words.rotate}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Trash2 size={15} />} onClick={open}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RemoveDialog endpointId={id} name={name} opened={removing} close={close} />
    </>
  );
}

/** Asked before, for its secret cannot be brought back. */
function RemoveDialog({
  endpointId,
  name,
  opened,
  close,
}: {
  endpointId: string;
  name: string;
  opened: boolean;
  close: () => void;
}) {
  const words = useMessageWords().endpoints;
  const remove = useMutation({
    mutationFn: () => ask(notifications.calls.removeEndpoint, { endpointId }),
    onSuccess: () => {
      close();
      say(words.removed(name));
      return again();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={words.removeTitle(name)}
      no={words.cancel}
      yes={words.remove}
      doing={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate()}
      close={close}
    >
      {words.removeText}
    </ConfirmDialog>
  );
}
