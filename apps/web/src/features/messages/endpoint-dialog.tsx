import { notifications } from '@kernos/services/platform/notifications/contract';
import { Checkbox, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { Soft } from '../../components/soft.tsx';
import { say } from '../../components/undo.tsx';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { useMessageWords } from './message-words.ts';

type EndpointType = 'webhook' | 'slack';
const types: readonly EndpointType[] = ['webhook', 'slack'];

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
  const form = useCallForm(notifications.calls.createEndpoint, {
    values: { type: 'webhook' as EndpointType, name: '', url: '', events: ['enrollment.created'] },
    empties: true,
    onDone: ({ endpoint, secret }) => {
      close();
      if (secret) onSecret(secret);
      else say(words.added(endpoint.name));
    },
    refreshes: [notifications.calls.endpoints],
  });
  return (
    <FormDialog opened={opened} close={close} title={words.add} form={form} submit={words.create}>
      <SegmentedControl
        aria-label={words.type}
        data={types.map((value) => ({ value, label: all.channels[value] }))}
        {...form.plain('type')}
      />
      <Soft>{words.about[form.values.type]}</Soft>
      <TextInput label={words.name} data-autofocus {...form.field('name')} />
      <TextInput label={words.url} type="url" placeholder="https://" {...form.field('url')} />
      <Checkbox.Group label={words.events} {...form.field('events')}>
        <Stack gap={8} mt={6}>
          {['*', ...events].map((event) => (
            <Checkbox key={event} value={event} label={event === '*' ? words.everything : event} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
