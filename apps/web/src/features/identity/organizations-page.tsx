import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { ask, refresh } from '../../app/api.ts';
import { switchOrganization, useMe } from '../../app/session.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { say } from '../../components/undo.tsx';
import { useIdentityWords } from './identity-words.ts';

export function OrganizationsPage() {
  const me = useMe();
  const words = useIdentityWords();
  const [opened, { open, close }] = useDisclosure(false);
  const fields = useFields({ name: '' });
  const create = useMutation({
    mutationFn: () => ask(identity.calls.createOrganization, fields.values),
    onSuccess: ({ name }) => {
      close();
      fields.reset();
      say(words.organizations.created(name));
      return refresh(identity.calls.me);
    },
  });
  const bind = fields.bind(create.error);
  return (
    <section>
      <Group justify="space-between" align="start" mb="sm">
        <Text c="dimmed" maw="46ch">
          {words.organizations.lead}
        </Text>
        <Button variant="default" onClick={open}>
          {words.organizations.create}
        </Button>
      </Group>
      {me.organizations.map(({ id, name, roles }) => (
        <ActionRow key={id}>
          <Group gap="sm" wrap="nowrap">
            <Building2 size={20} strokeWidth={1.5} aria-hidden="true" />
            <div>
              <Text size="sm" fw={550}>
                {name}
              </Text>
              <Text size="sm" c="dimmed">
                {roles.map((role) => words.roles[role]).join(', ')}
              </Text>
            </div>
          </Group>
          {id === me.organizationId ? (
            <Text size="sm" c="dimmed">
              {words.organizations.current}
            </Text>
          ) : (
            <Button size="xs" variant="default" onClick={() => void switchOrganization(id)}>
              {words.organizations.switch}
            </Button>
          )}
        </ActionRow>
      ))}
      <Dialog opened={opened} close={close} title={words.organizations.create}>
        <Form onSubmit={() => create.mutate()}>
          <Stack>
            <TextInput
              label={words.organizations.name}
              description={words.organizations.createHint}
              data-autofocus
              required
              withAsterisk={false}
              {...bind('name')}
            />
            {create.error && <Failure error={create.error} />}
            <Button type="submit" loading={create.isPending}>
              {words.organizations.create}
            </Button>
          </Stack>
        </Form>
      </Dialog>
    </section>
  );
}
