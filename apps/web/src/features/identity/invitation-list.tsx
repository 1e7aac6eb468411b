import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pages, query, type ReplyTo } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { Facts } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { ActButton } from '../../patterns/act-button.tsx';
import { List } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useIdentityWords } from './identity-words.ts';
import { InvitationLink } from './invite-dialog.tsx';
import { useRoles } from './use-roles.ts';

type Invitation = ReplyTo<typeof identity.calls.invitations>['items'][number];
const refreshes = [identity.calls.invitations];

/** As many are shown at first: the members stand below. */
const FIRST = 3;

export function InvitationList() {
  const words = useIdentityWords().people;
  const [link, setLink] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const { data } = useQuery(query(identity.calls.invitations, { limit: FIRST + 1 }));
  const items = data?.items ?? [];
  const row = (invitation: Invitation) => <InvitationRow invitation={invitation} onLink={setLink} />;
  return (
    <>
      {items.length > 0 && (
        <section style={{ marginBlockEnd: 40, maxWidth: 640 }}>
          <Title order={2}>{words.invitations}</Title>
          {all ? (
            <List
              label={words.invitations}
              pages={pages(identity.calls.invitations, {})}
              idOf={({ id }) => id}
              empty=""
              row={row}
              rowHeight={52}
            />
          ) : (
            <ul aria-label={words.invitations}>
              {items.slice(0, FIRST).map((invitation) => (
                <li key={invitation.id}>{row(invitation)}</li>
              ))}
            </ul>
          )}
          {items.length > FIRST && (
            <Button variant="subtle" size="compact-sm" mt={8} onClick={() => setAll(!all)}>
              {all ? words.fewerInvitations : words.allInvitations}
            </Button>
          )}
        </section>
      )}
      {link !== null && <InvitationLink link={link} close={() => setLink(null)} />}
    </>
  );
}

function InvitationRow({
  invitation: { id, email, roles, expiresAt },
  onLink,
}: {
  invitation: Invitation;
  /** Nothing was sent: there is a link to pass on. */
  onLink: (link: string | null) => void;
}) {
  const words = useIdentityWords().people;
  const { titleOf } = useRoles();
  const written = {
    onDone: ({ link }: ReplyTo<typeof identity.calls.invite>) => onLink(link),
    said: ({ sent }: ReplyTo<typeof identity.calls.invite>) => (sent ? words.invited(email) : undefined),
    refreshes,
  };
  const restore = useAct(identity.calls.restoreInvitation, { said: words.restored(email), refreshes });
  const resend = useAct(identity.calls.resendInvitation, written);
  const revoke = useAct(identity.calls.revokeInvitation, {
    said: words.revoked(email),
    undo: () => restore.mutate({ invitationId: id }),
    refreshes,
  });
  return (
    <ActionRow>
      <div>
        <Text size="sm" fw={550}>
          {email}
        </Text>
        <Facts>
          {roles.map(titleOf).join(', ')}
          <span>
            {words.expires} <When at={expiresAt} />
          </span>
        </Facts>
      </div>
      <Group gap="xs">
        <ActButton act={resend} input={{ invitationId: id }} size="xs" variant="default">
          {words.resend}
        </ActButton>
        <ActButton act={revoke} input={{ invitationId: id }} size="xs" variant="default">
          {words.revoke}
        </ActButton>
      </Group>
    </ActionRow>
  );
}
