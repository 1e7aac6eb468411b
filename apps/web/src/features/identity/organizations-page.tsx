import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Building2 } from 'lucide-react';
import { switchOrganization, useMe } from '../../app/session.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { Soft } from '../../components/soft.tsx';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { useIdentityWords } from './identity-words.ts';
import { useRoles } from './use-roles.ts';

export function OrganizationsPage() {
  const me = useMe();
  const words = useIdentityWords().organizations;
  const { titleOf } = useRoles();
  const [opened, { open, close }] = useDisclosure(false);
  const form = useCallForm(identity.calls.createOrganization, {
    values: { name: '' },
    empties: true,
    onDone: close,
    said: ({ name }) => words.created(name),
    refreshes: [identity.calls.me],
  });
  return (
    <section>
      <Group justify="space-between" align="start" mb="sm">
        <Text c="dimmed" maw="46ch">
          {words.lead}
        </Text>
        <Button variant="default" onClick={open}>
          {words.create}
        </Button>
      </Group>
      {me.organizations.map(({ id, name, roles }) => (
        <ActionRow key={id}>
          <Group gap="sm" wrap="nowrap">
            <Building2 size={20} strokeWidth={1.5} />
            <div>
              <Text size="sm" fw={550}>
                {name}
              </Text>
              <Soft>{roles.map(titleOf).join(', ')}</Soft>
            </div>
          </Group>
          {id === me.organizationId ? (
            <Soft>{words.current}</Soft>
          ) : (
            <Button size="xs" variant="default" onClick={() => void switchOrganization(id)}>
              {words.switch}
            </Button>
          )}
        </ActionRow>
      ))}
      <FormDialog opened={opened} close={close} title={words.create} form={form} submit={words.create}>
        <TextInput label={words.name} description={words.createHint} data-autofocus {...form.field('name')} />
      </FormDialog>
    </section>
  );
}
