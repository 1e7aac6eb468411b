import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../app/api.ts';
import type { RoleName } from '../../app/session.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { say } from '../../components/undo.tsx';
import { EmailField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';

export function InviteDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const all = useIdentityWords();
  const words = all.people;
  const [roles, setRoles] = useState<string[]>(['learner']);
  const fields = useFields({ email: '' });
  const invite = useMutation({
    mutationFn: () => ask(identity.calls.invite, { ...fields.values, roles: roles as RoleName[] }),
    onSuccess: ({ email }) => {
      fields.reset();
      close();
      say(words.invited(email));
      return refresh(identity.calls.invitations);
    },
  });
  const bind = fields.bind(invite.error);
  return (
    <Dialog opened={opened} close={close} title={words.inviteTitle}>
      <Form onSubmit={() => invite.mutate()}>
        <Stack>
          <Text size="sm" c="dimmed">
            {words.inviteText}
          </Text>
          <EmailField autoComplete="off" data-autofocus {...bind('email')} />
          <Checkbox.Group
            label={words.roles}
            value={roles}
            onChange={setRoles}
            error={roles.length === 0 && words.chooseRole}
          >
            <Group mt={6}>
              {(Object.keys(all.roles) as RoleName[]).map((role) => (
                <Checkbox key={role} value={role} label={all.roles[role]} />
              ))}
            </Group>
          </Checkbox.Group>
          {invite.error && <Failure error={invite.error} />}
          <Button type="submit" loading={invite.isPending} disabled={roles.length === 0}>
            {words.inviteSend}
          </Button>
        </Stack>
      </Form>
    </Dialog>
  );
}
