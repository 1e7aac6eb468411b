import { notifications } from '@kernos/services/platform/notifications/contract';
import { Box, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BellRing, MonitorSmartphone } from 'lucide-react';
import { query, queryClient, type ReplyTo, refresh } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { deviceName } from '../../components/device-name.ts';
import { Facts } from '../../components/facts.tsx';
import { Failure } from '../../components/failure.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { usePreferenceWords } from './preference-words.ts';
import { pushState, turnPushOn } from './push.ts';

type Device = ReplyTo<typeof notifications.calls.devices>['items'][number];
const stateKey = ['push-state'];
const again = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: stateKey }),
    refresh(notifications.calls.devices, notifications.calls.preferences),
  ]);

export function PushSection() {
  const words = usePreferenceWords();
  const state = useQuery({ queryKey: stateKey, queryFn: pushState });
  const devices = useQuery(query(notifications.calls.devices, {}));
  const turnOn = useAct(turnPushOn, {
    shown: true,
    said: (now) => (now === 'on' ? words.pushIsOn : undefined),
    onDone: again,
  });
  // Told of here, but taken out of the list on another browser: then it can be turned on again.
  const off = state.data === 'off' || (state.data === 'on' && devices.data?.items.length === 0);
  return (
    <Box component="section" mt={44}>
      <Title order={2} mb="xs">
        {words.devices}
      </Title>
      <Loaded query={devices} waiting={<RowsSkeleton rows={1} />}>
        {({ items }) =>
          items.length > 0 ? (
            items.map((device) => <DeviceRow key={device.id} device={device} />)
          ) : (
            <Soft>{words.noDevices}</Soft>
          )
        }
      </Loaded>
      {state.data === 'impossible' && <Text size="sm">{words.pushImpossible}</Text>}
      {state.data === 'denied' && <Text size="sm">{words.pushDenied}</Text>}
      {turnOn.error && <Failure error={turnOn.error} />}
      {off && (
        <ActButton
          act={turnOn}
          input={undefined}
          variant="default"
          mt="sm"
          leftSection={<BellRing size={16} />}
        >
          {words.pushOn}
        </ActButton>
      )}
    </Box>
  );
}

function DeviceRow({ device: { id, name, createdAt } }: { device: Device }) {
  const words = usePreferenceWords();
  const remove = useAct(notifications.calls.removeDevice, { onDone: again });
  const short = deviceName(name);
  return (
    <ActionRow>
      <Group component="span" gap={6} wrap="nowrap" c="dimmed" display="inline-flex">
        <MonitorSmartphone size={18} strokeWidth={1.5} style={{ flex: 'none' }} />
        <Facts>
          {short}
          <When at={createdAt} />
        </Facts>
      </Group>
      <ActButton
        act={remove}
        input={{ deviceId: id }}
        size="xs"
        variant="default"
        aria-label={words.removeDevice(short)}
      >
        {words.removeShort}
      </ActButton>
    </ActionRow>
  );
}
