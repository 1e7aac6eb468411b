import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Checkbox, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';
import { useRoles } from './use-roles.ts';

export function InviteDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const all = useIdentityWords();
  const words = all.people;
  const { roles, titleOf } = useRoles();
  const [link, setLink] = useState<string>();
  const form = useCallForm(identity.calls.invite, {
    values: { email: '', roles: roles.slice(0, 1) },
    empties: true,
    onDone: ({ link }) => (link ? setLink(link) : close()),
    said: ({ email, sent }) => (sent ? words.invited(email) : undefined),
    refreshes: [identity.calls.invitations],
  });
  const done = () => {
    setLink(undefined);
    close();
  };
  if (link !== undefined && opened) return <InvitationLink link={link} close={done} />;
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

/** Nothing was sent: the link is for whoever invites to pass on. */
export function InvitationLink({ link, close }: { link: string; close: () => void }) {
  const words = useIdentityWords().people;
  return (
    <Dialog opened close={close} title={words.link}>
      <Stack>
        <Text size="sm">{words.notSent}</Text>
        <TextInput
          readOnly
          label={words.link}
          value={link}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button data-autofocus onClick={copy}>
              {copied ? words.linkCopied : words.copyLink}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Dialog>
  );
}
