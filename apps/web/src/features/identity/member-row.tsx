import { identity } from '@kernos/services/platform/identity/contract';
import { ActionIcon, Avatar, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { UserRoundMinus } from 'lucide-react';
import { ask, type ReplyTo, refresh } from '../../app/api.ts';
import { type RoleName, useMe } from '../../app/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { say, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './people.module.css';
import { RoleChoice } from './role-choice.tsx';

type Member = ReplyTo<typeof identity.calls.members>['items'][number];

export function MemberRow({ member }: { member: Member }) {
  const { userId, name, email, roles, joinedAt } = member;
  const words = useIdentityWords().people;
  const me = useMe();
  const change = useMutation({
    mutationFn: (chosen: RoleName[]) => ask(identity.calls.updateMember, { userId, roles: chosen }),
    onSuccess: () => say(words.rolesSaved(name)),
    onError: sayFailure,
    onSettled: () => refresh(identity.calls.members, identity.calls.me),
  });
  return (
    <tr>
      <td>
        <Group gap="sm" wrap="nowrap">
          <Avatar name={name} color="terracotta" size={32} />
          <div className={styles.who}>
            <Text size="sm" fw={550} truncate>
              {name} {userId === me.id && <span className={styles.you}>({words.you})</span>}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {email}
            </Text>
          </div>
        </Group>
      </td>
      <td>
        <RoleChoice
          label={words.rolesOf(name)}
          value={change.variables && change.isPending ? change.variables : roles}
          onChange={(chosen) => change.mutate(chosen)}
        />
      </td>
      <td className={styles.joined}>
        <When at={joinedAt} />
      </td>
      <td>{userId !== me.id && <RemoveMember member={member} />}</td>
    </tr>
  );
}

function RemoveMember({ member: { userId, name } }: { member: Member }) {
  const all = useIdentityWords();
  const words = all.people;
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useMutation({
    mutationFn: () => ask(identity.calls.removeMember, { userId }),
    onSuccess: () => {
      close();
      say(words.removed(name));
      return refresh(identity.calls.members);
    },
  });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={words.removeOf(name)} onClick={open}>
        <UserRoundMinus size={17} />
      </ActionIcon>
      <ConfirmDialog
        opened={opened}
        title={words.removeTitle(name)}
        no={all.cancel}
        yes={words.removeOf(name)}
        doing={remove.isPending}
        error={remove.error}
        onYes={() => remove.mutate()}
        close={close}
      >
        {words.removeText}
      </ConfirmDialog>
    </>
  );
}
