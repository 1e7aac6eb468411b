import { identity } from '@kernos/services/platform/identity/contract';
import { ActionIcon, Avatar, Box, Button, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { ShieldOff, UserPlus, UserRoundMinus, Users } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { type RoleName, useMe } from '../../app/session.ts';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useIdentityWords } from './identity-words.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useRoles } from './use-roles.ts';

type Member = ReplyTo<typeof identity.calls.members>['items'][number];
const route = getRouteApi('/in/people');

export function PeoplePage() {
  const all = useIdentityWords();
  const words = all.people;
  const { titleOf } = useRoles();
  const { invite, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const inviting = (opened: boolean) =>
    void navigate({ search: (now) => changed(now, { invite: opened }), replace: true });
  return (
    <ListPage
      title={words.title}
      lead={words.lead}
      actions={
        <Button leftSection={<UserPlus size={16} />} onClick={() => inviting(true)}>
          {words.invite}
        </Button>
      }
      before={<InvitationList />}
      label={words.title}
      pages={pages(identity.calls.members, { limit: 50, ...search }, [
        'organization.member_',
        'user.renamed',
      ])}
      idOf={({ userId }) => userId}
      search={search}
      filters={[{ kind: 'search', name: 'q', label: words.search }]}
      // Whoever looks is one of them.
      empty=""
      noMatch={{ icon: Users, title: words.none, text: words.noneText }}
      csv="people"
      columns={[
        {
          name: words.name,
          csv: ({ name, email }) => `${name} <${email}>`,
          cell: (member) => <Who member={member} />,
        },
        {
          name: words.roles,
          csv: ({ roles }) => roles.map(titleOf).join(', '),
          cell: (member) => <Roles member={member} />,
        },
        {
          name: words.joined,
          wideOnly: true,
          csv: ({ joinedAt }) => joinedAt,
          cell: ({ joinedAt }) => <When at={joinedAt} />,
        },
        {
          name: words.remove,
          number: true,
          nameless: true,
          cell: (member) => (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              <ResetSecondFactor member={member} />
              <RemoveMember member={member} />
            </Group>
          ),
        },
      ]}
    >
      <InviteDialog opened={invite === true} close={() => inviting(false)} />
    </ListPage>
  );
}

function Who({ member: { userId, name, email } }: { member: Member }) {
  const words = useIdentityWords().people;
  const me = useMe();
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar name={name} color="terracotta" size={32} />
      <Box miw={0}>
        <Text size="sm" fw={550}>
          {name}{' '}
          {userId === me.id && (
            <Text span inherit c="dimmed" fw={400}>
              ({words.you})
            </Text>
          )}
        </Text>
        <Soft>{email}</Soft>
      </Box>
    </Group>
  );
}

function Roles({ member: { userId, name, roles } }: { member: Member }) {
  const words = useIdentityWords().people;
  const change = useAct(identity.calls.updateMember, {
    said: words.rolesSaved(name),
    refreshes: [identity.calls.members, identity.calls.me],
  });
  return (
    <RoleChoice
      label={words.rolesOf(name)}
      value={(change.isPending && change.variables.roles) || roles}
      onChange={(chosen: RoleName[]) => change.mutate({ userId, roles: chosen })}
    />
  );
}

function ResetSecondFactor({ member: { userId, name } }: { member: Member }) {
  const all = useIdentityWords();
  const words = all.people;
  const me = useMe();
  const reset = useAct(identity.calls.resetSecondFactor, { shown: true, said: words.factorReset(name) });
  if (userId === me.id) return null;
  return (
    <Confirmed
      act={reset}
      input={{ userId }}
      title={words.resetFactorTitle(name)}
      text={words.resetFactorText}
      no={all.cancel}
      yes={words.resetFactor}
    >
      {(open) => (
        <ActionIcon aria-label={words.resetFactorOf(name)} onClick={open}>
          <ShieldOff size={17} />
        </ActionIcon>
      )}
    </Confirmed>
  );
}

function RemoveMember({ member: { userId, name } }: { member: Member }) {
  const all = useIdentityWords();
  const words = all.people;
  const me = useMe();
  const remove = useAct(identity.calls.removeMember, {
    shown: true,
    said: words.removed(name),
    refreshes: [identity.calls.members],
  });
  if (userId === me.id) return null;
  return (
    <Confirmed
      act={remove}
      input={{ userId }}
      title={words.removeTitle(name)}
      text={words.removeText}
      no={all.cancel}
      yes={words.removeOf(name)}
    >
      {(open) => (
        <ActionIcon aria-label={words.removeOf(name)} onClick={open}>
          <UserRoundMinus size={17} />
        </ActionIcon>
      )}
    </Confirmed>
  );
}
