import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Checkbox, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Soft } from '../../components/soft.tsx';
import { FormBody } from '../../patterns/form-body.tsx';
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
    form.reset();
    close();
  };
  // One dialog for both, which gives the focus back to what opened it.
  return (
    <Dialog
      opened={opened}
      close={done}
      title={link === undefined ? words.inviteTitle : words.link}
      closeOnClickOutside={!form.dirty && link === undefined}
    >
      {link === undefined ? (
        <FormBody form={form} submit={words.inviteSend}>
          <Soft>{words.inviteText}</Soft>
          <EmailField autoComplete="off" data-autofocus {...form.field('email')} />
          <Checkbox.Group label={words.roles} {...form.field('roles')}>
            <Group mt={6}>
              {roles.map((role) => (
                <Checkbox key={role} value={role} label={titleOf(role)} />
              ))}
            </Group>
          </Checkbox.Group>
        </FormBody>
      ) : (
        <LinkToShare link={link} />
      )}
    </Dialog>
  );
}

/** The link of an invitation that nobody was sent. */
export function InvitationLink({ link, close }: { link: string; close: () => void }) {
  const words = useIdentityWords().people;
  return (
    <Dialog opened close={close} title={words.link} closeOnClickOutside={false}>
      <LinkToShare link={link} />
    </Dialog>
  );
}

function LinkToShare({ link }: { link: string }) {
  const words = useIdentityWords().people;
  const copyButton = useRef<HTMLButtonElement>(null);
  useEffect(() => copyButton.current?.focus(), []);
  return (
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
          <Button ref={copyButton} data-autofocus onClick={copy}>
            {copied ? words.linkCopied : words.copyLink}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}
