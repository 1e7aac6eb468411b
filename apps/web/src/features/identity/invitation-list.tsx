import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { ask, pages, type ReplyTo, refresh } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { Listing } from '../../components/listing.tsx';
import { offerUndo, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import { useIdentityWords } from './identity-words.ts';

type Invitation = ReplyTo<typeof identity.calls.invitations>['items'][number];

export function InvitationList() {
  const words = useIdentityWords().people;
  const invitations = useInfiniteQuery(pages(identity.calls.invitations, {}));
  return (
    <section style={{ marginBlockStart: 48, maxWidth: 640 }}>
      <Title order={2}>{words.invitations}</Title>
      <Listing
        list={invitations}
        rows={2}
        rowHeight={52}
        empty={
          <Text c="dimmed" mt={4}>
            {words.noInvitations}
          </Text>
        }
      >
        {(items) => items.map((invitation) => <InvitationRow key={invitation.id} invitation={invitation} />)}
      </Listing>
    </section>
  );
}

function InvitationRow({ invitation: { id, email, roles, expiresAt } }: { invitation: Invitation }) {
  const all = useIdentityWords();
  const words = all.people;
  const common = useCommonWords();
  const again = useMutation({
    mutationFn: () => ask(identity.calls.invite, { email, roles }),
    onError: sayFailure,
    onSettled: () => refresh(identity.calls.invitations),
  });
  const revoke = useMutation({
    mutationFn: () => ask(identity.calls.revokeInvitation, { invitationId: id }),
    onSuccess: () => offerUndo(words.revoked(email), common.undo, () => again.mutate()),
    onError: sayFailure,
    onSettled: () => refresh(identity.calls.invitations),
  });
  return (
    <ActionRow>
      <div>
        <Text size="sm" fw={550}>
          {email}
        </Text>
        <Text size="sm" c="dimmed">
          {roles.map((role) => all.roles[role]).join(', ')} · {words.expires} <When at={expiresAt} />
        </Text>
      </div>
      <Button size="xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
        {words.revoke}
      </Button>
    </ActionRow>
  );
}
