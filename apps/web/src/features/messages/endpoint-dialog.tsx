import { notifications } from '@kernos/services/platform/notifications/contract';
import { Button, Checkbox, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../app/api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { say } from '../../components/undo.tsx';
import { useMessageWords } from './message-words.ts';

export function EndpointDialog({
  opened,
  events,
  close,
  onSecret,
}: {
  opened: boolean;
  events: readonly string[];
  close: () => void;
  onSecret: (secret: string) => void;
}) {
  const all = useMessageWords();
  const words = all.endpoints;
  const [type, setType] = useState<'webhook' | 'slack'>('webhook');
  const [chosen, setChosen] = useState<string[]>(['enrollment.created']);
  const fields = useFields({ name: '', url: '' });
  const create = useMutation({
    mutationFn: () => ask(notifications.calls.createEndpoint, { ...fields.values, type, events: chosen }),
    onSuccess: ({ endpoint, secret }) => {
      fields.reset();
      close();
      if (secret) onSecret(secret);
      else say(words.added(endpoint.name));
      return refresh(notifications.calls.endpoints);
    },
  });
  const bind = fields.bind(create.error);
  return (
    <Dialog opened={opened} close={close} title={words.add}>
      <Form onSubmit={() => create.mutate()}>
        <Stack>
          <SegmentedControl
            aria-label={words.type}
            data={(['webhook', 'slack'] as const).map((value) => ({ value, label: all.channels[value] }))}
            value={type}
            onChange={(value) => setType(value === 'slack' ? 'slack' : 'webhook')}
          />
          <Text size="sm" c="dimmed">
            {words.about[type]}
          </Text>
          <TextInput label={words.name} data-autofocus required withAsterisk={false} {...bind('name')} />
          <TextInput
            label={words.url}
            type="url"
            placeholder="https://"
            required
            withAsterisk={false}
            {...bind('url')}
          />
          <Checkbox.Group
            label={words.events}
            value={chosen}
            onChange={setChosen}
            error={chosen.length === 0 && words.chooseEvent}
          >
            <Stack gap={8} mt={6}>
              {['*', ...events].map((event) => (
                <Checkbox key={event} value={event} label={event === '*' ? words.everything : event} />
              ))}
            </Stack>
          </Checkbox.Group>
          {create.error && <Failure error={create.error} />}
          <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
            {words.create}
          </Button>
        </Stack>
      </Form>
    </Dialog>
  );
}
