import { identity } from '@kernos/services/platform/identity/contract';
import { Text, Title } from '@mantine/core';
import { pages, type ReplyTo } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { List } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useIdentityWords } from './identity-words.ts';
import { useRoles } from './use-roles.ts';

type Invitation = ReplyTo<typeof identity.calls.invitations>['items'][number];
const refreshes = [identity.calls.invitations];

export function InvitationList() {
  const words = useIdentityWords().people;
  return (
    <section style={{ marginBlockStart: 48, maxWidth: 640 }}>
      <Title order={2}>{words.invitations}</Title>
      <List
        label={words.invitations}
        pages={pages(identity.calls.invitations, {})}
        idOf={({ id }) => id}
        empty={words.noInvitations}
        row={(invitation) => <InvitationRow invitation={invitation} />}
        rowHeight={52}
      />
    </section>
  );
}

function InvitationRow({ invitation: { id, email, roles, expiresAt } }: { invitation: Invitation }) {
  const words = useIdentityWords().people;
  const { titleOf } = useRoles();
  const again = useAct(identity.calls.invite, { refreshes });
  const revoke = useAct(identity.calls.revokeInvitation, {
    said: words.revoked(email),
    undo: () => again.mutate({ email, roles }),
    refreshes,
  });
  return (
    <ActionRow>
      <div>
        <Text size="sm" fw={550}>
          {email}
        </Text>
        <Soft>
          {roles.map(titleOf).join(', ')} · {words.expires} <When at={expiresAt} />
        </Soft>
      </div>
      <ActButton act={revoke} input={{ invitationId: id }} size="xs" variant="default">
        {words.revoke}
      </ActButton>
    </ActionRow>
  );
}
