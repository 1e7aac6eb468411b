import { identity } from '@kernos/services/platform/identity/contract';
import { Checkbox, Group } from '@mantine/core';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';
import { useRoles } from './use-roles.ts';

export function InviteDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const all = useIdentityWords();
  const words = all.people;
  const { roles, titleOf } = useRoles();
  const form = useCallForm(identity.calls.invite, {
    values: { email: '', roles: roles.slice(0, 1) },
    empties: true,
    onDone: close,
    said: ({ email }) => words.invited(email),
    refreshes: [identity.calls.invitations],
  });
  return (
    <FormDialog
      opened={opened}
      close={close}
      title={words.inviteTitle}
      lead={words.inviteText}
      form={form}
      submit={words.inviteSend}
    >
      <EmailField autoComplete="off" data-autofocus {...form.field('email')} />
      <Checkbox.Group label={words.roles} {...form.field('roles')}>
        <Group mt={6}>
          {roles.map((role) => (
            <Checkbox key={role} value={role} label={titleOf(role)} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormDialog>
  );
}
