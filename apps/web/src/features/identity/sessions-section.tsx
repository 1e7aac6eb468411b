import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Group, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { ask, pages, type ReplyTo, refresh } from '../../app/api.ts';
import { ActionRow } from '../../components/action-row.tsx';
import { deviceName } from '../../components/device-name.ts';
import { Failure } from '../../components/failure.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { Listing } from '../../components/listing.tsx';
import { say } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

type Session = ReplyTo<typeof identity.calls.sessions>['items'][number];

export function SessionsSection() {
  const words = useIdentityWords().security;
  const sessions = useInfiniteQuery(pages(identity.calls.sessions, {}));
  const endOthers = useMutation({
    mutationFn: () => ask(identity.calls.revokeOtherSessions, {}),
    onSuccess: ({ revoked }) => {
      say(words.ended(revoked));
      return refresh(identity.calls.sessions);
    },
  });
  return (
    <section className={styles.section}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{words.sessionsTitle}</Title>
        {itemsOf(sessions).length > 1 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {words.endOthers}
          </Button>
        )}
      </Group>
      {endOthers.error && <Failure error={endOthers.error} />}
      <Listing list={sessions} rows={2} rowHeight={52}>
        {(items) => items.map((session) => <SessionRow key={session.id} session={session} />)}
      </Listing>
    </section>
  );
}

function SessionRow({ session: { id, device, address, current, lastSeenAt } }: { session: Session }) {
  const words = useIdentityWords().security;
  const end = useMutation({
    mutationFn: () => ask(identity.calls.revokeSession, { sessionId: id }),
    onSuccess: () => refresh(identity.calls.sessions),
  });
  return (
    <ActionRow>
      <Group gap="sm" wrap="nowrap">
        <MonitorSmartphone size={20} strokeWidth={1.5} aria-hidden="true" />
        <div>
          <Text size="sm" fw={550}>
            {device ? deviceName(device) : words.unknownDevice}
          </Text>
          <Text size="sm" c="dimmed">
            {address} · {current ? words.thisOne : words.lastSeen} {!current && <When at={lastSeenAt} />}
          </Text>
        </div>
      </Group>
      {!current && (
        <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          {words.end}
        </Button>
      )}
    </ActionRow>
  );
}
